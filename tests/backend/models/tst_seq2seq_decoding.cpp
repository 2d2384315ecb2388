// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/models/registry.h"

#include <c10/core/InferenceMode.h>
#include <doctest/doctest.h>

#include <array>
#include <random>

using namespace vitrine;

namespace {

struct Family
{
    const char* modelType;
    const char* config;
};

const std::array families{
    Family{"t5",
           R"({"model_type": "t5", "vocab_size": 40, "d_model": 16, "d_kv": 6, "d_ff": 20, "num_layers": 2,
        "num_decoder_layers": 3, "num_heads": 3, "decoder_start_token_id": 0, "relative_attention_num_buckets": 8,
        "relative_attention_max_distance": 10})"},
    Family{"mt5",
           R"({"model_type": "mt5", "vocab_size": 40, "d_model": 16, "d_kv": 6, "d_ff": 20, "num_layers": 1,
        "num_heads": 2})"},
    Family{
        "bart",
        R"({"model_type": "bart", "vocab_size": 40, "d_model": 16, "encoder_layers": 2, "decoder_layers": 1,
        "encoder_attention_heads": 2, "decoder_attention_heads": 4, "encoder_ffn_dim": 20, "decoder_ffn_dim": 12,
        "max_position_embeddings": 40})"},
    Family{
        "mbart",
        R"({"model_type": "mbart", "vocab_size": 40, "d_model": 16, "encoder_layers": 1, "decoder_layers": 2,
        "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 20, "decoder_ffn_dim": 12,
        "max_position_embeddings": 40, "scale_embedding": true})"},
    Family{"marian", R"({"model_type": "marian", "vocab_size": 40, "decoder_vocab_size": 40, "d_model": 16,
        "encoder_layers": 1, "decoder_layers": 2, "encoder_attention_heads": 2, "decoder_attention_heads": 2,
        "encoder_ffn_dim": 20, "decoder_ffn_dim": 12, "max_position_embeddings": 40, "scale_embedding": true,
        "share_encoder_decoder_embeddings": false, "activation_function": "swish"})"},
    Family{"pegasus", R"({"model_type": "pegasus", "vocab_size": 40, "d_model": 16, "encoder_layers": 1,
        "decoder_layers": 1, "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 20,
        "decoder_ffn_dim": 12, "max_position_embeddings": 40})"},
    Family{"m2m_100", R"({"model_type": "m2m_100", "vocab_size": 40, "d_model": 16, "encoder_layers": 1,
        "decoder_layers": 1, "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 20,
        "decoder_ffn_dim": 12, "max_position_embeddings": 10})"},
};

std::unique_ptr<models::Network> randomNetwork(const Family& family)
{
    const auto config = core::parseJson(family.config, "config.json");
    auto network = models::makeNetwork(family.modelType, {config, "config.json", core::Head::Seq2SeqLm, 0,
                                                          [](const std::string&) { return false; }});
    at::manual_seed(5);
    network->forEachParameter(
        [](const std::string&, at::Tensor& value) { value = at::randn(value.sizes()) * 0.3; });
    network->loaded();
    return network;
}

/// Texts of unlike lengths, padded at the right, the last one at the left.
models::NetworkInputs batchOf(std::int64_t rows, std::int64_t length, bool isPadded)
{
    models::NetworkInputs inputs;
    inputs.inputIds = at::randint(4, 40, {rows, length}, at::kLong);
    inputs.attentionMask = at::ones({rows, length}, at::kLong);
    for (std::int64_t row = 0; isPadded && row < rows; ++row) {
        if (row + 1 < rows)
            inputs.attentionMask[row].narrow(0, length - row, row).zero_();
        else
            inputs.attentionMask[row].narrow(0, 0, 2).zero_();
    }
    return inputs;
}

/// Logits after each of `ids`, row i being a continuation of input inputOf[i].
at::Tensor expectedLogits(const models::Network& network, const models::NetworkInputs& inputs,
                          const at::Tensor& inputOf, const at::Tensor& ids, layers::Pass& pass)
{
    models::NetworkInputs rows;
    rows.inputIds = inputs.inputIds.index_select(0, inputOf);
    rows.attentionMask = inputs.attentionMask.index_select(0, inputOf);
    rows.decoderInputIds = ids;
    return network.tokenLogits(network.forward(rows, pass).lastHiddenState);
}

double error(const at::Tensor& found, const at::Tensor& expected)
{
    REQUIRE(found.sizes() == expected.sizes());
    return ((found - expected).abs().max() / expected.abs().max()).item<double>();
}

} // namespace

