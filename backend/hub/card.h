// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::hub {

/// A model or data set card (README.md).
struct Card
{
    /// A top-level key of the metadata and its values: one for a scalar, several for a list. Nested maps are
    /// left out.
    struct Field
    {
        std::string name;
        std::vector<std::string> values;
        bool isList = false;
    };
    std::vector<Field> fields;
    std::string body; ///< Markdown, without the metadata

    /// The first value; empty when there is none.
    std::string value(std::string_view name) const;
};

/// Takes the metadata between the first two "---" lines apart, as far as cards use YAML: scalars, block lists
/// and lists in brackets. What it does not understand is left out, never an error.
Card parseCard(std::string_view text);

} // namespace vitrine::hub
