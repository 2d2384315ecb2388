// SPDX-License-Identifier: Apache-2.0
#include "tests/backend/models/golden.h"

#include "backend/core/architectures.h"

#include <array>

using namespace vitrine;
using models::DTypeChoice;
using models::ForwardInputs;

namespace {

std::unique_ptr<models::Model> load(const std::filesystem::path& folder,
                                    DTypeChoice dtype = DTypeChoice::Float32)
{
    core::RunControl control;
    return models::torchBackend().load(folder, {dtype, models::Head::Auto}, control);
}

ForwardInputs goldenInputs()
{
    return {goldenArray<std::int64_t>("input_ids"), goldenArray<std::int64_t>("attention_mask"),
            goldenArray<std::int64_t>("token_type_ids"), std::nullopt};
}

std::vector<core::NamedFloatArray> forward(models::Model& model, const ForwardInputs& inputs,
                                           models::ProbeRequest request = {})
{
    core::RunControl control;
    return model.forward(inputs, request, control);
}

core::Error loadError(const std::filesystem::path& folder)
{
    const auto result = core::capture([&] { return load(folder) != nullptr; });
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().message.find('\n') == std::string::npos);
    return result.error();
}

core::Error inputError(models::Model& model, const ForwardInputs& inputs)
{
    const auto result = core::capture([&] { return forward(model, inputs).size(); });
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == core::ErrorCode::InvalidArgument);
    return result.error();
}

bool mentions(const core::Error& error, const std::string& text)
{
    CAPTURE(error.message);
    return error.message.find(text) != std::string::npos;
}

} // namespace

TEST_CASE("fast and exact path equal Transformers on a batch with every kind of mask")
{
    const auto model = load(tinyBert);
    CHECK(model->info().layers == 2);
    CHECK(model->info().architecture == "BertModel");
    CHECK(model->info().warnings.empty());

    const auto fast = forward(*model, goldenInputs());
    REQUIRE(fast.size() == 2);
    for (const auto& [name, array] : fast)
        CHECK_MESSAGE(relativeError(array, goldenArray<float>(name)) < 1e-5, name);

    // The second time on joined weights.
    const auto other = load(tinyBert);
    for (int pass = 0; pass < 2; ++pass) {
        const auto exact = forward(*other, goldenInputs(), {.hiddenStates = true, .attentions = true});
        CHECK(exact.size() == 2 + 3 + 2);
        for (const auto& [name, array] : exact)
            CHECK_MESSAGE(relativeError(array, goldenArray<float>(name)) < 1e-5, name);
    }
}

TEST_CASE("scores and layers are captured where they are asked for")
{
    const auto model = load(tinyBert);
    const auto outputs = forward(*model, goldenInputs(), {.attentions = true, .scores = true, .layers = {1}});
    REQUIRE(outputs.size() == 2 + 2);
    CHECK(outputs[2].name == "scores.1");
    CHECK(outputs[3].name == "attentions.1");
    CHECK(relativeError(outputs[3].array, goldenArray<float>("attentions.1")) < 1e-5);
    const auto expected = goldenArray<float>("scores.1");
    const auto& found = outputs[2].array;
    REQUIRE(found.shape == expected.shape);
    for (std::size_t i = 0; i < found.values.size(); ++i) {
        // What the mask hides is the lowest number there is, give or take a score.
        if (expected.values[i] < -1e30F)
            CHECK(found.values[i] < -1e30F);
        else
            CHECK(found.values[i] == doctest::Approx(expected.values[i]).epsilon(1e-5));
    }

    // Other numbers, the way over a conversion.
    const auto half = forward(*load(tinyBert, DTypeChoice::BFloat16), goldenInputs(), {.attentions = true});
    REQUIRE(half.size() == 2 + 2);
    CHECK(relativeError(half[2].array, goldenArray<float>("attentions.0")) < 0.04);
    CHECK(forward(*model, goldenInputs(), {.scores = true, .layers = {7}}).size() == 2);
}

