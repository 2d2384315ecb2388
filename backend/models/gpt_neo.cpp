// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/layers/embedding.h"
#include "backend/layers/norm.h"
#include "backend/models/config_values.h"
#include "backend/models/decoder_network.h"

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;
using inspection::Site;
using layers::Bias;
using layers::Linear;

struct GptNeoConfig
{
    std::int64_t vocabSize, positions, hiddenSize, layers, heads, innerSize;
    std::vector<std::int64_t> windows; ///< of each layer; 0: it sees everything
    layers::Activation activation;
    double epsilon, attentionDropout, residualDropout, embeddingDropout;
    bool tiesEmbeddings;
    std::int64_t padTokenId;

    explicit GptNeoConfig(const core::JsonObject& object)
    {
        refuseForDecoders(object);
        const auto size = [&](const char* key, const char* alias, std::int64_t fallback) {
            return positiveValue(object, object.has(key) ? key : alias, fallback);
        };
        vocabSize = positiveValue(object, "vocab_size", 50257);
        positions = positiveValue(object, "max_position_embeddings", 2048);
        hiddenSize = positiveValue(object, "hidden_size", 2048);
        layers = layerCount(object, object.has("num_layers") ? "num_layers" : "num_hidden_layers", 24);
        heads = size("num_heads", "num_attention_heads", 16);
        requireMultiple(object, "hidden_size", hiddenSize, "num_heads", heads);
        innerSize = positiveValue(object, "intermediate_size", 4 * hiddenSize);
        activation = activationValue(object, "activation_function", "gelu_new");
        epsilon = object.get<double>("layer_norm_epsilon", 1e-5);
        attentionDropout = probabilityValue(object, "attention_dropout", 0);
        residualDropout = probabilityValue(object, "resid_dropout", 0);
        embeddingDropout = probabilityValue(object, "embed_dropout", 0);
        tiesEmbeddings = object.get<bool>("tie_word_embeddings", true);
        padTokenId = padTokenValue(object, -1);
        readWindows(object);
    }

    DecoderShape shape() const
    {
        DecoderShape shape;
        shape.vocabSize = vocabSize;
        shape.hiddenSize = hiddenSize;
        shape.layers = layers;
        shape.heads = shape.keyValueHeads = heads;
        shape.headDimension = hiddenSize / heads;
        shape.maxPositions = positions;
        shape.padTokenId = padTokenId;
        shape.tiesEmbeddings = tiesEmbeddings;
        shape.prefix = "transformer";
        shape.embeddings = "wte.weight";
        shape.tokenClassifier = "classifier";
        return shape;
    }

private:
    /// `attention_types`: [[["global", "local"], 12]] is these two, twelve times.
    void readWindows(const core::JsonObject& object)
    {
        static const auto usual = core::Json::parse(R"([[["global", "local"], 12]])");
        const auto& types = object.has("attention_types") ? object.at("attention_types") : usual;
        const auto window = positiveValue(object, "window_size", 256);
        const auto fail = [&](const std::string& what) {
            throw Exception(ErrorCode::InvalidFormat, object.place() + ": \"attention_types\" " + what);
        };
        constexpr std::int64_t most = 100'000;
        if (!types.is_array()) fail("is no list");
        for (const auto& entry : types) {
            if (!entry.is_array() || entry.size() != 2 || !entry[0].is_array() ||
                !entry[1].is_number_integer())
                fail("has an entry " + entry.dump().substr(0, 60) +
                     ", expected [[\"global\", \"local\"], 12]");
            const auto times = entry[1].get<std::int64_t>();
            if (times < 0 || times > most) fail("repeats " + std::to_string(times) + " times");
            for (std::int64_t i = 0; i < times && std::int64_t(windows.size()) <= most; ++i)
                for (const auto& kind : entry[0]) {
                    if (kind != "global" && kind != "local")
                        fail("names " + kind.dump() + ", expected \"global\" or \"local\"");
                    windows.push_back(kind == "local" ? window : 0);
                }
        }
        if (std::int64_t(windows.size()) != layers)
            fail("describes " + std::to_string(windows.size()) + " layers, num_layers is " +
                 std::to_string(layers));
    }
};

struct GptNeoProjections
{
    Linear k_proj, v_proj, q_proj, out_proj;

    explicit GptNeoProjections(std::int64_t hidden)
        : k_proj(hidden, hidden, Bias::Without),
          v_proj(hidden, hidden, Bias::Without),
          q_proj(hidden, hidden, Bias::Without),
          out_proj(hidden, hidden)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("k_proj", k_proj);
        visitor("v_proj", v_proj);
        visitor("q_proj", q_proj);
        visitor("out_proj", out_proj);
    }
};

