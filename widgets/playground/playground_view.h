// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/array.h"
#include "backend/pipelines/trace.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace vitrine::widgets {

/// More texts than this have more pairs than anybody can look at; the panel says how many it takes of how
/// many.
constexpr int mostTexts = 500;

/// What the panel asks to be computed.
struct PlaygroundRequest
{
    QStringList texts;   ///< one a line of the editor, empty lines left out, at most mostTexts
    int fixedLength = 0; ///< tokens a text in the trace; 0: the longest
};

struct LabelScore
{
    QString label;
    float score;
};
/// A classifier's scores for one text, the best label first.
using Prediction = std::vector<LabelScore>;

/// The answer: one vector a text, the cosine of every pair, and what happened on the way.
struct PlaygroundResult
{
    QStringList texts;
    core::FloatArray embeddings;         ///< [texts, hidden]
    core::FloatArray similarity;         ///< [texts, texts]
    std::vector<Prediction> predictions; ///< one a text; empty for a model without labels
    pipelines::Trace trace;              ///< of all texts as one batch
    std::vector<int> lengths; ///< tokens a text, special tokens included, before padding and after cutting
    int tracedTexts = 0;      ///< the trace is that of the first so many
    double milliseconds = 0;
    QString model;
};

/// Two texts and how near they are.
struct TextPair
{
    int first, second;
    float score;
};

/// Every pair of different texts, the nearest first.
std::vector<TextPair> rankedPairs(const core::FloatArray& similarity);

/// "[3, 12, 384]"
QString shapeText(const core::Shape& shape);
/// Vectors with the names of their dimensions: "texts 3 × tokens 12 × hidden 384", "texts 3 × hidden 384".
QString namedShapeText(const core::Shape& shape);

QString similarityCsv(const PlaygroundResult& result);
/// "text,label,score": a row for each label of each text, the best first.
QString predictionsCsv(const PlaygroundResult& result);
QString similarityJson(const PlaygroundResult& result);
/// NumPy's .npy format, version 1.0, little-endian float32 in C order.
QByteArray toNpy(const core::FloatArray& array);

/// The Transformers code that computes the same vectors (the mean over the tokens, normalised) and cosines
/// from the model in `modelPath`; `maxLength` cuts the texts to so many tokens, 0 to what the model takes.
QString similarityPython(const QStringList& texts, const QString& modelPath, int maxLength);

} // namespace vitrine::widgets
