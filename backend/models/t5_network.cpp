// SPDX-License-Identifier: Apache-2.0
#include "backend/core/result.h"
#include "backend/models/registry.h"
#include "backend/models/seq2seq.h"
#include "backend/models/t5.h"

#include <cmath>
#include <limits>

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;
using core::Head;

struct T5ClassificationHead
{
    layers::Linear dense, out_proj;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("dense", dense);
        visitor("out_proj", out_proj);
    }
};

/// T5 (Raffel et al. 2019) and mT5 with every head that Transformers has for them.
class T5Network final : public Network
{
public:
    T5Network(const T5Config& config, const NetworkRequest& request)
        : m_config(config), m_shared(config.vocabSize, config.hiddenSize), m_encoder(config, false)
    {
        const auto head = request.head;
        if (head != Head::Encoder && head != Head::TokenClassification) m_decoder.emplace(config, true);
        if (head == Head::Seq2SeqLm)
            m_lmHead.emplace(config.hiddenSize, config.vocabSize, layers::Bias::Without);
        if (head == Head::TokenClassification) m_classifier.emplace(config.hiddenSize, request.labels);
        if (head == Head::QuestionAnswering) m_qaOutputs.emplace(config.hiddenSize, spanOutputs);
        if (head == Head::SequenceClassification)
            m_classificationHead = T5ClassificationHead{layers::Linear(config.hiddenSize, config.hiddenSize),
                                                        layers::Linear(config.hiddenSize, request.labels)};
        m_description.family = core::Family::EncoderDecoder;
        m_description.head = head;
        m_description.layers = config.layers;
        m_description.decoderLayers = m_decoder ? config.decoderLayers : 0;
        m_description.hiddenSize = config.hiddenSize;
        m_description.heads = config.heads;
        m_description.vocabSize = config.vocabSize;
        // Relative positions have no end.
        m_description.maxPositions = std::numeric_limits<std::int32_t>::max();
        m_description.labels = request.labels;
    }

    NetworkOutputs forward(const NetworkInputs& inputs, layers::Pass& pass) const override
    {
        if (m_decoder) pass.enter(inspection::Part::Encoder);
        const auto encoded = encode(inputs, pass);
        if (!m_decoder) return {.lastHiddenState = encoded};
        pass.enter(inspection::Part::Decoder);
        const auto ids = decoderInputs(inputs);
        const auto length = ids.size(1);
        StackContext context;
        context.mask = layers::CausalBias(m_decoder->biasTable(), m_decoder->buckets(m_config), length)
                           .of(length, length);
        if (inputs.decoderAttentionMask.defined()) {
            const auto hidden = inputs.decoderAttentionMask.eq(0).view({-1, 1, 1, length});
            context.mask = context.mask.masked_fill(hidden, layers::lowestValue(encoded.scalar_type()));
        }
        context.source = encoded;
        context.sourceMask = layers::additiveMask(inputs.attentionMask, encoded.scalar_type());
        return {.lastHiddenState = runStack(*m_decoder, m_config, ids, context, pass),
                .encoderLastHiddenState = encoded};
    }

    bool packs() const override { return true; }
    at::Tensor forwardPacked(const PackedTokens& tokens, core::RunControl& control) const override
    {
        if (m_decoder) return forwardEachText(*this, tokens, control);
        layers::Pass pass{control};
        return encode(tokens, pass);
    }

    at::Tensor tokenLogits(const at::Tensor& hidden) const override
    {
        if (m_lmHead) {
            if (!m_config.scalesOutputs) return (*m_lmHead)(hidden);
            return (*m_lmHead)(hidden * (1 / std::sqrt(double(m_config.hiddenSize))));
        }
        return m_classifier ? (*m_classifier)(hidden) : m_qaOutputs ? (*m_qaOutputs)(hidden) : at::Tensor();
    }
    at::Tensor textLogits(const at::Tensor& hidden, const NetworkInputs& inputs) const override
    {
        if (!m_classificationHead) return {};
        const auto text = lastEndOfSequence(hidden, inputs.inputIds, m_config.eosTokenId);
        return m_classificationHead->out_proj(m_classificationHead->dense(text).tanh());
    }

    at::Tensor shiftRight(const at::Tensor& tokens) const override
    {
        return shiftTokensRight(tokens, m_config.decoderStartTokenId, m_config.padTokenId);
    }

