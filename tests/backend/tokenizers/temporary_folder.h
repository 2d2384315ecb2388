// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/file.h"

#include <filesystem>
#include <string>

#include <stdlib.h>

namespace vitrine::tokenizers {

/// A folder that goes when the test ends.
class TemporaryFolder
{
public:
    TemporaryFolder()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-XXXXXX").string();
        m_path = ::mkdtemp(pattern.data());
    }
    ~TemporaryFolder() { std::filesystem::remove_all(m_path); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path write(const std::string& name, const std::string& content) const
    {
        core::writeFileAtomically(m_path / name, content);
        return m_path / name;
    }

private:
    std::filesystem::path m_path;
};

} // namespace vitrine::tokenizers
