// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/context_bar.h"

#include "app/window/session.h"
#include "app/window/settings.h"
#include "backend/hub/locate.h"
#include "widgets/common/icon.h"
#include "widgets/common/theme.h"

#include <QActionGroup>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

namespace vitrine::app {
ContextBar::ContextBar(Session& session, QWidget* parent) : QFrame(parent), m_session(session)
{
    widgets::setRole(this, "bar");
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->setSpacing(8);
    m_model = addChip(QStringLiteral("modelChip"), QStringLiteral("model"), tr("Model"));
    m_tokenizer = addChip(QStringLiteral("tokenizerChip"), QStringLiteral("tokenizer"), tr("Tokenizer"));
    m_device = addChip(QStringLiteral("deviceChip"), QStringLiteral("device"), tr("Device"));
    layout->addStretch();
    m_palette = new QToolButton;
    m_palette->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_palette->setIcon(widgets::themedIcon(QStringLiteral("search")));
    layout->addWidget(m_palette);

    connect(m_model->menu(), &QMenu::aboutToShow, this, [this] { fillModelMenu(m_model->menu()); });
    connect(m_tokenizer->menu(), &QMenu::aboutToShow, this,
            [this] { fillTokenizerMenu(m_tokenizer->menu()); });
    connect(m_device->menu(), &QMenu::aboutToShow, this, [this] { fillDeviceMenu(m_device->menu()); });
    connect(&session, &Session::modelChanged, this, &ContextBar::showModel);
    connect(&session, &Session::tokenizerChanged, this, &ContextBar::showTokenizer);
    connect(&session.settings(), &Settings::computeChanged, this, &ContextBar::showModel);
    showModel();
    showTokenizer();
}

void ContextBar::setPaletteAction(QAction* action)
{
    m_palette->setText(QLatin1Char(' ') + tr("Search actions") + QStringLiteral("   ") +
                       action->shortcut().toString(QKeySequence::NativeText));
    m_palette->setAccessibleName(tr("Search actions"));
    connect(m_palette, &QToolButton::clicked, action, &QAction::trigger);
}

QToolButton* ContextBar::addChip(const QString& objectName, const QString& icon, const QString& name)
{
    auto* chip = new QToolButton;
    chip->setObjectName(objectName);
    widgets::setRole(chip, "chip");
    chip->setIcon(widgets::themedIcon(icon));
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip->setPopupMode(QToolButton::InstantPopup);
    chip->setAccessibleName(name);
    chip->setMenu(new QMenu(chip));
    layout()->addWidget(chip);
    return chip;
}

void ContextBar::showModel()
{
    const QString name = displayName(m_session.modelSpecification());
    QString state;
    switch (m_session.modelState()) {
    case Session::ModelState::None:
        state = tr("not loaded");
        break;
    case Session::ModelState::Loading:
        state = tr("loading");
        break;
    case Session::ModelState::Ready:
        state = tr("%1 M parameters")
                    .arg(QLocale().toString(double(m_session.modelInfo()->parameters) / 1e6, 'f', 1));
        break;
    case Session::ModelState::Failed:
        state = tr("could not be loaded");
        break;
    }
    m_model->setText(QLatin1Char(' ') +
                     (name.isEmpty() ? tr("Choose a model") : name + QStringLiteral("  ·  ") + state));
    m_model->setToolTip(tr("Model: %1 (%2)").arg(m_session.modelSpecification(), state));
    const bool ready = m_session.modelState() == Session::ModelState::Ready;
    m_device->setText(ready ? QStringLiteral(" CPU  ·  ") + dtypeName(m_session.modelInfo()->dtype)
                            : QStringLiteral(" CPU"));
    m_device->setToolTip(tr("Where and in which number type models compute"));
}

void ContextBar::showTokenizer()
{
    QString text = displayName(m_session.tokenizerSpecification());
    if (m_session.tokenizerError())
        text += QStringLiteral("  ·  ") + tr("could not be loaded");
    else if (m_session.tokenizerLoading())
        text += QStringLiteral("  ·  ") + tr("loading");
    else if (m_session.tokenizer())
        text = QStringLiteral("%1  ·  %2")
                   .arg(QString::fromStdString(m_session.tokenizer()->info().modelType),
                        tr("%1 tokens")
                            .arg(QLocale().toString(qulonglong(m_session.tokenizer()->info().vocabSize))));
    m_tokenizer->setText(QLatin1Char(' ') + (text.isEmpty() ? tr("Choose a tokenizer") : text));
    m_tokenizer->setToolTip(tr("Tokenizer: %1").arg(m_session.tokenizerSpecification()));
}

void ContextBar::fillModelMenu(QMenu* menu)
{
    menu->clear();
    menu->addSection(tr("Starter models"));
    for (const std::string& name : hub::starterNames()) {
        const QString specification = QStringLiteral("starter:") + QString::fromStdString(name);
        connect(menu->addAction(displayName(specification)), &QAction::triggered, this,
                [this, specification] { m_session.openModel(specification); });
    }
    menu->addSeparator();
    for (const QString& recent : m_session.settings().recentModels())
        if (!recent.startsWith(QLatin1String("starter:")))
            connect(menu->addAction(QDir::toNativeSeparators(recent)), &QAction::triggered, this,
                    [this, recent] { m_session.openModel(recent); });
    connect(menu->addAction(widgets::themedIcon(QStringLiteral("folder")), tr("Open model folder…")),
            &QAction::triggered, this, &ContextBar::modelFolderWanted);
}

void ContextBar::fillTokenizerMenu(QMenu* menu)
{
    menu->clear();
    const QString ofModel = m_session.modelSpecification();
    connect(menu->addAction(tr("That of the model")), &QAction::triggered, this,
            [this, ofModel] { m_session.openTokenizer(ofModel); });
    for (const QString& recent : m_session.settings().recentTokenizers())
        connect(menu->addAction(QDir::toNativeSeparators(recent)), &QAction::triggered, this,
                [this, recent] { m_session.openTokenizer(recent); });
    menu->addSeparator();
    connect(menu->addAction(widgets::themedIcon(QStringLiteral("folder")), tr("Open tokenizer folder…")),
            &QAction::triggered, this, &ContextBar::tokenizerFolderWanted);
    connect(
        menu->addAction(widgets::themedIcon(QStringLiteral("file")), tr("Open tokenizer.json or vocab.txt…")),
        &QAction::triggered, this, &ContextBar::tokenizerFileWanted);
}

void ContextBar::fillDeviceMenu(QMenu* menu)
{
    menu->clear();
    auto* group = new QActionGroup(menu);
    const std::pair<QString, models::DTypeChoice> choices[] = {
        {tr("What runs fastest here"), models::DTypeChoice::Auto},
        {QStringLiteral("float32"), models::DTypeChoice::Float32},
        {QStringLiteral("bfloat16"), models::DTypeChoice::BFloat16},
        {tr("As stored in the checkpoint"), models::DTypeChoice::Checkpoint}};
    for (const auto& [text, dtype] : choices) {
        QAction* action = group->addAction(menu->addAction(text));
        action->setCheckable(true);
        action->setChecked(m_session.settings().dtype() == dtype);
        const auto chosen = dtype;
        connect(action, &QAction::triggered, this, [this, chosen] {
            m_session.settings().setDtype(chosen);
            const bool loaded = m_session.modelState() == Session::ModelState::Ready;
            if (loaded) m_session.reloadModel();
        });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Settings…")), &QAction::triggered, this, &ContextBar::settingsWanted);
}

} // namespace vitrine::app
