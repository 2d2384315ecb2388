// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/tensors/tensor_view.h"

#include <span>
#include <string>
#include <vector>

namespace vitrine::models {

/// Whether config.json says that the output layer is the embeddings: its own word for it, else the default of
/// its class in Transformers. Nothing is decided where the class is not known: then false.
bool tiesEmbeddings(const core::Json& config);

/// Names of tensors that are stored though they are others' copies: output layers that equal the embeddings,
/// the embeddings of an encoder and a decoder that share theirs. Transformers leaves them out of what it
/// saves and ties them again when it loads.
std::vector<std::string> tiedCopies(std::span<const tensors::TensorView> tensors, const core::Json& config);

/// Whether a name is that of an output layer over the vocabulary.
bool isOutputLayer(std::string_view name);

} // namespace vitrine::models
