// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/models/torch_library.h"
#include "backend/tensors/safetensors.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <unistd.h>

/// The files that tests/compare/make_model_goldens.py writes.
inline const std::filesystem::path modelData = VITRINE_TEST_DATA "/models";
inline const std::filesystem::path tinyBert = modelData / "tiny-bert";

inline const vitrine::tensors::SafetensorsFile& golden()
{
    static const vitrine::tensors::SafetensorsFile file(modelData / "tiny-bert.golden.safetensors");
    return file;
}

template <typename Number>
vitrine::core::Array<Number> goldenArray(const std::string& name)
{
    const auto* view = golden().find(name);
    REQUIRE_MESSAGE(view != nullptr, name);
    vitrine::core::Array<Number> array{view->shape, {}};
    array.values.resize(view->data.size() / sizeof(Number));
    std::memcpy(array.values.data(), view->data.data(), view->data.size());
    return array;
}

/// The largest difference, relative to the largest value that is expected.
inline double relativeError(const vitrine::core::FloatArray& found, const vitrine::core::FloatArray& expected)
{
    if (found.shape != expected.shape) return INFINITY;
    double difference = 0, largest = 1e-12;
    for (std::size_t i = 0; i < found.values.size(); ++i) {
        if (!std::isfinite(found.values[i])) return INFINITY;
        difference = std::max(difference, std::abs(double(found.values[i]) - double(expected.values[i])));
        largest = std::max(largest, std::abs(double(expected.values[i])));
    }
    return difference / largest;
}

/// A copy of the tiny checkpoint that a test may break.
class BrokenModel
{
public:
    explicit BrokenModel(const std::filesystem::path& original = tinyBert)
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path = pattern;
        std::filesystem::copy(original, path, std::filesystem::copy_options::recursive);
    }
    ~BrokenModel() { std::filesystem::remove_all(path); }

    void write(const std::string& name, const std::string& content) const
    {
        std::ofstream(path / name, std::ios::binary) << content;
    }
    /// Replaces a piece of config.json.
    void editConfig(const std::string& from, const std::string& to) const
    {
        std::string text = vitrine::core::readFile(path / "config.json");
        const auto at = text.find(from);
        REQUIRE_MESSAGE(at != std::string::npos, from);
        write("config.json", text.replace(at, from.size(), to));
    }

    std::filesystem::path path;
};
