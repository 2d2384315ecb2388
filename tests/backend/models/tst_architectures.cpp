// SPDX-License-Identifier: Apache-2.0
#include "tests/backend/models/golden.h"

#include <nlohmann/json.hpp>

#include <array>
#include <optional>

// Every tiny checkpoint that tests/compare/make_architecture_goldens.py writes.

using namespace vitrine;

namespace {

using Input = std::optional<core::IntArray> models::ForwardInputs::*;

const std::array<std::pair<std::string_view, Input>, 10> inputNames{{
    {"attention_mask", &models::ForwardInputs::attentionMask},
    {"token_type_ids", &models::ForwardInputs::tokenTypeIds},
    {"position_ids", &models::ForwardInputs::positionIds},
    {"global_attention_mask", &models::ForwardInputs::globalAttentionMask},
    {"decoder_input_ids", &models::ForwardInputs::decoderInputIds},
    {"decoder_attention_mask", &models::ForwardInputs::decoderAttentionMask},
    {"labels", &models::ForwardInputs::labels},
    {"start_positions", &models::ForwardInputs::startPositions},
    {"end_positions", &models::ForwardInputs::endPositions},
    {"next_sentence_label", &models::ForwardInputs::nextSentenceLabel},
}};

template <typename Number>
core::Array<Number> arrayOf(const tensors::TensorView& view)
{
    core::Array<Number> array{view.shape, {}};
    array.values.resize(view.data.size() / sizeof(Number));
    std::memcpy(array.values.data(), view.data.data(), view.data.size());
    return array;
}

struct Golden
{
    models::ForwardInputs inputs;
    std::vector<core::NamedFloatArray> outputs;

    explicit Golden(const std::filesystem::path& path)
    {
        const tensors::SafetensorsFile file(path);
        for (const auto& view : file.tensors()) {
            if (view.type == tensors::ElementType::F32)
                outputs.push_back({view.name, arrayOf<float>(view)});
            else if (view.name == "input_ids")
                inputs.inputIds = arrayOf<std::int64_t>(view);
            else
                for (const auto& [name, member] : inputNames)
                    if (name == view.name) inputs.*member = arrayOf<std::int64_t>(view);
        }
    }
};

std::vector<std::filesystem::path> checkpoints()
{
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator(modelData / "architectures"))
        folders.push_back(entry.path());
    std::ranges::sort(folders);
    return folders;
}

/// Loads and computes; empty when both went well, else the one line that says why not.
std::string complaint(const std::filesystem::path& folder, const models::ForwardInputs& inputs)
{
    const auto done = core::capture([&] {
        core::RunControl control;
        const auto model = models::torchBackend().load(folder, {}, control);
        return model->forward(inputs, {.attentions = true}, control).size();
    });
    if (done.ok()) return {};
    const auto message = done.error().message;
    CHECK(message.find('\n') == std::string::npos);
    CHECK(done.error().code != core::ErrorCode::Internal);
    return message.empty() ? "nothing said" : message;
}

/// What is expected beside the values of layers, or all of it.
void compare(models::Model& model, const Golden& golden, bool withLayers)
{
    core::RunControl control;
    const auto found =
        model.forward(golden.inputs, {.hiddenStates = withLayers, .attentions = withLayers}, control);
    for (const auto& [name, expected] : golden.outputs) {
        if (!withLayers && name.find('.') != name.npos) continue;
        const auto place = std::ranges::find(found, name, &core::NamedFloatArray::name);
        REQUIRE_MESSAGE(place != found.end(), name);
        CHECK_MESSAGE(relativeError(place->array, expected) < 2e-5, name);
    }
}

} // namespace

TEST_CASE("every architecture equals Transformers on a padded batch, looked into and not")
{
    const auto folders = checkpoints();
    CHECK(folders.size() >= 13);
    for (const auto& folder : folders) {
        CAPTURE(folder.filename().string());
        const Golden golden(folder / "golden.safetensors");
        core::RunControl control;
        const auto model = models::torchBackend().load(folder, {}, control);
        CHECK(model->info().warnings.empty());
        compare(*model, golden, /*withLayers=*/false);
        compare(*model, golden, /*withLayers=*/true);
        compare(*model, golden, /*withLayers=*/true); // the second time perhaps on joined weights
        // Rounded to 8 bits of mantissa it is still a model.
        const auto rounded = models::torchBackend().load(folder, {models::DTypeChoice::BFloat16}, control);
        for (const auto& [name, array] : rounded->forward(golden.inputs, {}, control))
            for (const float value : array.values)
                REQUIRE_MESSAGE(std::isfinite(value), name);
    }
}

TEST_CASE("a config that lies is named, whatever it says")
{
    for (const auto& folder : checkpoints()) {
        const Golden golden(folder / "golden.safetensors");
        const auto config = core::Json::parse(core::readFile(folder / "config.json"));
        const BrokenModel broken(folder);
        for (const auto& [key, value] : config.items()) {
            if (!value.is_number()) continue;
            for (const char* lie : {"0", "-1", "3", "4096", "1000000000000", "1e300", "\"x\"", "[1]"}) {
                CAPTURE(folder.filename().string());
                CAPTURE(key);
                CAPTURE(lie);
                auto lying = config;
                lying[key] = core::Json::parse(lie);
                broken.write("config.json", lying.dump());
                complaint(broken.path, golden.inputs);
            }
        }
        for (const char* key : {"num_attention_heads", "n_heads", "num_hidden_layers", "n_layers"}) {
            if (!config.contains(key)) continue;
            CAPTURE(folder.filename().string());
            auto lying = config;
            lying[key] = std::string_view(key).ends_with("heads") ? 7 : 100000;
            broken.write("config.json", lying.dump());
            CHECK_FALSE(complaint(broken.path, golden.inputs).empty());
        }
    }
}

TEST_CASE("weights that are not a number pass through")
{
    for (const auto& folder : checkpoints()) {
        CAPTURE(folder.filename().string());
        const Golden golden(folder / "golden.safetensors");
        const BrokenModel broken(folder);
        const tensors::SafetensorsFile file(folder / "model.safetensors");
        auto bytes = core::readFile(folder / "model.safetensors");
        std::size_t data = 0;
        for (const auto& view : file.tensors())
            data += view.data.size();
        for (std::size_t i = bytes.size() - data; i < bytes.size(); ++i)
            bytes[i] = char(0xff);
        broken.write("model.safetensors", bytes);
        CHECK(complaint(broken.path, golden.inputs).empty());
    }
}

TEST_CASE("rows that are longer than the model, and ids that it has not, are named")
{
    for (const auto& folder : checkpoints()) {
        CAPTURE(folder.filename().string());
        models::ForwardInputs inputs;
        const auto model = [&] {
            core::RunControl control;
            return models::torchBackend().load(folder, {}, control)->info();
        }();
        inputs.inputIds = {{1, 1}, {model.vocabularySize}};
        if (model.head == models::Head::MultipleChoice) inputs.inputIds.shape = {1, 1, 1};
        CHECK(complaint(folder, inputs).find("input_ids") != std::string::npos);
        if (model.maxPositions > 1000) continue;
        const auto length = model.maxPositions + 1;
        inputs.inputIds = {{1, length}, std::vector<std::int64_t>(std::size_t(length), 5)};
        if (model.head == models::Head::MultipleChoice) inputs.inputIds.shape = {1, 1, length};
        CHECK(complaint(folder, inputs).find("at most") != std::string::npos);
    }
}
