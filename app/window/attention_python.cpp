// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/attention_models.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace vitrine::app {
namespace {

/// A Python literal: JSON's escapes are Python's, too.
QString literal(const QString& text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

constexpr auto probabilities = R"(def attention(model, inputs, layer, head):
    with torch.no_grad():
        return model(**inputs, output_attentions=True).ATTENTIONS[layer][0, head]
)";

/// Whatever the architecture: scores are what its softmax takes, one call for each attention.
constexpr auto scores = R"(def attention(model, inputs, layer, head):
    """What the softmax of the layer takes: query · key / sqrt(d), with masks and biases added."""
    softmax, scores = torch.nn.functional.softmax, []

    def record(values, *args, **kwargs):
        scores.append(values)
        return softmax(values, *args, **kwargs)

    torch.nn.functional.softmax = record
    try:
        with torch.no_grad():
            model(**inputs)
    finally:
        torch.nn.functional.softmax = softmax
    return scores[PLACE][0, head]
)";

/// Groups of tokens that are one row or one column. `shift`: the decoder reads what stands one place before.
constexpr auto grouping = R"(

def groups_of(encoding, shift=0):
    words = [None] * shift + encoding.word_ids(0)
    texts = [None] * shift + encoding.sequence_ids(0)
    groups = []
    for i in range(len(texts) - shift):
        if texts[i] is None and not KEEP_SPECIAL:
            continue
        goes_on = BY_WORD and groups and groups[-1][-1] == i - 1 and words[i] is not None
        if goes_on and (words[i], texts[i]) == (words[i - 1], texts[i - 1]):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


# The mean over a word's queries, REDUCED over its keys.
matrix = torch.stack([matrix[group].mean(0) for group in QUERIES])
matrix = torch.stack([matrix[:, group].REDUCE(1) for group in KEYS], dim=1)
)";

} // namespace

QString attentionPython(const AttentionPython& shown)
{
    using inspection::AttentionKind;
    const bool isDifference = !shown.comparedModel.isEmpty();
    const bool hasDecoder = shown.kind != AttentionKind::Own;
    const bool isOfTarget = shown.kind == AttentionKind::Decoder || shown.kind == AttentionKind::Cross;
    const QString autoClass =
        hasDecoder ? QStringLiteral("AutoModelForSeq2SeqLM") : QStringLiteral("AutoModel");
    QString code =
        QStringLiteral("import torch\nfrom transformers import %1, AutoTokenizer\n\n\n").arg(autoClass);
    QString function = QLatin1String(shown.scores ? scores : probabilities);
    const std::string_view prefix = inspection::namePrefix(shown.kind);
    function.replace(QLatin1String("ATTENTIONS"),
                     QString::fromLatin1(prefix.data(), qsizetype(prefix.size())) +
                         QStringLiteral("attentions"));
    // An encoder-decoder calls it for its encoder, then in turn for the decoder's two.
    function.replace(QLatin1String("PLACE"),
                     shown.kind == AttentionKind::Decoder
                         ? QStringLiteral("model.config.num_hidden_layers + 2 * layer")
                     : shown.kind == AttentionKind::Cross
                         ? QStringLiteral("model.config.num_hidden_layers + 2 * layer + 1")
                         : QStringLiteral("layer"));
    code += function;
    const QString own = tokenizerFolderOf(shown.model);
    code +=
        QStringLiteral("\n\ntokenizer = AutoTokenizer.from_pretrained(%1)\ninputs = tokenizer(\n    %2,\n")
            .arg(literal(own.isEmpty() ? shown.model : own), literal(shown.first));
    if (shown.second && !hasDecoder) code += QStringLiteral("    %1,\n").arg(literal(*shown.second));
    const QString end =
        QStringLiteral("    truncation=True,\n    max_length=%1,\n    return_tensors=\"pt\",\n)\n")
            .arg(shown.maxLength);
    code += end;
    QString tokens = QStringLiteral("tokens = tokenizer.convert_ids_to_tokens(inputs[\"input_ids\"][0])\n");
    const auto load = [&](const QString& name, const QString& folder) -> QString {
        return QStringLiteral("%1 = %2.from_pretrained(%3, attn_implementation=\"eager\")\n")
            .arg(name, autoClass, literal(folder));
    };
    if (hasDecoder) {
        if (shown.second)
            code += QStringLiteral("target = tokenizer(\n    text_target=%1,\n").arg(literal(*shown.second)) +
                    end;
        // The model shifts its labels into what the decoder reads.
        code += load(QStringLiteral("model"), shown.model);
        code += shown.second
                    ? QStringLiteral("inputs[\"decoder_input_ids\"] = "
                                     "model.prepare_decoder_input_ids_from_labels(target[\"input_ids\"])\n")
                    : QStringLiteral(
                          "inputs[\"decoder_input_ids\"] = "
                          "model.prepare_decoder_input_ids_from_labels(inputs[\"input_ids\"])[:, :1]\n");
        if (isOfTarget)
            tokens += QStringLiteral("target_tokens = tokenizer.convert_ids_to_tokens("
                                     "inputs[\"decoder_input_ids\"][0])\n");
        code += tokens;
    } else {
        code += tokens + load(QStringLiteral("model"), shown.model);
    }
    if (isDifference) code += load(QStringLiteral("other"), shown.comparedModel);
    const QString place = QStringLiteral("inputs, layer=%1, head=%2").arg(shown.layer).arg(shown.head);
    code += isDifference ? QStringLiteral("matrix = attention(other, %1) - attention(model, %1)\n").arg(place)
                         : QStringLiteral("matrix = attention(model, %1)\n").arg(place);
    if (!shown.specialTokens || shown.byWord) {
        QString groups = QLatin1String(grouping);
        const QString ofText = QStringLiteral("groups_of(inputs)");
        const QString ofTarget = shown.second ? QStringLiteral("groups_of(target, shift=1)")
                                              : QStringLiteral("groups_of(inputs, shift=1)[:1]");
        groups.replace(QLatin1String("KEEP_SPECIAL"), QLatin1String(shown.specialTokens ? "True" : "False"));
        groups.replace(QLatin1String("BY_WORD"), QLatin1String(shown.byWord ? "True" : "False"));
        groups.replace(QLatin1String("REDUCED"), QLatin1String(shown.scores ? "the mean" : "the sum"));
        groups.replace(QLatin1String("REDUCE"), QLatin1String(shown.scores ? "mean" : "sum"));
        groups.replace(QLatin1String("QUERIES"), isOfTarget ? ofTarget : ofText);
        groups.replace(QLatin1String("KEYS"), shown.kind == AttentionKind::Decoder ? ofTarget : ofText);
        code += groups;
    }
    const QString names = !isOfTarget                          ? QStringLiteral("tokens")
                          : shown.kind == AttentionKind::Cross ? QStringLiteral("target_tokens, tokens")
                                                               : QStringLiteral("target_tokens");
    code += QStringLiteral("print(%1)\nprint(matrix)  # [query, key]\n").arg(names);
    return code;
}

} // namespace vitrine::app
