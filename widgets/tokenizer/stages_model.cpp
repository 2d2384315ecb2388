// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/stages_model.h"

#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_table_model.h"

#include <QCoreApplication>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace vitrine::widgets {
namespace {

QString plain(const std::vector<StagesView::Run>& runs)
{
    QString text;
    for (const auto& run : runs)
        text += run.text;
    return text;
}

const std::vector<StagesView::Run>* runsOf(const StagesView::Row& row, int column)
{
    switch (column) {
    case StagesModel::Text:
        return &row.original;
    case StagesModel::Normalizer:
        return &row.normalized;
    case StagesModel::PreTokenizer:
        return &row.preTokenized;
    default:
        return nullptr;
    }
}

const std::vector<StagesView::Token>& tokensOf(const StagesView::Row& row, int column)
{
    if (column == StagesModel::PostProcessor && !row.added.empty()) return row.added;
    return row.model;
}

/// As one text, so that it is shaped and ordered as such in any direction.
void paintRuns(QPainter& painter, const QRect& cell, const std::vector<StagesView::Run>& runs)
{
    QTextLayout layout(withVisibleWhitespace(plain(runs)), textFont());
    QList<QTextLayout::FormatRange> formats;
    int begin = 0;
    for (const auto& run : runs) {
        QTextLayout::FormatRange range{begin, int(run.text.size()), {}};
        range.format.setForeground(run.isRemoved ? theme().mutedText : theme().text);
        range.format.setFontStrikeOut(run.isRemoved);
        if (run.isChanged)
            range.format.setBackground(blend(theme().surface, theme().warning, theme().dark ? 0.35 : 0.22));
        formats.append(range);
        begin += range.length;
    }
    layout.setFormats(formats);
    QTextOption option(Qt::AlignLeft | Qt::AlignAbsolute);
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid()) line.setLineWidth(cell.width());
    layout.endLayout();
    if (line.isValid()) layout.draw(&painter, QPointF(cell.left(), cell.center().y() - line.height() / 2));
}

} // namespace

QString changeText(tokenizers::CharChange change)
{
    using tokenizers::CharChange;
    const auto translated = [](const char* text) { return QCoreApplication::translate("CharChange", text); };
    switch (change) {
    case CharChange::None:
        return translated(QT_TRANSLATE_NOOP("CharChange", "unchanged"));
    case CharChange::Lowercased:
        return translated(QT_TRANSLATE_NOOP("CharChange", "lower case"));
    case CharChange::AccentStripped:
        return translated(QT_TRANSLATE_NOOP("CharChange", "accents stripped"));
    case CharChange::LowercasedAndStripped:
        return translated(QT_TRANSLATE_NOOP("CharChange", "lower case, accents stripped"));
    case CharChange::CanonicalForm:
        return translated(QT_TRANSLATE_NOOP("CharChange", "another Unicode form of the same character"));
    case CharChange::CompatibilityForm:
        return translated(QT_TRANSLATE_NOOP("CharChange", "a plainer form of the character"));
    case CharChange::SpaceReplaced:
        return translated(QT_TRANSLATE_NOOP("CharChange", "another white space"));
    case CharChange::SpacesAdded:
        return translated(QT_TRANSLATE_NOOP("CharChange", "set apart by spaces"));
    case CharChange::SpaceRemoved:
        return translated(QT_TRANSLATE_NOOP("CharChange", "white space removed"));
    case CharChange::ControlRemoved:
        return translated(QT_TRANSLATE_NOOP("CharChange", "control character removed"));
    case CharChange::AccentRemoved:
        return translated(QT_TRANSLATE_NOOP("CharChange", "accent removed"));
    case CharChange::Removed:
        return translated(QT_TRANSLATE_NOOP("CharChange", "removed"));
    case CharChange::SpaceMarked:
        return translated(QT_TRANSLATE_NOOP("CharChange", "a mark for the space"));
    case CharChange::MarkAdded:
        return translated(QT_TRANSLATE_NOOP("CharChange", "a mark put before"));
    case CharChange::BytesSpelled:
        return translated(QT_TRANSLATE_NOOP("CharChange", "spelled by its bytes"));
    case CharChange::Replaced:
        return translated(QT_TRANSLATE_NOOP("CharChange", "replaced"));
    case CharChange::BytesSplit:
        return translated(QT_TRANSLATE_NOOP("CharChange", "split into bytes"));
    case CharChange::Unknown:
        return translated(QT_TRANSLATE_NOOP("CharChange", "not in the vocabulary"));
    }
    return {};
}

QString stageText(StagesView::Stage stage)
{
    switch (stage) {
    case StagesView::Stage::Normalizer:
        return StagesModel::tr("Normalizer");
    case StagesView::Stage::PreTokenizer:
        return StagesModel::tr("Pre-tokenizer");
    case StagesView::Stage::Model:
        return StagesModel::tr("Model");
    }
    return {};
}

