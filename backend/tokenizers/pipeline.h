// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/added_vocabulary.h"
#include "backend/tokenizers/decoders/decoder.h"
#include "backend/tokenizers/models/model.h"
#include "backend/tokenizers/normalizers/normalizer.h"
#include "backend/tokenizers/pretokenizers/pre_tokenizer.h"
#include "backend/tokenizers/processors/post_processor.h"
#include "backend/tokenizers/tokenizer.h"

#include <filesystem>
#include <memory>
#include <string_view>

namespace vitrine::tokenizers {

/// The stages of a tokenizer, as the loaders make them; only the model is always there.
struct PipelineParts
{
    TokenizerInfo info;
    std::unique_ptr<const Normalizer> normalizer;
    std::unique_ptr<const PreTokenizer> preTokenizer;
    std::unique_ptr<const Model> model;
    std::unique_ptr<const PostProcessor> postProcessor;
    std::unique_ptr<const Decoder> decoder;
    AddedVocabulary added;

    std::optional<std::uint32_t> tokenToId(std::string_view token) const
    {
        const auto own = added.find(token);
        return own ? own : model->vocabulary().find(token);
    }
};

struct Tokenizer::Pipeline : PipelineParts
{
    explicit Pipeline(PipelineParts parts) : PipelineParts(std::move(parts)) {}
};

// The loaders throw Exceptions that name the file and the key or byte.

/// A tokenizer.json; `origin` names it in errors.
PipelineParts readTokenizerJson(std::string_view json, std::string_view origin);
/// A folder (tokenizer.json, else vocab.txt), a tokenizer.json or a vocab.txt.
PipelineParts readTokenizer(const std::filesystem::path& path);

} // namespace vitrine::tokenizers
