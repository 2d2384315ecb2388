// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/inspection/attention_maps.h"

#include <QString>
#include <QStringList>

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace vitrine::widgets {

/// The attention of one text in one model. Immutable; made on the compute thread.
struct AttentionData
{
    QString model; ///< what people call it
    std::array<std::string, 2> texts;
    inspection::AttentionMaps maps;
};
using AttentionPointer = std::shared_ptr<const AttentionData>;

/// What of it is shown.
struct AttentionOptions
{
    bool specialTokens = true;
    bool byWord = false;
    bool scores = false; ///< before the softmax; shown only where the data has them

    bool operator==(const AttentionOptions&) const = default;
};

/// The values that a picture's colours span; `diverging` ones are symmetric around 0.
struct ValueRange
{
    double minimum = 0, maximum = 1;
    bool diverging = false;
    bool isCut = false; ///< a few values lie outside and have the colour of the end
};

/// Whether a score says that the query must not look there (padding, what comes later in a decoder): it is
/// the lowest number that there is, and no colour scale can have it.
inline bool isHiddenScore(float value)
{
    return value < -1e30F;
}

/// What the views draw: one model's attention or the difference of two, as a square matrix of tokens or words
/// for every head. GUI thread.
class AttentionSource
{
public:
    using Values = std::shared_ptr<const std::vector<float>>;

    /// Shows `data`, or `data` − `subtracted` if that is not null; then the two must be comparable.
    AttentionSource(AttentionPointer data, AttentionPointer subtracted, const AttentionOptions& options);

    /// The same tokens, layers and heads: only then is there a difference.
    static bool areComparable(const AttentionData& a, const AttentionData& b);

    const AttentionData& data() const { return *m_data; }
    bool isDifference() const { return m_subtracted != nullptr; }
    bool showsScores() const { return m_scores; }
    bool isPair() const { return m_isPair; }

    int layers() const { return int(m_data->maps.layers.size()); }
    int heads() const { return int(m_data->maps.heads); }
    int size() const { return m_groups.size(); } ///< rows and columns
    const QStringList& labels() const { return m_labels; }
    /// 0 or 1: the text of the pair, special tokens included.
    int sentence(int unit) const { return m_sentences[std::size_t(unit)]; }
    /// The row of a token; -1 where it is hidden or there is none of that number.
    int unitOf(int token) const;
    int tokenOf(int unit) const { return m_groups.tokens[std::size_t(unit)].front(); }

    /// Row-major, [query, key]. The newest few are kept.
    Values matrix(int layer, int head) const;
    /// Of large matrices without the strongest half percent: the one token that everything looks at would
    /// leave no colours for the rest.
    ValueRange range(int layer, int head) const;
    /// Of the head as it is, without what the options hide.
    inspection::HeadFacts facts(int layer, int head) const;

private:
    AttentionPointer m_data, m_subtracted;
    bool m_scores, m_isPair = false;
    inspection::TokenGroups m_groups;
    QStringList m_labels;
    std::vector<int> m_sentences;
    mutable std::map<std::pair<int, int>, Values> m_matrices;
    mutable std::map<std::pair<int, int>, ValueRange> m_ranges;
};

using SourcePointer = std::shared_ptr<const AttentionSource>;

} // namespace vitrine::widgets
