// SPDX-License-Identifier: Apache-2.0
// Decoding with a cache equals one forward pass, for every decoder-only architecture; networks with random
// weights.
#include "backend/core/result.h"
#include "backend/models/registry.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include <random>

using namespace vitrine;

namespace {

struct Case
{
    const char* modelType;
    const char* config;
};

/// Windows are shorter than the texts, scaling begins within them.
const std::vector<Case> cases{
    {"gpt2", R"({"vocab_size": 50, "n_positions": 40, "n_embd": 16, "n_layer": 3, "n_head": 2})"},
    {"gpt_neo",
     R"({"vocab_size": 50, "max_position_embeddings": 40, "hidden_size": 16, "num_layers": 4, "num_heads": 2,
        "attention_types": [[["global", "local"], 2]], "window_size": 4})"},
    {"gpt_neox",
     R"({"vocab_size": 50, "max_position_embeddings": 40, "hidden_size": 32, "num_hidden_layers": 3,
        "num_attention_heads": 2, "intermediate_size": 24, "rotary_pct": 0.25})"},
    {"opt", R"({"vocab_size": 50, "max_position_embeddings": 40, "hidden_size": 16, "num_hidden_layers": 3,
        "num_attention_heads": 2, "ffn_dim": 24, "word_embed_proj_dim": 12})"},
    {"bloom", R"({"vocab_size": 50, "hidden_size": 24, "n_layer": 3, "n_head": 3})"},
    {"llama", R"({"vocab_size": 50, "hidden_size": 32, "intermediate_size": 24, "num_hidden_layers": 3,
        "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 40})"},
    {"llama", R"({"vocab_size": 50, "hidden_size": 32, "intermediate_size": 24, "num_hidden_layers": 2,
        "num_attention_heads": 4, "num_key_value_heads": 1, "head_dim": 12, "max_position_embeddings": 40,
        "rope_scaling": {"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 10}})"},
    {"mistral", R"({"vocab_size": 50, "hidden_size": 32, "intermediate_size": 24, "num_hidden_layers": 3,
        "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 40, "sliding_window": 5})"},
    {"qwen2", R"({"vocab_size": 50, "hidden_size": 32, "intermediate_size": 24, "num_hidden_layers": 3,
        "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 40,
        "use_sliding_window": true, "sliding_window": 4, "max_window_layers": 1})"},
    {"qwen3",
     R"({"vocab_size": 50, "hidden_size": 32, "intermediate_size": 24, "num_hidden_layers": 3, "head_dim": 8,
        "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 40})"},
    {"gemma",
     R"({"vocab_size": 50, "hidden_size": 32, "intermediate_size": 24, "num_hidden_layers": 3, "head_dim": 8,
        "num_attention_heads": 4, "num_key_value_heads": 1, "max_position_embeddings": 40,
        "tie_word_embeddings": false})"},
    {"gemma2",
     R"({"vocab_size": 50, "hidden_size": 32, "intermediate_size": 24, "num_hidden_layers": 4, "head_dim": 8,
        "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 40, "sliding_window": 4,
        "tie_word_embeddings": false})"},
    {"gemma3_text", R"({"vocab_size": 50, "hidden_size": 32, "intermediate_size": 24, "num_hidden_layers": 4,
        "head_dim": 8, "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 40,
        "sliding_window": 4, "sliding_window_pattern": 2, "tie_word_embeddings": false})"},
    {"phi3", R"({"vocab_size": 50, "hidden_size": 32, "intermediate_size": 24, "num_hidden_layers": 3,
        "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 40, "pad_token_id": 0,
        "partial_rotary_factor": 0.5})"},
    {"phi3", R"({"vocab_size": 50, "hidden_size": 32, "intermediate_size": 24, "num_hidden_layers": 2,
        "num_attention_heads": 4, "max_position_embeddings": 40, "pad_token_id": 0,
        "original_max_position_embeddings": 11, "rope_scaling": {"type": "su", "short_factor": [1, 1.2, 1.5, 2],
        "long_factor": [1.5, 2, 3, 4]}})"},
    {"smollm3", R"({"vocab_size": 50, "hidden_size": 32, "intermediate_size": 24, "num_hidden_layers": 4,
        "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 40, "pad_token_id": 0,
        "tie_word_embeddings": false})"},
};

