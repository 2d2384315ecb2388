// SPDX-License-Identifier: Apache-2.0
#include "backend/core/result.h"
#include "backend/models/bart_family.h"
#include "backend/models/seq2seq.h"

#include <algorithm>
#include <limits>

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;
using core::Head;

struct BartClassificationHead
{
    layers::Linear dense, out_proj;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("dense", dense);
        visitor("out_proj", out_proj);
    }
};

class BartNetwork final : public Network
{
public:
    BartNetwork(const BartConfig& config, const NetworkRequest& request)
        : m_config(config), m_encoder(config, false), m_decoder(config, true)
    {
        const auto hidden = config.hiddenSize;
        if (config.sharesEmbeddings) m_shared.emplace(config.encoder.vocabSize, hidden);
        if (request.head == Head::Seq2SeqLm) {
            m_lmHead.emplace(hidden, config.decoder.vocabSize, layers::Bias::Without);
            if (config.hasLogitsBias && request.stores("final_logits_bias"))
                m_finalLogitsBias = layers::unloaded({1, config.decoder.vocabSize});
        }
        if (request.head == Head::QuestionAnswering) m_qaOutputs.emplace(hidden, spanOutputs);
        if (request.head == Head::SequenceClassification)
            m_classificationHead = BartClassificationHead{layers::Linear(hidden, hidden),
                                                          layers::Linear(hidden, request.labels)};
        // Files may store the sinusoids; then those hold.
        for (auto* stack : {&m_encoder, &m_decoder}) {
            const auto name =
                std::string(stack == &m_encoder ? "encoder" : "decoder") + ".embed_positions.weight";
            if (config.sinusoids && !config.countsTokens &&
                (request.stores(name) || request.stores(config.prefix + name)))
                stack->embed_positions.emplace(
                    (stack == &m_encoder ? config.encoder : config.decoder).maxPositions, hidden);
        }
        m_description.family = core::Family::EncoderDecoder;
        m_description.head = request.head;
        m_description.layers = config.encoder.layers;
        m_description.decoderLayers = config.decoder.layers;
        m_description.hiddenSize = hidden;
        m_description.heads = config.encoder.heads;
        m_description.vocabSize = config.encoder.vocabSize;
        m_description.decoderVocabSize = config.decoder.vocabSize;
        m_description.maxPositions =
            config.countsTokens ? std::numeric_limits<std::int32_t>::max() : config.encoder.maxPositions;
        m_description.labels = request.labels;
        if (config.windows) m_description.decoderPositions = config.decoder.maxPositions;
    }

    NetworkOutputs forward(const NetworkInputs& inputs, layers::Pass& pass) const override
    {
        pass.enter(inspection::Part::Encoder);
        const auto encoded = encode(inputs, pass);
        pass.enter(inspection::Part::Decoder);
        const auto ids = decoderInputs(inputs);
        StackContext context;
        context.mask = layers::causalMask(inputs.decoderAttentionMask, ids.size(1), ids.size(1), 0,
                                          encoded.scalar_type());
        context.source = encoded;
        context.sourceMask = layers::additiveMask(inputs.attentionMask, encoded.scalar_type());
        return {.lastHiddenState =
                    runStack(m_decoder, m_config, ids, positions(m_decoder, ids, 0), context, pass),
                .encoderLastHiddenState = encoded};
    }

    bool packs() const override { return true; }
    at::Tensor forwardPacked(const PackedTokens& tokens, core::RunControl& control) const override
    {
        return forwardEachText(*this, tokens, control);
    }

    at::Tensor tokenLogits(const at::Tensor& hidden) const override
    {
        if (m_qaOutputs) return (*m_qaOutputs)(hidden);
        if (!m_lmHead) return {};
        const auto logits = (*m_lmHead)(hidden);
        // A constant of the model, never trained.
        return m_finalLogitsBias.defined() ? logits + m_finalLogitsBias.detach().squeeze(0) : logits;
    }
    at::Tensor textLogits(const at::Tensor& hidden, const NetworkInputs& inputs) const override
    {
        if (!m_classificationHead) return {};
        const auto text = lastEndOfSequence(hidden, inputs.inputIds, m_config.eosTokenId);
        return m_classificationHead->out_proj(m_classificationHead->dense(text).tanh());
    }

