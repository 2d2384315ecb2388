// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/loaded_model.h"
#include "app/window/session.h"
#include "backend/engine/job.h"
#include "widgets/playground/model_comparison.h"

#include <functional>
#include <list>

namespace vitrine::app {

/// The models of a comparison, loaded once and kept while memory allows. Used on the compute thread only.
class ComparedModels
{
public:
    struct Model
    {
        QString specification;
        models::DTypeChoice dtype = models::DTypeChoice::Float32;
    };
    struct Request
    {
        QString task;
        QJsonObject arguments;
        QList<QJsonValue> inputs;
        int repetitions = 1;
        int threads = 0;
        std::vector<Model> models;
    };
    /// What is new since the last one, in the order in which it came.
    struct Update
    {
        int model = 0;
        widgets::ComparedRun run;                                     ///< without answers
        std::vector<std::pair<int, widgets::ComparedAnswer>> answers; ///< by input
    };
    using Backend = std::function<models::ModelBackend&()>;

    /// Model after model, each with all inputs, so that none disturbs another's time. What a model can't do
    /// is its own failure, what an input breaks is that answer's. `publish` is called on this thread.
    void run(const Request& request, const Backend& backend, const std::function<void(Update)>& publish,
             core::RunControl& control);
    /// Lets go of all but these.
    void keepOnly(const std::vector<Model>& models);
    void clear() { m_entries.clear(); }
    std::size_t loadedCount() const { return m_entries.size(); }

    /// Free memory in bytes, -1 for not known; tests put their own in.
    std::function<std::int64_t()> available;

private:
    struct Entry
    {
        Model key;
        std::unique_ptr<LoadedModel> model;
        Session::TokenizerPointer tokenizer;
        std::int64_t heldBytes = 0; ///< that the process grew by, with what runs left behind
    };
    Entry& require(const Model& wanted, const Request& request, const Backend& backend,
                   widgets::ComparedRun& run, core::RunControl& control);
    void makeRoom(const Model& wanted, const std::filesystem::path& folder);

    std::list<Entry> m_entries; ///< the one used last at the end
};

/// What is known of a model without loading it. Any thread; never throws: what is wrong is the problem.
struct ModelOutlook
{
    std::int64_t parameters = -1;
    std::int64_t neededBytes = -1; ///< of the weights with this number type
    QStringList tasks;             ///< empty: not known
    QString error;                 ///< English fact; empty: it can be loaded, as far as files say
};
ModelOutlook outlookOf(const ComparedModels::Model& model);

} // namespace vitrine::app
