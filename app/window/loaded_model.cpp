// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/loaded_model.h"

namespace vitrine::app {

LoadedModel::LoadedModel(std::unique_ptr<models::Model> model) : m_model(std::move(model)) {}
LoadedModel::~LoadedModel() = default;

pipelines::Pipeline& LoadedModel::pipeline(std::string_view task,
                                           std::shared_ptr<const tokenizers::Tokenizer> tokenizer)
{
    const auto found = m_pipelines.find(task);
    if (found != m_pipelines.end() && found->second.tokenizer == tokenizer) return *found->second.pipeline;
    auto pipeline = m_model->pipeline(task, tokenizer);
    Entry& entry = m_pipelines[std::string(task)];
    entry = {std::move(tokenizer), std::move(pipeline)};
    return *entry.pipeline;
}

LoadedModel& ModelHolder::require()
{
    if (!m_model) throw core::Exception(core::ErrorCode::NotFound, "no model is loaded");
    return *m_model;
}

void ModelHolder::set(std::unique_ptr<models::Model> model)
{
    m_model.reset(); // the old weights first, so that both never need memory together
    m_model = std::make_unique<LoadedModel>(std::move(model));
}

} // namespace vitrine::app
