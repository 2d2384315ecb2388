// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/metaspace.h"

#include "backend/tokenizers/pretokenizers/pre_tokenizer.h"

namespace vitrine::tokenizers {
namespace {

/// Spaces become a visible character, which also starts the text, and words start with it.
class Metaspace final : public PreTokenizer
{
public:
    explicit Metaspace(MetaspaceSettings settings) : m_settings(std::move(settings)) {}

    void preTokenize(PreTokenizedString& text) const override
    {
        const std::string& mark = m_settings.replacement;
        text.rewrite([&](std::string_view view, std::size_t at, NormalizedString::Rewriter& out, auto emit) {
            const bool hasMark = view.front() == ' ' || view.starts_with(mark);
            if (!hasMark && prepends(text.text.origin(at))) out.put(mark, text.text.origin(at));
            std::size_t done = 0; // up to here the view is written
            const auto startWord = [&](std::size_t position) {
                out.keep(at + done, at + position);
                if (m_settings.split) emit(out.size());
                done = position;
            };
            for (std::size_t i = 0; i < view.size();) {
                if (view[i] == ' ') {
                    startWord(i);
                    out.put(mark, text.text.origin(at + i));
                    done = ++i;
                } else if (view[i] == mark.front() && view.substr(i, mark.size()) == mark) {
                    startWord(i);
                    i += mark.size();
                } else {
                    ++i;
                }
            }
            out.keep(at + done, at + view.size());
            emit(out.size());
        });
    }

private:
    bool prepends(NormalizedString::Origin first) const
    {
        using enum MetaspaceSettings::Prepend;
        return m_settings.prepend == Always || (m_settings.prepend == First && first.begin == 0);
    }

    MetaspaceSettings m_settings;
};

} // namespace

std::unique_ptr<const PreTokenizer> makeMetaspace(const core::JsonObject& settings)
{
    return std::make_unique<Metaspace>(MetaspaceSettings::fromJson(settings));
}

} // namespace vitrine::tokenizers
