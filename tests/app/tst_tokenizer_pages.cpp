// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the Tokenizer panel beside Inspect, in the real window, on tokenizers of a few words.
#include "tests/app/fake_backend.h"

#include "app/window/language.h"
#include "app/window/main_window.h"
#include "app/window/panel.h"
#include "app/window/settings.h"
#include "app/window/tokenizer_build_controller.h"
#include "app/window/tokenizer_compare_controller.h"
#include "app/window/tokenizer_train_controller.h"
#include "app/window/tokenizer_vocabulary_controller.h"
#include "widgets/common/charts/curve_chart.h"
#include "widgets/tokenizer/aligned_view.h"
#include "widgets/tokenizer/compare_page.h"
#include "widgets/tokenizer/pair_bars.h"
#include "widgets/tokenizer/train_form.h"
#include "widgets/tokenizer/train_page.h"
#include "widgets/tokenizer/vocabulary_model.h"
#include "widgets/tokenizer/vocabulary_page.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace vitrine;
using app::MainWindow;
using app::Session;

namespace {

constexpr auto words = R"({"version":"1.0","added_tokens":[],"normalizer":null,
 "pre_tokenizer":{"type":"Whitespace"},"post_processor":null,"decoder":null,
 "model":{"type":"WordLevel","vocab":{"[UNK]":0,"hello":1,"world":2},"unk_token":"[UNK]"}})";
constexpr auto pieces = R"({"version":"1.0","added_tokens":[],"normalizer":null,
 "pre_tokenizer":{"type":"Whitespace"},"post_processor":null,"decoder":null,
 "model":{"type":"WordPiece","vocab":{"[UNK]":0,"hel":1,"##lo":2,"world":3},"unk_token":"[UNK]",
          "continuing_subword_prefix":"##","max_input_chars_per_word":100}})";

