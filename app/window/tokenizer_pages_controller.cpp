// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_pages_controller.h"

#include "app/window/session.h"
#include "app/window/tokenizer_build_controller.h"
#include "app/window/tokenizer_compare_controller.h"
#include "app/window/tokenizer_controller.h"
#include "app/window/tokenizer_shelf.h"
#include "app/window/tokenizer_train_controller.h"
#include "app/window/tokenizer_vocabulary_controller.h"

namespace vitrine::app {

TokenizerPagesController::TokenizerPagesController(Session& session)
    : m_shelf(new TokenizerShelf(session, this))
{
    add(QStringLiteral("inspect"), tr("Inspect"), std::make_unique<TokenizerController>(session));
    auto* compare = add(QStringLiteral("compare"), tr("Compare"),
                        std::make_unique<TokenizerCompareController>(session, *m_shelf));
    add(QStringLiteral("vocabulary"), tr("Vocabulary"),
        std::make_unique<TokenizerVocabularyController>(session, *m_shelf));
    add(QStringLiteral("build"), tr("Build"), std::make_unique<TokenizerBuildController>(session, *m_shelf));
    auto* train =
        add(QStringLiteral("train"), tr("Train"), std::make_unique<TokenizerTrainController>(session));
    connect(train, &TokenizerTrainController::inspectRequested, this,
            [this, &session](const QString& folder) {
                session.openTokenizer(folder);
                showPage(QStringLiteral("inspect"));
            });
    connect(train, &TokenizerTrainController::compareRequested, this, [this, compare](const QString& folder) {
        compare->add(folder);
        showPage(QStringLiteral("compare"));
    });
    connect(train, &TokenizerTrainController::vocabularyRequested, this,
            [this, &session](const QString& folder) {
                session.openTokenizer(folder);
                showPage(QStringLiteral("vocabulary"));
            });
}

TokenizerPagesController::~TokenizerPagesController()
{
    clearPages();
}

} // namespace vitrine::app
