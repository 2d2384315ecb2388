// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/model_agreement.h"

#include "widgets/playground/task_catalogue.h"
#include "widgets/playground/task_copy.h"

#include <QJsonDocument>

#include <cmath>

namespace vitrine::app {
namespace {

using widgets::AnswerAgreement;
using widgets::ComparedAnswer;
using widgets::ComparedRun;
using widgets::ComparisonSummary;
using widgets::ModelComparison;

QString cell(double value)
{
    return std::isnan(value) ? QString() : QString::number(value, 'g', 9);
}

QString cell(qint64 value)
{
    return value < 0 ? QString() : QString::number(value);
}

QJsonValue json(double value)
{
    return std::isnan(value) ? QJsonValue() : QJsonValue(value);
}

QString stateName(ComparedRun::State state)
{
    switch (state) {
    case ComparedRun::State::Waiting:
        return QStringLiteral("waiting");
    case ComparedRun::State::Loading:
        return QStringLiteral("loading");
    case ComparedRun::State::Running:
        return QStringLiteral("running");
    case ComparedRun::State::Done:
        return QStringLiteral("done");
    case ComparedRun::State::Stopped:
        return QStringLiteral("stopped");
    case ComparedRun::State::Failed:
        return QStringLiteral("failed");
    }
    return {};
}

double meanOf(const QList<double>& values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    return values.isEmpty() ? widgets::notKnown : sum / double(values.size());
}

/// How Python asks a model, and what of its answer is compared.
struct PythonWay
{
    QString load; ///< the body of load(path, dtype), which returns a function of one input
    QString best;
    QString imports = QStringLiteral("from transformers import pipeline\n");
};

PythonWay pythonWay(const ModelComparison& comparison)
{
    const QString& task = comparison.task;
    const auto is = [&](const char* name) { return task == QLatin1String(name); };
    if (is("multiple-choice"))
        return {QStringLiteral(
                    "    tokenizer = AutoTokenizer.from_pretrained(path)\n"
                    "    model = AutoModelForMultipleChoice.from_pretrained(path, dtype=dtype).eval()\n"
                    "    def ask(given):\n"
                    "        choices = given[\"choices\"]\n"
                    "        texts = tokenizer([given[\"prompt\"]] * len(choices), choices, padding=True, "
                    "truncation=True, return_tensors=\"pt\")\n"
                    "        with torch.no_grad():\n"
                    "            logits = model(**{name: values.unsqueeze(0) for name, values in "
                    "texts.items()}).logits[0]\n"
                    "        return choices[int(logits.argmax())]\n"
                    "    return ask\n"),
                QStringLiteral("result"),
                QStringLiteral("from transformers import AutoModelForMultipleChoice, AutoTokenizer\n")};
    if (is("text-ranking"))
        return {
            QStringLiteral("    model = CrossEncoder(path, model_kwargs={\"dtype\": dtype})\n"
                           "    return lambda given: model.rank(given[\"query\"], given[\"documents\"])\n"),
            QStringLiteral("result[0][\"corpus_id\"]"),
            QStringLiteral("from sentence_transformers import CrossEncoder\n")};
    QStringList made, asked;
    for (auto it = comparison.arguments.begin(); it != comparison.arguments.end(); ++it) {
        if (it.key() == QLatin1String("seed")) continue; // no argument there
        // Token classification takes it when the pipeline is made; the call refuses it.
        const bool isMade = it.key() == QLatin1String("aggregation_strategy") ||
                            (is("token-classification") && it.key() == QLatin1String("stride"));
        (isMade ? made : asked).append(it.key() + u'=' + widgets::pythonLiteral(it.value()));
    }
    QString input = QStringLiteral("given");
    if (is("question-answering")) input = QStringLiteral("**given");
    if (is("fill-mask")) input = QStringLiteral("given.replace(\"[MASK]\", pipe.tokenizer.mask_token)");
    asked.prepend(input);
    const QJsonValue seed = comparison.arguments.value(QStringLiteral("seed"));
    made.prepend(QStringLiteral("dtype=dtype"));
    made.prepend(QStringLiteral("model=path"));
    made.prepend(widgets::pythonLiteral(task));
    PythonWay way;
    const QString call = QStringLiteral("pipe(%1)").arg(asked.join(QStringLiteral(", ")));
    way.load = QStringLiteral("    pipe = pipeline(%1)\n").arg(made.join(QStringLiteral(", ")));
    if (seed.isDouble()) {
        way.imports = QStringLiteral("from transformers import pipeline, set_seed\n");
        way.load += QStringLiteral("    def ask(given):\n        set_seed(%1)\n        return ")
                        .arg(seed.toInteger()) +
                    call + QStringLiteral("\n    return ask\n");
    } else {
        way.load += QStringLiteral("    return lambda given: ") + call + u'\n';
    }
    if (is("text-classification"))
        way.best = QStringLiteral("(result[0] if isinstance(result, list) else result)[\"label\"]");
    else if (is("zero-shot-classification"))
        way.best = QStringLiteral("result[\"labels\"][0]");
    else if (is("token-classification"))
        way.best = QStringLiteral(
            "[(each.get(\"entity_group\") or each[\"entity\"], each[\"start\"], each[\"end\"]) for each in "
            "result]");
    else if (is("question-answering"))
        way.best = QStringLiteral("(result[0] if isinstance(result, list) else result)[\"answer\"]");
    else if (is("fill-mask"))
        way.best = QStringLiteral("[(mask[0] if isinstance(mask, list) else mask)[\"token_str\"] for mask in "
                                  "(result if isinstance(result[0], list) else result[:1])]");
    else if (is("feature-extraction"))
        way.best = QStringLiteral("torch.tensor(result).flatten(0, -2).mean(0)");
    else if (is("text-generation") || is("text2text-generation"))
        way.best = QStringLiteral("result[0][\"generated_text\"]");
    else if (is("summarization"))
        way.best = QStringLiteral("result[0][\"summary_text\"]");
    else if (is("translation"))
        way.best = QStringLiteral("result[0][\"translation_text\"]");
    else
        way.best = QStringLiteral("result");
    return way;
}

} // namespace

QList<QStringList> answersTable(const ModelComparison& comparison, const ComparisonSummary& summary)
{
    QList<QStringList> table{{QStringLiteral("input"), QStringLiteral("model"), QStringLiteral("answer"),
                              QStringLiteral("same_as_first"), QStringLiteral("measure"),
                              QStringLiteral("milliseconds"), QStringLiteral("error")}};
    for (int input = 0; input < int(comparison.inputs.size()); ++input)
        for (std::size_t model = 0; model < comparison.runs.size(); ++model) {
            const ComparedRun& run = comparison.runs[model];
            const ComparedAnswer& answer = run.answers[std::size_t(input)];
            const AnswerAgreement& agreement = summary.answers[model][std::size_t(input)];
            const QJsonValue& given = comparison.inputs[input];
            table.append({given.isString() ? given.toString() : widgets::jsonText(given), run.name,
                          agreement.text,
                          agreement.isKnown ? QString::number(int(agreement.isSame)) : QString(),
                          cell(agreement.measure), cell(meanOf(answer.milliseconds)),
                          run.state == ComparedRun::State::Failed ? run.detail : answer.error});
        }
    return table;
}

QList<QStringList> figuresTable(const ModelComparison& comparison, const ComparisonSummary& summary)
{
    QList<QStringList> table{
        {QStringLiteral("model"), QStringLiteral("location"), QStringLiteral("state"),
         QStringLiteral("answered"), QStringLiteral("failed"), QStringLiteral("timed_runs"),
         QStringLiteral("p50_milliseconds"), QStringLiteral("p95_milliseconds"),
         QStringLiteral("tokens_per_second"), QStringLiteral("load_seconds"), QStringLiteral("weight_bytes"),
         QStringLiteral("peak_bytes"), QStringLiteral("parameters"), QStringLiteral("dtype"),
         QStringLiteral("compared_inputs"), QStringLiteral("same_as_first"), QStringLiteral("measure"),
         QStringLiteral("score_correlation"), QStringLiteral("score_difference")}};
    for (std::size_t model = 0; model < comparison.runs.size(); ++model) {
        const ComparedRun& run = comparison.runs[model];
        const auto& figures = summary.figures[model];
        const auto& pair = summary.pairs[model]; // the first row: beside the reference
        table.append({run.name, run.location, stateName(run.state), QString::number(figures.answered),
                      QString::number(figures.failed), QString::number(figures.timed), cell(figures.median),
                      cell(figures.slow), cell(figures.tokensPerSecond),
                      run.loadSeconds < 0 ? QString() : cell(run.loadSeconds), cell(run.weightBytes),
                      cell(run.peakBytes), cell(run.parameters), run.dtype, QString::number(pair.inputs),
                      cell(pair.same), cell(pair.measure), cell(pair.correlation), cell(pair.difference)});
    }
    return table;
}

QByteArray comparisonJson(const ModelComparison& comparison, const ComparisonSummary& summary)
{
    QJsonArray inputs, models, pairs;
    for (const QJsonValue& input : comparison.inputs)
        inputs.append(input);
    const std::size_t count = comparison.runs.size();
    for (std::size_t model = 0; model < count; ++model) {
        const ComparedRun& run = comparison.runs[model];
        const auto& figures = summary.figures[model];
        QJsonArray answers;
        for (std::size_t input = 0; input < run.answers.size(); ++input) {
            const ComparedAnswer& answer = run.answers[input];
            const AnswerAgreement& agreement = summary.answers[model][input];
            if (!answer.isDone) {
                answers.append(QJsonValue());
                continue;
            }
            if (!answer.error.isEmpty()) {
                answers.append(QJsonObject{{QStringLiteral("error"), answer.error}});
                continue;
            }
            QJsonArray times;
            for (const double time : answer.milliseconds)
                times.append(time);
            QJsonObject each{{QStringLiteral("result"), answer.result.result},
                             {QStringLiteral("milliseconds"), times}};
            if (agreement.isKnown) {
                each[QStringLiteral("same_as_first")] = agreement.isSame;
                each[QStringLiteral("measure")] = json(agreement.measure);
            }
            answers.append(each);
        }
        models.append(QJsonObject{{QStringLiteral("model"), run.name},
                                  {QStringLiteral("location"), run.location},
                                  {QStringLiteral("state"), stateName(run.state)},
                                  {QStringLiteral("error"), run.detail},
                                  {QStringLiteral("p50_milliseconds"), json(figures.median)},
                                  {QStringLiteral("p95_milliseconds"), json(figures.slow)},
                                  {QStringLiteral("tokens_per_second"), json(figures.tokensPerSecond)},
                                  {QStringLiteral("load_seconds"), run.loadSeconds},
                                  {QStringLiteral("weight_bytes"), run.weightBytes},
                                  {QStringLiteral("peak_bytes"), run.peakBytes},
                                  {QStringLiteral("parameters"), run.parameters},
                                  {QStringLiteral("dtype"), run.dtype},
                                  {QStringLiteral("answers"), answers}});
        for (std::size_t other = model + 1; other < count; ++other) {
            const auto& pair = summary.pairs[model * count + other];
            pairs.append(QJsonObject{{QStringLiteral("models"), QJsonArray{int(model), int(other)}},
                                     {QStringLiteral("inputs"), pair.inputs},
                                     {QStringLiteral("same"), json(pair.same)},
                                     {QStringLiteral("measure"), json(pair.measure)},
                                     {QStringLiteral("score_correlation"), json(pair.correlation)},
                                     {QStringLiteral("score_difference"), json(pair.difference)}});
        }
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("task"), comparison.task},
                                     {QStringLiteral("arguments"), comparison.arguments},
                                     {QStringLiteral("repetitions"), comparison.repetitions},
                                     {QStringLiteral("inputs"), inputs},
                                     {QStringLiteral("models"), models},
                                     {QStringLiteral("pairs"), pairs}})
        .toJson(QJsonDocument::Indented);
}