    std::unique_ptr<DecodingState> startDecoding(const NetworkInputs& inputs, std::int64_t capacity,
                                                 layers::Pass& pass) const override
    {
        if (!m_lmHead) return nullptr;
        pass.enter(inspection::Part::Encoder);
        const auto texts = pass.probe ? std::nullopt : withoutPadding(inputs);
        const auto encoded =
            texts ? padded(encode(texts->tokens, pass), texts->tokens.starts) : encode(inputs, pass);
        const auto mask = texts ? paddedMask(texts->tokens.starts) : inputs.attentionMask;
        pass.enter(inspection::Part::Decoder);
        DecoderCache cache(
            {m_config.decoderLayers, encoded.size(0), m_config.heads, capacity, m_config.headSize},
            encoded.scalar_type());
        for (const auto& block : m_decoder->block) {
            const auto& attention = block.crossAttention->EncDecAttention;
            cache.addSource({layers::splitHeads(attention.k(encoded), m_config.heads),
                             layers::splitHeads(attention.v(encoded), m_config.heads)});
        }
        cache.setSourceMask(layers::additiveMask(mask, encoded.scalar_type()));
        const layers::CausalBias causal(m_decoder->biasTable(), m_decoder->buckets(m_config), capacity);
        const auto step = [this, causal](const at::Tensor& ids, DecoderCache& own, layers::Pass& stepPass) {
            StackContext context;
            context.mask = causal.of(ids.size(1), own.length() + ids.size(1));
            context.cache = &own;
            return runStack(*m_decoder, m_config, ids, context, stepPass);
        };
        return std::make_unique<Seq2SeqDecoding>(
            std::move(cache),
            Seq2SeqDecoding::Steps{step, [this](const at::Tensor& hidden) { return tokenLogits(hidden); }},
            m_config.vocabSize);
    }

    void forEachParameter(const ParameterAction& action) override
    {
        const auto head = m_description.head;
        const std::string prefix = m_classifier || m_classificationHead ? "transformer." : "";
        layers::forEachParameter(m_shared, prefix + "shared", action);
        layers::forEachParameter(m_encoder, prefix + "encoder", action);
        if (m_decoder) layers::forEachParameter(*m_decoder, prefix + "decoder", action);
        if (m_lmHead) layers::forEachParameter(*m_lmHead, "lm_head", action);
        if (m_classifier) layers::forEachParameter(*m_classifier, "classifier", action);
        if (m_classificationHead)
            layers::forEachParameter(*m_classificationHead, "classification_head", action);
        if (head == Head::QuestionAnswering) layers::forEachParameter(*m_qaOutputs, "qa_outputs", action);
    }

    /// Version 5 of Transformers claims all of them tied, T5 1.1 stores an output layer of its own all the
    /// same: what is stored decides.
    std::vector<Tie> ties() const override
    {
        const std::string prefix = m_classifier || m_classificationHead ? "transformer." : "";
        const auto shared = prefix + "shared.weight";
        std::vector<Tie> ties{{prefix + "encoder.embed_tokens.weight", shared, true}};
        if (m_decoder) ties.push_back({prefix + "decoder.embed_tokens.weight", shared, true});
        if (m_lmHead) ties.push_back({"lm_head.weight", shared, true});
        return ties;
    }
    std::vector<std::string> formerNames(const std::string& name) const override
    {
        if (!name.ends_with("shared.weight")) return {};
        return {"encoder.embed_tokens.weight", "decoder.embed_tokens.weight", "lm_head.weight"};
    }

private:
    at::Tensor encode(const NetworkInputs& inputs, layers::Pass& pass) const
    {
        StackContext context;
        context.mask = bias(inputs.inputIds.size(1));
        if (const auto mask = layers::additiveMask(inputs.attentionMask, context.mask.scalar_type());
            mask.defined())
            context.mask = context.mask + mask;
        return runStack(m_encoder, m_config, inputs.inputIds, context, pass);
    }
    /// → [tokens, hidden]
    at::Tensor encode(const PackedTokens& tokens, layers::Pass& pass) const
    {
        StackContext context;
        context.mask = bias(longestOf(tokens.starts));
        context.packed = &tokens;
        return runStack(m_encoder, m_config, tokens.ids.unsqueeze(0), context, pass).squeeze(0);
    }
    at::Tensor bias(std::int64_t length) const
    {
        return layers::relativeBias(m_encoder.biasTable(), m_encoder.buckets(m_config), length, length);
    }

    at::Tensor decoderInputs(const NetworkInputs& inputs) const
    {
        if (inputs.decoderInputIds.defined()) return inputs.decoderInputIds;
        if (m_description.head == Head::Base || m_description.head == Head::Seq2SeqLm)
            throw Exception(ErrorCode::InvalidArgument,
                            std::string("decoder_input_ids: not given, the decoder needs them") +
                                (m_lmHead ? " (or labels)" : ""));
        return shiftRight(inputs.inputIds);
    }

    static constexpr std::int64_t spanOutputs = 2; // start and end

    T5Config m_config;
    layers::Embedding m_shared;
    T5Stack m_encoder;
    std::optional<T5Stack> m_decoder;
    std::optional<layers::Linear> m_lmHead, m_classifier, m_qaOutputs;
    std::optional<T5ClassificationHead> m_classificationHead;
};

} // namespace

std::unique_ptr<Network> makeT5(const NetworkRequest& request)
{
    return std::make_unique<T5Network>(T5Config::parse(request.config, request.origin), request);
}

} // namespace vitrine::models