    at::Tensor shiftRight(const at::Tensor& tokens) const override
    {
        return m_config.wrapsLastToken
                   ? wrapTokensRight(tokens, m_config.padTokenId)
                   : shiftTokensRight(tokens, m_config.decoderStartTokenId, m_config.padTokenId);
    }

    std::unique_ptr<DecodingState> startDecoding(const NetworkInputs& inputs, std::int64_t capacity,
                                                 layers::Pass& pass) const override
    {
        if (!m_lmHead) return nullptr;
        pass.enter(inspection::Part::Encoder);
        const auto texts = pass.probe || m_config.windows ? std::nullopt : withoutPadding(inputs);
        const auto encoded =
            texts ? padded(encode(inputs, *texts, pass), texts->tokens.starts) : encode(inputs, pass);
        const auto mask = texts ? paddedMask(texts->tokens.starts) : inputs.attentionMask;
        pass.enter(inspection::Part::Decoder);
        const auto heads = m_decoder.heads;
        capacity = std::min(capacity, m_description.targetPositions());
        DecoderCache cache(
            {m_config.decoder.layers, encoded.size(0), heads, capacity, m_config.hiddenSize / heads},
            encoded.scalar_type());
        for (const auto& layer : m_decoder.layers)
            cache.addSource({layers::splitHeads(layer.encoder_attn->k_proj(encoded), heads),
                             layers::splitHeads(layer.encoder_attn->v_proj(encoded), heads)});
        cache.setSourceMask(layers::additiveMask(mask, encoded.scalar_type()));
        const auto step = [this](const at::Tensor& ids, DecoderCache& own, layers::Pass& stepPass) {
            const auto count = ids.size(1);
            StackContext context;
            context.cache = &own;
            if (count > 1)
                context.mask = layers::causalMask({}, count, own.length() + count, 0, m_description.type);
            return runStack(m_decoder, m_config, ids, positions(m_decoder, ids, own.length()), context,
                            stepPass);
        };
        return std::make_unique<Seq2SeqDecoding>(
            std::move(cache),
            Seq2SeqDecoding::Steps{step, [this](const at::Tensor& hidden) { return tokenLogits(hidden); }},
            m_config.decoder.vocabSize);
    }

    void forEachParameter(const ParameterAction& action) override
    {
        const auto prefix = basePrefix();
        if (m_shared) layers::forEachParameter(*m_shared, prefix + "shared", action);
        layers::forEachParameter(m_encoder, prefix + "encoder", action);
        layers::forEachParameter(m_decoder, prefix + "decoder", action);
        if (m_finalLogitsBias.defined()) action("final_logits_bias", m_finalLogitsBias);
        if (m_lmHead) layers::forEachParameter(*m_lmHead, "lm_head", action);
        if (m_qaOutputs) layers::forEachParameter(*m_qaOutputs, "qa_outputs", action);
        if (m_classificationHead)
            layers::forEachParameter(*m_classificationHead, "classification_head", action);
    }

    std::vector<Tie> ties() const override
    {
        const auto prefix = basePrefix();
        std::vector<Tie> ties;
        const auto target = prefix + (m_shared ? "shared.weight" : "decoder.embed_tokens.weight");
        if (m_shared)
            for (const char* stack : {"encoder", "decoder"})
                ties.push_back({prefix + stack + ".embed_tokens.weight", target, true});
        if (m_lmHead && m_config.tiesOutput) ties.push_back({"lm_head.weight", target, true});
        return ties;
    }
    std::vector<std::string> formerNames(const std::string& name) const override
    {
        if (name == basePrefix() + "shared.weight")
            return {"encoder.embed_tokens.weight", "decoder.embed_tokens.weight", "lm_head.weight"};
        return {};
    }

private:
    std::string basePrefix() const { return m_description.head == Head::Base ? "" : m_config.prefix; }

