// SPDX-License-Identifier: Apache-2.0
#include "backend/models/post_norm_network.h"

#include "backend/layers/attention.h"

#include <c10/core/GradMode.h>

#include <algorithm>

namespace vitrine::models {

at::Tensor PostNormNetwork::positions(const at::Tensor& ids) const
{
    return at::arange(ids.size(-1), at::kLong).expand(ids.sizes());
}

at::Tensor PostNormNetwork::attentionBias(std::int64_t) const
{
    return {};
}

NetworkOutputs PostNormNetwork::forward(const NetworkInputs& inputs, layers::Pass& pass) const
{
    const bool isPlain = !pass.probe && !pass.dropout && !at::GradMode::is_enabled();
    if (isPlain && packs()) return forwardAsPacked(*this, inputs, pass.control);
    const auto where = inputs.positionIds.defined() ? inputs.positionIds : positions(inputs.inputIds);
    auto hidden = embed(inputs.inputIds, inputs.tokenTypeIds, where, pass);
    pass.visit(inspection::Site::Embeddings, -1, hidden);
    const auto padding = layers::additiveMask(inputs.attentionMask, hidden.scalar_type());
    const auto bias = attentionBias(hidden.size(1));
    const auto mask = padding.defined() && bias.defined() ? padding + bias
                      : padding.defined()                 ? padding
                                                          : bias;
    hidden = m_encoder->forward(hidden, mask, pass);
    return {hidden, pool(hidden.select(1, 0)), {}};
}

at::Tensor PostNormNetwork::forwardPacked(const PackedTokens& tokens, core::RunControl& control) const
{
    if (!packs()) return Network::forwardPacked(tokens, control);
    auto where = tokens.positions;
    std::int64_t longest = 0;
    if (!where.defined()) where = at::empty_like(tokens.ids);
    for (std::size_t text = 0; text + 1 < tokens.starts.size(); ++text) {
        const auto start = tokens.starts[text], length = tokens.starts[text + 1] - start;
        longest = std::max(longest, length);
        if (!tokens.positions.defined())
            where.narrow(0, start, length).copy_(positions(tokens.ids.narrow(0, start, length)));
    }
    const layers::Pass pass{control};
    const auto part = [](const at::Tensor& tensor, std::int64_t begin, std::int64_t length) {
        return tensor.defined() ? tensor.narrow(0, begin, length) : at::Tensor();
    };
    const auto embedPart = [&](std::int64_t begin, std::int64_t length) {
        return embed(part(tokens.ids, begin, length), part(tokens.types, begin, length),
                     part(where, begin, length), pass);
    };
    return m_encoder->forwardPacked(tokens, embedPart, attentionBias(longest), control);
}

at::Tensor positionsAfterPadding(const at::Tensor& ids, std::int64_t padId)
{
    const auto counts = ids.ne(padId).to(at::kLong);
    return counts.cumsum(-1).mul_(counts).add_(padId);
}

} // namespace vitrine::models
