// SPDX-License-Identifier: Apache-2.0
#include "backend/models/fused_decoder.h"

#include "backend/layers/small_product.h"
#include "backend/layers/thread_team.h"
#include "backend/layers/token_kernels.h"
#include "backend/models/free_cores.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace vitrine::models {
namespace {

using layers::GateFunction;
using layers::Linear;
using layers::RmsNorm;

std::optional<GateFunction> gateFunction(layers::Activation activation)
{
    if (activation == layers::findActivation("silu")) return GateFunction::Silu;
    for (const char* name : {"gelu_pytorch_tanh", "gelu_new"})
        if (activation == layers::findActivation(name)) return GateFunction::GeluTanh;
    return std::nullopt;
}

template <typename Number>
class FusedDecoderOf final : public FusedDecoder
{
public:
    FusedDecoderOf(const PreNormConfig& config, const PreNormModel& model, const Linear& head,
                   GateFunction function)
        : m_config(config),
          m_function(function),
          m_embeddings(data(model.embed_tokens.weight)),
          m_norm(data(model.norm.weight)),
          m_head(matrix(head)),
          m_scale(float(config.attentionScale != 0 ? config.attentionScale
                                                   : 1 / std::sqrt(double(config.headDimension)))),
          m_team(at::get_num_threads())
    {
        for (std::size_t i = 0; i < model.layers.size(); ++i)
            m_layers.push_back(layerOf(model.layers[i], config.kinds[i]));
    }

    at::Tensor step(const at::Tensor& ids, layers::KeyValueCache& cache,
                    std::span<const layers::RopeAngles> angles) override
    {
        const auto rows = ids.size(0);
        reserve(rows, cache.length() + 1);
        auto logits = at::empty({rows, m_config.vocabSize}, at::kFloat);
        const auto tokens = ids.contiguous();
        m_step = {rows, tokens.const_data_ptr<std::int64_t>(), &cache, angles,
                  logits.mutable_data_ptr<float>()};
        // Asking costs as much as a layer; what other processes do changes slowly.
        if (m_steps++ % 16 == 0) m_threads = std::min({at::get_num_threads(), freeCores(), m_team.size()});
        m_team.run(m_threads, [this](int thread) { compute(thread); });
        return logits;
    }

private:
    struct Matrix
    {
        const Number* weight = nullptr;
        const Number* bias = nullptr;
        std::int64_t in = 0, out = 0;
    };
    struct Layer
    {
        std::vector<Matrix> queryKeyValue;
        Matrix output, gate, up, down;
        const Number *inputNorm, *postNorm;
        const Number *queryNorm = nullptr, *keyNorm = nullptr;             ///< of each head
        const Number *attentionNorm = nullptr, *feedForwardNorm = nullptr; ///< behind them (Gemma 2)
        DecoderLayerKind kind;
    };
    struct Step
    {
        std::int64_t rows = 0;
        const std::int64_t* ids = nullptr;
        layers::KeyValueCache* cache = nullptr;
        std::span<const layers::RopeAngles> angles;
        float* logits = nullptr;
    };
    /// What a thread needs for itself.
    struct Scratch
    {
        std::vector<Number> normalized, query;
        std::vector<float> scores, sum;
    };

    static const Number* data(const at::Tensor& tensor)
    {
        return tensor.defined() ? tensor.const_data_ptr<Number>() : nullptr;
    }
    static Matrix matrix(const Linear& linear)
    {
        return {data(linear.weight), data(linear.bias), linear.weight.size(1), linear.weight.size(0)};
    }
    /// Some of the outputs of one that stores several side by side.
    static Matrix part(const Linear& linear, std::int64_t first, std::int64_t count)
    {
        const auto all = matrix(linear);
        return {all.weight + first * all.in, all.bias ? all.bias + first : nullptr, all.in, count};
    }
    static const Number* norm(const std::optional<RmsNorm>& norm)
    {
        return norm ? data(norm->weight) : nullptr;
    }

    Layer layerOf(const PreNormLayer& layer, const DecoderLayerKind& kind) const
    {
        const auto& attention = layer.self_attn;
        Layer result;
        if (attention.qkv_proj)
            result.queryKeyValue = {matrix(*attention.qkv_proj)};
        else
            result.queryKeyValue = {matrix(*attention.q_proj), matrix(*attention.k_proj),
                                    matrix(*attention.v_proj)};
        result.output = matrix(attention.o_proj);
        const auto inner = m_config.intermediateSize;
        const auto& mlp = layer.mlp;
        result.gate = mlp.gate_up_proj ? part(*mlp.gate_up_proj, 0, inner) : matrix(*mlp.gate_proj);
        result.up = mlp.gate_up_proj ? part(*mlp.gate_up_proj, inner, inner) : matrix(*mlp.up_proj);
        result.down = matrix(mlp.down_proj);
        result.inputNorm = data(layer.input_layernorm.weight);
        const bool isSandwiched = layer.pre_feedforward_layernorm.has_value();
        result.postNorm = isSandwiched ? norm(layer.pre_feedforward_layernorm)
                                       : data(layer.post_attention_layernorm.weight);
        if (isSandwiched) {
            result.attentionNorm = data(layer.post_attention_layernorm.weight);
            result.feedForwardNorm = norm(layer.post_feedforward_layernorm);
        }
        result.queryNorm = norm(attention.q_norm);
        result.keyNorm = norm(attention.k_norm);
        result.kind = kind;
        return result;
    }

