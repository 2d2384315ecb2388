// SPDX-License-Identifier: Apache-2.0
#include "backend/models/save_model.h"

#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/models/model_facts.h"
#include "backend/tensors/safetensors.h"
#include "tests/backend/tokenizers/temporary_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

using namespace vitrine;
using namespace vitrine::models;
namespace fs = std::filesystem;
using tensors::ElementType;
using tokenizers::TemporaryFolder;

namespace {

/// A tiny tied language model and a table that is no parameter.
struct TinyModel
{
    std::vector<float> table = {0, 1, -2, 3.14159F, 1e-8F, 65504, 1e30F, -0.0F};
    std::vector<std::int64_t> positions = {0, 1};
    std::string config =
        R"({"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "n_embd": 2, "n_layer": 3,
        "n_head": 2, "vocab_size": 4, "n_positions": 8, "torch_dtype": "float32"})";
    std::vector<tensors::TensorView> views = {
        {"transformer.wte.weight", ElementType::F32, {4, 2}, std::as_bytes(std::span(table))},
        {"lm_head.weight", ElementType::F32, {4, 2}, std::as_bytes(std::span(table))},
        {"transformer.h.0.attn.masked_bias", ElementType::F32, {}, std::as_bytes(std::span(table)).first(4)},
        {"positions", ElementType::I64, {2}, std::as_bytes(std::span(positions))}};
};

