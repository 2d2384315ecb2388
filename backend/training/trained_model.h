// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/core/json.h"
#include "backend/models/network.h"
#include "backend/models/trainable.h"
#include "backend/training/examples.h"
#include "backend/training/optimizer.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace vitrine::training {

/// Ids that batches need.
struct SpecialIds
{
    std::int64_t padding = 0;
    bool padsLeft = false;
    std::int64_t mask = -1;            ///< fill-mask
    std::int64_t decoderStart = -1;    ///< encoder-decoder models
    bool startsWithLast = false;       ///< mBART: the target's last token, its language, instead
    std::vector<std::int64_t> special; ///< never masked
};

/// What is trained: the model, and the files that make a Hugging Face folder of it. It is one of two: BERT
/// with a classification head has a path of its own without padding, everything else goes through
/// models::Network.
class TrainedModel
{
public:
    /// Reads the config of the job's model, with `job.config` over it. Weights come with load().
    TrainedModel(const TrainJob& job, const tokenizers::Tokenizer& tokenizer);

    /// What config and checkpoint say about labels, before the data is read.
    const LabelScheme& labelScheme() const { return m_scheme; }
    std::int64_t maxPositions() const { return m_maxPositions; }
    const SpecialIds& ids() const { return m_ids; }

    /// Takes the weights from the checkpoint; those of a head that it lacks, or that has another number of
    /// labels, and from scratch all of them, are newly initialised from the seed. Names of those.
    std::vector<std::string> load(const Examples& examples, std::uint64_t seed);
    /// Throws InvalidArgument when the tokenizer's ids are not the model's.
    void requireFits(const Examples& examples) const;

    /// Null for a model that goes through network().
    const models::TrainableClassifier* classifier() const { return m_classifier.get(); }
    const models::Network& network() const { return *m_network; }
    /// Dropped from the hidden states before a head, as the classes with one do.
    double headDropout() const { return m_headDropout; }

    /// Those that are trained; each once, however many names it has.
    const std::vector<Parameter>& parameters() const { return m_trained; }
    /// Whether of a parameter's gradient only the rows of TableRows are kept.
    bool hasTables() const { return m_classifier != nullptr; }
    std::int64_t parameterCount() const;
    /// Without embeddings: those that every token is multiplied by.
    std::int64_t layerParameterCount() const;

    /// config.json, model.safetensors and the tokenizer's files.
    void save(const std::filesystem::path& folder) const;
    /// Takes the weights of a folder that save() made.
    void restore(const std::filesystem::path& folder);

private:
    void readLabels(const core::Json& config, const TrainJob& job);
    void readIds(const tokenizers::Tokenizer& tokenizer);
    void writeLabels(const Examples& examples);
    void forEachParameter(const models::Network::ParameterAction& action);

    std::filesystem::path m_folder; ///< empty: a new model
    std::filesystem::path m_tokenizer;
    std::string m_origin, m_modelType;
    const core::Architecture* m_architecture = nullptr;
    core::Head m_head;
    bool m_fromScratch;
    std::vector<std::string> m_frozen;
    std::string m_config; ///< JSON, keys in the order of the file
    LabelScheme m_scheme;
    SpecialIds m_ids;
    std::int64_t m_maxPositions = 0, m_vocabSize = 0, m_typeVocabSize = 0;
    double m_headDropout = 0;
    std::unique_ptr<models::TrainableClassifier> m_classifier;
    std::unique_ptr<models::Network> m_network;
    std::vector<Parameter> m_parameters, m_trained;
};

/// Writes tensors as they are, in one file.
void saveTensors(const std::filesystem::path& path, const std::vector<Parameter>& tensors,
                 const std::map<std::string, std::string>& metadata = {});

} // namespace vitrine::training
