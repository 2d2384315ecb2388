// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

namespace vitrine::layers {

/// Gives the memory of a tensor that lies in a mapped file back to the system, which reads it again from the
/// file when it is needed. Does nothing to a tensor that lies elsewhere.
void releaseMapped(const at::Tensor& tensor);

} // namespace vitrine::layers