std::unique_ptr<models::Network> makeRandom(const char* modelType, const core::Json& config,
                                            core::Head head = core::Head::CausalLm)
{
    auto network = models::makeNetwork(
        modelType, {config, "config.json", head, 2, [](const std::string&) { return false; }});
    at::Tensor first;
    network->forEachParameter([&](const std::string& name, at::Tensor& parameter) {
        parameter = at::randn(parameter.sizes()) * 0.3;
        if (parameter.dim() == 1) parameter += 0.5;
        if (!first.defined()) first = parameter;
        if (name == "lm_head.weight" && parameter.sizes() == first.sizes()) parameter = first;
    });
    network->loaded();
    return network;
}

std::unique_ptr<models::Network> makeRandom(const Case& each)
{
    return makeRandom(each.modelType, core::Json::parse(each.config));
}

models::NetworkInputs inputsOf(const at::Tensor& ids, const at::Tensor& mask = {})
{
    models::NetworkInputs inputs;
    inputs.inputIds = ids;
    inputs.attentionMask = mask.defined() ? mask : at::ones_like(ids);
    return inputs;
}

double difference(const at::Tensor& found, const at::Tensor& expected)
{
    REQUIRE(found.sizes() == expected.sizes());
    return ((found - expected).abs().max() / expected.abs().max()).item<double>();
}

template <typename Function>
core::Error errorOf(Function function)
{
    const auto result = core::capture([&] {
        function();
        return true;
    });
    REQUIRE_FALSE(result.ok());
    return result.error();
}

constexpr double bar = 1e-5;

} // namespace

TEST_CASE("a text fed in parts gives the logits of one forward pass")
{
    const c10::InferenceMode noGradients;
    at::manual_seed(1);
    std::mt19937 random(1);
    core::RunControl control;
    layers::Pass pass{control};
    for (const auto& each : cases) {
        CAPTURE(each.modelType);
        const auto network = makeRandom(each);
        const auto ids = at::randint(50, {2, 20}, at::kLong);
        const auto expected = [&](std::int64_t start, std::int64_t n) {
            const auto hidden = network->forward(inputsOf(ids.narrow(1, 0, start + n)), pass).lastHiddenState;
            return network->tokenLogits(hidden).narrow(1, start, n);
        };
        for (int round = 0; round < 3; ++round) {
            const auto state = network->startDecoding(inputsOf(ids.narrow(1, 0, 3)), 20, pass);
            for (std::int64_t start = 0; start < 20;) {
                const auto n = std::min<std::int64_t>(20 - start, round == 0 ? 1 : 1 + random() % 6);
                const auto part = ids.narrow(1, start, n);
                if (random() % 2)
                    CHECK(difference(state->feedAll(part, pass), expected(start, n)) < bar);
                else
                    CHECK(difference(state->feed(part, pass), expected(start, n).select(1, n - 1)) < bar);
                start += n;
                CHECK(state->length() == start);
            }
        }
    }
}

TEST_CASE("rows with padding at the left decode as each of them alone")
{
    const c10::InferenceMode noGradients;
    at::manual_seed(2);
    core::RunControl control;
    layers::Pass pass{control};
    for (const auto& each : cases) {
        CAPTURE(each.modelType);
        // Its factors are those of the longest row, for all of them.
        if (std::string_view(each.config).find("short_factor") != std::string_view::npos) continue;
        const auto network = makeRandom(each);
        const auto ids = at::randint(50, {3, 14}, at::kLong);
        auto mask = at::ones({3, 9}, at::kLong);
        mask[1].narrow(0, 0, 5).zero_();
        mask[2].narrow(0, 0, 8).zero_();
        const auto prompt = ids.narrow(1, 0, 9);
        const auto state = network->startDecoding(inputsOf(prompt, mask), 14, pass);
        std::vector<at::Tensor> found{state->feed(prompt, pass)};
        for (std::int64_t i = 9; i < 14; ++i)
            found.push_back(state->feed(ids.narrow(1, i, 1), pass));
        for (std::int64_t row = 0; row < 3; ++row) {
            const auto skipped = 9 - mask[row].sum().item<std::int64_t>();
            const auto own = ids.narrow(0, row, 1).narrow(1, skipped, 14 - skipped);
            const auto alone = network->tokenLogits(network->forward(inputsOf(own), pass).lastHiddenState)[0];
            for (std::int64_t i = 0; i < 6; ++i)
                CHECK(difference(found[std::size_t(i)][row], alone[8 - skipped + i]) < bar);
        }
    }
}

