// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"
#include "widgets/playground/form_field.h"
#include "widgets/playground/generation_form.h"
#include "widgets/playground/task_copy.h"
#include "widgets/playground/task_form.h"

#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace vitrine::widgets;

namespace {

const QString generate = QStringLiteral("text-generation");

QJsonObject object(const char* json)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject()) qFatal("test JSON: %s", qPrintable(error.errorString()));
    return document.object();
}

} // namespace

class TestGenerationForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeChoice::Light); }

    void theFormGivesWhatDiffersFromTheModel()
    {
        TaskModel model;
        model.generation[generate] =
            object(R"({"max_new_tokens": 64, "do_sample": true, "temperature": 0.7})");
        TaskForm form(generate);
        form.setModel(model);
        GenerationForm* generation = form.generation();
        QVERIFY(generation);
        QCOMPARE(generation->mode(), GenerationForm::Sample);
        QCOMPARE(generation->arguments(), QJsonObject());
        form.show();
        auto* temperature =
            qobject_cast<QDoubleSpinBox*>(generation->field(QStringLiteral("temperature"))->editor());
        QVERIFY(temperature->isVisible());
        QVERIFY(!generation->field(QStringLiteral("num_beams"))->isVisible());
        QSignalSpy changed(&form, &TaskForm::changed);
        temperature->setValue(0.9);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(generation->arguments(), object(R"({"temperature": 0.9})"));
        QTest::mouseClick(generation->modes()->button(GenerationForm::Greedy), Qt::LeftButton);
        QVERIFY(!temperature->isVisible());
        QCOMPARE(generation->arguments(), object(R"({"do_sample": false})"));
        QTest::mouseClick(generation->modes()->button(GenerationForm::Beams), Qt::LeftButton);
        QCOMPARE(generation->arguments(), object(R"({"do_sample": false, "num_beams": 4})"));
        QTest::mouseClick(generation->modes()->button(GenerationForm::Sample), Qt::LeftButton);
        temperature->setValue(0.7);
        QCOMPARE(generation->arguments(), QJsonObject());
    }

    void whatIsInARequestComesBack_data()
    {
        QTest::addColumn<QString>("arguments");
        for (
            const char* each :
            {R"({})", R"({"max_new_tokens": 60, "do_sample": true, "temperature": 0.8, "top_p": 0.95})",
             R"({"do_sample": false})", R"({"max_new_tokens": 30, "num_beams": 4, "do_sample": false})",
             R"({"num_beams": 3, "early_stopping": true, "length_penalty": -0.5, "no_repeat_ngram_size": 3,
                  "num_return_sequences": 3, "do_sample": false})",
             R"({"num_beams": 3, "early_stopping": "never", "do_sample": false})",
             R"({"num_beams": 2, "do_sample": true, "temperature": 1.3, "top_k": 7})",
             R"({"seed": 0, "top_k": 0, "min_p": 0.0125, "typical_p": 0.2, "repetition_penalty": 1.15})",
             R"({"seed": 9007199254740991, "temperature": 0.1234567891})",
             R"({"stop_strings": ["\n\n", "END"], "min_new_tokens": 5})",
             R"({"max_length": 20, "max_new_tokens": null, "bad_words_ids": [[1, 2]], "eos_token_id": [1, 2]})",
             R"({"stop_strings": "one", "num_beams": 1, "return_full_text": false})", R"({"top_k": "many"})"})
            QTest::newRow(each) << QString::fromUtf8(each);
    }
    void whatIsInARequestComesBack()
    {
        QFETCH(QString, arguments);
        const QJsonObject asked = object(arguments.toUtf8().constData());
        for (const bool isKnown : {false, true}) {
            TaskForm form(generate);
            TaskModel model;
            // Nothing of it equals what is asked for, but one.
            model.generation[generate] =
                object(R"({"max_new_tokens": 256, "do_sample": true, "temperature": 0.7})");
            if (isKnown) form.setModel(model);
            form.setRequest({generate, QStringLiteral("x"), asked});
            QJsonObject back = form.request().arguments;
            QJsonObject expected = asked;
            // The model's own need not be said.
            const QJsonObject own = object(R"({"max_new_tokens": 256, "do_sample": true, "temperature": 0.7,
                                               "num_beams": 1})");
            for (const QString& key : own.keys()) {
                if (expected.value(key) == own.value(key)) expected.remove(key);
                if (back.value(key) == own.value(key)) back.remove(key);
            }
            QCOMPARE(back, expected);
            TaskForm other(generate);
            if (isKnown) other.setModel(model);
            other.setDraft(form.draft());
            QCOMPARE(other.request(), form.request());
            // Also when the model becomes known later.
            other.setModel(model);
            back = other.request().arguments;
            for (const QString& key : own.keys())
                if (back.value(key) == own.value(key)) back.remove(key);
            QCOMPARE(back, expected);
        }
    }

    void anotherModelKeepsWhatWasAskedFor()
    {
        TaskForm form(generate);
        form.setRequest(
            {generate, QStringLiteral("x"), object(R"({"do_sample": true, "max_new_tokens": 60})")});
        TaskModel model;
        model.generation[generate] = object(R"({"max_new_tokens": 60, "do_sample": false})");
        form.setModel(model);
        QCOMPARE(form.generation()->mode(), GenerationForm::Sample);
        QCOMPARE(form.request().arguments, object(R"({"do_sample": true})"));
        model.generation[generate] = object(R"({"max_length": 20, "do_sample": true})");
        form.setModel(model);
        QCOMPARE(form.request().arguments, QJsonObject());
    }

    void badSettingsAreToldInPlace()
    {
        TaskForm form(generate);
        form.setRequest({generate, QStringLiteral("x"), {}});
        form.show();
        GenerationForm* generation = form.generation();
        generation->json()->setPlainText(QStringLiteral("{\"max_time\": 2,\n \"x\" 3}"));
        QVERIFY(generation->problem()->text().contains(QStringLiteral("2")));
        QVERIFY(!form.missing().isEmpty() && form.request().input.isNull());
        generation->json()->setPlainText(QStringLiteral("{\"max_tiem\": 2}"));
        QVERIFY(generation->problem()->text().contains(QStringLiteral("max_tiem")));
        QVERIFY(form.missing().isEmpty()); // the pipeline has the last word
        generation->json()->setPlainText(QStringLiteral("{\"temperature\": 2}"));
        QVERIFY(generation->problem()->isVisible());
        QCOMPARE(form.request().arguments.value(QStringLiteral("temperature")).toInt(), 2);
        generation->json()->setPlainText(QStringLiteral("[1]"));
        QVERIFY(!form.missing().isEmpty());
        generation->json()->clear();
        QVERIFY(form.missing().isEmpty() && !generation->problem()->isVisible());
    }

    void languagesAreFieldsWhereTheModelNeedsThem()
    {
        const QString task = QStringLiteral("translation");
        TaskForm form(task);
        form.setRequest({task, QStringLiteral("Hello"), {}});
        form.show();
        GenerationForm* generation = form.generation();
        QVERIFY(!generation->sourceLanguage()->isVisible());
        QVERIFY(form.missing().isEmpty());
        TaskModel model;
        model.languages = {QStringLiteral("de"), QStringLiteral("en"), QStringLiteral("fr")};
        form.setModel(model);
        QVERIFY(generation->sourceLanguage()->isVisible());
        QVERIFY(!form.missing().isEmpty());
        generation->sourceLanguage()->setCurrentText(QStringLiteral("en"));
        generation->targetLanguage()->setCurrentText(QStringLiteral("de"));
        QVERIFY(form.missing().isEmpty());
        QTest::mouseClick(generation->swapButton(), Qt::LeftButton);
        QCOMPARE(form.request().arguments, object(R"({"src_lang": "de", "tgt_lang": "en"})"));
        TaskForm other(task);
        other.setDraft(form.draft());
        QCOMPARE(other.request(), form.request());
    }

    void copiesOfGenerationRunInPython()
    {
        const QString python =
            taskPython({QStringLiteral("translation"), QStringLiteral("x"),
                        object(R"({"seed": 7, "decoder_input_ids": [[1, 2]], "num_beams": 3})")},
                       QStringLiteral("/m"));
        QVERIFY(python.contains(QStringLiteral("set_seed(7)\n")));
        QVERIFY(!python.contains(QStringLiteral("seed=")));
        QVERIFY(python.contains(QStringLiteral("import torch\n")));
        QVERIFY(python.contains(QStringLiteral("decoder_input_ids=torch.tensor([[1, 2]]), num_beams=3")));
    }
};

QTEST_MAIN(TestGenerationForm)
#include "tst_generation_form.moc"
