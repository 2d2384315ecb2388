// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/trainers/unigram_checkpoint.h"

#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"

namespace vitrine::tokenizers {
namespace {

using core::Json;

/// What decides about the pieces, beside the words.
Json keyOf(const TrainerOptions& options)
{
    return {options.vocabSize, options.maxPieceLength, options.seedSize, options.subIterations,
            options.shrinkingFactor};
}

} // namespace

std::optional<UnigramState> readUnigramState(const std::filesystem::path& folder,
                                             const TrainerOptions& options)
{
    const auto path = folder / unigramStateFile;
    if (folder.empty() || !std::filesystem::exists(path)) return std::nullopt;
    const Json json = core::readJsonFile(path);
    const core::JsonObject file(json, path.string());
    if (file.at("options") != keyOf(options)) return std::nullopt;
    UnigramState state;
    state.round = file.get<std::size_t>("round");
    state.before = file.get<std::size_t>("before");
    state.unchanged = file.get<int>("unchanged");
    const auto pieces = file.get<std::vector<std::pair<std::string, double>>>("pieces");
    std::vector<std::size_t> ends;
    for (const auto& [text, score] : pieces) {
        for (std::size_t i = 0; i < text.size();)
            state.pieces.text.push_back(core::nextCodePoint(text, i));
        ends.push_back(state.pieces.text.size());
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        state.pieces.pieces.push_back(
            {{state.pieces.text.data() + begin, ends[i] - begin}, pieces[i].second});
        begin = ends[i];
    }
    return state;
}

void writeUnigramState(const std::filesystem::path& folder, const TrainerOptions& options,
                       const UnigramState& state, const std::vector<UnigramPiece>& pieces)
{
    Json list = Json::array();
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        std::string text;
        for (const char32_t c : pieces[i].text)
            core::appendUtf8(text, c);
        list.push_back({std::move(text), pieces[i].score});
    }
    const Json json = {{"options", keyOf(options)},
                       {"round", state.round},
                       {"before", state.before},
                       {"unchanged", state.unchanged},
                       {"pieces", std::move(list)}};
    std::filesystem::create_directories(folder);
    core::writeFileAtomically(folder / unigramStateFile, json.dump());
}

} // namespace vitrine::tokenizers
