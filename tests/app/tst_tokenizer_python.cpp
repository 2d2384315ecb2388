// SPDX-License-Identifier: GPL-3.0-or-later
// With `--print FOLDER` it prints the code of each case, for tests that run it in Python. With `--answers
// FOLDER` it answers cases that come in as JSON Lines: see tests/compare/compare_inspect.py.
#include "app/window/tokenizer_controller.h"
#include "app/window/tokenizer_encoding.h"
#include "backend/tokenizers/label_alignment.h"
#include "backend/tokenizers/lookup.h"
#include "widgets/tokenizer/encoding_view.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cstdio>
#include <iostream>

using namespace vitrine;
using namespace vitrine::tokenizers;
using widgets::TokenizerRequest;

namespace {

QList<TokenizerRequest> cases()
{
    TokenizerRequest plain, pair, cut, padded, both;
    plain.first = QStringLiteral("quote \" back \\ slash\nnew 👩🏽‍🚀");
    pair.first = QStringLiteral("one");
    pair.second = QStringLiteral("two");
    pair.addSpecialTokens = false;
    cut.first = QStringLiteral("a b c d e f g h");
    cut.truncation = TokenizerRequest::Truncation::OnlyFirst;
    cut.maxLength = 5;
    cut.stride = 1;
    cut.truncateLeft = true;
    padded.first = QStringLiteral("a");
    padded.padLength = 8;
    padded.padLeft = true;
    both = cut;
    both.padLength = 9;
    return {plain, pair, cut, padded, both};
}

using nlohmann::json;

QString text(const json& value)
{
    return QString::fromStdString(value.get<std::string>());
}

TokenizerRequest questionRequest(const json& given)
{
    TokenizerRequest request;
    request.first = text(given["question"]);
    request.second = text(given["context"]);
    request.truncation = TokenizerRequest::Truncation::OnlySecond;
    request.maxLength = given["max_length"];
    request.stride = given["stride"];
    return request;
}

/// Begin and end in code points.
core::Utf16Span answerSpan(const json& given)
{
    const core::TextIndex index(given["context"].get<std::string>());
    return {index.utf16(core::CodePointOffset{given["answer"][0]}),
            index.utf16(core::CodePointOffset{given["answer"][1]})};
}

json answerQuestion(const tokenizers::Tokenizer& tokenizer, const json& given, const QString& folder)
{
    core::RunControl control;
    const auto result = app::encodeNow(tokenizer, questionRequest(given), control);
    json answer{{"start", json::array()}, {"end", json::array()}};
    for (const auto& window : result.windows) {
        const auto found = widgets::answerIn(*window, answerSpan(given));
        answer["start"].push_back(found.startToken);
        answer["end"].push_back(found.endToken);
    }
    answer["code"] = app::tokenizerPython(questionRequest(given), folder, answerSpan(given)).toStdString();
    return answer;
}

json answerLabels(const tokenizers::Tokenizer& tokenizer, const json& given, const QString& folder)
{
    const widgets::LabelsRequest request{text(given["lines"]), given["only_first"], given["inside"]};
    const auto view = app::labelsNow(tokenizer, request, true);
    json answer{{"labels", json::array()}, {"names", json::array()}};
    for (const auto& token : view.tokens)
        answer["labels"].push_back(token.label);
    for (const QString& name : view.names)
        answer["names"].push_back(name.toStdString());
    answer["code"] = app::labelsPython(view, request, true, folder).toStdString();
    return answer;
}

/// Every look-up of every position, in code points.
json answerLookups(const tokenizers::Tokenizer& tokenizer, const json& given)
{
    const std::string texts[2] = {given["first"], given.value("second", std::string())};
    const bool isPair = given.contains("second");
    const auto encoding = tokenizer.encode(isPair ? tokenizers::EncodeInput::pair(texts[0], texts[1])
                                                  : tokenizers::EncodeInput::text(texts[0]));
    const core::TextIndex indexes[2] = {core::TextIndex(texts[0]), core::TextIndex(texts[1])};
    const auto number = [](const auto& value) { return value ? json(*value) : json(nullptr); };
    const auto span = [&](const std::optional<core::ByteSpan>& bytes, std::size_t which) {
        if (!bytes) return json(nullptr);
        const auto points = indexes[which].codePoints(*bytes);
        return json{points.begin.value, points.end.value};
    };
    json answer{{"char_to_token", json::array()},     {"char_to_word", json::array()},
                {"token_to_chars", json::array()},    {"token_to_word", json::array()},
                {"token_to_sequence", json::array()}, {"word_to_tokens", json::array()},
                {"word_to_chars", json::array()}};
    for (std::uint32_t which = 0; which < (isPair ? 2U : 1U); ++which) {
        for (std::size_t c = 0; c < indexes[which].codePointCount().value; ++c) {
            const auto byte = indexes[which].byte(core::CodePointOffset{c});
            answer["char_to_token"].push_back(number(charToToken(encoding, byte, which)));
            answer["char_to_word"].push_back(number(charToWord(encoding, byte, which)));
        }
        for (std::uint32_t word = 0; word < given["words"].get<std::uint32_t>(); ++word) {
            const auto tokens = wordToTokens(encoding, word, which);
            answer["word_to_tokens"].push_back(tokens ? json{tokens->begin, tokens->end} : json(nullptr));
            answer["word_to_chars"].push_back(span(wordToChars(encoding, word, which), which));
        }
    }
    for (std::size_t token = 0; token < encoding.size(); ++token) {
        answer["token_to_chars"].push_back(span(tokenToChars(encoding, token), encoding.textIds[token]));
        answer["token_to_word"].push_back(number(tokenToWord(encoding, token)));
        answer["token_to_sequence"].push_back(number(tokenToSequence(encoding, token)));
    }
    return answer;
}

int answerAll(const char* folder)
{
    const auto tokenizer = tokenizers::Tokenizer::load(folder).value();
    for (std::string line; std::getline(std::cin, line);) {
        const json given = json::parse(line);
        const QString path = QString::fromLocal8Bit(folder);
        const json answer = given.contains("context") ? answerQuestion(tokenizer, given, path)
                            : given.contains("lines") ? answerLabels(tokenizer, given, path)
                                                      : answerLookups(tokenizer, given);
        std::cout << answer.dump() << '\n';
    }
    return 0;
}

} // namespace

class TestTokenizerPython : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatWasAsked()
    {
        const auto list = cases();
        QVERIFY(app::tokenizerPython(list[0], QStringLiteral("f"))
                    .contains(QStringLiteral("\\\" back \\\\ slash\\nnew")));
        QVERIFY(app::tokenizerPython(list[1], QStringLiteral("f"))
                    .contains(QStringLiteral("add_special_tokens=False")));
        const QString cut = app::tokenizerPython(list[2], QStringLiteral("f"));
        for (const char* part :
             {"truncation=\"only_first\"", "max_length=5", "stride=1", "truncation_side=\"left\""})
            QVERIFY2(cut.contains(QLatin1String(part)), part);
        QVERIFY(app::tokenizerPython(list[3], QStringLiteral("f"))
                    .contains(QStringLiteral("padding=\"max_length\"")));
    }
};

int main(int argc, char** argv)
{
    if (argc == 3 && QByteArray(argv[1]) == "--answers") return answerAll(argv[2]);
    if (argc == 3 && QByteArray(argv[1]) == "--print") {
        for (const TokenizerRequest& request : cases())
            std::printf("%s# ----\n",
                        qPrintable(app::tokenizerPython(request, QString::fromLocal8Bit(argv[2]))));
        return 0;
    }
    TestTokenizerPython test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_tokenizer_python.moc"
