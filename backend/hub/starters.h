// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace vitrine::hub {

/// A small model that runs without network: `starter:NAME`.
struct Starter
{
    std::string_view name; ///< "minilm"
    std::string_view task; ///< canonical name of the pipeline that it is for: "feature-extraction"
};

/// The first of a task is its default. Tasks that have no starter model yet are left out.
std::span<const Starter> starters();
/// The default for a task, without `starter:`; empty where there is none.
std::string_view starterFor(std::string_view task);

} // namespace vitrine::hub
