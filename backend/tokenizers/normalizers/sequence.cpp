// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/normalizers/normalizer.h"
#include "backend/tokenizers/registry.h"

namespace vitrine::tokenizers {
namespace {

class NormalizerSequence final : public Normalizer
{
public:
    explicit NormalizerSequence(std::vector<std::unique_ptr<const Normalizer>> parts)
        : m_parts(std::move(parts))
    {
    }

    void normalize(NormalizedString& text) const override
    {
        for (const auto& part : m_parts)
            part->normalize(text);
    }

private:
    std::vector<std::unique_ptr<const Normalizer>> m_parts;
};

} // namespace

std::unique_ptr<const Normalizer> makeNormalizerSequence(const core::JsonObject& settings)
{
    return std::make_unique<NormalizerSequence>(
        makeSequence<Normalizer>(settings, "normalizers", makeNormalizer));
}

} // namespace vitrine::tokenizers