TEST_CASE("a row without any key stays finite")
{
    const auto model = load(tinyBert);
    auto inputs = goldenInputs();
    std::fill_n(inputs.attentionMask->values.begin(), 9, 0);
    const auto fast = forward(*model, inputs);
    const auto exact = forward(*model, inputs, {.hiddenStates = true});
    CHECK(relativeError(fast[0].array, exact[0].array) < 1e-5);
}

TEST_CASE("bfloat16 and float16 stay near float32")
{
    for (const auto dtype : {DTypeChoice::BFloat16, DTypeChoice::Float16}) {
        const auto model = load(tinyBert, dtype);
        const auto outputs = forward(*model, goldenInputs());
        CHECK(relativeError(outputs[0].array, goldenArray<float>("last_hidden_state")) < 0.04);
    }
    CHECK(load(tinyBert, DTypeChoice::Checkpoint)->info().dtype == models::DType::Float32);
}

TEST_CASE("absent inputs are those of Transformers: every token counts, type 0, positions from 0")
{
    const auto model = load(tinyBert);
    const auto ids = goldenArray<std::int64_t>("input_ids");
    auto all =
        ForwardInputs{ids, core::IntArray{{4, 9}, std::vector<std::int64_t>(36, 1)},
                      core::IntArray{{4, 9}, std::vector<std::int64_t>(36, 0)}, core::IntArray{{4, 9}, {}}};
    for (int i = 0; i < 36; ++i)
        all.positionIds->values.push_back(i % 9);
    const auto given = forward(*model, all);
    const auto absent = forward(*model, {ids, std::nullopt, std::nullopt, std::nullopt});
    // Not to the last bit: how the work is cut depends on the cores that are free.
    CHECK(relativeError(absent[0].array, given[0].array) < 1e-6);
}

TEST_CASE("wrong inputs say which and what was expected")
{
    const auto model = load(tinyBert);
    auto inputs = goldenInputs();
    inputs.inputIds.values[12] = 128;
    CHECK(mentions(inputError(*model, inputs), "128"));
    inputs = goldenInputs();
    inputs.inputIds.values[0] = -1;
    CHECK(mentions(inputError(*model, inputs), "-1"));
    inputs = goldenInputs();
    inputs.tokenTypeIds->values[3] = 2;
    CHECK(mentions(inputError(*model, inputs), "token_type_ids"));
    inputs = goldenInputs();
    inputs.attentionMask->shape = {9, 4};
    CHECK(mentions(inputError(*model, inputs), "attention_mask"));
    CHECK(mentions(
        inputError(*model, {core::IntArray{{1, 41}, std::vector<std::int64_t>(41, 5)}, {}, {}, {}}), "40"));
    CHECK(mentions(inputError(*model, {core::IntArray{{0, 4}, {}}, {}, {}, {}}), "input_ids"));
}

TEST_CASE("a stop is seen between parts of the work")
{
    struct Stopped final : core::RunControl
    {
        std::stop_token stopToken() const override { return source.get_token(); }
        std::stop_source source;
    } control;
    const auto model = load(tinyBert);
    control.source.request_stop();
    CHECK_THROWS_AS((void)model->forward(goldenInputs(), {}, control), core::Exception);
    CHECK_THROWS_AS((void)model->forward(goldenInputs(), {.attentions = true}, control), core::Exception);
}

