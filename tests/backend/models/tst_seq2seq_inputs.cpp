// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/models/registry.h"
#include "backend/models/seq2seq.h"

#include <c10/core/InferenceMode.h>
#include <doctest/doctest.h>

using namespace vitrine;
using core::ErrorCode;
using core::Head;

namespace {

/// A small model of that type; `change` is merged into its config.
std::unique_ptr<models::Network> makeNetwork(const std::string& modelType, Head head,
                                             const std::string& change = "{}")
{
    auto config = core::Json::parse(
        modelType == "t5"
            ? R"({"vocab_size": 30, "d_model": 8, "d_kv": 4, "d_ff": 8, "num_layers": 1, "num_heads": 2,
                  "decoder_start_token_id": 0})"
            : R"({"vocab_size": 30, "d_model": 8, "encoder_layers": 1, "decoder_layers": 1,
                  "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 8,
                  "decoder_ffn_dim": 8, "max_position_embeddings": 20})");
    config["model_type"] = modelType;
    config.merge_patch(core::Json::parse(change));
    auto network = models::makeNetwork(
        modelType, {config, "config.json", head, 2, [](const std::string&) { return false; }});
    at::manual_seed(1);
    network->forEachParameter(
        [](const std::string&, at::Tensor& value) { value = at::randn(value.sizes()); });
    network->loaded();
    return network;
}

template <typename Action>
core::Error errorOf(Action&& action)
{
    const auto result = core::capture([&] {
        action();
        return true;
    });
    REQUIRE_FALSE(result.ok());
    return result.error();
}

models::NetworkInputs inputsOf(const at::Tensor& ids)
{
    models::NetworkInputs inputs;
    inputs.inputIds = ids;
    inputs.attentionMask = at::ones_like(ids);
    return inputs;
}

} // namespace

TEST_CASE("a config that cannot be is refused with its key")
{
    const auto message = [](const std::string& modelType, const std::string& change) {
        return errorOf([&] { makeNetwork(modelType, Head::Seq2SeqLm, change); }).message;
    };
    CHECK(message("t5", R"({"feed_forward_proj": "gated-gated-gelu"})").find("feed_forward_proj") !=
          std::string::npos);
    CHECK(message("t5", R"({"num_heads": 0})").find("\"num_heads\" is 0") != std::string::npos);
    CHECK(message("t5", R"({"num_layers": 1000000})").find("num_layers") != std::string::npos);
    CHECK(message("t5", R"({"relative_attention_num_buckets": 2})").find("relative_attention_num_buckets") !=
          std::string::npos);
    CHECK(message("t5", R"({"relative_attention_max_distance": 8})").find("more than half") !=
          std::string::npos);
    CHECK(message("t5", R"({"pad_token_id": 30})").find("pad_token_id") != std::string::npos);
    CHECK(message("bart", R"({"encoder_attention_heads": 3})").find("not a multiple") != std::string::npos);
    CHECK(message("bart", R"({"activation_function": "prelu"})").find("activation_function \"prelu\"") !=
          std::string::npos);
    CHECK(message("marian", R"({"dropout": 1.5})").find("\"dropout\"") != std::string::npos);
    CHECK(message("pegasus", R"({"d_model": "8"})").find("d_model") != std::string::npos);
    CHECK(message("m2m_100", R"({"pad_token_id": -1})").find("pad_token_id") != std::string::npos);
}

TEST_CASE("decoder inputs are shifted as each architecture does, and asked for where none does")
{
    const auto tokens = at::tensor({7, 8, 2, 9, -100, -100}, at::kLong).view({1, 6});
    const auto shifted = [&](const std::string& modelType, const std::string& change = "{}") {
        return makeNetwork(modelType, Head::Seq2SeqLm, change)->shiftRight(tokens).view(-1);
    };
    const auto expect = [](std::initializer_list<std::int64_t> values) {
        return at::tensor(std::vector<std::int64_t>(values), at::kLong);
    };
    CHECK(shifted("t5").equal(expect({0, 7, 8, 2, 9, 0})));
    CHECK(shifted("bart").equal(expect({2, 7, 8, 2, 9, 1})));
    CHECK(shifted("mbart").equal(expect({9, 7, 8, 2, 9, 1}))); // the language comes first
    CHECK(errorOf([&] { shifted("t5", R"({"decoder_start_token_id": null})"); }).message ==
          "decoder_input_ids: not given, and config.json has no decoder_start_token_id");
    CHECK(errorOf([&] {
              makeNetwork("mbart", Head::Base)->shiftRight(at::full({1, 3}, 1, at::kLong));
          }).message.find("nothing but padding") != std::string::npos);

    const c10::InferenceMode noGradients;
    core::RunControl control;
    layers::Pass pass{control};
    const auto inputs = inputsOf(at::tensor({5, 6, 2}, at::kLong).view({1, 3}));
    for (const char* modelType : {"t5", "marian", "pegasus", "m2m_100"}) {
        const auto network = makeNetwork(modelType, Head::Base);
        const auto error = errorOf([&] { network->forward(inputs, pass); });
        CHECK(error.code == ErrorCode::InvalidArgument);
        CHECK(error.message == "decoder_input_ids: not given, the decoder needs them");
    }
    for (const char* modelType : {"bart", "mbart"})
        CHECK(makeNetwork(modelType, Head::Base)->forward(inputs, pass).lastHiddenState.size(1) == 3);
}

TEST_CASE("a text is classified by the last of its ends, which every row must have")
{
    const auto hidden = at::arange(12, at::kFloat).view({2, 3, 2});
    const auto ids = [](std::vector<std::int64_t> values) {
        return at::tensor(values, at::kLong).view({2, 3});
    };
    const auto found = models::lastEndOfSequence(hidden, ids({5, 2, 2, 2, 6, 2}), 2);
    CHECK(found.equal(at::tensor({4.0F, 5.0F, 10.0F, 11.0F}).view({2, 2})));
    CHECK(errorOf([&] {
              models::lastEndOfSequence(hidden, ids({5, 2, 7, 5, 6, 7}), 2);
          }).message.find("row 1 has no token 2") != std::string::npos);
    CHECK(errorOf([&] {
              models::lastEndOfSequence(hidden, ids({5, 2, 2, 5, 6, 2}), 2);
          }).message.find("equally many") != std::string::npos);
}

TEST_CASE("gradients reach every parameter but those that are not trained")
{
    core::RunControl control;
    layers::DropoutStream dropout(3, 1);
    layers::Pass pass{control, nullptr, &dropout};
    for (const char* modelType : {"t5", "bart", "mbart", "marian", "pegasus", "m2m_100"}) {
        CAPTURE(modelType);
        const auto network = makeNetwork(modelType, Head::Seq2SeqLm, R"({"attention_dropout": 0.1})");
        network->forEachParameter([](const std::string&, at::Tensor& value) { value.requires_grad_(true); });
        auto inputs = inputsOf(at::randint(4, 30, {2, 5}, at::kLong));
        inputs.decoderInputIds = at::randint(4, 30, {2, 4}, at::kLong);
        const auto logits = network->tokenLogits(network->forward(inputs, pass).lastHiddenState);
        logits.square().mean().backward();
        network->forEachParameter([&](const std::string& name, at::Tensor& value) {
            CAPTURE(name);
            // The embeddings that stacks look up are parameters of their own here; nothing reads `shared`.
            if (name == "shared.weight" || name == "model.shared.weight") return;
            REQUIRE(value.grad().defined());
            CHECK(value.grad().isfinite().all().item<bool>());
        });
    }
}
