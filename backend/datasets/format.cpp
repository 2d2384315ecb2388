// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/format.h"

#include "backend/core/result.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace vitrine::datasets {
namespace {

using core::ErrorCode;
using core::Exception;

std::string lowerExtension(const std::filesystem::path& path)
{
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return char(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return extension;
}

constexpr std::array<std::pair<std::string_view, Compression>, 7> compressions{{{".gz", Compression::Gzip},
                                                                                {".gzip", Compression::Gzip},
                                                                                {".bz2", Compression::Bzip2},
                                                                                {".zst", Compression::Zstd},
                                                                                {".zstd", Compression::Zstd},
                                                                                {".lz4", Compression::Lz4},
                                                                                {".xz", Compression::Xz}}};

constexpr std::array<std::pair<std::string_view, Format>, 14> formats{{{".csv", Format::Csv},
                                                                       {".tsv", Format::Tsv},
                                                                       {".tab", Format::Tsv},
                                                                       {".txt", Format::Text},
                                                                       {".text", Format::Text},
                                                                       {".json", Format::Json},
                                                                       {".jsonl", Format::JsonLines},
                                                                       {".ndjson", Format::JsonLines},
                                                                       {".parquet", Format::Parquet},
                                                                       {".pq", Format::Parquet},
                                                                       {".arrow", Format::Arrow},
                                                                       {".arrows", Format::Arrow},
                                                                       {".feather", Format::Arrow},
                                                                       {".ipc", Format::Arrow}}};

} // namespace

Compression compressionOf(const std::filesystem::path& path)
{
    const std::string extension = lowerExtension(path);
    for (const auto& [name, compression] : compressions)
        if (name == extension) return compression;
    return Compression::None;
}

FileKind fileKind(const std::filesystem::path& path)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return {Format::SavedFolder};
    FileKind kind{Format::Text, compressionOf(path)};
    const std::string extension = lowerExtension(kind.compression == Compression::None ? path : path.stem());
    for (const auto& [name, format] : formats) {
        if (name != extension) continue;
        kind.format = format;
        kind.arrowFileForm = extension == ".feather" || extension == ".ipc";
        return kind;
    }
    throw Exception(
        ErrorCode::Unsupported,
        path.string() + ": the extension \"" + extension +
            "\" names no known format (.csv, .tsv, .txt, .json, .jsonl, .parquet, .arrow, each also "
            "with .gz, .bz2, .zst, .lz4 or .xz)");
}

Format formatNamed(std::string_view name)
{
    for (const auto& [text, format] : {std::pair<std::string_view, Format>{"csv", Format::Csv},
                                       {"tsv", Format::Tsv},
                                       {"text", Format::Text},
                                       {"json", Format::Json},
                                       {"jsonl", Format::JsonLines},
                                       {"parquet", Format::Parquet},
                                       {"arrow", Format::Arrow}})
        if (text == name) return format;
    throw Exception(ErrorCode::InvalidArgument,
                    "\"" + std::string(name) +
                        "\" is no format: csv, tsv, text, json, jsonl, parquet or arrow");
}

} // namespace vitrine::datasets
