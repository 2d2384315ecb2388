// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"
#include "widgets/hub/card_view.h"
#include "widgets/hub/file_table_model.h"
#include "widgets/hub/hub_format.h"
#include "widgets/hub/hub_list.h"
#include "widgets/hub/hub_page_view.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace vitrine::widgets;

class TestHubWidgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void figuresAreShort()
    {
        QCOMPARE(shortCount(999), QStringLiteral("999"));
        QCOMPARE(shortCount(1234), QStringLiteral("1.2 k"));
        QCOMPARE(shortCount(45'678), QStringLiteral("46 k"));
        QCOMPARE(shortCount(1'200'000), QStringLiteral("1.2 M"));
        QCOMPARE(sizeText(90'868'376), QStringLiteral("90.9 MB"));
        QVERIFY(speedText(2e6, 5).startsWith(QStringLiteral("2.0 MB/s")));
        QVERIFY(speedText(0, -1).isEmpty());
    }

    void cardsFetchNothing()
    {
        const QString shown = withoutPictures(QStringLiteral(
            "![logo](http://a/b.png) <img src=\"x\"> [![badge](u)](v) <!-- no --> `a < b` <b>bold</b>"));
        for (const char* gone : {"http", "<img", "<!--", "!["})
            QVERIFY2(!shown.contains(QLatin1String(gone)), qPrintable(shown));
        QVERIFY(shown.contains(QStringLiteral("logo")));
        QVERIFY(shown.contains(QStringLiteral("[badge](v)")));
        QVERIFY(shown.contains(QStringLiteral("`a < b`")));
        CardView view;
        view.resize(400, 300);
        view.setCard(QStringLiteral(
            "# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\nx = 1\n\ny = 2\n```\n\n[l](https://h/)"));
        QVERIFY(view.toPlainText().contains(QStringLiteral("x = 1")));
        QSignalSpy links(&view, &CardView::linkActivated);
        for (const char* url : {"https://h/", "file:///etc/passwd", "javascript:alert(1)", "#part"})
            Q_EMIT view.anchorClicked(QUrl(QLatin1String(url)));
        QCOMPARE(links.size(), 1);
        // A hundred thousand words are shown at once, and a change of theme draws them anew.
        view.setCard(QStringLiteral("word **bold** `code`\n\n").repeated(5000));
        applyTheme(*qApp, ThemeChoice::Dark);
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void theModelsAreSound()
    {
        HubListModel list;
        QAbstractItemModelTester listTester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        HubItem item;
        item.id = item.title = QStringLiteral("a/b");
        item.downloads = 5;
        list.setItems({item});
        item.id = QStringLiteral("c/d");
        list.append({item});
        list.setVerdict(QStringLiteral("c/d"), HubVerdict::Nothing);
        QCOMPARE(list.item(1).verdict, HubVerdict::Nothing);
        QCOMPARE(list.rowOf(QStringLiteral("x")), -1);
        QVERIFY(
            list.index(1).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("not supported")));
        FileTableModel files;
        QAbstractItemModelTester filesTester(&files, QAbstractItemModelTester::FailureReportingMode::QtTest);
        files.setFiles({{QStringLiteral("a"), 1500, true, true}});
        QCOMPARE(files.index(0, FileTableModel::Size).data().toString(), QStringLiteral("1.5 kB"));
    }

    void thePageOffersWhatIsPossible()
    {
        HubPageView view;
        view.show();
        HubPage page;
        page.item.id = page.item.title = QStringLiteral("a/b");
        page.item.verdict = HubVerdict::Model;
        page.scopes = {{QStringLiteral("all"), 2000, 2000}};
        view.showPage(page);
        QVERIFY(view.downloadButton()->isEnabled());
        QVERIFY(!view.openButton(HubTarget::Playground)->isVisible());
        view.showProgress({HubProgress::State::Running, 0.5, QStringLiteral("half"), {}, {}});
        QVERIFY(!view.downloadButton()->isEnabled());
        QVERIFY(view.stopButton()->isVisible());
        QVERIFY(!view.retryButton()->isVisible());
        view.showProgress(
            {HubProgress::State::Failed, -1, {}, QStringLiteral("cut"), QStringLiteral("again")});
        QVERIFY(view.retryButton()->isVisible());
        QCOMPARE(view.progressText()->text(), QStringLiteral("cut"));
        view.showProgress({});
        page.scopes[0].missing = 0;
        page.canOpenModel = page.canOpenTokenizer = true;
        view.showPage(page);
        QVERIFY(!view.downloadButton()->isEnabled());
        QVERIFY(view.openButton(HubTarget::Playground)->isVisible());
        QVERIFY(!view.openButton(HubTarget::Attention)->isVisible());
        view.setHasAttention(true);
        QVERIFY(view.openButton(HubTarget::Attention)->isVisible());
    }
};

QTEST_MAIN(TestHubWidgets)
#include "tst_hub_widgets.moc"
