// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/tokenizers/character_trace.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace vitrine::widgets {

/// What each stage made of the texts: a row a word, a column a stage.
struct StagesView
{
    /// Characters of which a stage did the same to each.
    struct Run
    {
        QString text;
        bool isChanged = false; ///< by the stage whose column it stands in
        bool isRemoved = false; ///< by a later stage; in the first column alone
        QString note;           ///< what happened, in words
    };
    struct Token
    {
        QString text;
        std::uint32_t id = 0;
        bool isUnknown = false;
        int index = -1; ///< in the encoding; -1 where truncation cut it
    };
    struct Row
    {
        int text = 0;
        std::vector<Run> original, normalized, preTokenized;
        std::vector<Token> model;
        std::vector<Token> added; ///< by the post-processor: then there is nothing else in the row
    };
    enum class Stage { Normalizer, PreTokenizer, Model };
    /// Characters that met the same.
    struct Change
    {
        QString before, after;
        Stage stage;
        tokenizers::CharChange kind;
        int count = 0;
        int firstRow = 0;
    };

    QStringList names; ///< of the components: normalizer, pre-tokenizer, model, post-processor; "" for none
    std::vector<Row> rows;
    std::vector<Change> changes; ///< by stage, the most frequent first
    std::size_t charactersChanged = 0;
    bool isPartial = false; ///< the texts are longer than what is shown
};

} // namespace vitrine::widgets
