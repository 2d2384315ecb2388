// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/models/bart_family.h"
#include "backend/models/config_values.h"

#include <cmath>

namespace vitrine::models {
namespace {

/// sin(p / 10000^(2i / hidden)) in the first half, cos in the second, where Vaswani et al. 2017 alternate.
at::Tensor sinusoids(std::int64_t positions, std::int64_t hidden)
{
    const auto place = at::arange(positions, at::kDouble).unsqueeze(1);
    const auto pair = at::arange((hidden + 1) / 2, at::kDouble) * 2 / double(hidden);
    const auto angles = place / at::pow(10000.0, pair);
    return at::cat({at::sin(angles), at::cos(angles.narrow(1, 0, hidden / 2))}, 1).to(at::kFloat);
}

/// As fairseq made them: frequencies from 1 to 1 / 10000 in hidden / 2 steps, both ends included.
at::Tensor fairseqSinusoids(std::int64_t positions, std::int64_t hidden)
{
    const auto half = hidden / 2;
    const auto frequencies = at::exp(at::arange(half, at::kFloat) * -(std::log(10000.0) / double(half - 1)));
    const auto angles = at::arange(positions, at::kFloat).unsqueeze(1) * frequencies;
    auto table = at::cat({at::sin(angles), at::cos(angles)}, 1);
    return hidden % 2 == 0 ? table : at::cat({table, at::zeros({positions, 1})}, 1);
}

} // namespace

/// Marian (Junczys-Dowmunt et al. 2018): norms after each part, sinusoidal positions, as many vocabularies as
/// languages.
std::unique_ptr<Network> makeMarian(const NetworkRequest& request)
{
    const core::JsonObject object(request.config, request.origin);
    auto config = largeBart(58101);
    config.sinusoids = sinusoids;
    config.learnedOffset = 0; // of files that store them
    config.hasEmbeddingNorm = config.shiftsInputs = false;
    config.padTokenId = config.decoderStartTokenId = 58100;
    config.eosTokenId = 0;
    config.parse(request.config, request.origin);
    config.sharesEmbeddings = object.get<bool>("share_encoder_decoder_embeddings", true);
    if (!config.sharesEmbeddings)
        config.decoder.vocabSize = positiveValue(object, "decoder_vocab_size", config.encoder.vocabSize);
    return makeBartNetwork(config, request);
}

/// Pegasus (Zhang et al. 2019): norms before each part and at the end, sinusoidal positions.
std::unique_ptr<Network> makePegasus(const NetworkRequest& request)
{
    auto config = largeBart(50265);
    config.sinusoids = sinusoids;
    config.learnedOffset = 0; // of files that store them
    config.normFirst = config.hasFinalNorm = true;
    config.hasEmbeddingNorm = config.shiftsInputs = false;
    config.padTokenId = config.decoderStartTokenId = 0;
    config.eosTokenId = 1;
    config.parse(request.config, request.origin);
    return makeBartNetwork(config, request);
}

/// M2M100 (Fan et al. 2020) and NLLB: Pegasus with relu, scaled embeddings and positions that leave padding
/// out.
std::unique_ptr<Network> makeM2m100(const NetworkRequest& request)
{
    const core::JsonObject object(request.config, request.origin);
    auto config = largeBart(128112);
    config.sinusoids = fairseqSinusoids;
    config.normFirst = config.hasFinalNorm = config.countsTokens = true;
    config.hasEmbeddingNorm = config.shiftsInputs = config.hasLogitsBias = false;
    config.embeddingScale = 32;
    config.attentionDropout = 0.1;
    config.activationName = "relu";
    config.parse(request.config, request.origin);
    if (config.hiddenSize < 4 || config.padTokenId < 0)
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              request.origin + ": expected d_model of at least 4 and a pad_token_id");
    return makeBartNetwork(config, request);
}

} // namespace vitrine::models
