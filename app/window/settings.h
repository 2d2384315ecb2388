// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/models/model_backend.h"
#include "widgets/common/theme.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QSettings>
#include <QStringList>

namespace vitrine::app {

/// Everything that the window remembers, typed, in one place. Setters do nothing when the value is the same.
class Settings : public QObject
{
    Q_OBJECT

public:
    /// `file`: an INI file; empty for the user's own.
    explicit Settings(const QString& file = {}, QObject* parent = nullptr);

    widgets::ThemeChoice theme() const;
    void setTheme(widgets::ThemeChoice theme);
    /// A language code such as "de", or empty for that of the system.
    QString language() const;
    void setLanguage(const QString& code);
    /// In percent of the normal size, 75 … 300.
    int textSize() const;
    void setTextSize(int percent);
    /// Threads of one computation; 0 chooses by the machine.
    int threads() const;
    void setThreads(int count);
    models::DTypeChoice dtype() const;
    void setDtype(models::DTypeChoice dtype);

    /// What `hub::locate` takes, or a path.
    QString model() const;
    void setModel(const QString& specification);
    QString tokenizer() const; ///< empty: that of the model
    void setTokenizer(const QString& specification);
    /// Newest first, at most ten.
    QStringList recentModels() const;
    void addRecentModel(const QString& specification);
    QStringList recentTokenizers() const;
    void addRecentTokenizer(const QString& specification);

    QString panel() const;
    void setPanel(const QString& id);
    QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);
    QJsonObject panelState(const QString& id) const;
    void setPanelState(const QString& id, const QJsonObject& state);
    /// Where the window keeps what it makes, such as runs: beside a settings file that was given, else the
    /// user's data folder.
    QString dataFolder() const;
    QString lastFolder() const; ///< of file dialogs
    void setLastFolder(const QString& folder);
    /// Set while a model is being loaded: still set at the start means that this load ended the program.
    QString modelBeingLoaded() const;
    void setModelBeingLoaded(const QString& specification);

    /// Where the Hub is; empty: its own address.
    QString hubEndpoint() const;
    void setHubEndpoint(const QString& address);
    /// Downloads that were not finished, as HubService writes them.
    QJsonArray hubDownloads() const;
    void setHubDownloads(const QJsonArray& downloads);

    /// Writes to disk now.
    void sync();

Q_SIGNALS:
    void appearanceChanged(); ///< theme or text size
    void languageChanged();
    void computeChanged(); ///< threads or dtype

private:
    bool store(const QString& key, const QVariant& value);
    void addRecent(const QString& key, const QString& value);

    QSettings m_file;
    const bool m_isOwnFile;
};

} // namespace vitrine::app
