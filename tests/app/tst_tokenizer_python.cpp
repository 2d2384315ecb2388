// SPDX-License-Identifier: GPL-3.0-or-later
// With `--print FOLDER` it prints the code of each case, for tests that run it in Python.
#include "app/window/tokenizer_controller.h"
#include "widgets/tokenizer/encoding_view.h"

#include <QTest>

#include <cstdio>

using namespace vitrine;
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
