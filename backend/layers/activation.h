// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

#include <string>
#include <string_view>

namespace vitrine::layers {

/// An activation function under its name in Transformers' configs. May work in place on its argument.
using Activation = at::Tensor (*)(at::Tensor);

/// Null for a name that is not known.
Activation findActivation(std::string_view name);
/// "gelu, gelu_new, …": for error messages.
std::string activationNames();

} // namespace vitrine::layers
