// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

namespace vitrine::datasets {

/// What a table is stored as. SavedFolder is what `Dataset.save_to_disk` of the Datasets library makes.
enum class Format { Csv, Tsv, Text, Json, JsonLines, Parquet, Arrow, SavedFolder };

/// How a whole file is compressed, apart from what Parquet and Arrow do inside.
enum class Compression { None, Gzip, Bzip2, Zstd, Lz4, Xz };

struct FileKind
{
    Format format;
    Compression compression = Compression::None;
    /// `.feather`, `.ipc`: Arrow's file form; the Datasets library writes the stream form.
    bool arrowFileForm = false;
};

/// Reads the extensions (`.csv`, `.jsonl.gz`, …); letter case does not matter. A folder with `state.json`
/// is a SavedFolder. Throws Unsupported that lists what is known.
FileKind fileKind(const std::filesystem::path& path);

/// The compression that the last extension names, None when it names none.
Compression compressionOf(const std::filesystem::path& path);

/// `csv`, `tsv`, `text`, `json`, `jsonl`, `parquet`, `arrow`; throws InvalidArgument for anything else.
Format formatNamed(std::string_view name);

} // namespace vitrine::datasets
