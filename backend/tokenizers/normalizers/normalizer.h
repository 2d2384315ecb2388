// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/tokenizers/normalized_string.h"

#include <memory>

namespace vitrine::core {
class JsonObject;
}

namespace vitrine::tokenizers {

/// The first stage: changes the text (case, accents, white space). Stateless once made.
class Normalizer
{
public:
    virtual ~Normalizer() = default;
    virtual void normalize(NormalizedString& text) const = 0;
};

/// The normalizer that `settings` of tokenizer.json describe.
std::unique_ptr<const Normalizer> makeNormalizer(const core::JsonObject& settings);

// One function a component; the list is in registry.cpp.
std::unique_ptr<const Normalizer> makeBertNormalizer(const core::JsonObject& settings);
std::unique_ptr<const Normalizer> makeByteLevelNormalizer(const core::JsonObject& settings);
std::unique_ptr<const Normalizer> makeLowercase(const core::JsonObject& settings);
std::unique_ptr<const Normalizer> makeStrip(const core::JsonObject& settings);
std::unique_ptr<const Normalizer> makeStripAccents(const core::JsonObject& settings);
std::unique_ptr<const Normalizer> makeNfc(const core::JsonObject& settings);
std::unique_ptr<const Normalizer> makeNfd(const core::JsonObject& settings);
std::unique_ptr<const Normalizer> makeNfkc(const core::JsonObject& settings);
std::unique_ptr<const Normalizer> makeNfkd(const core::JsonObject& settings);
std::unique_ptr<const Normalizer> makeNmt(const core::JsonObject& settings);
std::unique_ptr<const Normalizer> makePrecompiled(const core::JsonObject& settings);
std::unique_ptr<const Normalizer> makePrepend(const core::JsonObject& settings);
std::unique_ptr<const Normalizer> makeReplace(const core::JsonObject& settings);
std::unique_ptr<const Normalizer> makeNormalizerSequence(const core::JsonObject& settings);

/// Canonical or compatible decomposition with the marks in canonical order (normalizers/unicode_forms.cpp).
void decompose(NormalizedString& text, std::vector<NormalizedString::Char>& chars, bool compatible);

} // namespace vitrine::tokenizers
