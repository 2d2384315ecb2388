// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/training/training_job.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

using Evaluation = TrainingJob::Evaluation;

QString s(const char* text)
{
    return QString::fromLatin1(text);
}

QString evaluationName(Evaluation evaluation)
{
    return s(evaluation == Evaluation::Quarter ? "quarter"
             : evaluation == Evaluation::Epoch ? "epoch"
                                               : "steps");
}

/// Optimizer steps of one epoch.
qint64 stepsPerEpoch(const TrainingJob& job, qint64 rows)
{
    const qint64 train = rows - qint64(std::ceil(double(rows) * job.testShare));
    const qint64 batches = (train + job.batchSize - 1) / job.batchSize;
    return (batches + job.accumulation - 1) / job.accumulation;
}

QJsonObject arguments(const TrainingJob& job, qint64 rows)
{
    QJsonObject a;
    a[s("num_train_epochs")] = job.epochs;
    a[s("per_device_train_batch_size")] = job.batchSize;
    a[s("per_device_eval_batch_size")] = 32;
    a[s("learning_rate")] = job.learningRate;
    a[s("lr_scheduler_type")] = job.scheduler;
    a[s("warmup_steps")] = job.warmup;
    a[s("weight_decay")] = job.weightDecay;
    a[s("gradient_accumulation_steps")] = job.accumulation;
    a[s("max_grad_norm")] = job.clipping;
    a[s("logging_steps")] = 1;
    a[s("seed")] = job.seed;
    if (job.bfloat16) a[s("bf16")] = true;
    a[s("train_sampling_strategy")] = job.groupByLength ? s("group_by_length") : s("random");
    const bool byEpoch =
        job.evaluation == Evaluation::Epoch || (job.evaluation == Evaluation::Quarter && rows <= 0);
    if (byEpoch) {
        a[s("eval_strategy")] = s("epoch");
        a[s("save_strategy")] = s("epoch");
    } else {
        // Checkpoints fall on evaluations, as the choice of the best one wants: once an epoch, or less often
        // where evaluations are rarer.
        qint64 every = job.evaluationSteps, save = every;
        if (job.evaluation == Evaluation::Quarter) {
            every = std::max<qint64>(1, stepsPerEpoch(job, rows) / 4);
            save = every * 4;
        }
        a[s("eval_strategy")] = s("steps");
        a[s("save_strategy")] = s("steps");
        a[s("eval_steps")] = every;
        a[s("save_steps")] = save;
    }
    a[s("save_total_limit")] = 3;
    a[s("load_best_model_at_end")] = job.loadBest;
    a[s("metric_for_best_model")] = job.bestMetric;
    a[s("greater_is_better")] = job.bestMetric != s("loss");
    return a;
}

/// "5e-05" as Python writes it, whole numbers without a fraction.
QString numberText(double value)
{
    if (value == std::floor(value) && std::abs(value) < 1e15) return QString::number(qint64(value));
    return QString::number(value, 'g', 12);
}

QString valueText(const QJsonValue& value)
{
    if (value.isDouble()) return numberText(value.toDouble());
    if (value.isBool()) return value.toBool() ? s("true") : s("false");
    if (value.isArray()) {
        QStringList parts;
        for (const QJsonValue& part : value.toArray())
            parts.append(valueText(part));
        return parts.join(QStringLiteral(", "));
    }
    return value.toString();
}

void collect(const QJsonObject& object, const QString& prefix,
             std::vector<std::pair<QString, QString>>& result)
{
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        if (entry.key() == s("output_dir")) continue;
        if (entry.value().isObject())
            collect(entry.value().toObject(), prefix + entry.key() + QLatin1Char('.'), result);
        else
            result.emplace_back(prefix + entry.key(), valueText(entry.value()));
    }
}

/// JSON's text literals are Python's, too.
QString python(const QJsonValue& value)
{
    if (value.isBool()) return value.toBool() ? s("True") : s("False");
    if (value.isDouble()) return numberText(value.toDouble());
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

} // namespace

