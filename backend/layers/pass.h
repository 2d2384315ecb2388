// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/progress.h"
#include "backend/inspection/probe.h"
#include "backend/layers/dropout.h"

#include <ATen/ATen.h>

namespace vitrine::layers {

/// What accompanies a forward pass through all its layers.
struct Pass
{
    core::RunControl& control;
    inspection::Probe* probe = nullptr; ///< null: the fast path, nothing is reported
    DropoutStream* dropout = nullptr;   ///< null: none, as in evaluation

    /// Reports a value, which may be replaced, where somebody looks.
    void visit(inspection::Site site, std::int64_t layer, at::Tensor& value) const
    {
        if (probe) probe->visit(site, layer, value);
    }
    void enter(inspection::Part part) const
    {
        if (probe) probe->enter(part);
    }
    at::Tensor drop(const at::Tensor& value, double p) const
    {
        return dropout && p > 0 ? layers::dropout(value, p, *dropout) : value;
    }
};

} // namespace vitrine::layers