TEST_CASE("rows are reordered, doubled and cut")
{
    const c10::InferenceMode noGradients;
    at::manual_seed(3);
    core::RunControl control;
    layers::Pass pass{control};
    for (const auto& each : cases) {
        CAPTURE(each.modelType);
        const auto network = makeRandom(each);
        const auto ids = at::randint(50, {2, 12}, at::kLong);
        auto mask = at::ones({2, 8}, at::kLong);
        mask[0].narrow(0, 0, 3).zero_();
        const auto state = network->startDecoding(inputsOf(ids.narrow(1, 0, 8), mask), 20, pass);
        state->feed(ids.narrow(1, 0, 8), pass);
        const auto next = state->feed(ids.narrow(1, 8, 1), pass);
        const auto bytes = state->bytes();
        CHECK(bytes > 0);

        const auto order = at::tensor({1, 0, 1, 1}, at::kLong);
        state->truncate(8);
        CHECK(state->length() == 8);
        state->reorder(order);
        CHECK(state->rows() == 4);
        CHECK(state->bytes() == 2 * bytes);
        const auto again = state->feed(ids.narrow(1, 8, 1).index_select(0, order), pass);
        CHECK(difference(again, next.index_select(0, order)) < bar);

        const auto same = at::tensor({0, 0, 3, 1}, at::kLong);
        const auto more = at::randint(50, {4, 2}, at::kLong);
        const auto plain = state->feedAll(more, pass);
        state->truncate(9);
        state->reorder(same);
        CHECK(state->rows() == 4);
        const auto swapped = state->feedAll(more.index_select(0, same), pass);
        CHECK(difference(swapped, plain.index_select(0, same)) < bar);
    }
}

TEST_CASE("what does not fit is an error and changes nothing")
{
    const c10::InferenceMode noGradients;
    core::RunControl control;
    layers::Pass pass{control};
    const auto network = makeRandom(cases.front());
    const auto ids = at::randint(50, {1, 41}, at::kLong);
    CHECK(errorOf([&] {
              network->startDecoding(inputsOf(ids.narrow(1, 0, 5)), 4, pass);
          }).message.find("prompt of 5") != std::string::npos);
    const auto state = network->startDecoding(inputsOf(ids.narrow(1, 0, 5)), 6, pass);
    state->feed(ids.narrow(1, 0, 5), pass);
    CHECK(errorOf([&] { state->feed(ids.narrow(1, 5, 2), pass); }).message.find("room for 6") !=
          std::string::npos);
    CHECK(errorOf([&] {
              state->feed(ids.narrow(1, 5, 1).repeat({2, 1}), pass);
          }).message.find("2 rows") != std::string::npos);
    CHECK(errorOf([&] { state->truncate(7); }).code == core::ErrorCode::InvalidArgument);
    CHECK(state->length() == 5);
    state->feed(ids.narrow(1, 5, 1), pass);
    CHECK(state->length() == 6);
    const auto base = makeRandom("gpt2", core::Json::parse(cases.front().config), core::Head::Base);
    CHECK(base->startDecoding(inputsOf(ids.narrow(1, 0, 5)), 6, pass) == nullptr);
}

TEST_CASE("a stop between layers leaves the state as it was")
{
    struct Stopping final : core::RunControl
    {
        std::stop_source source;
        int calls = 0;
        std::stop_token stopToken() const override { return source.get_token(); }
        void yield() override
        {
            if (++calls == 2) source.request_stop();
        }
    };
    const c10::InferenceMode noGradients;
    at::manual_seed(4);
    const auto network = makeRandom(cases.front());
    const auto ids = at::randint(50, {1, 8}, at::kLong);
    core::RunControl control;
    layers::Pass pass{control};
    const auto state = network->startDecoding(inputsOf(ids), 8, pass);
    Stopping stopping;
    layers::Pass stopped{stopping};
    CHECK_THROWS_AS(state->feed(ids, stopped), core::CanceledException);
    CHECK(state->length() == 0);
    const auto expected = network->tokenLogits(network->forward(inputsOf(ids), pass).lastHiddenState);
    CHECK(difference(state->feed(ids, pass), expected.select(1, 7)) < bar);
}

TEST_CASE("a row without any key stays finite, on the fast path as on the exact one")
{
    const c10::InferenceMode noGradients;
    at::manual_seed(5);
    struct Nothing final : inspection::Probe
    {
        void visit(inspection::Site, std::int64_t, at::Tensor&) override {}
    } probe;
    core::RunControl control;
    layers::Pass fast{control}, exact{control, &probe};
    for (const auto& each : cases) {
        CAPTURE(each.modelType);
        const auto network = makeRandom(each);
        const auto ids = at::randint(50, {3, 9}, at::kLong);
        auto mask = at::ones({3, 9}, at::kLong);
        mask[0].zero_();
        mask[1].narrow(0, 0, 6).zero_();
        const auto one = network->forward(inputsOf(ids, mask), fast).lastHiddenState;
        const auto other = network->forward(inputsOf(ids, mask), exact).lastHiddenState;
        CHECK(at::isfinite(one).all().item<bool>());
        CHECK(difference(one, other) < bar);
    }
}

