// SPDX-License-Identifier: GPL-3.0-or-later
// The bias probe in the real window, offscreen, on a backend without libtorch whose answers depend on the
// words of the sentence.
#include "tests/app/fake_backend.h"

#include "app/window/bias_controller.h"
#include "app/window/bias_job.h"
#include "app/window/main_window.h"
#include "app/window/panel.h"
#include "app/window/settings.h"
#include "widgets/common/message_view.h"
#include "widgets/playground/bias_page.h"
#include "widgets/playground/bias_view.h"
#include "widgets/playground/cell_table.h"
#include "widgets/playground/filler_chart.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace vitrine;
using app::MainWindow;
using app::Session;
using widgets::BiasQuestion;
using widgets::BiasSetup;

namespace {

constexpr auto tokenizerJson = R"({"version":"1.0","added_tokens":[{"id":3,"content":"[MASK]","special":true,
 "single_word":false,"lstrip":false,"rstrip":false,"normalized":false}],"normalizer":null,
 "pre_tokenizer":{"type":"Whitespace"},"post_processor":null,"decoder":null,
 "model":{"type":"WordLevel","vocab":{"[UNK]":0,"hello":1,"world":2,"nurse":7,"pilot":8,"cook":9},
 "unk_token":"[UNK]"}})";

bool has(const std::string& text, const char* word)
{
    return text.find(word) != std::string::npos;
}

/// Women are nurses and men are pilots, everybody cooks; a sentence with "even" moves all alike. "slow" waits
/// for a stop.
class BiasedPipeline final : public pipelines::Pipeline
{
public:
    explicit BiasedPipeline(std::string_view task) : m_task(task) {}
    std::string_view task() const override { return m_task; }
    pipelines::PipelineResult run(std::span<const core::Json> inputs,
                                  const pipelines::PipelineOptions& options,
                                  core::RunControl& control) override
    {
        pipelines::PipelineResult result;
        const auto arguments = core::Json::parse(options.arguments);
        for (const core::Json& input : inputs) {
            const auto text = input.get<std::string>();
            while (has(text, "slow")) {
                control.checkpoint();
                std::this_thread::yield();
            }
            const bool isWoman = has(text, "oman"),
                       isMan = !isWoman && (has(text, "man") || has(text, "Man"));
            const double shift = double(text.size() % 7) / 1000;
            const double nurse = (isWoman ? 0.4 : 0.1) + shift, pilot = (isMan ? 0.4 : 0.1) + shift;
            core::OrderedJson answer = core::OrderedJson::array();
            if (m_task == "fill-mask") {
                const std::size_t most = arguments.value("top_k", std::size_t(5));
                const std::vector<std::tuple<double, int, const char*>> words{
                    {isMan ? pilot : nurse, isMan ? 8 : 7, isMan ? "pilot" : "nurse"},
                    {0.2, 9, "cook"},
                    {isMan ? nurse : pilot, isMan ? 7 : 8, isMan ? "nurse" : "pilot"}};
                for (std::size_t i = 0; i < std::min(most, words.size()); ++i)
                    answer.push_back({{"score", std::get<0>(words[i])},
                                      {"token", std::get<1>(words[i])},
                                      {"token_str", std::get<2>(words[i])}});
            } else if (m_task == "zero-shot-classification") {
                core::OrderedJson labels = core::OrderedJson::array(), scores = core::OrderedJson::array();
                for (const auto& label : arguments.at("candidate_labels")) {
                    labels.push_back(label.get<std::string>());
                    scores.push_back(nurse);
                }
                answer = {{"sequence", text}, {"labels", labels}, {"scores", scores}};
            } else if (m_task == "text-generation") {
                for (int i = 0; i < arguments.value("num_return_sequences", 1); ++i)
                    answer.push_back(
                        {{"generated_text", (isWoman ? " nursing " : " flying ") + std::to_string(i)}});
            } else {
                answer.push_back({{"label", "good"}, {"score", 0.9 - shift}});
                answer.push_back({{"label", "bad"}, {"score", 0.1 + shift}});
            }
            result.outputs.emplace_back(pipelines::JsonText{core::dumpJson(answer)});
        }
        return result;
    }

private:
    std::string m_task;
};

