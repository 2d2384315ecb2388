// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

namespace vitrine::widgets {

/// What this version can do with a repository.
enum class HubVerdict { Unknown, Model, TokenizerOnly, Nothing };

/// A line of the list: a repository that was found, or one that is on this machine.
struct HubItem
{
    QString id;    ///< "org/name", or `starter:NAME`
    QString title; ///< what is shown for it
    QString task, library;
    QStringList tags;
    QDateTime updated;                 ///< on the Hub
    qint64 downloads = -1, likes = -1; ///< negative: not known
    bool isGated = false, isPrivate = false;
    bool isHere = false; ///< something of it is on this machine
    qint64 size = -1;    ///< of what is here
    QDateTime lastUsed;
    HubVerdict verdict = HubVerdict::Unknown;
};

struct HubFile
{
    QString path;
    qint64 size = 0;
    bool isLfs = false, isHere = false;
};

/// A choice of what to load.
struct HubScope
{
    QString name; ///< translated: "What is needed here"
    qint64 size = 0;
    qint64 missing = 0; ///< bytes of it that are not here
};

/// Everything that the page of a repository shows.
struct HubPage
{
    HubItem item;
    QString commit;
    QString card;                         ///< Markdown without metadata
    QList<QPair<QString, QString>> facts; ///< translated name and value: licence, languages …
    QList<HubFile> files;
    QList<HubScope> scopes; ///< empty: there is nothing to load
    QString why;            ///< the backend's English fact when something cannot be loaded
    QString notice;         ///< translated: why this is from the machine and not from the Hub
    bool canOpenModel = false, canOpenTokenizer = false; ///< what that needs is here
    QString webAddress;                                  ///< empty: it has none
};

/// The download of the repository whose page is shown.
struct HubProgress
{
    enum class State { None, Waiting, Running, Stopping, Stopped, Failed, Done };
    State state = State::None;
    double fraction = -1;
    QString text;     ///< translated: files, bytes, speed, time left
    QString reason;   ///< of a failure
    QString nextStep; ///< translated
};

struct HubQuery
{
    QString text, task, library, sort;

    bool operator==(const HubQuery&) const = default;
};

} // namespace vitrine::widgets