std::vector<std::string> namesIn(const fs::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("a model is saved as Transformers saves it and read again to the last bit")
{
    const TemporaryFolder folder;
    const TinyModel model;
    core::RunControl control;
    const fs::path out = folder.path() / "new" / "model";
    const auto report =
        saveModel(out, {model.config, model.views, {{"generation_config.json", "{}"}}}, {}, control);
    CHECK(report.leftOut == Names{"lm_head.weight"});
    CHECK(report.tensors == 3);
    CHECK(namesIn(out) == Names{"config.json", "generation_config.json", "model.safetensors"});
    CHECK(namesIn(out.parent_path()) == Names{"model"});
    CHECK(core::readFile(out / "config.json") == model.config);
    const tensors::SafetensorsFile file(out / "model.safetensors");
    CHECK(file.metadata().at("format") == "pt");
    const auto data = file.find("transformer.wte.weight")->data;
    CHECK(std::memcmp(data.data(), model.table.data(), data.size()) == 0);

    const auto facts = readModelFacts(out);
    CHECK(facts.tied);
    CHECK(facts.parameters == 8);
    CHECK(facts.weightBytes(2) == 16 + 4 + 16);
    CHECK(facts.cacheBytesPerToken(4) == 2 * 3 * 2 * 1 * 4);
    CHECK(facts.cacheBytesPerSourceToken(4) == std::nullopt);
}

TEST_CASE("shards and their index, and another type")
{
    const TemporaryFolder folder;
    TinyModel model;
    core::RunControl control;
    SaveOptions options{ElementType::BF16, 20};
    saveModel(folder.path() / "m", {model.config, model.views, {}}, options, control);
    CHECK(namesIn(folder.path() / "m") == Names{"config.json", "model-00001-of-00002.safetensors",
                                                "model-00002-of-00002.safetensors",
                                                "model.safetensors.index.json"});
    const auto index = core::readJsonFile(folder.path() / "m/model.safetensors.index.json");
    CHECK(index["weight_map"]["positions"] == "model-00002-of-00002.safetensors");
    CHECK(index["metadata"]["total_size"] == 16 + 2 + 16);
    const auto config = core::readJsonFile(folder.path() / "m/config.json");
    CHECK(config["dtype"] == "bfloat16");
    CHECK(!config.contains("torch_dtype"));
    const auto facts = readModelFacts(folder.path() / "m");
    CHECK(facts.stored.at("BF16").elements == 9);
    CHECK(facts.stored.at("I64").bytes == 16);

    // Over the same folder, as one file: nothing of the shards is left, and the numbers come from them.
    const auto report =
        convertModel(folder.path() / "m", folder.path() / "m", {ElementType::F32, 1000}, control);
    CHECK(report.bytes == 32 + 4 + 16);
    CHECK(namesIn(folder.path() / "m") == Names{"config.json", "model.safetensors"});
    const tensors::SafetensorsFile file(folder.path() / "m/model.safetensors");
    float values[8];
    std::memcpy(values, file.find("transformer.wte.weight")->data.data(), sizeof values);
    CHECK(values[3] == 3.140625F);
    CHECK(std::signbit(values[7]));
}

TEST_CASE("a half rounds to even, overflows to infinity and keeps small numbers")
{
    const TemporaryFolder folder;
    std::vector<float> table = {1.00048828125F, 1.00146484375F, 65519, 65520, 6e-8F, std::nanf("")};
    core::RunControl control;
    saveModel(
        folder.path() / "m",
        {R"({"model_type": "x"})",
         std::vector<tensors::TensorView>{{"w", ElementType::F32, {6}, std::as_bytes(std::span(table))}},
         {}},
        {ElementType::F16, 1000}, control);
    const tensors::SafetensorsFile file(folder.path() / "m/model.safetensors");
    std::uint16_t halves[6];
    std::memcpy(halves, file.find("w")->data.data(), sizeof halves);
    CHECK(halves[0] == 0x3c00);
    CHECK(halves[1] == 0x3c02);
    CHECK(halves[2] == 0x7bff);
    CHECK(halves[3] == 0x7c00);
    CHECK(halves[4] == 0x0001);
    CHECK((halves[5] & 0x7c00) == 0x7c00);
}

TEST_CASE("a save that is stopped or fails leaves nothing behind")
{
    class Stopped : public core::RunControl
    {
        std::stop_token stopToken() const override
        {
            std::stop_source source;
            source.request_stop();
            return source.get_token();
        }
    } stopped;
    const TemporaryFolder folder;
    const TinyModel model;
    CHECK_THROWS_AS(saveModel(folder.path() / "m", {model.config, model.views, {}}, {}, stopped),
                    core::CanceledException);
    CHECK(namesIn(folder.path()).empty());
    core::RunControl control;
    folder.write("file", "");
    CHECK_THROWS_AS(saveModel(folder.path() / "file" / "m", {model.config, model.views, {}}, {}, control),
                    core::Exception);
    CHECK(namesIn(folder.path()) == Names{"file"});
}

TEST_CASE("sizes as people write them")
{
    CHECK(parseByteCount("5GB") == 5'000'000'000);
    CHECK(parseByteCount("1.5kb") == 1500);
    CHECK(parseByteCount("2GiB") == 2ULL << 30);
    CHECK(parseByteCount("7000000000") == 7'000'000'000);
    for (const char* wrong : {"", "GB", "5 GB", "-1MB", "5XB", "0", "1e300", "nan"})
        CHECK_THROWS_AS(parseByteCount(wrong), core::Exception);
}

TEST_CASE("the sizes of a config under its architecture's own names")
{
    const auto facts = [](const char* text) {
        return readConfigFacts(core::Json::parse(text), "config.json");
    };
    const auto bart =
        facts(R"({"model_type": "bart", "is_encoder_decoder": true, "d_model": 8, "encoder_layers": 2,
        "decoder_layers": 3, "encoder_attention_heads": 2, "decoder_attention_heads": 4, "num_hidden_layers": 2})");
    CHECK(bart.layers == 2);
    CHECK(bart.decoderLayers == 3);
    CHECK(bart.heads == 4);
    CHECK(bart.headDimension == 2);
    const auto falcon =
        facts(R"({"model_type": "falcon", "architectures": ["FalconForCausalLM"], "hidden_size": 8,
        "num_hidden_layers": 2, "num_attention_heads": 4, "multi_query": true})");
    CHECK(falcon.keyValueHeads == 1);
    CHECK(falcon.generates);
    CHECK(!facts(R"({"model_type": "bert", "hidden_size": 8})").generates);
    CHECK_THROWS_AS(facts(R"({"model_type": 3})"), core::Exception);
}