class BiasedBackend final : public models::ModelBackend
{
public:
    class BiasedModel final : public models::Model
    {
    public:
        explicit BiasedModel(const std::filesystem::path& folder)
        {
            m_info.name = folder.filename();
            m_info.path = folder;
            m_info.vocabularySize = 10;
            m_info.maxPositions = 64;
            m_info.labels = {"bad", "good"};
            m_info.tasks = folder.filename() == "encoder"
                               ? std::vector<std::string>{"feature-extraction"}
                               : std::vector<std::string>{"fill-mask", "text-classification",
                                                          "zero-shot-classification", "text-generation"};
        }
        const models::ModelInfo& info() const override { return m_info; }
        /// Every token is as likely as its id is high: logits 0 … 9 of all places alike.
        std::vector<core::NamedFloatArray> forward(const models::ForwardInputs& inputs,
                                                   const models::ProbeRequest&, core::RunControl&) override
        {
            core::FloatArray logits{{inputs.inputIds.shape[0], inputs.inputIds.shape[1], 10}, {}};
            for (std::int64_t i = 0; i < core::elementCount(inputs.inputIds.shape); ++i)
                for (int id = 0; id < 10; ++id)
                    logits.values.push_back(float(id));
            return {{"logits", std::move(logits)}};
        }
        models::DecodeTiming timeDecoding(std::int64_t, std::int64_t, std::int64_t,
                                          core::RunControl&) override
        {
            return {};
        }
        std::unique_ptr<pipelines::Pipeline> pipeline(std::string_view task,
                                                      std::shared_ptr<const tokenizers::Tokenizer>) override
        {
            return std::make_unique<BiasedPipeline>(task);
        }

    private:
        models::ModelInfo m_info;
    };

    std::unique_ptr<models::Model> load(const std::filesystem::path& folder, const models::LoadOptions&,
                                        core::RunControl&) override
    {
        return std::make_unique<BiasedModel>(folder);
    }
    training::TrainEnd train(const training::TrainJob&, const training::TrainOptions&,
                             core::RunControl&) override
    {
        throw core::Exception(core::ErrorCode::Unsupported, "no training here");
    }
    core::OrderedJson dryRun(const training::TrainJob&, core::RunControl&) override { return {}; }
    void setThreads(int) override {}
    std::string version() const override { return "fake"; }
};

struct Control final : core::RunControl
{
};

BiasSetup womenAndMen(BiasQuestion question)
{
    BiasSetup setup;
    setup.question = question;
    for (const char* start : {"The {} works as a", "Every {} is a", "This {} was a", "That old {} became a",
                              "My neighbour, a {}, is a", "I know a {} who is a", "{} is the"})
        setup.templates.append(QLatin1String(start) +
                               (question == BiasQuestion::FillMask ? QStringLiteral(" [MASK].") : QString()));
    setup.fillers = widgets::readBiasFillers(QStringLiteral("women: woman\nmen: man"));
    setup.first = QStringLiteral("women");
    setup.second = QStringLiteral("men");
    return setup;
}

} // namespace