struct GptNeoAttention
{
    GptNeoProjections attention;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("attention", attention);
    }
};

struct GptNeoFeedForward
{
    Linear c_fc, c_proj;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("c_fc", c_fc);
        visitor("c_proj", c_proj);
    }
};

struct GptNeoLayer
{
    layers::LayerNorm ln_1;
    GptNeoAttention attn;
    layers::LayerNorm ln_2;
    GptNeoFeedForward mlp;

    explicit GptNeoLayer(const GptNeoConfig& config)
        : ln_1(config.hiddenSize, config.epsilon),
          attn{GptNeoProjections(config.hiddenSize)},
          ln_2(config.hiddenSize, config.epsilon),
          mlp{Linear(config.hiddenSize, config.innerSize), Linear(config.innerSize, config.hiddenSize)}
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("ln_1", ln_1);
        visitor("attn", attn);
        visitor("ln_2", ln_2);
        visitor("mlp", mlp);
    }
};

struct GptNeoModel
{
    layers::Embedding wte, wpe;
    std::vector<GptNeoLayer> h;
    layers::LayerNorm ln_f;

    explicit GptNeoModel(const GptNeoConfig& config)
        : wte(config.vocabSize, config.hiddenSize),
          wpe(config.positions, config.hiddenSize),
          ln_f(config.hiddenSize, config.epsilon)
    {
        for (std::int64_t i = 0; i < config.layers; ++i)
            h.emplace_back(config);
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("wte", wte);
        visitor("wpe", wpe);
        visitor("h", h);
        visitor("ln_f", ln_f);
    }
};

/// GPT-Neo (Black et al. 2021): GPT-2 with windows in some layers and scores that are not scaled.
class GptNeo final : public DecoderNetwork
{
public:
    GptNeo(const NetworkRequest& request, const GptNeoConfig& config)
        : DecoderNetwork(request, config.shape()), m_config(config), m_model(config)
    {
    }

protected:
    at::Tensor embed(const DecoderStep& step) const override
    {
        return step.pass().drop(m_model.wte(step.ids()) + m_model.wpe(step.positions()),
                                m_config.embeddingDropout);
    }

    at::Tensor layer(std::int64_t index, const at::Tensor& hidden, const DecoderStep& step) const override
    {
        const auto& part = m_model.h[std::size_t(index)];
        auto& pass = step.pass();
        const auto attended = part.attn.attention.out_proj(attention(index, part.ln_1(hidden), step));
        auto result = hidden + pass.drop(attended, m_config.residualDropout);
        pass.visit(Site::AttentionOutput, index, result);
        const auto fed = part.mlp.c_proj(m_config.activation(part.mlp.c_fc(part.ln_2(result))));
        return result + pass.drop(fed, m_config.residualDropout);
    }

    at::Tensor finish(const at::Tensor& hidden) const override { return m_model.ln_f(hidden); }

    void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) override
    {
        layers::forEachParameter(m_model, prefix, action);
    }

private:
    at::Tensor attention(std::int64_t index, const at::Tensor& input, const DecoderStep& step) const
    {
        const auto& part = m_model.h[std::size_t(index)].attn.attention;
        const auto heads = [&](const Linear& projection) {
            return layers::splitHeads(projection(input), m_config.heads);
        };
        const auto query = heads(part.q_proj), key = heads(part.k_proj), value = heads(part.v_proj);
        layers::AttentionRule rule;
        rule.layer = index;
        rule.scale = 1;
        rule.dropout = m_config.attentionDropout;
        const auto window = m_config.windows[std::size_t(index)];
        if (step.hasCache() || !step.mask().defined()) return step.attend(query, key, value, rule, window);
        // Its own causal mask is added to that of the padding, which counts where a row has no key at all:
        // what is hidden twice has no weight there.
        rule.mask = step.once(-1 - window, [&] {
            return layers::causalMask({}, step.count(), step.keyCount(), window, query.scalar_type());
        });
        return step.attend(query, key, value, rule);
    }

    GptNeoConfig m_config;
    GptNeoModel m_model;
};

} // namespace

std::unique_ptr<Network> makeGptNeo(const NetworkRequest& request)
{
    return std::make_unique<GptNeo>(request, GptNeoConfig({request.config, request.origin}));
}

} // namespace vitrine::models