QJsonObject jobFile(const TrainingJob& job, qint64 rows)
{
    QJsonObject columns{{s("text"), job.textColumn}, {s("label"), job.labelColumn}};
    if (!job.secondColumn.isEmpty()) columns[s("text_pair")] = job.secondColumn;
    QJsonObject file{{s("task"), s("text-classification")},
                     {s("model"), job.model},
                     {s("from_scratch"), job.fromScratch},
                     {s("dataset"), QJsonObject{{s("train"), job.dataset},
                                                {s("columns"), columns},
                                                {s("split"), QJsonObject{{s("test_size"), job.testShare},
                                                                         {s("seed"), job.splitSeed},
                                                                         {s("stratify"), job.stratify}}}}},
                     {s("preprocessing"), QJsonObject{{s("max_length"), job.maxLength},
                                                      {s("padding"), s("longest")},
                                                      {s("truncation"), true}}},
                     {s("arguments"), arguments(job, rows)},
                     {s("metrics"), QJsonArray{s("accuracy"), s("precision"), s("recall"), s("f1")}},
                     {s("output_dir"), s(".")}};
    if (job.earlyStopping)
        file[s("early_stopping")] = QJsonObject{{s("patience"), job.patience}, {s("threshold"), 0.0}};
    return file;
}

TrainingJob jobOf(const QJsonObject& file)
{
    TrainingJob job;
    const QJsonObject dataset = file[s("dataset")].toObject(), columns = dataset[s("columns")].toObject(),
                      split = dataset[s("split")].toObject(), a = file[s("arguments")].toObject();
    job.dataset = dataset[s("train")].toString(job.dataset);
    job.textColumn = columns[s("text")].toString();
    job.secondColumn = columns[s("text_pair")].toString();
    job.labelColumn = columns[s("label")].toString();
    job.testShare = split[s("test_size")].toDouble(job.testShare);
    job.splitSeed = split[s("seed")].toInt(job.splitSeed);
    job.stratify = split[s("stratify")].toBool(job.stratify);
    job.model = file[s("model")].toString(job.model);
    job.fromScratch = file[s("from_scratch")].toBool();
    job.maxLength = file[s("preprocessing")].toObject()[s("max_length")].toInt(job.maxLength);
    job.epochs = a[s("num_train_epochs")].toDouble(job.epochs);
    job.batchSize = std::max(1, a[s("per_device_train_batch_size")].toInt(job.batchSize));
    job.learningRate = a[s("learning_rate")].toDouble(job.learningRate);
    job.scheduler = a[s("lr_scheduler_type")].toString(job.scheduler);
    job.warmup = a[s("warmup_steps")].toDouble(job.warmup);
    job.weightDecay = a[s("weight_decay")].toDouble(job.weightDecay);
    job.accumulation = std::max(1, a[s("gradient_accumulation_steps")].toInt(job.accumulation));
    job.clipping = a[s("max_grad_norm")].toDouble(job.clipping);
    job.bfloat16 = a[s("bf16")].toBool();
    if (a.contains(s("train_sampling_strategy")))
        job.groupByLength = a[s("train_sampling_strategy")].toString() == s("group_by_length");
    job.seed = a[s("seed")].toInt(job.seed);
    job.loadBest = a[s("load_best_model_at_end")].toBool(job.loadBest);
    job.bestMetric = a[s("metric_for_best_model")].toString(job.bestMetric);
    const int steps = a[s("eval_steps")].toInt();
    if (a[s("eval_strategy")].toString() == s("epoch")) {
        job.evaluation = Evaluation::Epoch;
    } else if (steps > 0 && a[s("save_steps")].toInt() != 4 * steps) {
        job.evaluation = Evaluation::Steps;
        job.evaluationSteps = steps;
    }
    job.earlyStopping = file.contains(s("early_stopping"));
    job.patience = file[s("early_stopping")].toObject()[s("patience")].toInt(job.patience);
    return job;
}

QJsonObject jobState(const TrainingJob& job)
{
    QJsonObject state = jobFile(job, 0);
    state[s("evaluation")] = evaluationName(job.evaluation);
    state[s("evaluation_steps")] = job.evaluationSteps;
    return state;
}

TrainingJob jobOfState(const QJsonObject& state)
{
    if (state.isEmpty()) return {};
    TrainingJob job = jobOf(state);
    for (const Evaluation evaluation : {Evaluation::Quarter, Evaluation::Epoch, Evaluation::Steps})
        if (state[s("evaluation")].toString() == evaluationName(evaluation)) job.evaluation = evaluation;
    job.evaluationSteps = std::max(1, state[s("evaluation_steps")].toInt(job.evaluationSteps));
    return job;
}

std::vector<std::pair<QString, QString>> jobSettings(const QJsonObject& file)
{
    std::vector<std::pair<QString, QString>> result;
    collect(file, {}, result);
    return result;
}