    void reserve(std::int64_t rows, std::int64_t keys)
    {
        const auto grow = [](auto& buffer, std::int64_t size) {
            if (std::int64_t(buffer.size()) < size) buffer.resize(std::size_t(size));
        };
        const auto heads = m_config.heads + 2 * m_config.keyValueHeads;
        const auto group = m_config.heads / m_config.keyValueHeads;
        grow(m_hidden, rows * m_config.hiddenSize);
        grow(m_added, rows * m_config.hiddenSize);
        grow(m_queryKeyValue, rows * heads * m_config.headDimension);
        grow(m_context, rows * m_config.heads * m_config.headDimension);
        grow(m_gate, rows * m_config.intermediateSize);
        grow(m_up, rows * m_config.intermediateSize);
        grow(m_inner, rows * m_config.intermediateSize);
        if (m_scratch.empty()) m_scratch.resize(std::size_t(m_team.size()));
        for (auto& scratch : m_scratch) {
            grow(scratch.normalized, rows * m_config.hiddenSize);
            grow(scratch.query, group * m_config.headDimension);
            grow(scratch.scores, group * (keys + 64) / 64 * 64);
            grow(scratch.sum, m_config.headDimension);
        }
    }

    /// This thread's share of `count` outputs, in whole cache lines.
    std::pair<std::int64_t, std::int64_t> share(int thread, std::int64_t count) const
    {
        constexpr std::int64_t line = 16;
        const auto lines = (count + line - 1) / line;
        const auto at = [&](int part) { return std::min(count, lines * part / m_threads * line); };
        return {at(thread), at(thread + 1)};
    }

    /// This thread's share of a product; output [rows, stride].
    void multiply(int thread, const Number* input, const Matrix& matrix, float* output,
                  std::int64_t stride) const
    {
        const auto [begin, end] = share(thread, matrix.out);
        layers::productRows(input, m_step.rows, matrix.in, matrix.weight, matrix.bias, begin, end, output,
                            stride);
    }

    /// The norm of all rows: every thread does it for itself, which is cheaper than to wait for another.
    const Number* normalized(int thread, const Number* weight)
    {
        auto& scratch = m_scratch[std::size_t(thread)];
        const auto size = m_config.hiddenSize;
        for (std::int64_t row = 0; row < m_step.rows; ++row)
            layers::rmsNorm(m_hidden.data() + row * size, weight, float(m_config.normOffset),
                            float(m_config.rmsNormEpsilon), size, scratch.normalized.data() + row * size);
        return scratch.normalized.data();
    }

    /// hidden += what a block gave, through a norm of its own where there is one.
    void add(int thread, const Number* norm)
    {
        const auto size = m_config.hiddenSize;
        if (norm) {
            m_team.barrier();
            for (auto row = std::int64_t(thread); row < m_step.rows; row += m_threads)
                layers::rmsNorm(m_added.data() + row * size, norm, float(m_config.normOffset),
                                float(m_config.rmsNormEpsilon), size, m_added.data() + row * size);
            m_team.barrier();
        }
        const auto [begin, end] = share(thread, size);
        for (std::int64_t row = 0; row < m_step.rows; ++row)
            for (auto i = begin; i < end; ++i)
                m_hidden[std::size_t(row * size + i)] += m_added[std::size_t(row * size + i)];
        m_team.barrier();
    }

    void embed(int thread)
    {
        const auto size = m_config.hiddenSize;
        Number scale = Number(float(m_config.embeddingScale));
        const auto [begin, end] = share(thread, size);
        for (std::int64_t row = 0; row < m_step.rows; ++row)
            for (auto i = begin; i < end; ++i)
                m_hidden[std::size_t(row * size + i)] =
                    float(Number(float(m_embeddings[m_step.ids[row] * size + i]) * float(scale)));
        m_team.barrier();
    }

    void compute(int thread)
    {
        embed(thread);
        for (std::size_t i = 0; i < m_layers.size(); ++i) {
            const auto& layer = m_layers[i];
            const auto* input = normalized(thread, layer.inputNorm);
            const auto stride = (m_config.heads + 2 * m_config.keyValueHeads) * m_config.headDimension;
            std::int64_t first = 0;
            for (const auto& matrix : layer.queryKeyValue) {
                multiply(thread, input, matrix, m_queryKeyValue.data() + first, stride);
                first += matrix.out;
            }
            m_team.barrier();
            attend(thread, std::int64_t(i), stride);
            m_team.barrier();
            multiply(thread, m_context.data(), layer.output, m_added.data(), m_config.hiddenSize);
            add(thread, layer.attentionNorm);
            input = normalized(thread, layer.postNorm);
            const auto inner = m_config.intermediateSize;
            multiply(thread, input, layer.gate, m_gate.data(), inner);
            multiply(thread, input, layer.up, m_up.data(), inner);
            const auto [begin, end] = share(thread, inner);
            for (std::int64_t row = 0; row < m_step.rows; ++row) {
                const auto at = row * inner + begin;
                layers::openGate(m_gate.data() + at, m_up.data() + at, m_function, end - begin,
                                 m_inner.data() + at);
            }
            m_team.barrier();
            multiply(thread, m_inner.data(), layer.down, m_added.data(), m_config.hiddenSize);
            add(thread, layer.feedForwardNorm);
        }
        multiply(thread, normalized(thread, m_norm), m_head, m_step.logits, m_config.vocabSize);
    }

