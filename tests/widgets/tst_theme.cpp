// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"

#include <QTest>

using namespace vitrine::widgets;

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textCanBeRead_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void textCanBeRead()
    {
        QFETCH(bool, dark);
        const Theme& t = themeFor(dark);
        for (const QColor& background : {t.window, t.surface, t.raised})
            for (const QColor& ink : {t.text, t.mutedText, t.accent, t.danger, t.warning, t.success})
                QVERIFY2(contrastRatio(ink, background) >= 4.5,
                         qPrintable(ink.name() + " on " + background.name()));
        QVERIFY(contrastRatio(t.accentText, t.accent) >= 4.5);
        for (const QColor& token : t.token)
            QVERIFY2(contrastRatio(t.text, token) >= 4.5, qPrintable(token.name()));
        for (std::size_t i = 0; i < t.token.size(); ++i)
            QVERIFY(t.token[i] != t.token[(i + 1) % t.token.size()]);
    }

    void scalesAreMonotonous()
    {
        for (const bool dark : {false, true}) {
            const Theme& t = themeFor(dark);
            double last = contrastRatio(t.sequential(0), t.surface);
            for (int i = 1; i <= 20; ++i) {
                const double now = contrastRatio(t.sequential(i / 20.0), t.surface);
                QVERIFY(now > last);
                last = now;
            }
            QCOMPARE(t.sequential(2), t.sequential(1));
            QVERIFY(t.diverging(-1) != t.diverging(1));
        }
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
