// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/byte_level.h"

#include "backend/tokenizers/normalizers/normalizer.h"

namespace vitrine::tokenizers {
namespace {

/// Every byte becomes its visible character.
class ByteLevelNormalizer final : public Normalizer
{
public:
    void normalize(NormalizedString& text) const override
    {
        NormalizedString::Rewriter out(text);
        ByteAlphabet::instance().write(text, 0, text.text().size(), out);
        out.finish();
    }
};

} // namespace

std::unique_ptr<const Normalizer> makeByteLevelNormalizer(const core::JsonObject&)
{
    return std::make_unique<ByteLevelNormalizer>();
}

} // namespace vitrine::tokenizers
