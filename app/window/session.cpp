// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/session.h"

#include "app/window/hub_service.h"
#include "app/window/settings.h"
#include "backend/hub/locate.h"
#include "backend/models/torch_library.h"
#include "backend/tokenizers/tokenizer_forms.h"

#include <QDir>
#include <QFileInfo>
#include <QMetaObject>

#include <future>

#include <filesystem>

namespace vitrine::app {
namespace {

using tokenizers::Tokenizer;

/// "minilm" of "starter:minilm", the folder's own name of a path.
QString shortName(const QString& specification)
{
    if (specification.startsWith(QLatin1String("starter:"))) return specification.mid(8);
    const QFileInfo info(specification);
    return info.fileName().isEmpty() ? specification : info.fileName();
}

/// Posts to the event loop of `receiver`. Never runs inline, keeps the order, does nothing after its end.
engine::Executor postTo(QObject* receiver)
{
    return [receiver](std::function<void()> function) {
        QMetaObject::invokeMethod(receiver, std::move(function), Qt::QueuedConnection);
    };
}

} // namespace

Services Services::standard()
{
    return {[]() -> models::ModelBackend& { return models::torchBackend(); }};
}

QString displayName(const QString& specification)
{
    if (specification == QLatin1String("starter:minilm")) return QStringLiteral("all-MiniLM-L6-v2");
    const QFileInfo info(specification);
    return info.fileName().isEmpty() ? specification : info.fileName();
}

QString dtypeName(models::DType dtype)
{
    switch (dtype) {
    case models::DType::Float32:
        return QStringLiteral("float32");
    case models::DType::BFloat16:
        return QStringLiteral("bfloat16");
    case models::DType::Float16:
        return QStringLiteral("float16");
    }
    return {};
}

Session::Session(Settings& settings, Services services, QObject* parent)
    : QObject(parent),
      m_settings(settings),
      m_services(std::move(services)),
      m_hub(std::make_unique<HubService>(settings, m_jobs, postTo(this), m_services.usesKeyRing)),
      m_workers(postTo(this), 4), // two of them may be busy with a scan and a training for long
      m_compute(postTo(this))
{
}

Session::~Session()
{
    m_jobs.stopAll();
    m_hub->shutdown();
    dropModel();
    // The model must end on the thread that used it: one last job there, and this waits for it as it would
    // wait for the thread's end. Jobs of closed panels have been asked to stop already.
    std::promise<void> cleared;
    m_compute.submitLong<engine::Nothing>({[&](engine::JobContext&) {
        m_holder->clear();
        cleared.set_value();
        return engine::Nothing{};
    }});
    cleared.get_future().wait();
    m_compute.shutdown();
    m_workers.shutdown();
}

void Session::openModel(const QString& specification, bool loadNow)
{
    dropModel();
    m_modelSpecification = specification;
    m_settings.setModel(specification);
    Q_EMIT modelChanged();
    openTokenizer(specification);
    if (loadNow) ensureModel();
}

void Session::dropModel()
{
    m_loadHandle.drop();
    if (m_loadJob) m_jobs.remove(std::exchange(m_loadJob, 0));
    // Given up on purpose, which is no crash.
    m_settings.setModelBeingLoaded({});
    m_modelState = ModelState::None;
    m_modelInfo.reset();
    m_modelError.reset();
    // After the load that may still be running: no job finds the old model from then on.
    m_compute.submitLong<engine::Nothing>({[holder = m_holder](engine::JobContext&) {
        holder->clear();
        return engine::Nothing{};
    }});
}

void Session::restore()
{
    const QString model = m_settings.model(), tokenizer = m_settings.tokenizer();
    const bool endedTheProgram = !model.isEmpty() && m_settings.modelBeingLoaded() == model;
    m_settings.setModelBeingLoaded({});
    openModel(endedTheProgram ? QStringLiteral("starter:minilm") : model, false);
    if (!endedTheProgram && !tokenizer.isEmpty()) openTokenizer(tokenizer);
}

void Session::reloadModel()
{
    dropModel();
    ensureModel();
}

void Session::ensureModel()
{
    if (m_modelState == ModelState::Ready || m_modelState == ModelState::Loading) return;
    if (m_modelSpecification.isEmpty()) return;
    loadModel();
}

int Session::threads() const
{
    return m_isProcessorShared ? 1 : m_settings.threads();
}

void Session::setProcessorShared(bool shared)
{
    if (shared == m_isProcessorShared) return;
    m_isProcessorShared = shared;
    // A model that is not asked for yet takes them when it is loaded; libtorch is not opened for this.
    if (m_modelState == ModelState::None || m_modelState == ModelState::Failed) return;
    m_compute.submitLong<engine::Nothing>(
        {[backend = m_services.modelBackend, count = threads()](engine::JobContext&) {
            backend().setThreads(count);
            return engine::Nothing{};
        }});
}

void Session::loadModel()
{
    m_modelState = ModelState::Loading;
    m_modelError.reset();
    const QString specification = m_modelSpecification;
    m_settings.setModelBeingLoaded(specification);
    models::LoadOptions options;
    options.dtype = m_settings.dtype();
    m_loadJob =
        m_jobs.add(tr("Loading model %1").arg(shortName(specification)), [this] { m_loadHandle.stop(); });
    const int job = m_loadJob;

    m_loadHandle = m_compute.submitLong<models::ModelInfo>(
        {[specification = specification.toStdString(), options, holder = m_holder,
          backend = m_services.modelBackend, threads = threads()](engine::JobContext& context) {
             const auto folder = hub::locate(specification);
             models::ModelBackend& engine = backend();
             engine.setThreads(threads);
             auto model = engine.load(folder, options, context);
             auto info = model->info();
             holder->set(std::move(model));
             return info;
         },
         [this, specification, job](engine::Outcome<models::ModelInfo> outcome) {
             m_settings.setModelBeingLoaded({});
             m_jobs.remove(job);
             m_loadJob = 0;
             if (outcome.done()) {
                 m_modelState = ModelState::Ready;
                 m_modelInfo = std::move(outcome.value());
                 m_settings.addRecentModel(specification);
             } else if (outcome.canceled()) {
                 m_modelState = ModelState::None;
             } else {
                 m_modelState = ModelState::Failed;
                 m_modelError = outcome.error();
             }
             Q_EMIT modelChanged();
             if (m_modelState == ModelState::Failed)
                 Q_EMIT failed(tr("The model %1 could not be opened").arg(shortName(specification)),
                               *m_modelError);
         },
         [this, job](const core::Progress& progress) { m_jobs.update(job, progress); }});
    Q_EMIT modelChanged();
}

void Session::openTokenizer(const QString& specification)
{
    m_tokenizerSpecification = specification;
    m_tokenizerLoading = true;
    m_tokenizerError.reset();
    const bool ofModel = specification == m_modelSpecification;
    m_workers.submitLatest<TokenizerPointer>(
        "tokenizer",
        {[specification = specification.toStdString()](engine::JobContext&) -> TokenizerPointer {
             auto loaded = Tokenizer::load(hub::locate(specification));
             return std::make_shared<const Tokenizer>(std::move(loaded).value());
         },
         [this, specification, ofModel](engine::Outcome<TokenizerPointer> outcome) {
             m_tokenizerLoading = false;
             if (outcome.done()) {
                 m_tokenizer = outcome.value();
                 m_settings.setTokenizer(ofModel ? QString() : specification);
                 if (!ofModel) m_settings.addRecentTokenizer(specification);
             } else if (outcome.failed()) {
                 m_tokenizerError = outcome.error();
             }
             Q_EMIT tokenizerChanged();
             if (m_tokenizerError)
                 Q_EMIT failed(tr("The tokenizer %1 could not be opened").arg(shortName(specification)),
                               *m_tokenizerError);
         }});
    Q_EMIT tokenizerChanged();
}

void Session::openPath(const QString& path)
{
    const QFileInfo info(path);
    const QDir folder(path);
    if (info.isDir() && (folder.exists(QStringLiteral("config.json")) ||
                         !tokenizers::holdsTokenizer(std::filesystem::path(path.toStdString()))))
        openModel(path);
    else
        openTokenizer(path);
}

} // namespace vitrine::app