void writeFile(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestTokenizerPages : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<tests::FakeBackend> m_backend;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    void open()
    {
        m_settings = std::make_unique<app::Settings>(path("settings.ini"));
        m_session = std::make_unique<Session>(*m_settings, tests::fakeServices(*m_backend));
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void close()
    {
        m_window->close();
        m_window.reset();
        m_session.reset();
        m_settings.reset();
    }
    template <typename Page>
    Page* page(const char* id)
    {
        m_window->currentPanel()->showPage(QLatin1String(id));
        return m_window->findChild<Page*>();
    }
    app::TokenizerCompareController* compareController() const
    {
        return m_window->currentPanel()->findChild<app::TokenizerCompareController*>();
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_backend = std::make_unique<tests::FakeBackend>();
        writeFile(path("words/tokenizer.json"), words);
        writeFile(path("pieces/tokenizer.json"), pieces);
        writeFile(path("broken/tokenizer.json"), "{ not json");
        app::applyLanguage(QStringLiteral("en"));
        widgets::applyTheme(*qApp, widgets::ThemeChoice::Light);
        open();
        m_window->showPanel(QStringLiteral("tokenizer"));
        m_session->openTokenizer(path("words"));
        QTRY_VERIFY(m_session->tokenizer());
    }
    void cleanup()
    {
        close();
        m_folder.reset();
    }

    void twoTokenizersAreComparedAsOneTypes()
    {
        auto* compare = page<widgets::ComparePage>("compare");
        auto* controller = compareController();
        QCOMPARE(controller->specifications(), QStringList{path("words")}); // the window's own
        controller->add(path("pieces"));
        controller->add(path("pieces")); // again: nothing
        QCOMPARE(controller->specifications().size(), 2);
        QTest::keyClicks(compare->editor(), QStringLiteral("hello world x"));
        QTRY_VERIFY(compare->result() && compare->result()->tokenizers.size() == 2 &&
                    compare->result()->tokenizers[0].statistics.tokens == 3);
        QCOMPARE(compare->table()->item(0, 1)->text(), QStringLiteral("3"));
        QCOMPARE(compare->table()->item(1, 1)->text(), QStringLiteral("4"));
        QVERIFY(compare->table()->item(0, 5)->text().startsWith(QStringLiteral("1"))); // unknown
        // Only the first stretch differs.
        auto* view = compare->alignedView();
        QCOMPARE(view->regionCount(), 3);
        QCOMPARE(view->currentRegion(), 0);
        QVERIFY(!view->showDifference(1));
        QTest::keyClick(view, Qt::Key_Right);
        QCOMPARE(view->currentRegion(), 1);
        QTest::keyClick(view, Qt::Key_P);
        QCOMPARE(view->currentRegion(), 0);
        QVERIFY(compare->table()->item(1, 8)->text().contains(QStringLiteral("##lo 2")));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, Qt::NoModifier, view->showRegion(2));
        QCOMPARE(view->currentRegion(), 2);
    }

    void aBrokenTokenizerSaysSoInItsRow()
    {
        auto* compare = page<widgets::ComparePage>("compare");
        compareController()->add(path("broken"));
        compare->setText(QStringLiteral("hello"));
        QTRY_VERIFY(compare->result() && compare->result()->tokenizers.size() == 2);
        QTRY_VERIFY(compare->problem()->isVisible());
        QVERIFY(compare->problem()->text().contains(QStringLiteral("broken/tokenizer.json")));
        QCOMPARE(compare->table()->item(0, 1)->text(), QStringLiteral("1"));
    }

    void aFileIsMeasuredAndCanBeStopped()
    {
        auto* compare = page<widgets::ComparePage>("compare");
        QTRY_VERIFY(m_window->currentPanel()->idle());
        writeFile(path("small.txt"), "hello world\nhello\n");
        compareController()->measureFile(path("small.txt"));
        QTRY_VERIFY(compare->result() && compare->result()->source == QStringLiteral("small.txt"));
        QTRY_COMPARE(compare->result()->tokenizers[0].statistics.tokens, 3U);
        QVERIFY(!compare->result()->isPartial);
        QTRY_VERIFY(m_window->currentPanel()->idle());

        QByteArray many;
        for (int i = 0; i < 400'000; ++i)
            many += "hello world hello world hello world\n";
        writeFile(path("large.txt"), many);
        compareController()->measureFile(path("large.txt"));
        QCOMPARE(m_session->jobs().entries().size(), 1U);
        m_session->jobs().stop(m_session->jobs().entries()[0].id);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->currentPanel()->idle(), 20'000);
        QVERIFY(m_session->jobs().entries().empty());

        compareController()->measureFile(path("not there.txt"));
        QTRY_VERIFY(m_window->currentPanel()->idle());
    }

    void theComparisonIsExportedAndRemembered()
    {
        auto* compare = page<widgets::ComparePage>("compare");
        auto* controller = compareController();
        controller->add(path("pieces"));
        compare->setText(QStringLiteral("hello world"));
        compare->setPrice(0.5);
        QTRY_VERIFY(compare->result() && compare->result()->tokenizers.size() == 2);
        QTRY_COMPARE(compare->result()->tokenizers[1].statistics.tokens, 3U);
        controller->writeExport(path("out.csv"));
        controller->writeExport(path("out.json"));
        controller->writeExport(path("out.svg"));
        QFile csv(path("out.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[2].startsWith("pieces,WordPiece,4,3,2,11,11,1.5,"));
        QVERIFY(lines[2].endsWith(",0,0.0015"));
        QFile json(path("out.json"));
        QVERIFY(json.open(QIODevice::ReadOnly));
        const QJsonObject document = QJsonDocument::fromJson(json.readAll()).object();
        QCOMPARE(document[QStringLiteral("regions")].toArray().size(), 2);
        QVERIFY(QFile::exists(path("out.svg")));
        for (QAction* action : m_window->currentPanel()->actions())
            if (action->text() == QStringLiteral("Copy the comparison as Python")) action->trigger();
        QVERIFY(QApplication::clipboard()->text().contains(path("pieces")));

        close();
        open();
        m_window->showPanel(QStringLiteral("tokenizer"));
        QCOMPARE(compareController()->specifications(), (QStringList{path("words"), path("pieces")}));
        QCOMPARE(m_window->findChild<widgets::ComparePage*>()->text(), QStringLiteral("hello world"));
    }

    void theVocabularyIsSearchedAsOneTypes()
    {
        m_session->openTokenizer(path("pieces"));
        auto* vocabulary = page<widgets::VocabularyPage>("vocabulary");
        QAbstractItemModelTester tester(vocabulary->model(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(vocabulary->model()->rowCount(), 4);
        QTest::keyClicks(vocabulary->search(), QStringLiteral("LO"));
        QTRY_COMPARE(vocabulary->model()->rowCount(), 1);
        QCOMPARE(vocabulary->model()->index(0, widgets::VocabularyModel::Id).data().toInt(), 2);
        QCOMPARE(vocabulary->model()->index(0, widgets::VocabularyModel::Kind).data().toString(),
                 QStringLiteral("goes on"));
        vocabulary->table()->selectRow(0);
        QTRY_VERIFY(vocabulary->details()->text().contains(QStringLiteral("##lo")));

        // A pattern that is none, and one that finds nothing.
        widgets::VocabularyRequest request;
        request.filter.pattern = "(";
        request.filter.match = tokenizers::VocabularyFilter::Match::Regex;
        vocabulary->setRequest(request);
        QTRY_VERIFY(vocabulary->count()->text().contains(QStringLiteral("search")));
        request.filter.pattern = "^wor";
        vocabulary->setRequest(request);
        QTRY_COMPARE(vocabulary->model()->rowCount(), 1);
        auto* controller = m_window->currentPanel()->findChild<app::TokenizerVocabularyController*>();
        controller->writeExport(path("out.csv"));
        QFile csv(path("out.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QVERIFY(csv.readAll().endsWith("3,\"world\",\"world\",5,Latin,0,0,\n"));
    }

    void twoVocabulariesOverlap()
    {
        auto* vocabulary = page<widgets::VocabularyPage>("vocabulary");
        auto* controller = m_window->currentPanel()->findChild<app::TokenizerVocabularyController*>();
        QTRY_COMPARE(vocabulary->model()->rowCount(), 3);
        controller->setOther(path("broken"));
        QTRY_VERIFY(controller->idle()); // said so, and is let go
        controller->setOther(path("pieces"));
        const auto show = [&](widgets::VocabularyRequest::Part part) {
            widgets::VocabularyRequest request;
            request.part = part;
            vocabulary->setRequest(request);
        };
        using Part = widgets::VocabularyRequest::Part;
        show(Part::OnlyHere);
        QTRY_COMPARE(vocabulary->model()->rowCount(), 1); // hello
        show(Part::OnlyThere);
        QTRY_COMPARE(vocabulary->model()->rowCount(), 2); // hel, ##lo
        show(Part::OtherId);
        QTRY_COMPARE(vocabulary->model()->rowCount(), 1); // world
        QCOMPARE(vocabulary->model()->index(0, widgets::VocabularyModel::OtherId).data().toInt(), 3);
        controller->setOther({});
        QTRY_COMPARE(vocabulary->model()->rowCount(), 3);
    }

    void aTokenizerIsTrainedOnTheSampleAndUsed()
    {
        auto* train = page<widgets::TrainPage>("train");
        auto* controller = m_window->currentPanel()->findChild<app::TokenizerTrainController*>();
        widgets::TrainRequest request = train->form()->request();
        request.vocabSize = 320;
        train->form()->setRequest(request);
        QTest::mouseClick(train->form()->startButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(controller->idle(), 20'000);
        QVERIFY(!controller->resultFolder().isEmpty());
        QCOMPARE(train->effect()->item(0, 1)->text(), QStringLiteral("320"));
        QVERIFY(!train->merges().isEmpty());
        QVERIFY(!train->bars()->pairs().empty());
        QVERIFY(QFile::exists(controller->resultFolder() + QStringLiteral("/tokenizer.json")));
        controller->saveTo(path("saved"));
        QTRY_VERIFY(QFile::exists(path("saved/tokenizer.json")));
        Q_EMIT train->compareRequested();
        QVERIFY(compareController()->specifications().contains(controller->resultFolder()));
        QTRY_VERIFY(m_window->currentPanel()->idle());
        m_window->currentPanel()->showPage(QStringLiteral("train"));
        Q_EMIT train->inspectRequested();
        QTRY_COMPARE(m_session->tokenizerSpecification(), controller->resultFolder());
        QTRY_VERIFY(m_session->tokenizer() && m_session->tokenizer()->info().vocabSize == 320);
    }

    void everyAlgorithmTrainsAndWrongOptionsSayWhy()
    {
        auto* train = page<widgets::TrainPage>("train");
        auto* controller = m_window->currentPanel()->findChild<app::TokenizerTrainController*>();
        widgets::TrainRequest request = train->form()->request();
        for (const auto algorithm :
             {widgets::TrainRequest::Algorithm::WordPiece, widgets::TrainRequest::Algorithm::Unigram,
              widgets::TrainRequest::Algorithm::WordLevel}) {
            request.algorithm = algorithm;
            request.specialTokens = widgets::TrainForm::usualSpecialTokens(algorithm);
            request.unkToken = algorithm == widgets::TrainRequest::Algorithm::Unigram
                                   ? QStringLiteral("<unk>")
                                   : QStringLiteral("[UNK]");
            request.vocabSize = 200;
            train->form()->setRequest(request);
            controller->start(false);
            QTRY_VERIFY_WITH_TIMEOUT(controller->idle(), 20'000);
            QVERIFY2(!controller->resultFolder().isEmpty(), qPrintable(QString::number(int(algorithm))));
        }
        request.algorithm = widgets::TrainRequest::Algorithm::Unigram;
        request.unkToken.clear();
        train->form()->setRequest(request);
        controller->start(false);
        QVERIFY(controller->idle());
        QVERIFY(train->form()->problem()->isVisibleTo(train));
        request.algorithm = widgets::TrainRequest::Algorithm::Bpe;
        request.files = {path("not there.txt")};
        train->form()->setRequest(request);
        controller->start(false);
        QTRY_VERIFY_WITH_TIMEOUT(controller->idle(), 20'000);
        QVERIFY(controller->resultFolder().isEmpty());
        QVERIFY(!train->form()->stopButton()->isVisibleTo(train));
    }

    void aStoppedTrainingGoesOn()
    {
        auto* train = page<widgets::TrainPage>("train");
        auto* controller = m_window->currentPanel()->findChild<app::TokenizerTrainController*>();
        QByteArray text;
        for (int i = 0; i < 60'000; ++i)
            text += "word" + QByteArray::number(qint64(i) * 7919 % 100'003) + " and word" +
                    QByteArray::number(qint64(i) * 104'729 % 99'991) + " again\n";
        writeFile(path("large.txt"), text);
        widgets::TrainRequest request = train->form()->request();
        request.files = {path("large.txt")};
        train->form()->setRequest(request);
        controller->start(false);
        QTRY_VERIFY(!m_session->jobs().entries().empty());
        QTest::mouseClick(train->form()->stopButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(controller->idle(), 20'000);
        QVERIFY(controller->resultFolder().isEmpty());
        QVERIFY(train->form()->resumeButton()->isVisibleTo(train));
        QTest::mouseClick(train->form()->resumeButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(controller->idle(), 60'000);
        QVERIFY(!controller->resultFolder().isEmpty());
    }

    void aTokenizerIsBuiltByHand()
    {
        using widgets::TokenizerStage;
        m_session->openTokenizer(path("pieces"));
        QTRY_VERIFY(!m_session->tokenizerLoading());
        auto* build = page<widgets::BuildPage>("build");
        auto* controller = m_window->currentPanel()->findChild<app::TokenizerBuildController*>();
        build->setSample(QStringLiteral("HELLO world"));
        QTRY_VERIFY(build->tokens()->text().contains(QStringLiteral("world")));
        QVERIFY(!build->tokens()->text().contains(QStringLiteral("##lo")));

        // A normalizer makes the word known, at once.
        auto* normalizer = build->stage(TokenizerStage::Normalizer);
        normalizer->addComponent(QStringLiteral("Lowercase"));
        QTRY_VERIFY(build->tokens()->text().contains(QStringLiteral("##lo")));
        // The hint about accents, and it goes when NFD comes before.
        normalizer->addComponent(QStringLiteral("StripAccents"));
        QTRY_VERIFY(controller->idle());
        normalizer->addComponent(QStringLiteral("NFD"));
        QTest::keyClick(normalizer->list(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(
            widgets::componentsOf(TokenizerStage::Normalizer, normalizer->value())[1][QStringLiteral("type")]
                .toString(),
            QStringLiteral("NFD"));
        QTRY_VERIFY(controller->idle());

        normalizer->addComponent(QStringLiteral("NFC"));
        QTest::keyClick(normalizer->list(), Qt::Key_Delete);
        QCOMPARE(normalizer->list()->count(), 3);
        QTRY_VERIFY(controller->idle());

        // A template whose token is nowhere, then with a role.
        build->stage(TokenizerStage::PostProcessor)->addComponent(QStringLiteral("TemplateProcessing"));
        QTRY_VERIFY(controller->idle());
        QVERIFY(build->saveButton()->isEnabled());
        widgets::BuildRoles roles = build->roles();
        roles.cls = QStringLiteral("[CLS]");
        roles.sep = QStringLiteral("[SEP]");
        build->setRoles(roles);
        QTRY_VERIFY(controller->idle());
        QTRY_VERIFY(build->json()->toPlainText().contains(QStringLiteral("TemplateProcessing")));
        controller->saveTo(path("built"));
        QTRY_VERIFY(QFile::exists(path("built/tokenizer.json")));
        QVERIFY(QFile::exists(path("built/tokenizer_config.json")));
        m_session->openTokenizer(path("built"));
        QTRY_VERIFY(!m_session->tokenizerLoading());
        QVERIFY(!m_session->tokenizerError());
        const auto encoding = m_session->tokenizer()->encode(tokenizers::EncodeInput::text("HELLO"));
        QCOMPARE(QString::fromStdString(encoding.tokens.front()), QStringLiteral("[CLS]"));
        QCOMPARE(encoding.size(), 4U);
    }

    void whatIsWrongIsSaidAtItsStage()
    {
        using widgets::TokenizerStage;
        auto* build = page<widgets::BuildPage>("build");
        auto* controller = m_window->currentPanel()->findChild<app::TokenizerBuildController*>();
        build->setSample(QStringLiteral("hello"));
        QTRY_VERIFY(build->tokens()->text().contains(QStringLiteral("hello")));
        auto* splitter = build->stage(TokenizerStage::PreTokenizer);
        splitter->setValue(QJsonObject{
            {QStringLiteral("type"), QStringLiteral("Split")},
            {QStringLiteral("pattern"), QJsonObject{{QStringLiteral("Regex"), QStringLiteral("(")}}},
            {QStringLiteral("behavior"), QStringLiteral("Isolated")},
            {QStringLiteral("invert"), false}});
        Q_EMIT splitter->changed();
        QTRY_VERIFY(controller->idle() && !build->saveButton()->isEnabled());
        QVERIFY(build->tokens()->text().isEmpty());
        splitter->removeCurrent();
        QTRY_VERIFY(build->saveButton()->isEnabled());
        // Every preset can be tried, whatever the vocabulary.
        for (int family = 0; family < 6; ++family) {
            controller->usePreset(family);
            QTRY_VERIFY(controller->idle());
            QVERIFY2(build->saveButton()->isEnabled(), qPrintable(build->json()->toPlainText()));
        }
    }

    void templatesAreReadAndWritten()
    {
        QString problem;
        const QJsonArray pieces = widgets::parseTemplate(QStringLiteral("[CLS]:0 $A <a:b>:2"), problem);
        QVERIFY(problem.isEmpty());
        QCOMPARE(widgets::templateText(pieces), QStringLiteral("[CLS]:0 $A:0 <a:b>:2"));
        for (const char* bad : {"", "$C:0", "$", ":1"}) {
            widgets::parseTemplate(QLatin1String(bad), problem);
            QVERIFY2(!problem.isEmpty(), bad);
        }
        QCOMPARE(app::withoutEscapes(QStringLiteral("a\\u0085b\\uD800")), QStringLiteral("a\u0085b\\uD800"));
    }
};

QTEST_MAIN(TestTokenizerPages)
#include "tst_tokenizer_pages.moc"
