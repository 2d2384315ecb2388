// SPDX-License-Identifier: GPL-3.0-or-later
// Several models side by side, in the real window, offscreen, on a backend without libtorch.
#include "tests/app/fake_backend.h"

#include "app/window/main_window.h"
#include "app/window/model_agreement.h"
#include "app/window/model_compare_controller.h"
#include "app/window/panel.h"
#include "app/window/process_memory.h"
#include "app/window/settings.h"
#include "widgets/common/heat_map.h"
#include "widgets/common/message_view.h"
#include "widgets/playground/compared_column.h"
#include "widgets/playground/compared_inputs.h"
#include "widgets/playground/compared_models.h"
#include "widgets/playground/comparison_view.h"
#include "widgets/playground/models_page.h"
#include "widgets/playground/task_form.h"
#include "widgets/playground/task_page.h"
#include "widgets/playground/tasks_panel.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace vitrine;
using app::MainWindow;
using app::Session;
using widgets::ComparedInputs;
using widgets::ComparedRun;
using widgets::TaskResult;

namespace {

constexpr auto tokenizerJson = R"({"version":"1.0","added_tokens":[{"id":3,"content":"[MASK]","special":true,
 "single_word":false,"lstrip":false,"rstrip":false,"normalized":false}],"normalizer":null,
 "pre_tokenizer":{"type":"Whitespace"},"post_processor":null,"decoder":null,
 "model":{"type":"WordLevel","vocab":{"[UNK]":0,"hello":1,"world":2},"unk_token":"[UNK]"}})";

void write(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

TaskResult resultOf(const char* task, const QByteArray& json, const QJsonValue& input = QStringLiteral("x"),
                    const QByteArray& details = "{}")
{
    const auto document = QJsonDocument::fromJson(json);
    TaskResult result;
    result.request = {QLatin1String(task), input, {}};
    result.result = document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
    result.details = QJsonDocument::fromJson(details).object();
    return result;
}

} // namespace