    /// Each thread takes some of the key-value heads of all rows.
    void attend(int thread, std::int64_t index, std::int64_t stride)
    {
        const auto tasks = m_step.rows * m_config.keyValueHeads;
        for (auto task = std::int64_t(thread); task < tasks; task += m_threads)
            attendHead(m_scratch[std::size_t(thread)], index, task / m_config.keyValueHeads,
                       task % m_config.keyValueHeads, stride);
    }

    void attendHead(Scratch& scratch, std::int64_t index, std::int64_t row, std::int64_t head,
                    std::int64_t stride)
    {
        const auto& layer = m_layers[std::size_t(index)];
        const auto size = m_config.headDimension, group = m_config.heads / m_config.keyValueHeads;
        float* const queries = m_queryKeyValue.data() + row * stride + head * group * size;
        float* const key = m_queryKeyValue.data() + row * stride + (m_config.heads + head) * size;
        const float* const value = key + m_config.keyValueHeads * size;
        for (std::int64_t i = 0; i < group; ++i) {
            prepare(queries + i * size, layer.queryNorm, layer.kind);
            layers::convert(queries + i * size, size, scratch.query.data() + i * size);
        }
        prepare(key, layer.keyNorm, layer.kind);

        layers::KeyValueCache& cache = *m_step.cache;
        const auto length = cache.length();
        auto* const keys = cache.place<Number>(layers::KeyValueCache::Keys, index, row, head);
        auto* const values = cache.place<Number>(layers::KeyValueCache::Values, index, row, head);
        layers::convert(key, size, keys + length * size);
        layers::convert(value, size, values + length * size);

        const auto first =
            layer.kind.window > 0 ? std::max<std::int64_t>(0, length + 1 - layer.kind.window) : 0;
        const auto count = length + 1 - first;
        layers::productRows(scratch.query.data(), group, size, keys + first * size, (const Number*)nullptr, 0,
                            count, scratch.scores.data(), count);
        for (std::int64_t i = 0; i < group; ++i) {
            float* const scores = scratch.scores.data() + i * count;
            layers::weigh(scores, count, m_scale, float(m_config.attentionSoftcap));
            layers::mix(scores, values + first * size, count, size, scratch.sum.data());
            layers::convert(scratch.sum.data(), size,
                            m_context.data() + (row * m_config.heads + head * group + i) * size);
        }
    }

    /// Norm and rotation of a query or key.
    void prepare(float* head, const Number* norm, const DecoderLayerKind& kind) const
    {
        if (norm)
            layers::rmsNorm(head, norm, float(m_config.normOffset), float(m_config.rmsNormEpsilon),
                            m_config.headDimension, head);
        if (!kind.rope) return;
        const layers::RopeAngles& angles = m_step.angles[*kind.rope];
        layers::turn(head, angles.cos.const_data_ptr<float>(), angles.sin.const_data_ptr<float>(),
                     angles.cos.size(-1));
    }

    const PreNormConfig& m_config;
    const GateFunction m_function;
    const Number* m_embeddings;
    const Number* m_norm;
    const Matrix m_head;
    const float m_scale;
    std::vector<Layer> m_layers;
    layers::ThreadTeam m_team;
    int m_threads = 1;
    unsigned m_steps = 0;

    Step m_step;
    std::vector<float> m_hidden, m_added, m_queryKeyValue, m_gate, m_up;
    std::vector<Number> m_context, m_inner;
    std::vector<Scratch> m_scratch;
};

} // namespace

std::unique_ptr<FusedDecoder> FusedDecoder::make(const PreNormConfig& config, const PreNormModel& model,
                                                 const Linear& head)
{
    const auto function = gateFunction(config.activation);
    if (!function) return nullptr;
    bool isContiguous = head.weight.is_contiguous();
    layers::forEachParameter(const_cast<PreNormModel&>(model), "",
                             [&](const std::string&, const at::Tensor& parameter) {
                                 isContiguous = isContiguous && parameter.is_contiguous();
                             });
    if (!isContiguous) return nullptr;
    switch (head.weight.scalar_type()) {
    case at::kFloat:
        return std::make_unique<FusedDecoderOf<float>>(config, model, head, *function);
    case at::kBFloat16:
        return std::make_unique<FusedDecoderOf<at::BFloat16>>(config, model, head, *function);
    default:
        return nullptr;
    }
}

} // namespace vitrine::models
