// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/tokenizers/models/model_entries.h"
#include "backend/tokenizers/pipeline.h"

namespace vitrine::tokenizers {
namespace {

/// Makes one stage if the file has it; notes its type for views.
template <typename Interface>
std::unique_ptr<const Interface> readStage(const core::JsonObject& file, const char* key,
                                           std::unique_ptr<const Interface> (*make)(const core::JsonObject&),
                                           std::vector<std::string>& stages)
{
    if (!file.has(key)) {
        stages.emplace_back();
        return nullptr;
    }
    const core::JsonObject settings = file.object(key);
    auto stage = make(settings);
    stages.push_back(settings.get<std::string>("type", ""));
    return stage;
}

std::vector<AddedToken> readAddedTokens(const core::JsonObject& file)
{
    std::vector<AddedToken> tokens;
    if (!file.has("added_tokens")) return tokens;
    const core::Json& array = file.at("added_tokens");
    if (!array.is_array())
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              file.place() + ": \"added_tokens\" is not an array");
    for (std::size_t i = 0; i < array.size(); ++i) {
        const core::JsonObject each(array[i], file.place() + ": added_tokens[" + std::to_string(i) + "]");
        AddedToken& token = tokens.emplace_back();
        token.content = each.get<std::string>("content");
        token.id = each.get<std::uint32_t>("id");
        token.singleWord = each.get<bool>("single_word");
        token.lstrip = each.get<bool>("lstrip");
        token.rstrip = each.get<bool>("rstrip");
        token.normalized = each.get<bool>("normalized");
        token.special = each.get<bool>("special");
    }
    return tokens;
}

/// The file's own padding counts only for its pad token.
std::optional<PaddingParams> readPadding(const core::JsonObject& file)
{
    if (!file.has("padding")) return std::nullopt;
    const core::JsonObject padding = file.object("padding");
    PaddingParams params;
    params.padId = padding.get<std::uint32_t>("pad_id", 0);
    params.padToken = padding.get<std::string>("pad_token", params.padToken);
    return params;
}

} // namespace

ParsedTokenizerJson parseTokenizerJson(std::string_view json, std::string_view origin)
{
    ParsedTokenizerJson parsed;
    parsed.document = std::make_unique<core::Json>();
    auto scanned = scanModel(json);
    if (scanned) {
        auto rest = core::capture([&] { return core::parseJson(scanned->rest, origin); });
        if (rest.ok())
            *parsed.document = std::move(rest).value();
        else
            scanned.reset(); // the whole file's error has the right byte
    }
    if (!scanned) *parsed.document = core::parseJson(json, origin);
    const core::JsonObject file(*parsed.document, std::string(origin));
    if (const auto version = file.get<std::string>("version", "1.0"); version != "1.0")
        throw core::Exception(core::ErrorCode::Unsupported,
                              file.place() + ": version \"" + version + "\" is not known here (known: 1.0)");
    parsed.entries = scanned ? std::move(scanned->entries) : ModelEntries::fromJson(file.object("model"));
    return parsed;
}

PipelineParts makePipeline(const core::Json& document, const ModelEntries& entries, std::string_view origin)
{
    const core::JsonObject file(document, std::string(origin));
    PipelineParts parts;
    auto& stages = parts.info.stages;
    parts.normalizer = readStage<Normalizer>(file, "normalizer", makeNormalizer, stages);
    parts.preTokenizer = readStage<PreTokenizer>(file, "pre_tokenizer", makePreTokenizer, stages);
    parts.model = makeModel(file.object("model"), entries);
    stages.emplace_back(parts.model->typeName());
    parts.postProcessor = readStage<PostProcessor>(file, "post_processor", makePostProcessor, stages);
    parts.decoder = readStage<Decoder>(file, "decoder", makeDecoder, stages);
    parts.info.padding = readPadding(file);
    parts.added.add(readAddedTokens(file), parts.model->vocabulary(), parts.normalizer.get());
    return parts;
}

PipelineParts readTokenizerJson(std::string_view json, std::string_view origin)
{
    const ParsedTokenizerJson parsed = parseTokenizerJson(json, origin);
    return makePipeline(*parsed.document, parsed.entries, origin);
}

} // namespace vitrine::tokenizers
