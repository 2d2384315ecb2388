// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace vitrine::app {
namespace {

using widgets::ThemeChoice;

constexpr std::array themeNames{std::pair{ThemeChoice::System, "system"},
                                std::pair{ThemeChoice::Light, "light"}, std::pair{ThemeChoice::Dark, "dark"}};
constexpr std::array dtypeNames{std::pair{models::DTypeChoice::Auto, "auto"},
                                std::pair{models::DTypeChoice::Float32, "float32"},
                                std::pair{models::DTypeChoice::BFloat16, "bfloat16"},
                                std::pair{models::DTypeChoice::Checkpoint, "checkpoint"}};

/// The first entry of the table is the default.
template <typename Table>
auto fromName(const Table& table, const QString& name)
{
    for (const auto& [value, text] : table)
        if (name == QLatin1String(text)) return value;
    return table.front().first;
}

template <typename Table, typename Value>
QString toName(const Table& table, Value value)
{
    for (const auto& [candidate, text] : table)
        if (candidate == value) return QLatin1String(text);
    return QLatin1String(table.front().second);
}

} // namespace

Settings::Settings(const QString& file, QObject* parent)
    : QObject(parent),
      m_file(file.isEmpty() ? QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Vitrine"),
                                        QStringLiteral("vitrine"))
                                  .fileName()
                            : file,
             QSettings::IniFormat),
      m_isOwnFile(!file.isEmpty())
{
}

ThemeChoice Settings::theme() const
{
    return fromName(themeNames, m_file.value(QStringLiteral("appearance/theme")).toString());
}

void Settings::setTheme(ThemeChoice theme)
{
    if (store(QStringLiteral("appearance/theme"), toName(themeNames, theme))) Q_EMIT appearanceChanged();
}

QString Settings::language() const
{
    return m_file.value(QStringLiteral("appearance/language")).toString();
}

void Settings::setLanguage(const QString& code)
{
    if (store(QStringLiteral("appearance/language"), code)) Q_EMIT languageChanged();
}

int Settings::textSize() const
{
    return std::clamp(m_file.value(QStringLiteral("appearance/textSize"), 100).toInt(), 75, 300);
}

void Settings::setTextSize(int percent)
{
    if (store(QStringLiteral("appearance/textSize"), std::clamp(percent, 75, 300)))
        Q_EMIT appearanceChanged();
}

int Settings::threads() const
{
    return std::clamp(m_file.value(QStringLiteral("compute/threads"), 0).toInt(), 0, 1024);
}

void Settings::setThreads(int count)
{
    if (store(QStringLiteral("compute/threads"), std::max(count, 0))) Q_EMIT computeChanged();
}

models::DTypeChoice Settings::dtype() const
{
    return fromName(dtypeNames, m_file.value(QStringLiteral("compute/dtype")).toString());
}

void Settings::setDtype(models::DTypeChoice dtype)
{
    if (store(QStringLiteral("compute/dtype"), toName(dtypeNames, dtype))) Q_EMIT computeChanged();
}

QString Settings::model() const
{
    return m_file.value(QStringLiteral("context/model"), QStringLiteral("starter:minilm")).toString();
}

void Settings::setModel(const QString& specification)
{
    store(QStringLiteral("context/model"), specification);
}

QString Settings::tokenizer() const
{
    return m_file.value(QStringLiteral("context/tokenizer")).toString();
}

void Settings::setTokenizer(const QString& specification)
{
    store(QStringLiteral("context/tokenizer"), specification);
}

QStringList Settings::recentModels() const
{
    return m_file.value(QStringLiteral("context/recentModels")).toStringList();
}

void Settings::addRecentModel(const QString& specification)
{
    addRecent(QStringLiteral("context/recentModels"), specification);
}

QStringList Settings::recentTokenizers() const
{
    return m_file.value(QStringLiteral("context/recentTokenizers")).toStringList();
}

void Settings::addRecentTokenizer(const QString& specification)
{
    addRecent(QStringLiteral("context/recentTokenizers"), specification);
}

QString Settings::panel() const
{
    return m_file.value(QStringLiteral("window/panel")).toString();
}

void Settings::setPanel(const QString& id)
{
    store(QStringLiteral("window/panel"), id);
}

QByteArray Settings::geometry() const
{
    return m_file.value(QStringLiteral("window/geometry")).toByteArray();
}

void Settings::setGeometry(const QByteArray& geometry)
{
    store(QStringLiteral("window/geometry"), geometry);
}

QJsonObject Settings::panelState(const QString& id) const
{
    return QJsonDocument::fromJson(m_file.value(QStringLiteral("panels/") + id).toByteArray()).object();
}

void Settings::setPanelState(const QString& id, const QJsonObject& state)
{
    store(QStringLiteral("panels/") + id, QJsonDocument(state).toJson(QJsonDocument::Compact));
}

QString Settings::dataFolder() const
{
    return m_isOwnFile ? QFileInfo(m_file.fileName()).absoluteDir().filePath(QStringLiteral("data"))
                       : QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                             QStringLiteral("/vitrine");
}

QString Settings::lastFolder() const
{
    return m_file.value(QStringLiteral("window/lastFolder")).toString();
}

void Settings::setLastFolder(const QString& folder)
{
    store(QStringLiteral("window/lastFolder"), folder);
}

QString Settings::modelBeingLoaded() const
{
    return m_file.value(QStringLiteral("context/modelBeingLoaded")).toString();
}

void Settings::setModelBeingLoaded(const QString& specification)
{
    if (store(QStringLiteral("context/modelBeingLoaded"), specification)) m_file.sync();
}

void Settings::sync()
{
    m_file.sync();
}

QString Settings::hubEndpoint() const
{
    return m_file.value(QStringLiteral("hub/endpoint")).toString();
}

void Settings::setHubEndpoint(const QString& address)
{
    store(QStringLiteral("hub/endpoint"), address);
}

QJsonArray Settings::hubDownloads() const
{
    return QJsonDocument::fromJson(m_file.value(QStringLiteral("hub/downloads")).toByteArray()).array();
}

void Settings::setHubDownloads(const QJsonArray& downloads)
{
    store(QStringLiteral("hub/downloads"), QJsonDocument(downloads).toJson(QJsonDocument::Compact));
}

bool Settings::store(const QString& key, const QVariant& value)
{
    if (m_file.value(key) == value) return false;
    m_file.setValue(key, value);
    return true;
}

void Settings::addRecent(const QString& key, const QString& value)
{
    QStringList list = m_file.value(key).toStringList();
    list.removeAll(value);
    list.prepend(value);
    while (list.size() > 10)
        list.removeLast();
    store(key, list);
}

} // namespace vitrine::app
