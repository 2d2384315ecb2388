// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

namespace vitrine::datasets {

/// A data set by what people call it.
struct LocatedDataset
{
    std::filesystem::path path;
    /// The set-up could not fetch the real data: the small set that this project wrote stands in for it.
    bool isFallback = false;
};

/// An existing file or folder, or `starter:emails`: 6,046 e-mails with the columns subject, body, group and
/// spam (ham, spam), else 240 made-up ones with the same columns, which are `starter:emails-small` in any
/// case. Throws NotFound that says where it looked.
LocatedDataset locateDataset(std::string_view specification);

} // namespace vitrine::datasets
