// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/metaspace.h"

#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"

namespace vitrine::tokenizers {

MetaspaceSettings MetaspaceSettings::fromJson(const core::JsonObject& settings)
{
    const auto fail = [&](const std::string& what) {
        throw core::Exception(core::ErrorCode::InvalidFormat, settings.place() + ": " + what);
    };
    MetaspaceSettings own;
    own.replacement = settings.get<std::string>("replacement");
    const bool isOneChar =
        !own.replacement.empty() &&
        core::utf8Length(static_cast<unsigned char>(own.replacement.front())) == own.replacement.size();
    if (!isOneChar) fail("\"replacement\" is not one character");
    const bool addsPrefix = settings.get<bool>("add_prefix_space", true);
    const auto scheme = settings.get<std::string>("prepend_scheme", addsPrefix ? "always" : "never");
    if (scheme == "first")
        own.prepend = Prepend::First;
    else if (scheme == "never")
        own.prepend = Prepend::Never;
    else if (scheme != "always")
        fail("prepend_scheme: unknown value \"" + scheme + "\"");
    if (!addsPrefix && own.prepend != Prepend::Never)
        fail("\"add_prefix_space\" is false, which contradicts prepend_scheme \"" + scheme + "\"");
    own.split = settings.get<bool>("split", true);
    return own;
}

} // namespace vitrine::tokenizers
