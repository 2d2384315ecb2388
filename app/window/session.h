// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/job_list.h"
#include "app/window/loaded_model.h"
#include "app/window/shared_text.h"
#include "backend/engine/compute_thread.h"
#include "backend/engine/worker_pool.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace vitrine::app {

class HubService;
class Settings;

/// What people call a model: "all-MiniLM-L6-v2" for `starter:minilm`, the last part of a path or Hub id.
QString displayName(const QString& specification);
/// "bfloat16", as Transformers and PyTorch write it.
QString dtypeName(models::DType dtype);

/// What the session gets from outside, so that tests can put fakes in.
struct Services
{
    /// Called on the compute thread, the first time when a model is wanted.
    std::function<models::ModelBackend&()> modelBackend;
    /// The program that trains; empty: this one.
    QString trainingProgram = {};
    /// Whether the token of the Hub is kept in the system's key ring.
    bool usesKeyRing = false;
    /// Real ones.
    static Services standard();
};

/// What the window works on: the current model and tokenizer, and the threads that compute. GUI thread, but
/// for what runs inside jobs.
class Session : public QObject
{
    Q_OBJECT

public:
    enum class ModelState { None, Loading, Ready, Failed };
    using TokenizerPointer = std::shared_ptr<const tokenizers::Tokenizer>;

    Session(Settings& settings, Services services, QObject* parent = nullptr);
    /// Stops what runs and destroys the model on the compute thread.
    ~Session() override;

    Settings& settings() { return m_settings; }
    JobList& jobs() { return m_jobs; }
    engine::ComputeThread& compute() { return m_compute; }
    engine::WorkerPool& workers() { return m_workers; }
    SharedText& sharedText() { return m_sharedText; }
    /// For jobs on the compute thread that load models of their own.
    const std::function<models::ModelBackend&()>& modelBackend() const { return m_services.modelBackend; }
    HubService& hub() { return *m_hub; }

    /// Null until one is loaded.
    const TokenizerPointer& tokenizer() const { return m_tokenizer; }
    QString tokenizerSpecification() const { return m_tokenizerSpecification; }
    bool tokenizerLoading() const { return m_tokenizerLoading; }
    const std::optional<core::Error>& tokenizerError() const { return m_tokenizerError; }

    ModelState modelState() const { return m_modelState; }
    /// Which model is current, loaded or not: `starter:minilm`, a folder.
    QString modelSpecification() const { return m_modelSpecification; }
    const std::optional<models::ModelInfo>& modelInfo() const { return m_modelInfo; }
    const std::optional<core::Error>& modelError() const { return m_modelError; }

    /// Makes the model current and opens its folder's tokenizer; the model itself is loaded by ensureModel(),
    /// or now if `loadNow`.
    void openModel(const QString& specification, bool loadNow = true);
    void openTokenizer(const QString& specification);
    /// A path that was dropped or chosen: a model folder, a tokenizer's folder or file. Errors come as
    /// signals.
    void openPath(const QString& path);
    /// The model and tokenizer of the last time. A model whose loading ended the program is not loaded again
    /// by itself: the starter takes its place.
    void restore();
    /// Loads the current model anew, with the settings of now.
    void reloadModel();
    /// Loads the current model unless it is loaded or on its way.
    void ensureModel();

    /// While a training run uses the processor the window's own models take one thread; afterwards as many
    /// as the settings say.
    void setProcessorShared(bool shared);

    const Services& services() const { return m_services; }

    /// Runs on the compute thread with the loaded model, in the last-wins slot of that name. Without a loaded
    /// model the outcome is Failed (NotFound): call ensureModel() and wait for modelChanged().
    template <typename T>
    engine::JobHandle runOnModel(const std::string& slot,
                                 std::function<T(LoadedModel&, engine::JobContext&)> run,
                                 std::function<void(engine::Outcome<T>)> finished,
                                 std::function<void(const core::Progress&)> onProgress = {})
    {
        return m_compute.submitInteractive<T>(slot, {[holder = m_holder, run](engine::JobContext& context) {
                                                         return run(holder->require(), context);
                                                     },
                                                     std::move(finished), std::move(onProgress)});
    }

    /// The same in the lane of long jobs: interactive requests run between its steps.
    template <typename T>
    engine::JobHandle runLongOnModel(std::function<T(LoadedModel&, engine::JobContext&)> run,
                                     std::function<void(engine::Outcome<T>)> finished,
                                     std::function<void(const core::Progress&)> onProgress = {})
    {
        return m_compute.submitLong<T>({[holder = m_holder, run](engine::JobContext& context) {
                                            return run(holder->require(), context);
                                        },
                                        std::move(finished), std::move(onProgress)});
    }

Q_SIGNALS:
    void tokenizerChanged(); ///< also when loading starts or fails
    void modelChanged();     ///< every change of modelState(), modelInfo() or modelSpecification()
    /// Something the user asked for failed; shown as a message. `what` is translated: "Opening …".
    void failed(const QString& what, const core::Error& error);
    /// A panel asks the window for another one, which is to open the folder of a run unless that is empty.
    void panelRequested(const QString& id, const QString& runFolder);

private:
    void loadModel();
    void dropModel();
    int threads() const;

    Settings& m_settings;
    const Services m_services;
    JobList m_jobs;
    SharedText m_sharedText;
    std::shared_ptr<ModelHolder> m_holder = std::make_shared<ModelHolder>();

    TokenizerPointer m_tokenizer;
    QString m_tokenizerSpecification;
    bool m_tokenizerLoading = false;
    std::optional<core::Error> m_tokenizerError;

    ModelState m_modelState = ModelState::None;
    QString m_modelSpecification;
    std::optional<models::ModelInfo> m_modelInfo;
    std::optional<core::Error> m_modelError;
    engine::JobHandle m_loadHandle;
    int m_loadJob = 0;
    bool m_isProcessorShared = false;

    std::unique_ptr<HubService> m_hub;
    engine::WorkerPool m_workers;
    engine::ComputeThread m_compute;
};

} // namespace vitrine::app
