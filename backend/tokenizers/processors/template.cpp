// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/tokenizers/processors/post_processor.h"

#include <algorithm>
#include <map>

namespace vitrine::tokenizers {
namespace {

/// What one name of a template stands for: one token or several.
struct SpecialTokens
{
    std::vector<std::uint32_t> ids;
    std::vector<std::string> texts;
};

struct Piece
{
    std::size_t sequence = 0;               ///< 0 or 1, where `special` is null
    const SpecialTokens* special = nullptr; ///< in the processor's map
    std::uint32_t typeId = 0;
};

class TemplateProcessing final : public PostProcessor
{
public:
    explicit TemplateProcessing(const core::JsonObject& settings)
    {
        readSpecialTokens(settings.object("special_tokens"));
        m_single = readTemplate(settings, "single", 1);
        m_pair = readTemplate(settings, "pair", 2);
    }

    std::size_t addedTokens(bool pair) const override
    {
        std::size_t count = 0;
        for (const Piece& piece : pair ? m_pair : m_single)
            if (piece.special) count += piece.special->ids.size();
        return count;
    }

    std::vector<Draft> process(std::vector<Draft> parts, const EncodeInput&,
                               bool addSpecialTokens) const override
    {
        if (parts.empty() || parts.size() > 2)
            throw core::Exception(core::ErrorCode::InvalidArgument,
                                  "a TemplateProcessing after another has more than two parts to process");
        const auto& pieces = parts.size() == 2 ? m_pair : m_single;
        std::vector<Draft> result;
        result.reserve(pieces.size());
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const Piece& piece = pieces[i];
            if (piece.special) {
                if (addSpecialTokens) result.push_back(specialDraft(piece));
                continue;
            }
            Draft& draft = parts[piece.sequence];
            // windows that overflow keep the type ids 0 and 1, as in the library
            for (Draft::Token& token : draft.tokens)
                token.typeId = piece.typeId;
            draft.setSequence(piece.sequence);
            const auto usesIt = [&](const Piece& later) {
                return !later.special && later.sequence == piece.sequence;
            };
            const bool again = std::any_of(pieces.begin() + std::ptrdiff_t(i) + 1, pieces.end(), usesIt);
            result.push_back(again ? draft : std::move(draft));
        }
        return result;
    }

private:
    static Draft specialDraft(const Piece& piece)
    {
        Draft draft;
        for (std::size_t i = 0; i < piece.special->ids.size(); ++i)
            draft.tokens.push_back(
                Draft::special(piece.special->ids[i], piece.typeId, piece.special->texts[i]));
        return draft;
    }

    void readSpecialTokens(const core::JsonObject& all)
    {
        for (auto entry = all.json().begin(); entry != all.json().end(); ++entry) {
            const core::JsonObject each(entry.value(), all.place() + ": " + entry.key());
            SpecialTokens tokens{each.get<std::vector<std::uint32_t>>("ids"),
                                 each.get<std::vector<std::string>>("tokens")};
            requireIds(each);
            if (tokens.ids.size() != tokens.texts.size())
                throw core::Exception(core::ErrorCode::InvalidFormat,
                                      each.place() + ": \"ids\" and \"tokens\" differ in length");
            m_special.emplace(entry.key(), std::move(tokens));
        }
    }

    static void requireIds(const core::JsonObject& special)
    {
        for (const core::Json& id : special.at("ids"))
            if (!id.is_number_unsigned() || id.get<std::uint64_t>() > 0xFFFFFFFFU)
                throw core::Exception(core::ErrorCode::InvalidFormat,
                                      special.place() + ": \"ids\" holds what is no id");
    }

    std::vector<Piece> readTemplate(const core::JsonObject& settings, const char* key, std::size_t sequences)
    {
        const core::Json& array = settings.at(key);
        const auto fail = [&](const std::string& place, const std::string& what) {
            throw core::Exception(core::ErrorCode::InvalidFormat, place + ": " + what);
        };
        if (!array.is_array()) fail(settings.place(), std::string("\"") + key + "\" is not an array");
        std::vector<Piece> pieces;
        for (std::size_t i = 0; i < array.size(); ++i) {
            const std::string place = settings.place() + ": " + key + "[" + std::to_string(i) + "]";
            const core::JsonObject element(array[i], place);
            const bool isSequence = element.has("Sequence");
            if (!isSequence && !element.has("SpecialToken"))
                fail(place, "expected \"Sequence\" or \"SpecialToken\"");
            const core::JsonObject piece = element.object(isSequence ? "Sequence" : "SpecialToken");
            const auto id = piece.get<std::string>("id");
            Piece own;
            own.typeId = piece.get<std::uint32_t>("type_id");
            if (isSequence) {
                if (id != "A" && id != "B") fail(piece.place(), "\"id\" is \"" + id + "\", expected A or B");
                own.sequence = id == "B";
                if (own.sequence >= sequences) fail(piece.place(), "a single text has no sequence B");
            } else {
                const auto found = m_special.find(id);
                if (found == m_special.end())
                    fail(piece.place(), "\"" + id + "\" is not in \"special_tokens\"");
                own.special = &found->second;
            }
            pieces.push_back(own);
        }
        return pieces;
    }

    std::map<std::string, SpecialTokens> m_special;
    std::vector<Piece> m_single, m_pair;
};

} // namespace

std::unique_ptr<const PostProcessor> makeTemplateProcessing(const core::JsonObject& settings)
{
    return std::make_unique<TemplateProcessing>(settings);
}

} // namespace vitrine::tokenizers