class TestModelCompare : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<tests::FakeBackend> m_backend;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    /// A config.json of its own where the window should know what the model can.
    QString writeModel(const char* name, const QByteArray& config = "{}") const
    {
        const QString folder = m_folder->filePath(QLatin1String(name));
        write(folder + QStringLiteral("/tokenizer.json"), tokenizerJson);
        write(folder + QStringLiteral("/config.json"), config);
        write(folder + QStringLiteral("/model.safetensors"), "{}");
        return folder;
    }
    void openWindow()
    {
        m_settings = std::make_unique<app::Settings>(m_folder->filePath(QStringLiteral("settings.ini")));
        m_session = std::make_unique<Session>(*m_settings, tests::fakeServices(*m_backend));
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->resize(1440, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->showPanel(QStringLiteral("playground"));
        QVERIFY(m_window->currentPanel()->showPage(QStringLiteral("models")));
    }
    void closeWindow()
    {
        if (m_window) m_window->close();
        m_window.reset();
        m_session.reset();
        m_settings.reset();
    }
    app::ModelCompareController* controller() const
    {
        return m_window->currentPanel()->findChild<app::ModelCompareController*>();
    }
    widgets::ModelsPage* page() const { return m_window->findChild<widgets::ModelsPage*>(); }
    widgets::ComparisonView* view() const { return page()->view(); }
    /// Of the list of models, by its name; null while there is none.
    QToolButton* button(const QString& name) const
    {
        const auto buttons = page()->models()->findChildren<QToolButton*>();
        const auto found = std::ranges::find_if(buttons, [&](const QToolButton* each) {
            return each->isVisible() && each->accessibleName() == name;
        });
        return found == buttons.end() ? nullptr : *found;
    }
    bool isIdle() const { return m_window->currentPanel()->idle(); }
    void runToTheEnd()
    {
        QVERIFY2(page()->runButton()->isEnabled(), qPrintable(page()->missing()));
        QTest::mouseClick(page()->runButton(), Qt::LeftButton);
        QTRY_VERIFY(isIdle());
        QVERIFY(controller()->comparison());
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_backend = std::make_unique<tests::FakeBackend>();
        openWindow();
    }
    void cleanup() { closeWindow(); }

    void labelsAgreeByTheFirstAndCorrelate()
    {
        const auto one =
            resultOf("text-classification", R"([{"label":"joy","score":0.7},{"label":"fear","score":0.3}])");
        const auto two =
            resultOf("text-classification", R"([{"label":"fear","score":0.6},{"label":"joy","score":0.4}])");
        const auto same = app::agreementOf(QStringLiteral("text-classification"), one, one);
        QVERIFY(same.isKnown && same.isSame);
        const auto other = app::agreementOf(QStringLiteral("text-classification"), one, two);
        QVERIFY(other.isKnown && !other.isSame);
        QVERIFY(std::abs(other.measure - 0.7) < 1e-9); // 1 - (0.3 + 0.3) / 2
        QCOMPARE(other.text, QStringLiteral("fear  0.60"));
        const auto strange = resultOf("text-classification",
                                      R"([{"label":"LABEL_0","score":0.6},{"label":"LABEL_1","score":0.4}])");
        QVERIFY(!app::agreementOf(QStringLiteral("text-classification"), one, strange).isKnown);
        const auto zero =
            resultOf("zero-shot-classification", R"({"sequence":"s","labels":["a","b"],"scores":[0.9,0.1]})");
        QVERIFY(app::agreementOf(QStringLiteral("zero-shot-classification"), zero, zero).isSame);
    }

    void entitiesAnswersAndMasksAgreeInTheirOwnTerms()
    {
        const auto entities =
            resultOf("token-classification", R"([{"entity_group":"PER","word":"Ann","start":0,"end":3},
                                        {"entity_group":"LOC","word":"Rome","start":8,"end":12}])");
        const auto fewer =
            resultOf("token-classification", R"([{"entity_group":"PER","word":"Ann","start":0,"end":3}])");
        const auto spans = app::agreementOf(QStringLiteral("token-classification"), entities, fewer);
        QVERIFY(!spans.isSame);
        QVERIFY(std::abs(spans.measure - 2.0 / 3) < 1e-9);

        const auto answer = resultOf("question-answering", R"({"answer":"the red bicycle","score":0.5})");
        const auto article = resultOf("question-answering", R"([{"answer":"Red bicycle.","score":0.4}])");
        const auto part = resultOf("question-answering", R"([{"answer":"bicycle","score":0.4}])");
        QVERIFY(app::agreementOf(QStringLiteral("question-answering"), answer, article).isSame);
        const auto half = app::agreementOf(QStringLiteral("question-answering"), answer, part);
        QVERIFY(!half.isSame);
        QVERIFY(std::abs(half.measure - 2.0 / 3) < 1e-9);

        const auto masks = resultOf("fill-mask", R"([{"token_str":"capital","score":0.6},
            {"token_str":"heart","score":0.2},{"token_str":"city","score":0.1},{"token_str":"pride","score":0.05}])");
        const auto roberta = resultOf("fill-mask", R"([{"token_str":" Capital","score":0.5},
            {"token_str":" heart","score":0.2},{"token_str":" home","score":0.1},{"token_str":" king","score":0.05}])");
        const auto words = app::agreementOf(QStringLiteral("fill-mask"), masks, roberta);
        QVERIFY(words.isSame);
        QVERIFY(std::abs(words.measure - 0.5) < 1e-9);
        const auto twoMasks = resultOf("fill-mask", R"([[{"token_str":"a"}],[{"token_str":"b"}]])");
        const auto otherMasks = resultOf("fill-mask", R"([[{"token_str":"a"}],[{"token_str":"c"}]])");
        QVERIFY(!app::agreementOf(QStringLiteral("fill-mask"), twoMasks, otherMasks).isSame);
        QVERIFY(!app::agreementOf(QStringLiteral("fill-mask"), twoMasks, masks).isKnown);
    }

    void vectorsAndTextsAgreeInTheirOwnTerms()
    {
        const auto pooled = resultOf("feature-extraction", "[2, 0, 1]");
        const auto tokens = resultOf("feature-extraction", "[[[0, 1, 2], [2, 3, 4]]]"); // the mean: 1 2 3
        const auto vectors = app::agreementOf(QStringLiteral("feature-extraction"), pooled, tokens);
        QVERIFY(vectors.isKnown);
        QVERIFY(std::abs(vectors.measure - 0.5976143046671968) < 1e-6);
        const auto longer = resultOf("feature-extraction", "[1, 2, 3, 4]");
        QVERIFY(!app::agreementOf(QStringLiteral("feature-extraction"), pooled, longer).isKnown);

        const auto fox = resultOf(
            "text-generation", R"([{"generated_text":"One day 🦊 a fox ran"}])", QStringLiteral("One day"),
            R"({"sequences":[{"tokens":[{"text":" 🦊"},{"text":" a"},{"text":" fox"},{"text":" ran"}]}]})");
        const auto cat = resultOf(
            "text-generation", R"([{"generated_text":"One day 🦊 a cat ran"}])", QStringLiteral("One day"),
            R"({"sequences":[{"tokens":[{"text":" 🦊"},{"text":" a"},{"text":" cat"},{"text":" ran"}]}]})");
        const auto texts = app::agreementOf(QStringLiteral("text-generation"), fox, cat);
        QVERIFY(texts.isKnown && !texts.isSame);
        QCOMPARE(texts.markBegin, 12); // code points: the fox's head is one
        QVERIFY(texts.markEnd > texts.markBegin);
        QVERIFY2(texts.note.contains(u'3') && texts.note.contains(QStringLiteral("cat")),
                 qPrintable(texts.note));
        QVERIFY(texts.measure > 0 && texts.measure < 1);
        QVERIFY(app::agreementOf(QStringLiteral("text-generation"), fox, fox).isSame);
    }

    void withoutModelsThePageSaysWhatToDo()
    {
        QVERIFY(page()->message()->isVisible());
        QVERIFY(!page()->runButton()->isEnabled());
        QVERIFY(page()->stateText().contains(QStringLiteral("two models")));
        controller()->add(writeModel("one"));
        QVERIFY(!page()->runButton()->isEnabled());
        controller()->add(writeModel("other"));
        QVERIFY(page()->runButton()->isEnabled());
    }

    void everyModelGetsAColumnWithItsFigures()
    {
        controller()->add(writeModel("one"));
        controller()->add(writeModel("other"));
        page()->inputs()->setLines(QStringLiteral("first\n\nsecond\nwrong\n"));
        page()->setRepetitions(4);
        QCOMPARE(page()->inputs()->inputs().size(), 3);
        runToTheEnd();
        QCOMPARE(view()->columnCount(), 2);
        const auto& runs = controller()->comparison()->runs;
        QVERIFY(runs[0].state == ComparedRun::State::Done);
        QCOMPARE(runs[1].answers[2].error, QStringLiteral("the input is wrong"));
        QCOMPARE(runs[0].answers[0].milliseconds.size(), 4);
        const QString figures = view()->column(1)->figureText();
        QVERIFY2(figures.contains(QStringLiteral("8 run")), qPrintable(figures));
        QVERIFY2(figures.contains(QStringLiteral("22.7 M parameters")), qPrintable(figures));
        QVERIFY2(figures.contains(QStringLiteral("0 %")), qPrintable(figures));
        QCOMPARE(m_backend->loads.load(), 2);
        // Kept for the next run.
        runToTheEnd();
        QCOMPARE(m_backend->loads.load(), 2);
        QVERIFY(controller()->comparison()->runs[1].wasKept);
        // And let go of when it is taken out.
        auto* rows = page()->models();
        QTest::mouseClick(button(QStringLiteral("Take other out of the comparison")), Qt::LeftButton);
        QCOMPARE(rows->choices().size(), std::size_t(1));
        controller()->add(m_folder->filePath(QStringLiteral("other")));
        runToTheEnd();
        QCOMPARE(m_backend->loads.load(), 3);
    }

    void theTableShowsWhereTheyDiffer()
    {
        controller()->add(writeModel("one"));
        controller()->add(writeModel("two"));
        controller()->add(writeModel("other"));
        page()->inputs()->setLines(QStringLiteral("first\nsecond"));
        runToTheEnd();
        auto* model = view()->answers()->model();
        QCOMPARE(model->rowCount(), 2);
        QCOMPARE(model->index(0, 1).data().toString(), QStringLiteral("joy  0.75"));
        QCOMPARE(model->index(0, 2).data().toString(), QStringLiteral("joy  0.75"));
        QVERIFY(model->index(0, 3).data().toString().startsWith(QStringLiteral("≠")));
        view()->onlyDifferent()->click();
        QCOMPARE(model->rowCount(), 2);
        view()->answers()->setCurrentIndex(model->index(1, 0));
        QCOMPARE(view()->input(), 1);
        QVERIFY(view()->column(2)->noteText().contains(QStringLiteral("fear")));
        QCOMPARE(view()->matrix()->rows(), 3);
        QCOMPARE(view()->matrix()->value(0, 1), 1.0F);
        QCOMPARE(view()->matrix()->value(1, 2), 0.0F);
        view()->matrixChoice()->setCurrentText(QStringLiteral("Difference of the scores"));
        QVERIFY(std::abs(view()->matrix()->value(0, 2) - 0.3F) < 1e-5F); // (0.35 + 0.1 + 0.45) / 3
        // The two that agree alone have no row left.
        QTest::mouseClick(button(QStringLiteral("Take other out of the comparison")), Qt::LeftButton);
        runToTheEnd();
        QCOMPARE(model->rowCount(), 0);
    }

    void aBrokenModelFailsAloneAndOneWithoutTheHeadIsNotLoaded()
    {
        controller()->add(writeModel("one"));
        controller()->add(writeModel("broken"));
        controller()->add(
            writeModel("masked", R"({"model_type": "bert", "architectures": ["BertForMaskedLM"]})"));
        controller()->add(writeModel("encoder"));
        controller()->add(writeModel("other"));
        QTRY_VERIFY(!page()->models()->choices()[2].problem.isEmpty());
        QVERIFY(page()->models()->choices()[2].problemDetail.contains(QStringLiteral("Fill in the mask")));
        page()->inputs()->setLines(QStringLiteral("first"));
        runToTheEnd();
        const auto& runs = controller()->comparison()->runs;
        QVERIFY(runs[0].state == ComparedRun::State::Done);
        QVERIFY(runs[1].state == ComparedRun::State::Failed);
        QVERIFY(runs[1].detail.contains(QStringLiteral("byte 8")));
        QVERIFY(runs[2].state == ComparedRun::State::Failed);
        QVERIFY2(runs[2].detail.contains(QStringLiteral("fill-mask")), qPrintable(runs[2].detail));
        QVERIFY(runs[3].state == ComparedRun::State::Failed);
        QVERIFY(runs[3].detail.contains(QStringLiteral("no head")));
        QVERIFY(runs[4].state == ComparedRun::State::Done);
        QCOMPARE(m_backend->loads.load(), 4); // all but the one that is known not to
        QVERIFY(view()->column(1)->message()->isVisible());
        QVERIFY(view()->column(1)->message()->accessibleDescription().contains(QStringLiteral("byte 8")));
        QVERIFY(!view()->column(0)->message()->isVisible());
    }

    void aStopKeepsWhatIsDone()
    {
        controller()->add(writeModel("one"));
        controller()->add(writeModel("other"));
        page()->inputs()->setLines(QStringLiteral("first\nslow\nlast"));
        QTest::mouseClick(page()->runButton(), Qt::LeftButton);
        QCOMPARE(page()->runButton()->text(), QStringLiteral("Stop"));
        QTest::qWait(150);
        QVERIFY(!isIdle());
        QTest::mouseClick(page()->runButton(), Qt::LeftButton);
        QTRY_VERIFY(isIdle());
        const auto& runs = controller()->comparison()->runs;
        QVERIFY(runs[0].state == ComparedRun::State::Stopped);
        QVERIFY(runs[0].answers[0].isDone);
        QVERIFY(!runs[0].answers[1].isDone);
        QVERIFY(runs[1].state == ComparedRun::State::Stopped);
        QCOMPARE(page()->runButton()->text(), QStringLiteral("Compare"));
        QVERIFY(page()->stateText().contains(QStringLiteral("Stopped")));
        QCOMPARE(view()->answers()->model()->index(0, 1).data().toString(), QStringLiteral("joy  0.75"));
    }

    void aTableGivesTheInputs()
    {
        const QString table = m_folder->filePath(QStringLiteral("rows.csv"));
        write(table, "id,question,context\n1,Who?,Ann is here.\n2,Where?,Ann is in Rome.\n");
        page()->inputs()->setTask(QStringLiteral("question-answering"));
        QVERIFY(m_window->currentPanel()->takeTable(table));
        QTRY_VERIFY(page()->inputs()->columnOf(QStringLiteral("context")));
        QCOMPARE(page()->inputs()->columnOf(QStringLiteral("context"))->currentText(),
                 QStringLiteral("context"));
        const auto inputs = page()->inputs()->inputs();
        QCOMPARE(inputs.size(), 2);
        QCOMPARE(inputs[1][QStringLiteral("question")].toString(), QStringLiteral("Where?"));
        QCOMPARE(inputs[1][QStringLiteral("context")].toString(), QStringLiteral("Ann is in Rome."));
        controller()->add(writeModel("one"));
        controller()->add(writeModel("two"));
        runToTheEnd();
        QCOMPARE(view()->answers()->model()->index(1, 2).data().toString(), QStringLiteral("Hugging Face"));
        QVERIFY(view()->summaryText().contains(QStringLiteral("rows.csv")));
    }

    void generatedTextsAreMarkedWhereTheyDiffer()
    {
        page()->inputs()->setRequest(
            {QStringLiteral("text-generation"), QStringLiteral("Once upon a time"), {}});
        controller()->add(writeModel("one"));
        controller()->add(writeModel("other"));
        runToTheEnd();
        QVERIFY(view()->column(1)->noteText().contains(QStringLiteral("Differs")));
        QVERIFY(!view()->column(0)->noteText().contains(QStringLiteral("Differs")));
    }

    void theOrderMakesTheReferenceAndTheMenuOffersModels()
    {
        controller()->add(writeModel("one"));
        controller()->add(writeModel("other"));
        QTRY_VERIFY(button(QStringLiteral("Move other up")));
        QTest::mouseClick(button(QStringLiteral("Move other up")), Qt::LeftButton);
        QCOMPARE(page()->models()->choices()[0].name, QStringLiteral("other"));
        auto* menu = page()->models()->addMenu();
        Q_EMIT menu->aboutToShow();
        QVERIFY(menu->actions().size() >= 2);
        for (int i = 0; i < 6; ++i)
            controller()->add(m_folder->filePath(QStringLiteral("one")), QStringLiteral("bfloat16"));
        QCOMPARE(page()->models()->choices().size(), std::size_t(6));
        QVERIFY(!page()->models()->addButton()->isEnabled());
        QSet<QString> names;
        for (const auto& choice : page()->models()->choices())
            names.insert(choice.name);
        QCOMPARE(names.size(), 6);
    }

    void theSameOnSeveralModelsComesFromTheTasks()
    {
        m_session->openModel(writeModel("one"), false);
        QVERIFY(m_window->currentPanel()->showPage(QStringLiteral("tasks/fill-mask")));
        auto* tasks = m_window->findChild<widgets::TasksPanel*>()->page();
        QTRY_VERIFY(tasks->hasResult());
        tasks->setRequest(
            {QStringLiteral("fill-mask"), QStringLiteral("a [MASK] b"), {{QStringLiteral("top_k"), 7}}});
        const auto buttons = tasks->findChildren<QToolButton*>();
        for (auto* button : buttons)
            if (button->accessibleName() == QStringLiteral("The same on several models"))
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(page()->isVisible());
        QCOMPARE(page()->inputs()->task(), QStringLiteral("fill-mask"));
        QCOMPARE(page()->inputs()->inputs().first(), QJsonValue(QStringLiteral("a [MASK] b")));
        QCOMPARE(page()->inputs()->arguments()[QStringLiteral("top_k")], QJsonValue(7));
        QCOMPARE(page()->models()->choices().size(), std::size_t(1));
    }

    void everythingIsThereAfterARestart()
    {
        const QString one = writeModel("one"), other = writeModel("other");
        controller()->add(one);
        controller()->add(other, QStringLiteral("bfloat16"));
        page()->inputs()->setTask(QStringLiteral("token-classification"));
        page()->inputs()->setLines(QStringLiteral("Ann lives in Rome.\nBob does not."));
        page()->setRepetitions(7);
        closeWindow();
        openWindow();
        QCOMPARE(page()->models()->choices().size(), std::size_t(2));
        QCOMPARE(page()->models()->choices()[1].specification, other);
        QCOMPARE(page()->models()->choices()[1].dtype, QStringLiteral("bfloat16"));
        QCOMPARE(page()->inputs()->task(), QStringLiteral("token-classification"));
        QCOMPARE(page()->inputs()->inputs().size(), 2);
        QCOMPARE(page()->repetitions(), 7);
        runToTheEnd();
        QCOMPARE(view()->answers()->model()->index(0, 2).data().toString(), QStringLiteral("≠  PER Sylvain"));
    }

    void exportsAndPythonHoldEverything()
    {
        controller()->add(writeModel("one"));
        controller()->add(writeModel("other"));
        page()->inputs()->setLines(QStringLiteral("a, \"b\"\nsecond"));
        runToTheEnd();
        const QString csv = m_folder->filePath(QStringLiteral("out.csv")),
                      json = m_folder->filePath(QStringLiteral("out.json"));
        controller()->writeExport(csv);
        controller()->writeExport(json);
        QFile csvFile(csv), jsonFile(json);
        QVERIFY(csvFile.open(QIODevice::ReadOnly) && jsonFile.open(QIODevice::ReadOnly));
        const QByteArray table = csvFile.readAll();
        QVERIFY(table.startsWith("input,model,answer,same_as_first"));
        QVERIFY(table.contains("\"a, \"\"b\"\"\",other,fear  0.50,0,"));
        const auto document = QJsonDocument::fromJson(jsonFile.readAll()).object();
        QCOMPARE(document[QStringLiteral("models")].toArray().size(), 2);
        QCOMPARE(document[QStringLiteral("pairs")][0][QStringLiteral("same")].toDouble(), 0.0);
        const QString code = app::comparisonPython(*controller()->comparison());
        QVERIFY(code.contains(QStringLiteral("pipeline(\"text-classification\"")));
        QVERIFY(code.contains(m_folder->filePath(QStringLiteral("other"))));
    }

    void memoryIsMadeFreeForTheNextModel()
    {
        const QByteArray config =
            R"({"model_type": "bert", "architectures": ["BertForSequenceClassification"]})";
        const QByteArray header = R"({"w":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})";
        QByteArray weights(8, 0);
        weights[0] = char(header.size());
        weights += header + QByteArray(16, 1);
        app::ComparedModels::Request request;
        request.task = QStringLiteral("text-classification");
        request.inputs = {QStringLiteral("x")};
        for (const char* name : {"one", "two"}) {
            request.models.push_back({writeModel(name, config), models::DTypeChoice::Float32});
            write(request.models.back().specification + QStringLiteral("/model.safetensors"), weights);
        }
        const auto outlook = app::outlookOf(request.models[0]);
        QCOMPARE(outlook.error, QString());
        QCOMPARE(outlook.neededBytes, 16);
        QVERIFY(outlook.tasks.contains(request.task));

        app::ComparedModels models;
        struct Control final : core::RunControl
        {
        } control;
        const auto backend = [this]() -> models::ModelBackend& { return *m_backend; };
        std::vector<ComparedRun> runs(2);
        const auto publish = [&](const app::ComparedModels::Update& update) {
            runs[std::size_t(update.model)] = update.run;
        };
        models.available = [] { return std::int64_t(1) << 40; };
        models.run(request, backend, publish, control);
        QCOMPARE(models.loadedCount(), std::size_t(2));
        QVERIFY(runs[0].state == ComparedRun::State::Done && runs[1].state == ComparedRun::State::Done);
        models.keepOnly({request.models[1]});
        QCOMPARE(models.loadedCount(), std::size_t(1));
        // Room for one: the one that is there goes before the other comes, and comes back after it.
        models.available = [&] { return std::int64_t(models.loadedCount() == 0 ? 1 : 0) << 40; };
        models.run(request, backend, publish, control);
        QCOMPARE(models.loadedCount(), std::size_t(1));
        QVERIFY(runs[0].state == ComparedRun::State::Done && runs[1].state == ComparedRun::State::Done);
        QVERIFY(!runs[1].wasKept);
        // Room for none: each says so, and nothing is loaded.
        models.clear();
        const int loads = m_backend->loads;
        models.available = [] { return std::int64_t(1) << 20; };
        models.run(request, backend, publish, control);
        QVERIFY(runs[0].state == ComparedRun::State::Failed);
        QVERIFY2(runs[1].detail.contains(QStringLiteral("memory")), qPrintable(runs[1].detail));
        QCOMPARE(m_backend->loads.load(), loads);
        QVERIFY(app::availableMemory() > 0);
        QVERIFY(app::residentMemory() > 0);
        QVERIFY(app::peakMemory() >= app::residentMemory() / 2);
    }
};

QTEST_MAIN(TestModelCompare)
#include "tst_model_compare.moc"