QString jobPython(const QJsonObject& file, const QString& dataset, const QString& model)
{
    const QJsonObject data = file[s("dataset")].toObject(), columns = data[s("columns")].toObject(),
                      split = data[s("split")].toObject(),
                      preprocessing = file[s("preprocessing")].toObject();
    const QString text = python(columns[s("text")]), label = python(columns[s("label")]);
    const QString suffix = dataset.section(u'.', -1).toLower();
    const QString kind = suffix == s("csv") || suffix == s("tsv")      ? s("csv")
                         : suffix == s("json") || suffix == s("jsonl") ? s("json")
                         : suffix == s("arrow")                        ? s("arrow")
                                                                       : s("parquet");
    QString code =
        s("import numpy as np\n"
          "from datasets import ClassLabel, load_dataset\n"
          "from sklearn.metrics import accuracy_score, precision_recall_fscore_support\n"
          "from transformers import (AutoConfig, AutoModelForSequenceClassification, AutoTokenizer,\n"
          "                          %1Trainer, TrainingArguments)\n\n")
            .arg(file.contains(s("early_stopping")) ? s("EarlyStoppingCallback, ") : QString());
    const QString separator = suffix == s("tsv") ? s(", sep=\"\\t\"") : QString();
    code += s("rows = load_dataset(\"") + kind + s("\", data_files=") + python(dataset) + separator +
            s(", split=\"train\")\n");
    code += s("if not isinstance(rows.features[") + label +
            s("], ClassLabel):\n    rows = rows.class_encode_column(") + label + s(")\n");
    code += s("names = rows.features[") + label + s("].names\n");
    code += s("parts = rows.train_test_split(test_size=") + python(split[s("test_size")]) + s(", seed=") +
            python(split[s("seed")]) +
            (split[s("stratify")].toBool() ? s(", stratify_by_column=") + label : QString()) + s(")\n\n");
    code += s("model_path = ") + python(model) +
            s("\ntokenizer = AutoTokenizer.from_pretrained(model_path)\n\n\n");
    const QString pair = columns.contains(s("text_pair"))
                             ? s(", batch[") + python(columns[s("text_pair")]) + s("]")
                             : QString();
    code += s("def encode(batch):\n    encoded = tokenizer(batch[") + text + s("]") + pair +
            s(", truncation=True, max_length=") + python(preprocessing[s("max_length")]) +
            s(")\n    encoded[\"labels\"] = batch[") + label + s("]\n    return encoded\n\n\n");
    code += s("parts = parts.map(encode, batched=True, remove_columns=rows.column_names)\n");
    code += s("labels = {\"num_labels\": len(names), \"id2label\": dict(enumerate(names)),\n"
              "          \"label2id\": {name: i for i, name in enumerate(names)}}\n");
    code += file[s("from_scratch")].toBool()
                ? s("model = AutoModelForSequenceClassification.from_config(\n"
                    "    AutoConfig.from_pretrained(model_path, **labels))\n\n\n")
                : s("model = AutoModelForSequenceClassification.from_pretrained(model_path, **labels)\n\n\n");
    code += s("def metrics(output):\n    predicted = np.argmax(output.predictions, axis=-1)\n"
              "    average = \"binary\" if len(names) == 2 else \"macro\"\n"
              "    precision, recall, f1, _ = precision_recall_fscore_support(\n"
              "        output.label_ids, predicted, average=average, zero_division=0)\n"
              "    return {\"accuracy\": accuracy_score(output.label_ids, predicted),\n"
              "            \"precision\": precision, \"recall\": recall, \"f1\": f1}\n\n\n");
    code += s("arguments = TrainingArguments(\n    output_dir=\"run\",\n    report_to=\"none\",\n");
    const QJsonObject a = file[s("arguments")].toObject();
    for (auto entry = a.begin(); entry != a.end(); ++entry)
        code += s("    ") + entry.key() + s("=") + python(entry.value()) + s(",\n");
    code += s(")\ntrainer = Trainer(model=model, args=arguments, train_dataset=parts[\"train\"],\n"
              "                  eval_dataset=parts[\"test\"], processing_class=tokenizer,\n"
              "                  compute_metrics=metrics");
    if (const QJsonObject stopping = file[s("early_stopping")].toObject(); !stopping.isEmpty())
        code += s(",\n                  callbacks=[EarlyStoppingCallback(") +
                python(stopping[s("patience")]) + s(", ") + python(stopping[s("threshold")]) + s(")]");
    code += s(")\ntrainer.train()\nprint(trainer.evaluate())\n");
    return code;
}

} // namespace vitrine::widgets