TEST_CASE("a config that lies is an error that names the key")
{
    const auto failsWith = [](const char* modelType, const char* config, const char* expected) {
        const auto json = core::Json::parse(config);
        const auto error = errorOf([&] { makeRandom(modelType, json); });
        CAPTURE(error.message);
        CHECK(error.message.find("config.json") != std::string::npos);
        CHECK(error.message.find(expected) != std::string::npos);
    };
    failsWith("llama", R"({"hidden_size": 30, "num_attention_heads": 4})", "hidden_size 30");
    failsWith("llama", R"({"num_attention_heads": 4, "num_key_value_heads": 3})", "num_key_value_heads 3");
    failsWith("llama", R"({"hidden_size": 0})", "hidden_size");
    failsWith("llama", R"({"head_dim": -4})", "head_dim");
    failsWith("llama", R"({"hidden_act": "swosh"})", "swosh");
    failsWith("llama", R"({"rope_scaling": {"type": "spiral", "factor": 2}})", "spiral");
    failsWith("llama", R"({"rope_scaling": {"type": "linear"}})", "\"factor\" is missing");
    failsWith("llama", R"({"rope_scaling": {"type": "linear", "factor": -1}})", "factor");
    failsWith("llama", R"({"rope_scaling": {"rope_type": "llama3", "factor": 8}})", "low_freq_factor");
    failsWith("llama",
              R"({"rope_scaling": {"rope_type": "longrope", "short_factor": [1], "long_factor": [1]}})",
              "short_factor");
    failsWith("llama", R"({"rope_theta": 0})", "rope_theta");
    failsWith("llama", R"({"rope_parameters": {"full_attention": {"rope_type": "default"}}})",
              "full_attention");
    failsWith("llama", R"({"quantization_config": {"bits": 4}})", "quantization_config");
    failsWith("gemma", R"({"use_bidirectional_attention": true})", "use_bidirectional_attention");
    failsWith("gemma2", R"({"num_hidden_layers": 2, "layer_types": ["full_attention"]})", "layer_types");
    failsWith("gemma2", R"({"num_hidden_layers": 1, "layer_types": ["linear_attention"]})",
              "linear_attention");
    failsWith("qwen2", R"({"num_hidden_layers": 1, "layer_types": ["sliding_attention"]})",
              "use_sliding_window");
    failsWith("smollm3", R"({"num_hidden_layers": 2, "no_rope_layers": [1]})", "no_rope_layers");
    failsWith("phi3", R"({"rope_scaling": {"type": "linear", "factor": 2}})", "longrope");
    failsWith("gpt2", R"({"n_embd": 30, "n_head": 4})", "n_embd 30");
    failsWith("gpt2", R"({"add_cross_attention": true})", "add_cross_attention");
    failsWith("gpt_neo", R"({"num_layers": 3})", "attention_types");
    failsWith("gpt_neo", R"({"num_layers": 1, "attention_types": [[["near"], 1]]})", "near");
    failsWith("opt", R"({"ffn_dim": 1.5})", "ffn_dim");
    failsWith("bloom", R"({"n_head": 7})", "n_head 7");
    failsWith("gpt_neox", R"({"rotary_pct": 1.5})", "partial_rotary_factor");
}

TEST_CASE("classifying needs a pad token for more than one text")
{
    const c10::InferenceMode noGradients;
    at::manual_seed(6);
    core::RunControl control;
    layers::Pass pass{control};
    auto config = core::Json::parse(cases.front().config);
    const auto without = makeRandom("gpt2", config, core::Head::SequenceClassification);
    const auto ids = at::randint(3, 50, {2, 6}, at::kLong);
    const auto logitsOf = [&](const models::Network& network, const at::Tensor& rows) {
        return network.textLogits(network.forward(inputsOf(rows), pass).lastHiddenState, inputsOf(rows));
    };
    CHECK(errorOf([&] { logitsOf(*without, ids); }).message.find("pad_token_id") != std::string::npos);
    CHECK(logitsOf(*without, ids.narrow(0, 0, 1)).sizes() == at::IntArrayRef({1, 2}));
    config["pad_token_id"] = 0;
    const auto with = makeRandom("gpt2", config, core::Head::SequenceClassification);
    auto padded = ids.clone();
    padded[1].narrow(0, 4, 2).zero_();
    CHECK(difference(logitsOf(*with, padded)[1], logitsOf(*with, ids.narrow(0, 1, 1).narrow(1, 0, 4))[0]) <
          bar);
}