    at::Tensor encode(const NetworkInputs& inputs, layers::Pass& pass) const
    {
        StackContext context;
        if (m_config.windows) return encodeSliding(inputs, context, pass);
        context.mask = layers::additiveMask(inputs.attentionMask, m_description.type);
        return runStack(m_encoder, m_config, inputs.inputIds, positions(m_encoder, inputs.inputIds, 0),
                        context, pass);
    }
    /// LED's: padded to the widest window for the time.
    at::Tensor encodeSliding(const NetworkInputs& inputs, StackContext& context, layers::Pass& pass) const
    {
        const auto length = context.unpaddedLength = inputs.inputIds.size(1);
        const auto pad = [&](const at::Tensor& tensor, std::int64_t value) {
            return tensor.defined()
                       ? at::constant_pad_nd(tensor, {0, m_config.windows->missing(length)}, value)
                       : tensor;
        };
        const layers::GlobalTokens global(pad(inputs.attentionMask, 0), pad(inputs.globalAttentionMask, 0));
        context.global = &global;
        const auto ids = pad(inputs.inputIds, std::max<std::int64_t>(m_config.padTokenId, 0));
        return runStack(m_encoder, m_config, ids, positions(m_encoder, ids, 0), context, pass)
            .narrow(1, 0, length);
    }
    /// The same without padding: [tokens, hidden].
    at::Tensor encode(const NetworkInputs& inputs, const UnpaddedTexts& texts, layers::Pass& pass) const
    {
        StackContext context;
        context.packed = &texts.tokens;
        const auto all = positions(m_encoder, inputs.inputIds, 0);
        const auto vectors = all.expand({inputs.inputIds.size(0), -1, -1})
                                 .reshape({-1, m_config.hiddenSize})
                                 .index_select(0, texts.places);
        return runStack(m_encoder, m_config, texts.tokens.ids.unsqueeze(0), vectors.unsqueeze(0), context,
                        pass)
            .squeeze(0);
    }

    /// Vectors of the positions of [batch, length] ids after `past` others: [batch or 1, length, hidden].
    at::Tensor positions(const BartStack& stack, const at::Tensor& ids, std::int64_t past) const
    {
        const auto length = ids.size(1);
        if (stack.embed_positions)
            return stack.embed_positions->weight.narrow(0, past + m_config.learnedOffset, length)
                .unsqueeze(0);
        if (!m_config.countsTokens)
            return table(m_config.encoder.maxPositions).narrow(0, past, length).unsqueeze(0);
        const auto counts = ids.ne(m_config.padTokenId).to(at::kLong);
        const auto places = (counts.cumsum(1) + past) * counts + m_config.padTokenId;
        const auto rows = std::max(m_config.encoder.maxPositions, past + length) + m_config.padTokenId + 1;
        return table(rows).index_select(0, places.reshape(-1)).view({ids.size(0), length, -1});
    }
    /// Sinusoids; M2M100's grow with the texts.
    const at::Tensor& table(std::int64_t rows) const
    {
        const auto type = m_encoder.embed_tokens.weight.scalar_type();
        if (!m_table.defined() || m_table.size(0) < rows || m_table.scalar_type() != type) {
            m_table = m_config.sinusoids(rows, m_config.hiddenSize);
            if (m_config.countsTokens) m_table[m_config.padTokenId].zero_();
            m_table = m_table.to(type);
        }
        return m_table;
    }

    at::Tensor decoderInputs(const NetworkInputs& inputs) const
    {
        if (inputs.decoderInputIds.defined()) return inputs.decoderInputIds;
        if (m_config.shiftsInputs) return shiftRight(inputs.inputIds);
        throw Exception(ErrorCode::InvalidArgument,
                        std::string("decoder_input_ids: not given, the decoder needs them") +
                            (m_lmHead ? " (or labels)" : ""));
    }

    static constexpr std::int64_t spanOutputs = 2; // start and end

    BartConfig m_config;
    std::optional<layers::Embedding> m_shared;
    BartStack m_encoder, m_decoder;
    at::Tensor m_finalLogitsBias; ///< [1, vocabulary]
    std::optional<layers::Linear> m_lmHead, m_qaOutputs;
    std::optional<BartClassificationHead> m_classificationHead;
    mutable at::Tensor m_table; ///< sinusoids [positions, hidden]; a model is used on one thread
};

} // namespace

std::unique_ptr<Network> makeBartNetwork(const BartConfig& config, const NetworkRequest& request)
{
    return std::make_unique<BartNetwork>(config, request);
}

} // namespace vitrine::models