TEST_CASE("rows that grow by any number of tokens, are reordered and cut have the logits of one pass")
{
    const c10::InferenceMode noGradients;
    core::RunControl control;
    layers::Pass pass{control};
    std::mt19937 random(3);
    const auto below = [&](std::int64_t limit) { return std::int64_t(random() % std::uint64_t(limit)); };
    for (const auto& family : families) {
        CAPTURE(family.modelType);
        const auto network = randomNetwork(family);
        for (int round = 0; round < 12; ++round) {
            const auto inputs = batchOf(1 + below(4), 6, round % 3 != 0);
            constexpr std::int64_t capacity = 24;
            const auto state = network->startDecoding(inputs, capacity, pass);
            REQUIRE(state != nullptr);
            auto inputOf = at::arange(inputs.inputIds.size(0), at::kLong);
            auto ids = at::empty({inputOf.size(0), 0}, at::kLong);
            while (state->length() < capacity) {
                const auto count = std::min(1 + below(4), capacity - state->length());
                const auto next = at::randint(4, 40, {state->rows(), count}, at::kLong);
                ids = at::cat({ids, next}, 1);
                const auto expected = expectedLogits(*network, inputs, inputOf, ids, pass);
                if (below(2) == 0)
                    CHECK(error(state->feed(next, pass), expected.select(1, ids.size(1) - 1)) < 1e-5);
                else
                    CHECK(error(state->feedAll(next, pass), expected.narrow(1, ids.size(1) - count, count)) <
                          1e-5);
                REQUIRE(state->length() == ids.size(1));
                if (below(3) == 0) {
                    const auto rows = at::randint(0, state->rows(), {1 + below(8)}, at::kLong);
                    state->reorder(rows);
                    ids = ids.index_select(0, rows);
                    inputOf = inputOf.index_select(0, rows);
                    CHECK(state->rows() == rows.size(0));
                }
                if (below(5) == 0) {
                    const auto kept = below(state->length() + 1);
                    state->truncate(kept);
                    ids = ids.narrow(1, 0, kept).contiguous();
                }
            }
            CHECK(state->bytes() > 0);
        }
    }
}

TEST_CASE("beams of one input share what the encoder said of it")
{
    const c10::InferenceMode noGradients;
    core::RunControl control;
    layers::Pass pass{control};
    for (const auto& family : families) {
        CAPTURE(family.modelType);
        const auto network = randomNetwork(family);
        const auto inputs = batchOf(2, 30, false);
        const auto state = network->startDecoding(inputs, 4, pass);
        const auto two = state->bytes();
        state->reorder(at::tensor({0, 0, 0, 0, 1, 1, 1, 1}, at::kLong));
        CHECK(state->rows() == 8);
        const auto ofRow = (state->bytes() - two) / 6, ofInputs = two - 2 * ofRow;
        CHECK(ofInputs > 0);
        state->reorder(at::tensor({4, 5}, at::kLong)); // nobody looks at input 0 any more
        CHECK(state->bytes() == ofInputs / 2 + 2 * ofRow);
    }
}

TEST_CASE("a step that cannot be is refused and changes nothing")
{
    const c10::InferenceMode noGradients;
    core::RunControl control;
    layers::Pass pass{control};
    const auto network = randomNetwork(families.front());
    const auto state = network->startDecoding(batchOf(2, 5, false), 3, pass);
    const auto error = [&](auto&& action) {
        const auto result = core::capture([&] {
            action();
            return true;
        });
        REQUIRE_FALSE(result.ok());
        CHECK(result.error().code == core::ErrorCode::InvalidArgument);
        CHECK(state->length() == 2);
        return result.error().message;
    };
    state->feed(at::full({2, 2}, 5, at::kLong), pass);
    CHECK(error([&] {
              state->feed(at::full({2, 2}, 5, at::kLong), pass);
          }) == "feed: 4 positions a row, at most 3 were asked for");
    CHECK(error([&] {
              state->feed(at::full({3, 1}, 5, at::kLong), pass);
          }) == "feed: expected 2 rows of at least one token");
    CHECK(error([&] {
              state->feed(at::full({2, 1}, 40, at::kLong), pass);
          }) == "feed: token 40, expected 0 to 39");
    CHECK(error([&] {
              state->reorder(at::tensor({0, 2}, at::kLong));
          }) == "reorder: row 2 of 2 is not there");
    CHECK(error([&] { state->truncate(3); }) == "truncate: 3 positions, there are 2");
    state->feed(at::full({2, 1}, 5, at::kLong), pass);
    CHECK(state->length() == 3);
}
