// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/settings_dialog.h"

#include "app/window/hub_settings_form.h"
#include "app/window/language.h"
#include "app/window/settings.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

namespace vitrine::app {

SettingsDialog::SettingsDialog(Settings& settings, HubService& hub, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Settings"));
    setMinimumWidth(520);
    auto* themes = new QComboBox;
    themes->setObjectName(QStringLiteral("themeChoice"));
    themes->addItem(tr("As the system"), int(widgets::ThemeChoice::System));
    themes->addItem(tr("Light"), int(widgets::ThemeChoice::Light));
    themes->addItem(tr("Dark"), int(widgets::ThemeChoice::Dark));
    themes->setCurrentIndex(themes->findData(int(settings.theme())));

    auto* languages = new QComboBox;
    languages->addItem(tr("As the system"), QString());
    for (const QString& code : languageCodes())
        languages->addItem(languageName(code), code);
    languages->setCurrentIndex(languages->findData(settings.language()));

    auto* size = new QSpinBox;
    size->setRange(75, 300);
    size->setSingleStep(5);
    size->setSuffix(QStringLiteral(" %"));
    size->setValue(settings.textSize());

    auto* threads = new QSpinBox;
    threads->setRange(0, 256);
    threads->setSpecialValueText(tr("As many as suit this machine"));
    threads->setValue(settings.threads());

    auto* dtypes = new QComboBox;
    dtypes->addItem(tr("What runs fastest here"), int(models::DTypeChoice::Auto));
    dtypes->addItem(QStringLiteral("float32"), int(models::DTypeChoice::Float32));
    dtypes->addItem(QStringLiteral("bfloat16"), int(models::DTypeChoice::BFloat16));
    dtypes->addItem(tr("As stored in the checkpoint"), int(models::DTypeChoice::Checkpoint));
    dtypes->setCurrentIndex(dtypes->findData(int(settings.dtype())));

    auto* note = new QLabel(tr("Threads and number type take effect when a model is loaded."));
    widgets::setRole(note, "caption");
    note->setWordWrap(true);
    auto* close = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(24, 24, 24, 16);
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(12);
    form->addRow(tr("&Theme"), themes);
    form->addRow(tr("&Language"), languages);
    form->addRow(tr("Text &size"), size);
    form->addRow(tr("T&hreads"), threads);
    form->addRow(tr("&Number type"), dtypes);
    form->addRow(note);
    addHubSettings(*form, settings, hub);
    form->addRow(close);

    connect(themes, &QComboBox::currentIndexChanged, &settings,
            [&settings, themes] { settings.setTheme(widgets::ThemeChoice(themes->currentData().toInt())); });
    connect(languages, &QComboBox::currentIndexChanged, &settings,
            [&settings, languages] { settings.setLanguage(languages->currentData().toString()); });
    connect(size, &QSpinBox::valueChanged, &settings, &Settings::setTextSize);
    connect(threads, &QSpinBox::valueChanged, &settings, &Settings::setThreads);
    connect(dtypes, &QComboBox::currentIndexChanged, &settings,
            [&settings, dtypes] { settings.setDtype(models::DTypeChoice(dtypes->currentData().toInt())); });
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace vitrine::app
