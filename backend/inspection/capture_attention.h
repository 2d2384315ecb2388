// SPDX-License-Identifier: Apache-2.0
#pragma once

// Torch-free: works on the interface of a loaded model.

#include "backend/inspection/attention_maps.h"
#include "backend/models/model_backend.h"
#include "backend/tokenizers/tokenizer.h"

#include <filesystem>
#include <functional>
#include <span>

namespace vitrine::inspection {

/// What to look at; `layers` empty: all of them.
struct AttentionRequest
{
    tokenizers::EncodeInput input;
    std::vector<std::int64_t> layers;
    bool scores = false;
};

/// Tokens that the model takes with this tokenizer, special tokens included.
std::size_t tokenLimit(const models::ModelInfo& model, const tokenizers::Tokenizer& tokenizer);

/// Encodes with special tokens, cuts at the model's limit (the longer text of a pair first), runs the exact
/// path. Throws InvalidArgument for a layer that the model doesn't have, a text without tokens, ids outside
/// the model's vocabulary. Of an encoder-decoder model the encoder's maps. On the model's thread.
AttentionMaps captureAttention(models::Model& model, const tokenizers::Tokenizer& tokenizer,
                               const AttentionRequest& request, core::RunControl& control);

/// The same of every attention that the model has: one for a model of one stack, encoder, decoder and cross
/// for two. The second text of a pair is the target then, which the decoder reads as in training: after its
/// start token, without its last. `layers` count in each stack; where one is shorter, it has those that there
/// are.
std::vector<AttentionMaps> captureStacks(models::Model& model, const tokenizers::Tokenizer& tokenizer,
                                         const AttentionRequest& request, core::RunControl& control);

/// As safetensors: `attentions.L` [1, heads, query, key] and `scores.L` of every layer that is there, with
/// the prefixes of namePrefix(); the tokens as JSON in the metadata: `tokens` and, of a decoder,
/// `decoder_tokens`.
void writeAttention(const std::filesystem::path& path,
                    std::span<const std::reference_wrapper<const AttentionMaps>> all);

/// Throws InvalidArgument that names the layer and what the model has.
void requireLayers(const std::vector<std::int64_t>& layers, const models::ModelInfo& model);

} // namespace vitrine::inspection