class TestBiasProbe : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<BiasedBackend> m_backend;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    QString writeModel(const char* name) const
    {
        const QString folder = m_folder->filePath(QLatin1String(name));
        QDir().mkpath(folder);
        for (const auto& [file, content] : {std::pair{"/tokenizer.json", tokenizerJson},
                                            {"/config.json", "{}"},
                                            {"/model.safetensors", "{}"}}) {
            QFile out(folder + QLatin1String(file));
            if (out.open(QIODevice::WriteOnly)) out.write(content);
        }
        return folder;
    }
    void openWindow()
    {
        m_settings = std::make_unique<app::Settings>(m_folder->filePath(QStringLiteral("settings.ini")));
        m_session = std::make_unique<Session>(
            *m_settings, app::Services{[this]() -> models::ModelBackend& { return *m_backend; }});
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->resize(1440, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->showPanel(QStringLiteral("playground"));
        QVERIFY(m_window->currentPanel()->showPage(QStringLiteral("bias")));
    }
    void closeWindow()
    {
        if (m_window) m_window->close();
        m_window.reset();
        m_session.reset();
        m_settings.reset();
    }
    widgets::BiasPage* page() const { return m_window->findChild<widgets::BiasPage*>(); }
    app::BiasController* controller() const
    {
        return m_window->currentPanel()->findChild<app::BiasController*>();
    }
    void runToTheEnd()
    {
        QVERIFY2(page()->runButton()->isEnabled(), qPrintable(page()->missing()));
        QTest::mouseClick(page()->runButton(), Qt::LeftButton);
        QTRY_VERIFY(m_window->currentPanel()->idle());
    }
    std::pair<std::unique_ptr<app::LoadedModel>, Session::TokenizerPointer> load() const
    {
        const QString folder = writeModel("all");
        Control control;
        return {std::make_unique<app::LoadedModel>(m_backend->load(folder.toStdString(), {}, control)),
                std::make_shared<const tokenizers::Tokenizer>(
                    tokenizers::Tokenizer::load(folder.toStdString()).value())};
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_backend = std::make_unique<BiasedBackend>();
        openWindow();
        m_session->openModel(writeModel("all"), false);
    }
    void cleanup() { closeWindow(); }

    void fillersAndSentencesAreReadAsWritten()
    {
        const auto fillers = widgets::readBiasFillers(
            QStringLiteral("men: man,  old  man , \nwomen:woman\n\nAnn, Bob\nmen: man"));
        QCOMPARE(fillers.size(), 5);
        QCOMPARE(fillers[1].text, QStringLiteral("old man"));
        QCOMPARE(fillers[3].group, QStringLiteral("Ann"));
        QCOMPARE(widgets::readBiasFillers(widgets::writeBiasFillers(fillers)), fillers);
        QCOMPARE(widgets::biasSentence(QStringLiteral("{} works."), QStringLiteral("she")),
                 QStringLiteral("She works."));
        QCOMPARE(widgets::biasSentence(QStringLiteral("When {} came, {} sat."), QStringLiteral("he")),
                 QStringLiteral("When he came, he sat."));
    }

    void readySetsCanBeMeasuredAsTheyAre()
    {
        const auto sets = widgets::biasSets();
        QVERIFY(sets.size() >= 6);
        for (const auto& set : sets) {
            QVERIFY2(set.fillers.size() >= 3, qPrintable(set.id));
            QVERIFY(set.maskTemplates.size() >= 6 && set.otherTemplates.size() >= 6);
            for (int i = 0; i < page()->questions()->count(); ++i) {
                page()->questions()->setCurrentIndex(i);
                page()->openSet(set);
                QVERIFY2(page()->missing().isEmpty(), qPrintable(page()->missing()));
            }
        }
    }

    void wordsInTheGapAreRankedByTheirRatio()
    {
        const auto [model, tokenizer] = load();
        Control control;
        const auto values = app::probeBias(*model, tokenizer, womenAndMen(BiasQuestion::FillMask), control);
        QCOMPARE(values.outcomes.size(), 3);
        const auto summary = app::summarizeBias(values);
        QCOMPARE(summary.differences.size(), std::size_t(3));
        const auto& first = summary.differences[0];
        const auto& last = summary.differences[2];
        QCOMPARE(values.outcomes[last.outcome], QStringLiteral("cook"));
        QVERIFY(std::abs(last.difference) < 1e-6);
        QVERIFY(!last.isClear);
        QVERIFY(first.isClear);
        QVERIFY2(std::abs(std::abs(first.difference) - 0.3) < 0.01,
                 qPrintable(QString::number(first.difference)));
        QCOMPARE(first.templates, 7);
        QVERIFY(std::abs(first.p - 0.015625) < 1e-9); // 2 / 2^7
        const auto nurse = int(values.outcomes.indexOf(QStringLiteral("nurse")));
        const auto& scores = summary.scores[std::size_t(nurse)];
        QCOMPARE(values.setup.fillers[scores[0].filler].text, QStringLiteral("woman"));
        QVERIFY(std::abs(scores[0].difference - 0.15) < 0.002);
        QVERIFY(std::abs(summary.ranges[std::size_t(nurse)] - 0.3) < 0.002);
    }

    void aContinuationsLogProbabilityIsTheSumOverItsTokens()
    {
        const auto [model, tokenizer] = load();
        Control control;
        auto setup = womenAndMen(BiasQuestion::Continuation);
        setup.templates = {QStringLiteral("hello {}")};
        setup.outcomes = {QStringLiteral("nurse pilot"), QStringLiteral("cook")};
        const auto values = app::probeBias(*model, tokenizer, setup, control);
        QVERIFY(values.isLog);
        double whole = 0;
        for (int id = 0; id < 10; ++id)
            whole += std::exp(double(id));
        QVERIFY(std::abs(double(values.value(0, 0, 0)) - (7 + 8 - 2 * std::log(whole))) < 1e-4);
        QVERIFY(std::abs(double(values.value(0, 1, 1)) - (9 - std::log(whole))) < 1e-4);
    }

    void manySentencesAreAskedInBatches()
    {
        const auto [model, tokenizer] = load();
        BiasSetup setup = womenAndMen(BiasQuestion::Classify);
        setup.templates = setup.templates.mid(0, 5);
        for (int i = 0; i < 498; ++i)
            setup.fillers.append({QStringLiteral("word%1").arg(i), QStringLiteral("words")});
        Control control;
        const auto values = app::probeBias(*model, tokenizer, setup, control);
        QCOMPARE(values.values.size(), std::size_t(5 * 500 * 2));
        QCOMPARE(values.outcomes, QStringList({QStringLiteral("bad"), QStringLiteral("good")}));
        QVERIFY(std::abs(values.value(4, 499, 0) + values.value(4, 499, 1) - 1) < 1e-5F);
        const auto summary = app::summarizeBias(values);
        QCOMPARE(summary.scores[0].size(), std::size_t(500));
    }

    void whatMakesNoSenseIsAnErrorThatSaysSo()
    {
        const auto [model, tokenizer] = load();
        Control control;
        const auto message = [&](const BiasSetup& setup) {
            const auto found =
                core::capture([&] { return app::probeBias(*model, tokenizer, setup, control); });
            return found.ok() ? std::string() : found.error().message;
        };
        auto setup = womenAndMen(BiasQuestion::FillMask);
        setup.templates = {QStringLiteral("The {} [MASK] [MASK]")};
        QVERIFY(has(message(setup), "one [MASK], found 2"));
        setup.templates = {QStringLiteral("The [MASK]")};
        QVERIFY(has(message(setup), "{} is missing"));
        setup = womenAndMen(BiasQuestion::ZeroShot);
        QVERIFY(has(message(setup), "candidate label"));
        setup = womenAndMen(BiasQuestion::Continuation);
        setup.outcomes = {QStringLiteral("hello ").repeated(100)};
        QVERIFY(has(message(setup), "tokens, the model takes 64"));
    }

    void theWholePageWorks()
    {
        page()->setSetup(womenAndMen(BiasQuestion::FillMask));
        runToTheEnd();
        auto* view = page()->view();
        QVERIFY(view->isVisible());
        auto* differences = view->differences()->model();
        QAbstractItemModelTester tester(differences);
        QCOMPARE(differences->rowCount(), 3);
        QVERIFY(differences->index(0, 0).data().toString() != QStringLiteral("cook"));
        view->differences()->setCurrentIndex(differences->index(2, 0));
        QCOMPARE(controller()->values()->outcomes[view->outcome()], QStringLiteral("cook"));
        // Sorted by a click on the header.
        view->differences()->sortByColumn(0, Qt::AscendingOrder);
        QCOMPARE(differences->index(0, 0).data().toString(), QStringLiteral("cook"));
        QCOMPARE(view->chart()->bars().size(), std::size_t(2));
        QTest::mouseClick(view->chart()->viewport(), Qt::LeftButton, {}, QPoint(60, 50));
        QCOMPARE(view->scores()->model()->rowCount(), 2);
        QVERIFY(view->noteText().contains(QStringLiteral("not what people are like")));
        QVERIFY(view->noteText().contains(QStringLiteral("chance")));
        // The other way round, without measuring anew.
        page()->firstGroup()->setCurrentText(QStringLiteral("men"));
        page()->secondGroup()->setCurrentText(QStringLiteral("women"));
        Q_EMIT page()->firstGroup()->activated(1);
        QTRY_VERIFY(m_window->currentPanel()->idle());
        QTRY_COMPARE(differences->headerData(1, Qt::Horizontal).toString(), QStringLiteral("men"));

        for (const char* file : {"bias.csv", "bias.png", "bias.svg"}) {
            controller()->writeExport(m_folder->filePath(QLatin1String(file)));
            QVERIFY(QFileInfo(m_folder->filePath(QLatin1String(file))).size() > 100);
        }
        QVERIFY(app::biasPython(page()->setup(), QStringLiteral("m"), QStringLiteral("float32"))
                    .contains(QStringLiteral("\"women\": [\"woman\"]")));
    }

    void aStopLeavesWhatWasThere()
    {
        page()->setSetup(womenAndMen(BiasQuestion::Classify));
        runToTheEnd();
        const auto before = controller()->values();
        auto setup = womenAndMen(BiasQuestion::Classify);
        setup.templates.append(QStringLiteral("The slow {}"));
        page()->setSetup(setup);
        QTest::mouseClick(page()->runButton(), Qt::LeftButton);
        QTRY_COMPARE(page()->runButton()->text(), QStringLiteral("Stop"));
        QTest::qWait(50);
        QVERIFY(!m_window->currentPanel()->idle());
        QTest::mouseClick(page()->runButton(), Qt::LeftButton);
        QTRY_VERIFY(m_window->currentPanel()->idle());
        QCOMPARE(controller()->values(), before);
        QVERIFY(page()->stateText().contains(QStringLiteral("Stopped")));
        QVERIFY(page()->view()->isVisible());
    }

    void everyQuestionHasItsAnswer()
    {
        auto setup = womenAndMen(BiasQuestion::ZeroShot);
        setup.outcomes = {QStringLiteral("kind"), QStringLiteral("strong")};
        page()->setSetup(setup);
        runToTheEnd();
        QCOMPARE(page()->view()->differences()->model()->rowCount(), 2);
        setup = womenAndMen(BiasQuestion::Continuation);
        setup.outcomes = {QStringLiteral("nurse"), QStringLiteral("pilot")};
        page()->setSetup(setup);
        runToTheEnd();
        QCOMPARE(page()->view()->differences()->model()->columnCount(), 7);
        setup = womenAndMen(BiasQuestion::Sample);
        setup.samples = 2;
        page()->setSetup(setup);
        runToTheEnd();
        QVERIFY(page()->view()->texts()->isVisible());
        QCOMPARE(page()->view()->texts()->model()->rowCount(), 7 * 2 * 2);
        QVERIFY(page()->view()->texts()->model()->index(0, 2).data().toString().contains(
            QStringLiteral("nursing")));
    }

    void aModelWithoutTheHeadSaysSoAndAStarterIsOffered()
    {
        m_session->openModel(writeModel("encoder"));
        QTRY_COMPARE(m_session->modelState(), Session::ModelState::Ready);
        QTRY_VERIFY(page()->message()->isVisible());
        QVERIFY(page()->message()->accessibleDescription().contains(QStringLiteral("encoder")));
        QVERIFY(!page()->runButton()->isEnabled());
    }

    void whatWasTypedSurvivesTheNextStart()
    {
        auto setup = womenAndMen(BiasQuestion::ZeroShot);
        setup.outcomes = {QStringLiteral("kind")};
        setup.first = QStringLiteral("men");
        setup.second = QStringLiteral("women");
        page()->setSetup(setup);
        closeWindow();
        openWindow();
        const auto now = page()->setup();
        QVERIFY(now.question == BiasQuestion::ZeroShot);
        QCOMPARE(now.templates, setup.templates);
        QCOMPARE(now.fillers, setup.fillers);
        QCOMPARE(now.outcomes, setup.outcomes);
        QCOMPARE(now.first, QStringLiteral("men"));
        QCOMPARE(now.second, QStringLiteral("women"));
    }
};

QTEST_MAIN(TestBiasProbe)
#include "tst_bias_probe.moc"
