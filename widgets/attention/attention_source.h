// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/inspection/attention_maps.h"
#include "widgets/common/token_selection.h"

#include <QString>
#include <QStringList>

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::widgets {

/// One attention of one text in one model. Immutable; made on the compute thread.
struct AttentionData
{
    QString model;                    ///< what people call it
    std::array<std::string, 2> texts; ///< of the queries
    std::string source;               ///< the keys' text, of cross-attention
    inspection::AttentionMaps maps;
};
using AttentionPointer = std::shared_ptr<const AttentionData>;
/// All attentions that a model has: one, or those of encoder and decoder and between them.
using AttentionStacks = std::vector<AttentionPointer>;

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

/// The tokens or words down or across a matrix.
struct AttentionAxis
{
    inspection::TokenGroups groups;
    QStringList labels;
    std::vector<int> sentences; ///< 0 or 1: the text of the pair, special tokens included

    int size() const { return groups.size(); }
    /// The place of a token; -1 where it is hidden or there is none of that number.
    int unitOf(int token) const
    {
        return token >= 0 && token < int(groups.groupOf.size()) ? groups.groupOf[std::size_t(token)] : -1;
    }
    int tokenOf(int unit) const { return groups.tokens[std::size_t(unit)].front(); }
};

/// What the views draw: one model's attention or the difference of two, as a matrix of tokens or words for
/// every head. GUI thread.
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
    const AttentionAxis& queries() const { return m_queries; }
    const AttentionAxis& keys() const { return m_keys ? *m_keys : m_queries; }
    /// Queries and keys are of two texts. A TokenSelection counts those of the source as row 1 then.
    bool isCross() const { return m_keys.has_value(); }
    int rows() const { return m_queries.size(); }
    int columns() const { return keys().size(); }
    bool isEmpty() const { return rows() == 0 || columns() == 0; }

    TokenSelection::Token queryToken(int row) const { return {0, m_queries.tokenOf(row)}; }
    TokenSelection::Token keyToken(int column) const { return {isCross() ? 1 : 0, keys().tokenOf(column)}; }
    /// Where a token stands; -1 for none.
    int rowOf(TokenSelection::Token token) const
    {
        return token.row == 0 ? m_queries.unitOf(token.index) : -1;
    }
    int columnOf(TokenSelection::Token token) const
    {
        return token.row == (isCross() ? 1 : 0) ? keys().unitOf(token.index) : -1;
    }

    /// Row-major, [queries, keys]. The newest few are kept.
    Values matrix(int layer, int head) const;
    /// Of large matrices without the strongest half percent: the one token that everything looks at would
    /// leave no colours for the rest.
    ValueRange range(int layer, int head) const;
    /// Of the head as it is, without what the options hide.
    inspection::HeadFacts facts(int layer, int head) const;

private:
    AttentionPointer m_data, m_subtracted;
    bool m_scores, m_isPair = false;
    AttentionAxis m_queries;
    std::optional<AttentionAxis> m_keys; ///< where they are others
    mutable std::map<std::pair<int, int>, Values> m_matrices;
    mutable std::map<std::pair<int, int>, ValueRange> m_ranges;
};

using SourcePointer = std::shared_ptr<const AttentionSource>;

} // namespace vitrine::widgets
