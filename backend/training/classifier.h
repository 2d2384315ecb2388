// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/models/trainable.h"
#include "backend/training/examples.h"
#include "backend/training/optimizer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace vitrine::training {

/// What is fine-tuned: the model, and the files that make a Hugging Face folder of it.
class Classifier
{
public:
    /// Reads the config of the job's model, with `job.config` over it. Weights come with load().
    explicit Classifier(const TrainJob& job);

    /// What config and checkpoint say about labels, before the data is read.
    const LabelScheme& labelScheme() const { return m_scheme; }
    std::int64_t maxPositions() const;

    /// Takes the weights from the checkpoint; those of a head that it lacks, or that has another number of
    /// labels, and from scratch all of them, are newly initialised from the seed. Names of those.
    std::vector<std::string> load(const std::vector<std::string>& labelNames, std::uint64_t seed);
    /// Throws InvalidArgument when the tokenizer's ids are not the model's.
    void requireFits(const Examples& examples) const;

    models::TrainableClassifier& model() { return *m_model; }
    std::vector<Parameter> parameters() const;
    std::int64_t parameterCount() const;
    /// Without embeddings: those that every token is multiplied by.
    std::int64_t layerParameterCount() const;

    /// config.json, model.safetensors and the tokenizer's files.
    void save(const std::filesystem::path& folder) const;
    /// Takes the weights of a folder that save() made.
    void restore(const std::filesystem::path& folder);

private:
    std::filesystem::path m_folder, m_tokenizer;
    std::string m_origin, m_modelType, m_baseClass, m_prefix;
    bool m_fromScratch;
    std::string m_config; ///< JSON, keys in the order of the file
    LabelScheme m_scheme;
    std::unique_ptr<models::TrainableClassifier> m_model;
    std::vector<Parameter> m_parameters;
};

/// Writes tensors as they are, in one file.
void saveTensors(const std::filesystem::path& path, const std::vector<Parameter>& tensors);

} // namespace vitrine::training
