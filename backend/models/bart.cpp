// SPDX-License-Identifier: Apache-2.0
#include "backend/models/bart_family.h"

namespace vitrine::models {

/// BART (Lewis et al. 2019): norms after each part, learned positions that begin at row 2.
std::unique_ptr<Network> makeBart(const NetworkRequest& request)
{
    auto config = largeBart(50265);
    config.parse(request.config, request.origin);
    return makeBartNetwork(config, request);
}

/// mBART (Liu et al. 2020): norms before each part and at the end; the decoder starts with the language.
std::unique_ptr<Network> makeMBart(const NetworkRequest& request)
{
    auto config = largeBart(50265);
    config.normFirst = config.hasFinalNorm = true;
    config.wrapsLastToken = true;
    config.decoderStartTokenId = -1;
    config.parse(request.config, request.origin);
    return makeBartNetwork(config, request);
}

} // namespace vitrine::models
