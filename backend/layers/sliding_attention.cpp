// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/sliding_attention.h"

#include "backend/layers/attention.h"

#include <cmath>
#include <limits>

namespace vitrine::layers {
namespace {

/// [B, heads, L, d] → the keys or values around each block of `reach` queries, [B, heads, L / reach,
/// 3 * reach, d]; zeros beyond the ends.
at::Tensor surroundings(const at::Tensor& heads, std::int64_t reach)
{
    return at::constant_pad_nd(heads, {0, 0, reach, reach}).unfold(2, 3 * reach, reach).transpose(3, 4);
}

/// The view of [B, heads, blocks, reach, 3 * reach] in which row r begins at column r: [B, heads, blocks,
/// reach, 2 * reach + 1].
at::Tensor band(const at::Tensor& blocks, std::int64_t reach)
{
    auto sizes = blocks.sizes().vec(), strides = blocks.strides().vec();
    sizes[4] = 2 * reach + 1;
    strides[3] += strides[4];
    return blocks.as_strided(sizes, strides, blocks.storage_offset());
}

/// What is added to the scores of neighbours: -inf beyond the ends, the lowest number where the key is
/// padding or global (it has a column of its own): [B, 1, blocks, reach, 2 * reach + 1].
at::Tensor bandMask(const GlobalTokens& tokens, std::int64_t reach, at::ScalarType type)
{
    const auto isLeft = tokens.isMasked.logical_or(tokens.isGlobal);
    const auto keys = at::zeros(isLeft.sizes(), type).masked_fill_(isLeft, lowestValue(type));
    const auto padded = at::constant_pad_nd(keys, {reach, reach}, -std::numeric_limits<double>::infinity());
    const auto around = padded.unfold(1, 3 * reach, reach); // [B, blocks, 3 * reach]
    return around.unfold(2, 2 * reach + 1, 1).unsqueeze(1);
}

/// Rows `places` of [B, heads, L, d]: [B, heads, most, d].
at::Tensor rowsAt(const at::Tensor& heads, const at::Tensor& places)
{
    const auto index = places.view({places.size(0), 1, places.size(1), 1});
    return heads.gather(2, index.expand({heads.size(0), heads.size(1), places.size(1), heads.size(3)}));
}

/// [B, heads, L, n] with the rows of global tokens replaced. Rows that are absent go beyond the end.
at::Tensor putRows(const at::Tensor& all, const at::Tensor& rows, const GlobalTokens& tokens)
{
    const auto target = tokens.places.masked_fill(tokens.isAbsent, all.size(2))
                            .view({rows.size(0), 1, tokens.most, 1})
                            .expand_as(rows);
    return at::constant_pad_nd(all, {0, 0, 0, 1}).scatter(2, target, rows).narrow(2, 0, all.size(2));
}

struct GlobalRows
{
    at::Tensor scores, weights; ///< [B, heads, most, L]; undefined without global tokens
};

/// [B, heads, L, most + 2 * reach + 1] as [B, heads, L, L], `rest` where a token does not look.
at::Tensor squareOf(const at::Tensor& compact, const at::Tensor& globalRows, const GlobalTokens& tokens,
                    std::int64_t reach, double rest)
{
    const auto batch = compact.size(0), heads = compact.size(1), length = compact.size(2);
    const auto width = length + 2 * reach;
    const auto wide = at::full({batch, heads, length, width}, rest, compact.options());
    wide.as_strided({batch, heads, length, 2 * reach + 1},
                    {heads * length * width, length * width, width + 1, 1})
        .copy_(compact.narrow(3, tokens.most, 2 * reach + 1));
    auto square = wide.narrow(3, reach, length);
    if (tokens.most == 0) return square;
    const auto columns = compact.narrow(3, 0, tokens.most).transpose(2, 3);
    square = putRows(square.transpose(2, 3), columns, tokens).transpose(2, 3);
    return putRows(square, globalRows, tokens);
}

void report(const at::Tensor& scores, const at::Tensor& probabilities, const GlobalRows& global,
            const GlobalTokens& tokens, const SlidingRule& rule, const Pass& pass)
{
    using inspection::Site;
    const auto visit = [&](Site site, at::Tensor shown) { pass.visit(site, rule.layer, shown); };
    const auto length = rule.length;
    if (pass.probe->wantsSquares()) {
        const auto cut = [&](const at::Tensor& square) {
            return square.narrow(2, 0, length).narrow(3, 0, length).contiguous();
        };
        const auto lowest = lowestValue(scores.scalar_type());
        visit(Site::AttentionScores, cut(squareOf(scores, global.scores, tokens, rule.reach, lowest)));
        visit(Site::AttentionProbabilities,
              cut(squareOf(probabilities, global.weights, tokens, rule.reach, 0)));
        return;
    }
    visit(Site::AttentionScores, scores.narrow(2, 0, length));
    const auto isGlobal = tokens.isGlobal.view({scores.size(0), 1, scores.size(2), 1});
    visit(Site::AttentionProbabilities, probabilities.masked_fill(isGlobal, 0).narrow(2, 0, length));
    if (tokens.most > 0) visit(Site::GlobalAttentionProbabilities, global.weights.transpose(2, 3));
}

} // namespace

GlobalTokens::GlobalTokens(const at::Tensor& attention, const at::Tensor& global) : isMasked(attention.eq(0))
{
    isGlobal = global.defined() ? global.ne(0).logical_and(isMasked.logical_not()) : at::zeros_like(isMasked);
    const auto counts = isGlobal.sum(1);
    most = counts.max().item<std::int64_t>();
    if (most == 0) return;
    isAbsent = at::arange(most, at::kLong).unsqueeze(0).ge(counts.unsqueeze(1));
    // Global tokens first, in their order.
    places = isGlobal.logical_not().to(at::kLong).argsort(/*stable=*/true, 1).narrow(1, 0, most);
    places = places.masked_fill(isAbsent, 0);
}

at::Tensor attendSliding(const at::Tensor& hidden, const SlidingProjections& projections,
                         const GlobalTokens& tokens, const SlidingRule& rule, const Pass& pass)
{
    using inspection::Site;
    const auto batch = hidden.size(0), length = hidden.size(1), reach = rule.reach, most = tokens.most;
    const auto type = hidden.scalar_type();
    const auto lowest = lowestValue(type);
    const auto split = [&](const at::Tensor& value) { return splitHeads(value, rule.heads); };
    const double scale = 1 / std::sqrt(double(hidden.size(2) / rule.heads));
    const auto query = split(projections.query(hidden)) * scale;
    const auto key = split(projections.key(hidden)), value = split(projections.value(hidden));
    const auto blocksOf = [&](const at::Tensor& rows) { return rows.unflatten(2, {length / reach, reach}); };

    const auto blocks = at::matmul(blocksOf(query), surroundings(key, reach).transpose(3, 4)).contiguous();
    auto scores = (band(blocks, reach) + bandMask(tokens, reach, type)).flatten(2, 3);
    GlobalRows global; // of those that look at everything, with products of their own
    if (most > 0) {
        const auto toGlobal = at::matmul(query, rowsAt(key, tokens.places).transpose(2, 3))
                                  .masked_fill(tokens.isAbsent.view({batch, 1, 1, most}), lowest);
        scores = at::cat({toGlobal, scores}, 3);
        const auto index = tokens.places.unsqueeze(2).expand({batch, most, hidden.size(2)});
        const auto asking = split(projections.query_global(hidden.gather(1, index))) * scale;
        global.scores = at::matmul(asking, split(projections.key_global(hidden)).transpose(2, 3))
                            .masked_fill(tokens.isAbsent.view({batch, 1, most, 1}), lowest)
                            .masked_fill(tokens.isMasked.view({batch, 1, 1, length}), lowest);
        global.weights = at::softmax(global.scores, 3, at::kFloat).to(type);
    }
    const auto probabilities = at::softmax(scores, 3, at::kFloat)
                                   .masked_fill(tokens.isMasked.view({batch, 1, length, 1}), 0)
                                   .to(type);
    if (pass.probe) report(scores, probabilities, global, tokens, rule, pass);

    const auto dropped = pass.drop(probabilities, rule.dropout);
    auto wide = at::zeros({batch, rule.heads, length / reach, reach, 3 * reach}, hidden.options());
    band(wide, reach).copy_(blocksOf(dropped.narrow(3, most, 2 * reach + 1)));
    auto outputs = at::matmul(wide, surroundings(value, reach)).flatten(2, 3); // [B, heads, L, d]
    if (most > 0) {
        outputs = outputs + at::matmul(dropped.narrow(3, 0, most), rowsAt(value, tokens.places));
        const auto answers =
            at::matmul(pass.drop(global.weights, rule.dropout), split(projections.value_global(hidden)));
        outputs = putRows(outputs, answers, tokens);
    }
    pass.visit(Site::HeadOutputs, rule.layer, outputs);
    return outputs.transpose(1, 2).flatten(2);
}

void visitUnpadded(const Pass& pass, inspection::Site site, std::int64_t layer, at::Tensor& value,
                   std::int64_t length)
{
    if (!pass.probe) return;
    const auto shown = value.narrow(1, 0, length);
    auto visited = shown;
    pass.visit(site, layer, visited);
    if (!visited.is_same(shown))
        value = at::cat({visited, value.narrow(1, length, value.size(1) - length)}, 1);
}

} // namespace vitrine::layers
