// SPDX-License-Identifier: Apache-2.0
#include "backend/core/architectures.h"

#include "backend/core/json_access.h"

#include <algorithm>
#include <array>

namespace vitrine::core {
namespace {

constexpr std::array<std::string_view, 3> encoderTasks{"feature-extraction", "sentence-similarity",
                                                       "text-classification"};

/// The registry: a new architecture is a line here, a file in backend/models and a parity test.
constexpr std::array registry{
    Architecture{"bert", "BertModel", "bert.", encoderTasks},
};

constexpr std::array<std::string_view, 4> weights{"model.safetensors", "model.safetensors.index.json",
                                                  "pytorch_model.bin", "pytorch_model.bin.index.json"};

/// `place` is where the files are: a folder, "org/name". Fills the verdict as far as it comes.
void judgeConfig(const Json& json, const std::string& configPlace, bool hasWeights, const std::string& place,
                 ModelVerdict& verdict)
{
    const JsonObject config(json, configPlace);
    verdict.modelType = config.get<std::string>("model_type");
    if (config.has("architectures")) {
        const auto classes = config.get<std::vector<std::string>>("architectures");
        if (!classes.empty()) verdict.architecture = classes.front();
    }
    if (!findArchitecture(verdict.modelType))
        throw Exception(ErrorCode::Unsupported,
                        configPlace + ": model_type \"" + verdict.modelType +
                            "\" is not supported (supported: " + supportedModelTypes() + ")");
    if (!hasWeights)
        throw Exception(ErrorCode::NotFound,
                        place + ": no weights in it (expected " + expectedWeights() + ")");
}

void judge(const std::filesystem::path& folder, ModelVerdict& verdict)
{
    const auto configPath = folder / "config.json";
    if (!std::filesystem::is_directory(folder))
        throw Exception(ErrorCode::NotFound, folder.string() + ": not a folder");
    if (!std::filesystem::exists(configPath))
        throw Exception(ErrorCode::NotFound,
                        folder.string() + ": no config.json in it, so it is no model folder");
    judgeConfig(readJsonFile(configPath), configPath.string(), weightsEntry(folder).has_value(),
                folder.string(), verdict);
}

/// What `judge` throws becomes the verdict's reason.
template <typename Function>
ModelVerdict verdictOf(Function judge)
{
    ModelVerdict verdict;
    try {
        judge(verdict);
        verdict.supported = true;
    } catch (...) {
        verdict.why = describe(std::current_exception()).message;
    }
    return verdict;
}

} // namespace

std::span<const Architecture> architectures()
{
    return registry;
}

const Architecture* findArchitecture(std::string_view modelType)
{
    const auto found = std::ranges::find(registry, modelType, &Architecture::modelType);
    return found == registry.end() ? nullptr : &*found;
}

std::string supportedModelTypes()
{
    std::string text;
    for (const auto& each : registry)
        text += (text.empty() ? "" : ", ") + std::string(each.modelType);
    return text;
}

std::span<const std::string_view> weightsNames()
{
    return weights;
}

std::optional<std::filesystem::path> weightsEntry(const std::filesystem::path& folder)
{
    for (const auto name : weights)
        if (std::filesystem::exists(folder / name)) return folder / name;
    return std::nullopt;
}

std::string expectedWeights()
{
    std::string text;
    for (const auto name : weights)
        text += (text.empty() ? "" : name == weights.back() ? " or " : ", ") + std::string(name);
    return text;
}

ModelVerdict requireModelFolder(const std::filesystem::path& folder)
{
    ModelVerdict verdict;
    judge(folder, verdict);
    verdict.supported = true;
    return verdict;
}

ModelVerdict judgeModelFolder(const std::filesystem::path& folder)
{
    return verdictOf([&](ModelVerdict& verdict) { judge(folder, verdict); });
}

ModelVerdict judgeModelConfig(const Json& config, const std::string& place, bool hasWeights)
{
    return verdictOf([&](ModelVerdict& verdict) {
        judgeConfig(config, place + ": config.json", hasWeights, place, verdict);
    });
}

} // namespace vitrine::core