void StagesModel::setStages(StagesView stages)
{
    const QStringList names = m_stages.names;
    beginResetModel();
    m_stages = std::move(stages);
    endResetModel();
    if (names != m_stages.names) Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int StagesModel::rowOfToken(int token) const
{
    const auto holds = [&](const std::vector<StagesView::Token>& tokens) {
        return std::any_of(tokens.begin(), tokens.end(),
                           [&](const StagesView::Token& each) { return each.index == token; });
    };
    for (std::size_t row = 0; row < m_stages.rows.size() && token >= 0; ++row)
        if (holds(m_stages.rows[row].model) || holds(m_stages.rows[row].added)) return int(row);
    return -1;
}

int StagesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_stages.rows.size());
}

int StagesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant StagesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& row = m_stages.rows[std::size_t(index.row())];
    const auto* runs = runsOf(row, index.column());
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) {
        if (runs) return withVisibleWhitespace(plain(*runs));
        if (index.column() == Model && !row.added.empty()) return QString();
        QStringList texts;
        for (const auto& token : tokensOf(row, index.column()))
            if (index.column() == Model || token.index >= 0)
                texts.append(index.column() == Model
                                 ? token.text
                                 : QStringLiteral("%1 %2").arg(token.index).arg(token.text));
        return texts.join(u' ');
    }
    if (role == Qt::ToolTipRole) {
        QStringList lines;
        if (runs) {
            for (const auto& run : *runs)
                if (!run.note.isEmpty() && !lines.contains(run.note)) lines.append(run.note);
        } else
            for (const auto& token : tokensOf(row, index.column()))
                lines.append(tr("%1, id %2").arg(token.text).arg(token.id));
        return lines.isEmpty() ? QVariant() : QVariant(lines.join(u'\n'));
    }
    return {};
}

QVariant StagesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    const QString titles[] = {tr("Text"), tr("Normalizer"), tr("Pre-tokenizer"), tr("Model"),
                              tr("Post-processor")};
    const QString component = section > 0 ? m_stages.names.value(section - 1) : QString();
    if (role == Qt::DisplayRole && section < ColumnCount)
        return section == 0
                   ? titles[0]
                   : QString(titles[section] + u'\n' + (component.isEmpty() ? tr("none") : component));
    if (role == Qt::ToolTipRole && section < ColumnCount) {
        const QString tips[] = {
            tr("The words as they stand in the text; what later stages drop is struck through."),
            tr("The text made uniform, before anything is split"), tr("The pieces that no token crosses"),
            tr("The tokens of the vocabulary for each piece"),
            tr("The encoding: special tokens are added, and each token has its place")};
        return tips[section];
    }
    return {};
}

void StagesDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    const auto* model = qobject_cast<const StagesModel*>(index.model());
    if (!model) return CellDelegate::paint(painter, option, index);
    const auto& row = model->stages().rows[std::size_t(index.row())];
    const QRect cell = paintPanel(painter, option, index);
    painter->save();
    painter->setClipRect(cell);
    painter->setRenderHint(QPainter::Antialiasing);
    double x = cell.left();
    const auto advance = [&](double width) { x += width; };
    if (const auto* runs = runsOf(row, index.column())) {
        paintRuns(*painter, cell, *runs);
    } else if (index.column() == StagesModel::PostProcessor || row.added.empty()) {
        const QFont font = monospaceFont();
        painter->setFont(font);
        const QFontMetricsF metrics(font);
        for (const auto& token : tokensOf(row, index.column())) {
            const bool isFinal = index.column() == StagesModel::PostProcessor;
            if (isFinal && token.index < 0) continue;
            const QString text = isFinal ? QString::number(token.index) : token.text;
            const QString more =
                isFinal && !row.added.empty() ? QStringLiteral("  ") + token.text : QString();
            const double width = metrics.horizontalAdvance(text + more) + 2 * Theme::space;
            const QRectF chip(x, cell.center().y() - metrics.height() / 2 - 2, width, metrics.height() + 5);
            const bool isColored = token.index >= 0 && row.added.empty();
            painter->setPen(token.isUnknown ? QPen(theme().danger, 1, Qt::DashLine)
                            : isColored     ? QPen(Qt::NoPen)
                                            : QPen(theme().border));
            painter->setBrush(isColored ? theme().token[std::size_t(token.index) % theme().token.size()]
                                        : theme().raised);
            painter->drawRoundedRect(chip, 4, 4);
            painter->setPen(isColored ? theme().text : theme().mutedText);
            painter->drawText(chip, Qt::AlignCenter, text + more);
            advance(width + 4);
        }
    }
    painter->restore();
}

} // namespace vitrine::widgets
