// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/models/model_backend.h"
#include "backend/tokenizers/tokenizer.h"
#include "widgets/attention/attention_source.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace vitrine::app {

/// One of the models of a request.
struct AttentionModelRequest
{
    std::string specification;
    QString name;
    /// The one to encode with; null: that of the model's own folder.
    std::shared_ptr<const tokenizers::Tokenizer> tokenizer;
};

struct AttentionRun
{
    AttentionModelRequest first;
    std::optional<AttentionModelRequest> second;
    std::string text;
    std::optional<std::string> pair;
    bool scores = false;
    int threads = 0;
};

struct AttentionAnswer
{
    widgets::AttentionStacks first, second; ///< the second empty unless asked for
};

/// The models that the Attention panel looks into: mapped, in float32 and without their heads, so that the
/// numbers are those of Transformers whatever the window computes with elsewhere. Used on the compute thread
/// only.
class AttentionModels
{
public:
    using Backend = std::function<models::ModelBackend&()>;

    AttentionAnswer run(const AttentionRun& run, const Backend& backend, core::RunControl& control);
    void clear() { m_entries.clear(); }

private:
    struct Entry
    {
        std::unique_ptr<models::Model> model;
        std::shared_ptr<const tokenizers::Tokenizer> tokenizer; ///< of its folder; null until it is needed
    };
    Entry& require(const std::string& specification, const AttentionRun& run, const Backend& backend,
                   core::RunControl& control);

    std::map<std::string, Entry> m_entries;
};

/// Where from_pretrained finds the tokenizer of a model folder: the folder, or the one around a checkpoint;
/// empty if neither has one.
QString tokenizerFolderOf(const QString& modelFolder);

/// The models of a training run's folder: the final one if there is one, then `checkpoint-N`, the newest
/// first.
QStringList modelsOfRun(const QString& folder);

/// What "Copy as Python" writes: the Transformers code that makes the numbers that are shown.
struct AttentionPython
{
    QString model, comparedModel; ///< folders; the second empty unless a difference is shown
    QString first;
    std::optional<QString> second;
    inspection::AttentionKind kind = inspection::AttentionKind::Own;
    int layer = 0, head = 0;
    bool scores = false, specialTokens = true, byWord = false;
    int maxLength = 512;
};
QString attentionPython(const AttentionPython& shown);

} // namespace vitrine::app
