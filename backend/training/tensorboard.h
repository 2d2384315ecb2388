// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

namespace vitrine::training {

/// Scalars as TensorBoard reads them: an event file of TFRecords, each a protobuf message with masked
/// CRC-32C sums (tensorflow/core/util/event.proto, tensorflow/core/lib/io/record_writer).
class TensorBoardWriter
{
public:
    /// Makes `folder/events.out.tfevents.SECONDS.HOST.PID.0`. Throws Io.
    explicit TensorBoardWriter(const std::filesystem::path& folder);

    /// Written through to the system; a full disk is not an error of the run.
    void add(std::string_view tag, std::int64_t step, double value);

private:
    struct Close
    {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    void writeRecord(std::string_view message);

    std::unique_ptr<std::FILE, Close> m_file;
};

} // namespace vitrine::training
