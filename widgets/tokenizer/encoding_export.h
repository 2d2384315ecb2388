// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokenizer/encoding_view.h"

class QAbstractItemModel;

namespace vitrine::widgets {

using EncodingWindows = std::vector<std::shared_ptr<const EncodingView>>;

/// A row a token of every window, with every field.
QString encodingToCsv(const EncodingWindows& windows);
/// The first window's fields, the further ones in "overflowing", as `vitrine tokenize` names them.
QString encodingToJson(const EncodingWindows& windows);
/// A page by itself: the whole text with its tokens as coloured spans, and the table of the tokens; light and
/// dark as the reader has it.
QString encodingToHtml(const EncodingWindows& windows, const QString& tokenizer);

QString csvQuoted(QString text);
/// What any table shows, with its headers.
QString tableToCsv(const QAbstractItemModel& model);

} // namespace vitrine::widgets