QString comparisonPython(const ModelComparison& comparison)
{
    const PythonWay way = pythonWay(comparison);
    QString code;
    if (widgets::needsTransformers4(comparison.task))
        code +=
            QStringLiteral("# Transformers 5 has no pipeline of this task: pip install \"transformers<5\"\n");
    code += QStringLiteral("import time\n\nimport torch\n") + way.imports + QStringLiteral("\nmodels = [\n");
    for (const ComparedRun& run : comparison.runs) {
        const QString place = run.location.isEmpty() ? run.specification : run.location;
        code += QStringLiteral("    (%1, torch.%2),\n")
                    .arg(widgets::pythonLiteral(place),
                         run.dtype.isEmpty() ? QStringLiteral("float32") : run.dtype);
    }
    code += QStringLiteral("]\ninputs = [\n");
    for (const QJsonValue& input : comparison.inputs)
        code += QStringLiteral("    ") + widgets::pythonLiteral(input) + QStringLiteral(",\n");
    code += QStringLiteral("]\nrepetitions = %1\n\n\ndef load(path, dtype):\n").arg(comparison.repetitions);
    code += way.load + QStringLiteral("\n\ndef best(result):\n    return ") + way.best +
            QStringLiteral("\n\n\n"
                           "answers = []\n"
                           "for path, dtype in models:\n"
                           "    ask = load(path, dtype)\n"
                           "    ask(inputs[0])  # not counted\n"
                           "    times, found = [], []\n"
                           "    for given in inputs:\n"
                           "        for _ in range(repetitions):\n"
                           "            start = time.perf_counter()\n"
                           "            result = ask(given)\n"
                           "            times.append(1000 * (time.perf_counter() - start))\n"
                           "        found.append(best(result))\n"
                           "    answers.append(found)\n"
                           "    print(f\"{path}: {torch.tensor(times).median():.1f} ms in the middle\")\n");
    if (comparison.task == QLatin1String("feature-extraction"))
        code += QStringLiteral("for (path, _), found in zip(models[1:], answers[1:]):\n"
                               "    cosines = [torch.cosine_similarity(a, b, dim=0) for a, b in "
                               "zip(answers[0], found)]\n"
                               "    print(f\"{path}: mean cosine with the first "
                               "{torch.stack(cosines).mean():.4f}\")\n");
    else
        code += QStringLiteral("for (path, _), found in zip(models[1:], answers[1:]):\n"
                               "    same = sum(a == b for a, b in zip(answers[0], found))\n"
                               "    print(f\"{path} agrees with the first on {same} of {len(inputs)}\")\n");
    return code;
}

} // namespace vitrine::app
