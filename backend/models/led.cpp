// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/models/bart_family.h"
#include "backend/models/config_values.h"

namespace vitrine::models {

/// LED (Beltagy et al. 2020): BART for long texts, with Longformer's attention in the encoder.
std::unique_ptr<Network> makeLed(const NetworkRequest& request)
{
    const core::JsonObject object(request.config, request.origin);
    auto config = largeBart(50265);
    config.prefix = "led.";
    config.learnedOffset = 0;
    config.parse(request.config, request.origin);
    config.encoder.maxPositions = positiveValue(object, "max_encoder_position_embeddings", 16384);
    config.decoder.maxPositions = positiveValue(object, "max_decoder_position_embeddings", 1024);
    config.windows = attentionWindows(object, config.encoder.layers);
    return makeBartNetwork(config, request);
}

} // namespace vitrine::models
