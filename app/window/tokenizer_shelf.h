// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/session.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <map>
#include <vector>

class QMenu;

namespace vitrine::app {

/// The tokenizers that the pages of the Tokenizer panel have open beside the window's own one: loaded once on
/// the worker pool, kept while a page wants them. GUI thread.
class TokenizerShelf : public QObject
{
    Q_OBJECT

public:
    using TokenizerPointer = Session::TokenizerPointer;
    using Answer = core::Result<TokenizerPointer>;

    explicit TokenizerShelf(Session& session, QObject* parent = nullptr);

    /// What is there of it: null while it is being loaded, which this starts. changed() tells of the answer.
    const Answer* find(const QString& specification);
    /// The next find() reads it anew.
    void forget(const QString& specification);
    /// Lets go of all but these.
    void keepOnly(const QStringList& specifications);

    /// "all-MiniLM-L6-v2" of what opens it.
    static QString nameOf(const QString& specification);
    /// Fills a menu with the tokenizers one may choose: the window's own, starters, recent ones, those in the
    /// Hub's cache, a folder or file from a dialog.
    void fillMenu(QMenu* menu, std::function<void(const QString&)> chosen);

Q_SIGNALS:
    void changed(const QString& specification);

private:
    void readCache();

    Session& m_session;
    std::map<QString, std::optional<Answer>> m_entries;
    QStringList m_cached; ///< Hub ids on this machine
    bool m_cacheIsRead = false;
};

} // namespace vitrine::app
