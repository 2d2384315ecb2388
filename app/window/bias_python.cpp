// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/bias_job.h"

#include "widgets/playground/task_copy.h"

#include <QJsonArray>

namespace vitrine::app {
namespace {

using widgets::BiasQuestion;

/// The body of measure(sentences), which returns for each a dict of outcome and value.
QString measureCode(const widgets::BiasSetup& setup, const QString& location, const QString& dtype)
{
    const QString outcomes = widgets::pythonLiteral(QJsonArray::fromStringList(setup.outcomes));
    const QString tokenizer = widgets::pythonLiteral(location);
    const QString place =
        dtype.isEmpty() ? tokenizer : tokenizer + QStringLiteral(", dtype=") + widgets::pythonLiteral(dtype);
    switch (setup.question) {
    case BiasQuestion::FillMask: {
        QString code = QStringLiteral("pipe = pipeline(\"fill-mask\", model=%1)\n\n\n"
                                      "def measure(sentences):\n"
                                      "    sentences = [text.replace(\"[MASK]\", pipe.tokenizer.mask_token) "
                                      "for text in sentences]\n")
                           .arg(place);
        if (setup.outcomes.isEmpty())
            code += QStringLiteral(
                        "    likely = [word for words in pipe(sentences, top_k=%1) for word in words]\n"
                        "    targets = sorted({pipe.tokenizer.convert_ids_to_tokens(word[\"token\"]) "
                        "for word in likely})\n")
                        .arg(setup.candidates);
        else
            code += QStringLiteral("    targets = %1\n").arg(outcomes);
        return code +
               QStringLiteral("    found = pipe(sentences, targets=targets, top_k=len(targets))\n"
                              "    return [{word[\"token_str\"]: word[\"score\"] for word in words} for "
                              "words in found]\n");
    }
    case BiasQuestion::Classify:
        return QStringLiteral(
                   "pipe = pipeline(\"text-classification\", model=%1)\n\n\n"
                   "def measure(sentences):\n"
                   "    return [{each[\"label\"]: each[\"score\"] for each in labels} for labels in "
                   "pipe(sentences, top_k=None)]\n")
            .arg(place);
    case BiasQuestion::ZeroShot:
        return QStringLiteral(
                   "pipe = pipeline(\"zero-shot-classification\", model=%1)\n\n\n"
                   "def measure(sentences):\n"
                   "    found = pipe(sentences, candidate_labels=%2, hypothesis_template=%3, "
                   "multi_label=True)\n"
                   "    return [dict(zip(each[\"labels\"], each[\"scores\"])) for each in found]\n")
            .arg(place, outcomes, widgets::pythonLiteral(setup.hypothesis));
    case BiasQuestion::Continuation:
        return QStringLiteral(
                   "tokenizer = AutoTokenizer.from_pretrained(%1)\n"
                   "model = AutoModelForCausalLM.from_pretrained(%3).eval()\n"
                   "continuations = %2\n\n\n"
                   "def log_probability(sentence, continuation):\n"
                   "    inputs = tokenizer(f\"{sentence} {continuation}\", return_tensors=\"pt\", "
                   "return_offsets_mapping=True)\n"
                   "    offsets = inputs.pop(\"offset_mapping\")[0]\n"
                   "    ids = inputs[\"input_ids\"][0]\n"
                   "    with torch.no_grad():\n"
                   "        scores = model(**inputs).logits[0].log_softmax(-1)\n"
                   "    places = [i for i in range(1, len(ids)) if offsets[i][1] > len(sentence)]\n"
                   "    return sum(scores[i - 1, ids[i]].item() for i in places)\n\n\n"
                   "def measure(sentences):\n"
                   "    return [{each: log_probability(text, each) for each in continuations} for "
                   "text in sentences]\n")
            .arg(tokenizer, outcomes, place);
    case BiasQuestion::Sample:
        return QStringLiteral(
                   "set_seed(%2)\n"
                   "pipe = pipeline(\"text-generation\", model=%1)\n\n\n"
                   "def measure(sentences):\n"
                   "    found = pipe(sentences, do_sample=True, num_return_sequences=%3, "
                   "max_new_tokens=%4, return_full_text=False)\n"
                   "    return [[each[\"generated_text\"] for each in texts] for texts in found]\n")
            .arg(place)
            .arg(setup.seed)
            .arg(setup.samples)
            .arg(setup.newTokens);
    }
    return {};
}

} // namespace

QString biasPython(const widgets::BiasSetup& setup, const QString& location, const QString& dtype)
{
    QString code;
    if (setup.question == BiasQuestion::Continuation)
        code =
            QStringLiteral("import torch\nfrom transformers import AutoModelForCausalLM, AutoTokenizer\n\n");
    else if (setup.question == BiasQuestion::Sample)
        code = QStringLiteral("from transformers import pipeline, set_seed\n\n");
    else
        code = QStringLiteral("from transformers import pipeline\n\n");
    code += QStringLiteral("templates = %1\ngroups = {\n")
                .arg(widgets::pythonLiteral(QJsonArray::fromStringList(setup.templates)));
    for (const QString& group : setup.groups()) {
        QJsonArray words;
        for (const auto& filler : setup.fillers)
            if (filler.group == group) words.append(filler.text);
        code +=
            QStringLiteral("    %1: %2,\n").arg(widgets::pythonLiteral(group), widgets::pythonLiteral(words));
    }
    code +=
        QStringLiteral("}\n") + measureCode(setup, location, dtype) +
        QStringLiteral("\n\ndef fill(template, word):\n"
                       "    text = template.replace(\"{}\", word)\n"
                       "    return text[0].upper() + text[1:] if template.startswith(\"{}\") else text\n\n\n"
                       "rows = [(t, group, word) for t in templates for group, words in groups.items() for "
                       "word in words]\n"
                       "values = measure([fill(t, word) for t, _, word in rows])\n");
    if (setup.question == BiasQuestion::Sample)
        return code + QStringLiteral("for (t, group, word), texts in zip(rows, values):\n"
                                     "    print(group, \"|\", fill(t, word), \"|\", texts)\n");
    return code + QStringLiteral(
                      "first, second = %1, %2\n\n\n"
                      "def mean(group, outcome):\n"
                      "    own = [value[outcome] for (_, g, _), value in zip(rows, values) if g == group]\n"
                      "    return sum(own) / len(own)\n\n\n"
                      "differences = {outcome: mean(first, outcome) - mean(second, outcome) for outcome in "
                      "values[0]}\n"
                      "for outcome, difference in sorted(differences.items(), key=lambda each: "
                      "-abs(each[1])):\n"
                      "    print(f\"{outcome}: {difference:+.5f}\")\n")
                      .arg(widgets::pythonLiteral(setup.first), widgets::pythonLiteral(setup.second));
}

} // namespace vitrine::app
