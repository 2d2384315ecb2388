// SPDX-License-Identifier: Apache-2.0
#include "backend/models/network.h"

#include "backend/models/checkpoint.h"

#include <algorithm>
#include <numeric>

namespace vitrine::models {
namespace {

/// Neighbours in length, padded to the longest, in batches of at most this many tokens.
constexpr std::int64_t mostTokens = 2048;

} // namespace

at::Tensor Network::forwardPacked(const PackedTokens& tokens, core::RunControl& control) const
{
    const auto lengthOf = [&](std::int64_t text) {
        return tokens.starts[std::size_t(text) + 1] - tokens.starts[std::size_t(text)];
    };
    std::vector<std::int64_t> order(std::size_t(tokens.textCount()));
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater{}, lengthOf);
    const auto total = tokens.starts.back();
    layers::Pass pass{control};
    at::Tensor result;
    for (std::size_t first = 0; first < order.size();) {
        const auto longest = lengthOf(order[first]);
        auto last = first + 1;
        while (last < order.size() && std::int64_t(last + 1 - first) * longest <= mostTokens)
            ++last;
        const auto rows = std::int64_t(last - first);
        NetworkInputs inputs;
        inputs.inputIds = at::zeros({rows, longest}, at::kLong);
        inputs.attentionMask = at::zeros({rows, longest}, at::kLong);
        if (description().typeVocabSize > 0) inputs.tokenTypeIds = at::zeros({rows, longest}, at::kLong);
        if (tokens.positions.defined()) inputs.positionIds = at::zeros({rows, longest}, at::kLong);
        const auto place = [&](const at::Tensor& target, std::int64_t row, const at::Tensor& source) {
            if (!target.defined() || !source.defined()) return;
            const auto start = tokens.starts[std::size_t(order[first + std::size_t(row)])];
            const auto length = lengthOf(order[first + std::size_t(row)]);
            target[row].narrow(0, 0, length).copy_(source.narrow(0, start, length));
        };
        for (std::int64_t row = 0; row < rows; ++row) {
            place(inputs.inputIds, row, tokens.ids);
            place(inputs.tokenTypeIds, row, tokens.types);
            place(inputs.positionIds, row, tokens.positions);
            const auto text = std::size_t(order[first + std::size_t(row)]);
            auto mask = inputs.attentionMask[row];
            if (text < tokens.keys.size() && tokens.keys[text].defined())
                mask.index_fill_(0, tokens.keys[text], 1);
            else
                mask.narrow(0, 0, lengthOf(std::int64_t(text))).fill_(1);
        }
        const auto hidden = forward(inputs, pass).lastHiddenState;
        if (!result.defined()) result = at::empty({total, hidden.size(2)}, hidden.options());
        for (std::int64_t row = 0; row < rows; ++row) {
            const auto text = order[first + std::size_t(row)];
            result.narrow(0, tokens.starts[std::size_t(text)], lengthOf(text))
                .copy_(hidden[row].narrow(0, 0, lengthOf(text)));
        }
        first = last;
    }
    return result;
}

at::Tensor Network::pool(const at::Tensor&) const
{
    return {};
}

at::Tensor Network::tokenLogits(const at::Tensor&) const
{
    return {};
}

at::Tensor Network::textLogits(const at::Tensor&, const NetworkInputs&) const
{
    return {};
}

at::Tensor Network::shiftRight(const at::Tensor&) const
{
    return {};
}

std::unique_ptr<DecodingState> Network::startDecoding(const NetworkInputs&, std::int64_t, layers::Pass&) const
{
    return nullptr;
}

at::Tensor positionsOf(const NetworkInputs& inputs)
{
    if (inputs.positionIds.defined()) return inputs.positionIds;
    return at::arange(inputs.inputIds.size(1), at::kLong).expand(inputs.inputIds.sizes());
}

at::Tensor positionsOf(const PackedTokens& tokens)
{
    if (tokens.positions.defined()) return tokens.positions;
    auto positions = at::empty({tokens.starts.back()}, at::kLong);
    auto* values = positions.mutable_data_ptr<std::int64_t>();
    for (std::size_t text = 0; text + 1 < tokens.starts.size(); ++text)
        std::iota(values + tokens.starts[text], values + tokens.starts[text + 1], std::int64_t(0));
    return positions;
}

NetworkOutputs forwardAsPacked(const Network& network, const NetworkInputs& inputs, core::RunControl& control)
{
    const auto batch = inputs.inputIds.size(0), length = inputs.inputIds.size(1);
    const auto flat = [](const at::Tensor& tensor) {
        return tensor.defined() ? tensor.reshape(-1) : at::Tensor();
    };
    PackedTokens tokens{flat(inputs.inputIds), flat(inputs.tokenTypeIds), flat(inputs.positionIds), {0}, {}};
    for (std::int64_t row = 0; row < batch; ++row) {
        tokens.starts.push_back((row + 1) * length);
        const auto keys = inputs.attentionMask[row].nonzero().view(-1);
        tokens.keys.push_back(keys.numel() == length ? at::Tensor() : keys);
    }
    NetworkOutputs outputs;
    outputs.lastHiddenState = network.forwardPacked(tokens, control).view({batch, length, -1});
    outputs.poolerOutput = network.pool(outputs.lastHiddenState.select(1, 0));
    return outputs;
}

void loadParameters(Network& network, Checkpoint& checkpoint, at::ScalarType type)
{
    std::map<std::string, Tie> ties;
    for (auto& tie : network.ties())
        ties.emplace(tie.name, tie);
    std::map<std::string, at::Tensor> values;
    const auto storedName = [&](const std::string& name) {
        if (checkpoint.contains(name)) return name;
        for (auto& former : network.formerNames(name))
            if (checkpoint.contains(former)) return former;
        return name;
    };
    const auto differs = [&](const Tie& tie) {
        const auto name = storedName(tie.name), source = storedName(tie.source);
        if (!checkpoint.contains(name) || !checkpoint.contains(source)) return false;
        return !checkpoint.storesSame(name, source);
    };
    auto& description = network.m_description;
    description.parameters = description.bytes = 0;
    description.type = type;
    network.forEachParameter([&](const std::string& name, at::Tensor& parameter) {
        if (const auto tie = ties.find(name);
            tie != ties.end() && !(tie->second.unlessStored && differs(tie->second))) {
            checkpoint.skip(storedName(name));
            return;
        }
        parameter = checkpoint.take(storedName(name), parameter.sizes(), type);
        values[name] = parameter;
        description.parameters += parameter.numel();
        description.bytes += std::int64_t(parameter.nbytes());
    });
    network.forEachParameter([&](const std::string& name, at::Tensor& parameter) {
        if (const auto tie = ties.find(name); tie != ties.end() && !values.contains(name))
            parameter = values.at(tie->second.source);
    });
    network.loaded();
}

} // namespace vitrine::models
