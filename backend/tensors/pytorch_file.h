// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/file.h"
#include "backend/tensors/weights_file.h"

#include <cstddef>
#include <filesystem>
#include <list>
#include <span>
#include <string>
#include <vector>

namespace vitrine::tensors {

/// A state dict as torch.save writes it (pytorch_model.bin): the zip form of PyTorch since 1.6 and the legacy
/// form before it. Its pickle is read as data; what is none is an error, and nothing is executed. Tensors
/// that lie row by row in the file are views of the map; others, and storages that are compressed, are copies
/// that this object holds.
class PyTorchFile final : public WeightsFile
{
public:
    /// Throws NotFound, Io, InvalidFormat, Unsupported (big-endian data, TorchScript, the tar form before
    /// 0.4).
    explicit PyTorchFile(const std::filesystem::path& path);
    /// Of bytes that outlive this object; `path` names them in messages.
    PyTorchFile(std::span<const std::byte> bytes, const std::filesystem::path& path);

private:
    void read(std::span<const std::byte> bytes);
    void readZip(std::span<const std::byte> bytes);
    void readLegacy(std::span<const std::byte> bytes);

    core::MappedFile m_map;
    std::list<std::vector<std::byte>> m_copies; ///< a list: the views stay where they are
};

} // namespace vitrine::tensors
