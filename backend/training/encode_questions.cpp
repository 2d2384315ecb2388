// SPDX-License-Identifier: Apache-2.0
#include "backend/core/text_offsets.h"
#include "backend/training/example_rows.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vitrine::training {
namespace {

using core::ErrorCode;
using core::Exception;
using tokenizers::Encoding;

/// The first answer of a row, in bytes of its context; nothing for a question that has none.
struct Answer
{
    std::size_t begin, end;
};

/// `{"text": […], "answer_start": […]}` as SQuAD has it, one of each, or a list of such.
std::optional<Answer> answerOf(const Cell& cell, const std::string& context)
{
    if (cell.isNull()) return std::nullopt;
    const auto* answers = &cell.json();
    if (answers->is_array()) {
        if (answers->empty()) return std::nullopt;
        answers = &answers->front();
    }
    if (answers->is_string()) { // without a place: the first one
        const auto text = answers->get<std::string>();
        const auto at = context.find(text);
        if (text.empty()) return std::nullopt;
        if (at == std::string::npos) cell.fail("the answer does not occur in the context");
        return Answer{at, at + text.size()};
    }
    if (!answers->is_object() || !answers->contains("text") || !answers->contains("answer_start"))
        cell.fail("expected an object with \"text\" and \"answer_start\"");
    const auto first = [](const core::OrderedJson& value) -> const core::OrderedJson* {
        if (!value.is_array()) return &value;
        return value.empty() ? nullptr : &value.front();
    };
    const auto *text = first((*answers)["text"]), *start = first((*answers)["answer_start"]);
    if (!text || !start || text->is_null()) return std::nullopt;
    if (!text->is_string() || !start->is_number_integer())
        cell.fail("expected texts in \"text\" and integers in \"answer_start\"");
    const core::TextIndex index(context);
    const auto character = start->get<std::int64_t>();
    if (character < 0 || std::size_t(character) >= index.codePointCount().value)
        cell.fail("answer_start " + start->dump() + " lies outside the context");
    const auto begin = index.byte(core::CodePointOffset{std::size_t(character)}).value;
    return Answer{begin, std::min(context.size(), begin + text->get<std::string>().size())};
}

/// The texts of all answers, against which a prediction is judged.
std::vector<std::string> textsOf(const core::OrderedJson& answers)
{
    if (answers.is_null()) return {};
    if (answers.is_string()) return {answers.get<std::string>()};
    std::vector<std::string> texts;
    if (answers.is_array()) {
        for (const auto& each : answers)
            std::ranges::move(textsOf(each), std::back_inserter(texts));
        return texts;
    }
    return answers.is_object() && answers.contains("text") ? textsOf(answers["text"]) : texts;
}

/// The tokens of an answer in one window, as run_qa of Transformers' examples finds them.
void placeAnswer(AnswerWindow& window, const Encoding& encoding, const Answer& answer)
{
    auto first = window.contextBegin, last = window.contextEnd - 1;
    if (first > last) return;
    const auto begin = [&](std::int64_t token) { return encoding.offsets[std::size_t(token)].begin.value; };
    const auto end = [&](std::int64_t token) { return encoding.offsets[std::size_t(token)].end.value; };
    if (begin(first) > answer.begin || end(last) < answer.end) return;
    while (first < window.contextEnd && begin(first) <= answer.begin)
        ++first;
    while (last >= window.contextBegin && end(last) >= answer.end)
        --last;
    window.start = first - 1;
    window.end = last + 1;
}

} // namespace

void encodeQuestions(EncodedFile& file, const EncodeContext& context)
{
    const auto question = *columnOf(file.dataset, context.job, "question"),
               passage = *columnOf(file.dataset, context.job, "context"),
               answers = *columnOf(file.dataset, context.job, "answers");
    file.textColumns = {question, passage};
    auto options = encodeOptions(context);
    if (options.truncation) {
        options.truncation->strategy = tokenizers::TruncationStrategy::OnlySecond;
        // Windows must overlap and still go forward, however short they are.
        options.truncation->stride =
            std::min(std::size_t(context.job.preprocessing.stride), std::size_t(context.maxLength) / 4);
    }
    std::vector<std::optional<Answer>> found;
    encodeRows(
        file, context, options,
        [&](std::int64_t row, const core::OrderedJson& cells) -> std::vector<tokenizers::EncodeInput> {
            auto asked = Cell(file.dataset, row, question, cells).text();
            asked.erase(0, std::min(asked.size(), asked.find_first_not_of(" \t\r\n")));
            const auto text = Cell(file.dataset, row, passage, cells).text();
            const Cell cell(file.dataset, row, answers, cells);
            found.push_back(answerOf(cell, text));
            file.answers.push_back(textsOf(cell.json()));
            return {tokenizers::EncodeInput::pair(asked, text)};
        },
        [&](std::int64_t row, std::vector<Encoding> encodings) {
            const auto add = [&](const Encoding& encoding) {
                appendSequence(file, context, row, encoding);
                AnswerWindow window{row};
                const auto& ids = encoding.sequenceIds;
                const auto isContext = [](const auto& id) { return id == std::uint32_t(1); };
                const auto first = std::ranges::find_if(ids, isContext);
                window.contextBegin = first - ids.begin();
                window.contextEnd = std::find_if_not(first, ids.end(), isContext) - ids.begin();
                if (const auto& answer = found[std::size_t(row)]) placeAnswer(window, encoding, *answer);
                file.windows.push_back(window);
                std::vector<std::uint32_t> offsets;
                for (const auto& span : encoding.offsets) {
                    offsets.push_back(std::uint32_t(span.begin.value));
                    offsets.push_back(std::uint32_t(span.end.value));
                }
                file.offsets.append(offsets, std::vector<std::uint32_t>(offsets.size()));
            };
            add(encodings.front());
            for (const auto& window : encodings.front().overflowing)
                add(window);
        });
}

} // namespace vitrine::training
