// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/models/model_backend.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace vitrine::app {

/// The current model and the pipelines made on it. Everything here happens on the compute thread, inside
/// jobs.
class LoadedModel
{
public:
    explicit LoadedModel(std::unique_ptr<models::Model> model);
    ~LoadedModel();

    models::Model& model() { return *m_model; }
    /// Made at the first call and kept while the tokenizer is the same. Throws Unsupported for a task that
    /// the model cannot do.
    pipelines::Pipeline& pipeline(std::string_view task,
                                  std::shared_ptr<const tokenizers::Tokenizer> tokenizer);

private:
    struct Entry
    {
        std::shared_ptr<const tokenizers::Tokenizer> tokenizer;
        std::unique_ptr<pipelines::Pipeline> pipeline;
    };

    std::unique_ptr<models::Model> m_model;
    std::map<std::string, Entry, std::less<>> m_pipelines; ///< destroyed before the model
};

/// Where jobs find the model; shared between session and jobs, its content touched on the compute thread
/// only.
class ModelHolder
{
public:
    LoadedModel& require();
    void set(std::unique_ptr<models::Model> model);
    void clear() { m_model.reset(); }

private:
    std::unique_ptr<LoadedModel> m_model;
};

} // namespace vitrine::app
