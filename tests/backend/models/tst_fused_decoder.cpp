// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/key_value_cache.h"
#include "backend/layers/thread_team.h"
#include "backend/models/checkpoint.h"
#include "backend/models/registry.h"
#include "backend/tensors/safetensors.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <filesystem>
#include <unistd.h>

using namespace vitrine;

namespace {

constexpr std::int64_t vocabulary = 61;

/// With random numbers for weights: norms near one, so that nothing grows from layer to layer.
std::unique_ptr<models::Network> randomNetwork(const core::Json& config, at::ScalarType type)
{
    const auto make = [&] {
        return models::makeNetwork(
            config["model_type"].get<std::string>(),
            {config, "config.json", core::Head::CausalLm, 0, [](const std::string&) { return true; }});
    };
    auto generator = at::detail::createCPUGenerator(11);
    std::vector<at::Tensor> values;
    std::vector<tensors::TensorView> views;
    make()->forEachParameter([&](const std::string& name, at::Tensor& parameter) {
        const bool isNorm = name.find("norm") != std::string::npos;
        values.push_back(at::randn(parameter.sizes(), generator) * 0.15 + (isNorm ? 1 : 0));
        const auto& value = values.back();
        views.push_back({name,
                         tensors::ElementType::F32,
                         value.sizes().vec(),
                         {static_cast<const std::byte*>(value.const_data_ptr()), value.nbytes()}});
    });
    const auto folder = std::filesystem::temp_directory_path() /
                        ("vitrine-fused-" + std::to_string(::getpid()) + "-" + std::to_string(values.size()));
    std::filesystem::create_directories(folder);
    tensors::writeSafetensors(folder / "model.safetensors", views);
    auto network = make();
    models::Checkpoint checkpoint(folder, "model.");
    models::loadParameters(*network, checkpoint, type);
    std::filesystem::remove_all(folder); // what is mapped stays
    return network;
}

core::Json llamaConfig()
{
    return {{"model_type", "llama"},    {"vocab_size", vocabulary},      {"hidden_size", 40},
            {"intermediate_size", 70},  {"num_hidden_layers", 3},        {"num_attention_heads", 4},
            {"num_key_value_heads", 2}, {"max_position_embeddings", 64}, {"attention_bias", true},
            {"mlp_bias", true},         {"tie_word_embeddings", false}};
}

/// The largest difference between logits of a pass over everything and those token by token.
double largestDifference(const models::Network& network, std::int64_t rows)
{
    core::RunControl control;
    layers::Pass pass{control};
    constexpr std::int64_t length = 24, prompt = 5;
    const auto ids = at::randint(0, vocabulary, {rows, length}, at::kLong);
    models::NetworkInputs inputs;
    inputs.inputIds = ids;
    inputs.attentionMask = at::ones({rows, length}, at::kLong);
    const auto whole = network.tokenLogits(network.forward(inputs, pass).lastHiddenState).to(at::kFloat);
    inputs.attentionMask = at::ones({rows, prompt}, at::kLong);
    const auto decoding = network.startDecoding(inputs, length, pass);
    decoding->feed(ids.narrow(1, 0, prompt), pass);
    double largest = 0;
    for (auto i = prompt; i < length; ++i) {
        const auto logits = decoding->feed(ids.narrow(1, i, 1), pass);
        REQUIRE((logits.scalar_type() == at::kFloat));
        largest = std::max(largest, (logits - whole.select(1, i)).abs().max().item<double>());
    }
    CHECK(decoding->length() == length);
    return largest / whole.abs().max().item<double>();
}

} // namespace

TEST_CASE("token by token in one piece equals the layers' own path")
{
    const c10::InferenceMode noGradients;
    at::manual_seed(3);
    for (const int threads : {1, 2, 3})
        for (const std::int64_t rows : {1, 2, 5}) {
            at::set_num_threads(threads);
            CHECK(largestDifference(*randomNetwork(llamaConfig(), at::kFloat), rows) < 1e-5);
            CHECK(largestDifference(*randomNetwork(llamaConfig(), at::kBFloat16), rows) < 0.1);
        }
}

TEST_CASE("a window, another activation and one that the quick way does not know")
{
    const c10::InferenceMode noGradients;
    at::manual_seed(4);
    auto config = llamaConfig();
    config["model_type"] = "mistral";
    config["sliding_window"] = 7;
    config.erase("attention_bias");
    config.erase("mlp_bias");
    CHECK(largestDifference(*randomNetwork(config, at::kFloat), 2) < 1e-5);
    for (const char* activation : {"gelu_pytorch_tanh", "relu"}) {
        config["hidden_act"] = activation;
        CHECK(largestDifference(*randomNetwork(config, at::kFloat), 2) < 1e-5);
    }
}

TEST_CASE("a team works in phases, again and again, with fewer threads too")
{
    layers::ThreadTeam team(4);
    for (const int threads : {1, 2, 4, 3})
        for (int round = 0; round < 50; ++round) {
            std::vector<int> counts(4);
            std::atomic<int> sum = 0, wrong = 0;
            team.run(threads, [&](int thread) {
                for (int phase = 1; phase <= 20; ++phase) {
                    counts[std::size_t(thread)] = phase;
                    sum += 1;
                    team.barrier();
                    if (sum.load() != phase * threads) ++wrong;
                    for (int other = 0; other < threads; ++other)
                        if (counts[std::size_t(other)] != phase) ++wrong;
                    team.barrier();
                }
            });
            CHECK(wrong.load() == 0);
        }
}
