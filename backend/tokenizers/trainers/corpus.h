// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/trainers/reporter.h"

#include <memory>

namespace vitrine::datasets {
class Dataset;
}

namespace vitrine::tokenizers {

/// The texts of a training's files, one after the other; read again at each pass, never held whole.
class Corpus
{
public:
    /// Opens all files; throws what their readers throw, and InvalidArgument for a column that holds no text.
    Corpus(const std::vector<std::filesystem::path>& files, const std::string& column,
           TrainingReporter& reporter);
    ~Corpus();

    std::uint64_t rowCount() const { return m_rows; }
    /// Which files they are, and in which state: changes when one of them does.
    const std::string& fingerprint() const { return m_fingerprint; }

    /// Calls `receive` with some texts and the number of the first, in order, from text `first` on.
    void forEachBatch(std::uint64_t first,
                      const std::function<void(std::uint64_t first, std::vector<std::string> texts)>& receive,
                      core::RunControl& control) const;
    /// Up to `count` texts, spread evenly, each cut at 64 KiB.
    std::vector<std::string> sample(std::size_t count) const;

private:
    struct File;
    std::vector<File> m_files;
    std::uint64_t m_rows = 0;
    std::string m_fingerprint;
};

} // namespace vitrine::tokenizers
