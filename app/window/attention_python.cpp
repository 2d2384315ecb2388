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
        return model(**inputs, output_attentions=True).attentions[layer][0, head]
)";

constexpr auto scores = R"(def attention(model, inputs, layer, head):
    """Query · key / sqrt(d): what the softmax of the layer takes."""
    module = model.encoder.layer[layer].attention.self
    with torch.no_grad():
        hidden = model(**inputs, output_hidden_states=True).hidden_states[layer]
        size = module.attention_head_size
        part = slice(head * size, (head + 1) * size)
        return module.query(hidden)[0, :, part] @ module.key(hidden)[0, :, part].T / size ** 0.5
)";

/// Groups of tokens that are one row and one column.
constexpr auto grouping = R"(
words, texts = inputs.word_ids(0), inputs.sequence_ids(0)
groups = []
for i in range(len(tokens)):
    if texts[i] is None and not KEEP_SPECIAL:
        continue
    goes_on = BY_WORD and groups and groups[-1][-1] == i - 1 and words[i] is not None
    if goes_on and (words[i], texts[i]) == (words[i - 1], texts[i - 1]):
        groups[-1].append(i)
    else:
        groups.append([i])
# The mean over a word's queries, REDUCED over its keys.
matrix = torch.stack([matrix[group].mean(0) for group in groups])
matrix = torch.stack([matrix[:, group].REDUCE(1) for group in groups], dim=1)
)";

} // namespace

QString attentionPython(const AttentionPython& shown)
{
    const bool isDifference = !shown.comparedModel.isEmpty();
    QString code = QStringLiteral("import torch\nfrom transformers import AutoModel, AutoTokenizer\n\n\n");
    code += QLatin1String(shown.scores ? scores : probabilities);
    code +=
        QStringLiteral("\n\ntokenizer = AutoTokenizer.from_pretrained(%1)\ninputs = tokenizer(\n    %2,\n")
            .arg(literal(tokenizerFolderOf(shown.model).isEmpty() ? shown.model
                                                                  : tokenizerFolderOf(shown.model)),
                 literal(shown.first));
    if (shown.second) code += QStringLiteral("    %1,\n").arg(literal(*shown.second));
    code += QStringLiteral("    truncation=True,\n    max_length=%1,\n    return_tensors=\"pt\",\n)\n"
                           "tokens = tokenizer.convert_ids_to_tokens(inputs[\"input_ids\"][0])\n")
                .arg(shown.maxLength);
    const auto load = [&](const QString& name, const QString& folder) -> QString {
        return QStringLiteral("%1 = AutoModel.from_pretrained(%2, attn_implementation=\"eager\")\n")
            .arg(name, literal(folder));
    };
    code += load(QStringLiteral("model"), shown.model);
    if (isDifference) code += load(QStringLiteral("other"), shown.comparedModel);
    const QString place = QStringLiteral("inputs, layer=%1, head=%2").arg(shown.layer).arg(shown.head);
    code += isDifference ? QStringLiteral("matrix = attention(other, %1) - attention(model, %1)\n").arg(place)
                         : QStringLiteral("matrix = attention(model, %1)\n").arg(place);
    if (!shown.specialTokens || shown.byWord) {
        QString groups = QLatin1String(grouping);
        groups.replace(QLatin1String("KEEP_SPECIAL"), QLatin1String(shown.specialTokens ? "True" : "False"));
        groups.replace(QLatin1String("BY_WORD"), QLatin1String(shown.byWord ? "True" : "False"));
        groups.replace(QLatin1String("REDUCED"), QLatin1String(shown.scores ? "the mean" : "the sum"));
        groups.replace(QLatin1String("REDUCE"), QLatin1String(shown.scores ? "mean" : "sum"));
        code += groups;
    }
    code += QStringLiteral("print(tokens)\nprint(matrix)  # [query, key]\n");
    return code;
}

} // namespace vitrine::app