TEST_CASE("a broken folder is refused with file, key and what was expected")
{
    CHECK(loadError("/no/such/folder").code == core::ErrorCode::NotFound);
    {
        const BrokenModel model;
        std::filesystem::remove(model.path / "model.safetensors");
        const auto error = loadError(model.path);
        CHECK(error.code == core::ErrorCode::NotFound);
        CHECK(mentions(error, "model.safetensors"));
        CHECK_FALSE(core::judgeModelFolder(model.path).supported);
    }
    {
        const BrokenModel model;
        std::filesystem::remove(model.path / "config.json");
        CHECK(mentions(loadError(model.path), "config.json"));
    }
    {
        const BrokenModel model;
        model.editConfig("\"bert\"", "\"reformer\"");
        const auto error = loadError(model.path);
        CHECK(error.code == core::ErrorCode::Unsupported);
        CHECK(mentions(error, "reformer"));
        CHECK(mentions(error, "bert"));
        CHECK(core::judgeModelFolder(model.path).why == error.message);
    }
    {
        const BrokenModel model;
        model.editConfig("\"num_attention_heads\": 2", "\"num_attention_heads\": 3");
        CHECK(mentions(loadError(model.path), "num_attention_heads"));
    }
    {
        const BrokenModel model;
        model.editConfig("\"hidden_act\": \"gelu\"", "\"hidden_act\": \"swoosh\"");
        CHECK(mentions(loadError(model.path), "swoosh"));
    }
    {
        const BrokenModel model;
        model.editConfig("\"vocab_size\": 128", "\"vocab_size\": 127");
        const auto error = loadError(model.path);
        CHECK(mentions(error, "embeddings.word_embeddings.weight"));
        CHECK(mentions(error, "128"));
        CHECK(mentions(error, "127"));
    }
    {
        const BrokenModel model;
        model.write("config.json", "{\"model_type\": \"bert\",");
        CHECK(loadError(model.path).code == core::ErrorCode::InvalidFormat);
    }
    {
        const BrokenModel model;
        const std::string whole = core::readFile(model.path / "model.safetensors");
        model.write("model.safetensors", whole.substr(0, whole.size() / 2));
        CHECK(mentions(loadError(model.path), "truncated"));
    }
}

TEST_CASE("a missing weight is named; a surplus one is a warning")
{
    const tensors::SafetensorsFile file(tinyBert / "model.safetensors");
    const BrokenModel model;
    std::vector<tensors::TensorView> kept(file.tensors());
    std::erase_if(kept, [](const auto& view) { return view.name == "encoder.layer.1.output.dense.bias"; });
    tensors::writeSafetensors(model.path / "model.safetensors", kept);
    const auto error = loadError(model.path);
    CHECK(error.code == core::ErrorCode::MissingWeight);
    CHECK(mentions(error, "encoder.layer.1.output.dense.bias"));

    std::vector<tensors::TensorView> more(file.tensors());
    more.push_back({"surplus", tensors::ElementType::U8, {0}, {}});
    tensors::writeSafetensors(model.path / "model.safetensors", more);
    const auto loaded = load(model.path);
    REQUIRE(loaded->info().warnings.size() == 1);
    CHECK(loaded->info().warnings[0].find("surplus") != std::string::npos);

    std::vector<tensors::TensorView> headless(file.tensors());
    std::erase_if(headless, [](const auto& view) { return view.name.starts_with("pooler."); });
    tensors::writeSafetensors(model.path / "model.safetensors", headless);
    CHECK(forward(*load(model.path), goldenInputs()).size() == 1); // no pooler, no pooler_output
}

TEST_CASE("old spellings: a prefix, gamma and beta")
{
    const tensors::SafetensorsFile file(tinyBert / "model.safetensors");
    const BrokenModel model;
    std::vector<tensors::TensorView> old(file.tensors());
    for (auto& view : old) {
        view.name = "bert." + view.name;
        if (const auto at = view.name.find("LayerNorm.weight"); at != std::string::npos)
            view.name.replace(at, 16, "LayerNorm.gamma");
        if (const auto at = view.name.find("LayerNorm.bias"); at != std::string::npos)
            view.name.replace(at, 14, "LayerNorm.beta");
    }
    tensors::writeSafetensors(model.path / "model.safetensors", old);
    const auto outputs = forward(*load(model.path), goldenInputs());
    CHECK(relativeError(outputs[0].array, goldenArray<float>("last_hidden_state")) < 1e-5);
}
