// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/json.h"
#include "backend/core/result.h"
#include "backend/datasets/dataset.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vitrine::app {

/// Which columns of a table are the input of a task.
class InputColumns
{
public:
    /// `wanted`: one "NAME", or "key=NAME" for the inputs of a task that has several; empty: columns that are
    /// called like the task's inputs, else the one with the texts. Throws InvalidArgument that lists the
    /// columns there are.
    InputColumns(std::string_view task, const std::vector<datasets::Column>& columns,
                 std::span<const std::string> wanted);

    /// The pipeline's input of a row; InvalidArgument for an empty cell.
    core::Result<core::Json> inputOf(const core::OrderedJson& row) const;

private:
    struct Named
    {
        std::string key, column;
        bool isList = false; ///< a text cell that holds a JSON array counts as the array
    };
    std::vector<Named> m_named; ///< one without key: the cell is the input itself
};

} // namespace vitrine::app
