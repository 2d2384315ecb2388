// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_build_controller.h"

#include "app/window/session.h"
#include "app/window/settings.h"
#include "app/window/tokenizer_shelf.h"
#include "backend/hub/locate.h"

#include <QAction>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>

namespace vitrine::app {
namespace {

using widgets::BuildRoles;

QJsonObject toJson(const BuildRoles& r)
{
    return {{QStringLiteral("class"), r.tokenizerClass},
            {QStringLiteral("bos"), r.bos},
            {QStringLiteral("eos"), r.eos},
            {QStringLiteral("unk"), r.unk},
            {QStringLiteral("sep"), r.sep},
            {QStringLiteral("pad"), r.pad},
            {QStringLiteral("cls"), r.cls},
            {QStringLiteral("mask"), r.mask},
            {QStringLiteral("padLeft"), r.padLeft},
            {QStringLiteral("truncateLeft"), r.truncateLeft},
            {QStringLiteral("additional"), QJsonArray::fromStringList(r.additional)}};
}

BuildRoles rolesOf(const QJsonObject& json)
{
    BuildRoles r;
    r.tokenizerClass = json[QStringLiteral("class")].toString(r.tokenizerClass);
    r.bos = json[QStringLiteral("bos")].toString();
    r.eos = json[QStringLiteral("eos")].toString();
    r.unk = json[QStringLiteral("unk")].toString();
    r.sep = json[QStringLiteral("sep")].toString();
    r.pad = json[QStringLiteral("pad")].toString();
    r.cls = json[QStringLiteral("cls")].toString();
    r.mask = json[QStringLiteral("mask")].toString();
    r.padLeft = json[QStringLiteral("padLeft")].toBool();
    r.truncateLeft = json[QStringLiteral("truncateLeft")].toBool();
    for (const auto& each : json[QStringLiteral("additional")].toArray())
        r.additional.append(each.toString());
    return r;
}

const QString firstSample = QStringLiteral("Héllo, how are ü today? 1,234 tokens!");

} // namespace

TokenizerBuildController::TokenizerBuildController(Session& session, TokenizerShelf& shelf)
    : m_session(session), m_shelf(shelf), m_page(new widgets::BuildPage)
{
    const auto addAction = [this](const QString& text, const QString& keys, auto run) {
        auto* action = new QAction(text, this);
        if (!keys.isEmpty()) action->setShortcut(QKeySequence(keys));
        connect(action, &QAction::triggered, this, run);
        m_actions.append(action);
    };
    addAction(tr("Save the tokenizer into a folder"), QStringLiteral("Ctrl+S"), [this] { chooseFolder(); });
    for (int i = 0; i < widgets::stageCount; ++i)
        addAction(tr("Edit: %1").arg(widgets::stageTitle(widgets::TokenizerStage(i))), {},
                  [this, i] { m_page->showStage(i); });
    addAction(tr("Edit: roles of tokens"), {}, [this] { m_page->showStage(widgets::stageCount); });

    QStringList classes;
    for (const auto& preset : tokenizers::tokenizerPresets())
        classes.append(QString::fromUtf8(preset.name.data(), qsizetype(preset.name.size())));
    m_page->setClasses(classes);
    m_page->setSample(firstSample);
    int number = 0;
    for (const auto& family : widgets::tokenizerFamilies()) {
        const int own = number++;
        auto* action = m_page->presetMenu()->addAction(
            tr("%1 (its model is %2)").arg(QLatin1String(family.name), QLatin1String(family.modelType)));
        connect(action, &QAction::triggered, this, [this, own] { usePreset(own); });
    }
    connect(m_page->openMenu(), &QMenu::aboutToShow, this, [this] {
        m_shelf.fillMenu(m_page->openMenu(), [this](const QString& chosen) { open(chosen); });
    });
    connect(m_page->importMenu(), &QMenu::aboutToShow, this, [this] {
        m_shelf.fillMenu(m_page->importMenu(), [this](const QString& chosen) { importVocabulary(chosen); });
    });
    connect(m_page, &widgets::BuildPage::changed, this, [this] {
        tryIt();
        Q_EMIT stateChanged();
    });
    connect(m_page, &widgets::BuildPage::classChosen, this, [this](const QString& name) {
        if (const auto* preset = tokenizers::presetFor(name.toStdString()))
            m_page->setRoles(app::rolesOf(preset->roles));
    });
    connect(m_page, &widgets::BuildPage::saveRequested, this, &TokenizerBuildController::chooseFolder);
    connect(&session, &Session::tokenizerChanged, this, [this] {
        if (m_isActive && m_specification.isEmpty()) activated();
    });
}

TokenizerBuildController::~TokenizerBuildController()
{
    m_reading.drop();
    m_trying.drop();
    delete m_page;
}

QWidget* TokenizerBuildController::widget()
{
    return m_page;
}

void TokenizerBuildController::activated()
{
    m_isActive = true;
    if (m_base || m_isReading) return;
    const QString own = m_specification.isEmpty() ? m_session.tokenizerSpecification() : m_specification;
    if (!own.isEmpty()) read(own, Take::Everything);
}

void TokenizerBuildController::openExample()
{
    m_isActive = true;
    m_page->setSample(firstSample);
    open(QStringLiteral("starter:minilm"));
}

void TokenizerBuildController::open(const QString& specification)
{
    m_restored = {};
    read(specification, Take::Everything);
}

void TokenizerBuildController::importVocabulary(const QString& specification)
{
    read(specification, m_base ? Take::Vocabulary : Take::Everything);
}

void TokenizerBuildController::setBusy(bool& flag, bool busy)
{
    flag = busy;
    Q_EMIT idleChanged();
}

void TokenizerBuildController::read(const QString& specification, Take take)
{
    setBusy(m_isReading, true);
    m_reading.drop();
    m_reading = m_session.workers().submit<BuildBasePointer>(
        {[path = specification.toStdString(), name = TokenizerShelf::nameOf(specification)](
             engine::JobContext&) { return readBuildBase(hub::locate(path), name); },
         [this, specification, take](engine::Outcome<BuildBasePointer> outcome) {
             if (outcome.done()) {
                 const BuildBasePointer found = outcome.value();
                 if (take == Take::Vocabulary) {
                     m_base = withVocabularyOf(*m_base, *found);
                     // The model's settings come with its vocabulary.
                     m_page->setStages(
                         {{QStringLiteral("model"), stagesOf(*found)[QStringLiteral("model")]}});
                 } else {
                     m_specification = specification;
                     m_base = found;
                     const QJsonObject stages = m_restored[QStringLiteral("stages")].toObject();
                     m_page->setRoles(m_restored.isEmpty()
                                          ? app::rolesOf(found->roles)
                                          : rolesOf(m_restored[QStringLiteral("roles")].toObject()));
                     m_page->setStages(stages.isEmpty() ? stagesOf(*found) : stages);
                     m_restored = {};
                 }
                 const auto& model = m_base->json.at("model");
                 const std::size_t size = model.contains("vocab") ? model.at("vocab").size() : 0;
                 m_page->setName(m_base->name,
                                 take == Take::Vocabulary
                                     ? tr("Vocabulary of %1: %2 tokens")
                                           .arg(found->name, QLocale().toString(qulonglong(size)))
                                     : tr("%1 tokens in the model's vocabulary")
                                           .arg(QLocale().toString(qulonglong(size))));
             } else if (outcome.failed())
                 Q_EMIT m_session.failed(
                     tr("The tokenizer %1 could not be opened").arg(TokenizerShelf::nameOf(specification)),
                     outcome.error());
             setBusy(m_isReading, false);
         }});
}

void TokenizerBuildController::usePreset(int family)
{
    const auto& preset = widgets::tokenizerFamilies()[std::size_t(family)];
    QJsonObject stages = QJsonDocument::fromJson(QByteArray(preset.stages)).object();
    const QString key = QStringLiteral("post_processor");
    QJsonObject processor = stages[key].toObject();
    for (const char* each : {"single", "pair"})
        if (processor[QLatin1String(each)].isString()) {
            QString problem;
            processor[QLatin1String(each)] =
                widgets::parseTemplate(processor[QLatin1String(each)].toString(), problem);
            stages[key] = processor;
        }
    if (const auto* known = tokenizers::presetFor(preset.tokenizerClass)) {
        auto roles = app::rolesOf(known->roles);
        roles.tokenizerClass =
            QStringLiteral("PreTrainedTokenizerFast"); // loads the stages as they stand here
        m_page->setRoles(roles);
    }
    m_page->setStages(stages);
}

void TokenizerBuildController::tryIt()
{
    if (!m_base || !m_isActive) return;
    setBusy(m_isTrying, true);
    m_trying = m_session.workers().submitLatest<widgets::BuildResult>(
        "tokenizer-build",
        {[base = m_base, stages = m_page->stages(), roles = m_page->roles(),
          sample = m_page->sample()](engine::JobContext&) { return tryOut(*base, stages, roles, sample); },
         [this](engine::Outcome<widgets::BuildResult> outcome) {
             if (outcome.done()) m_page->showResult(outcome.value());
             setBusy(m_isTrying, false);
         }});
}

void TokenizerBuildController::chooseFolder()
{
    if (!m_base) return;
    auto* dialog =
        new QFileDialog(m_page, tr("Save the tokenizer into a folder"), m_session.settings().lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &TokenizerBuildController::saveTo);
    dialog->open();
}

void TokenizerBuildController::saveTo(const QString& folder)
{
    if (!m_base) return;
    m_session.workers().submit<engine::Nothing>(
        {[base = m_base, stages = m_page->stages(), roles = m_page->roles(),
          folder = folder.toStdString()](engine::JobContext&) {
             const auto document = documentOf(*base, stages, roles);
             // What does not open again is not written.
             (void)tokenizers::Tokenizer::fromJson(document.tokenizerJson, "tokenizer").value();
             tokenizers::saveTokenizer(document, folder);
             return engine::Nothing{};
         },
         [guard = QPointer<TokenizerBuildController>(this),
          folder](engine::Outcome<engine::Nothing> outcome) {
             if (!guard) return;
             if (outcome.failed())
                 Q_EMIT guard->m_session.failed(tr("The tokenizer could not be saved"), outcome.error());
             else if (outcome.done())
                 Q_EMIT guard->saved(folder);
         }});
}

QJsonObject TokenizerBuildController::saveState() const
{
    if (!m_base)
        return {{QStringLiteral("tokenizer"), m_specification}, {QStringLiteral("sample"), m_page->sample()}};
    return {{QStringLiteral("tokenizer"), m_specification},
            {QStringLiteral("sample"), m_page->sample()},
            {QStringLiteral("stages"), m_page->stages()},
            {QStringLiteral("roles"), toJson(m_page->roles())}};
}

void TokenizerBuildController::restoreState(const QJsonObject& state)
{
    if (state.isEmpty()) return;
    m_specification = state[QStringLiteral("tokenizer")].toString();
    m_page->setSample(state[QStringLiteral("sample")].toString());
    if (state.contains(QStringLiteral("stages"))) m_restored = state;
}

} // namespace vitrine::app
