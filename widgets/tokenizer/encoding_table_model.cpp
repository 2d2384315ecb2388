// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/encoding_table_model.h"

#include "widgets/common/theme.h"

namespace vitrine::widgets {

void EncodingTableModel::setView(std::shared_ptr<const EncodingView> view)
{
    beginResetModel();
    m_view = std::move(view);
    endResetModel();
}

int EncodingTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_view ? 0 : m_view->size();
}

int EncodingTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant EncodingTableModel::value(int row, int column) const
{
    const auto& encoding = m_view->encoding;
    const auto i = std::size_t(row);
    const auto optional = [](const std::optional<std::uint32_t>& number) {
        return number ? QVariant(*number) : QVariant();
    };
    switch (Column(column)) {
    case Index:
        return row;
    case Token:
        return QString::fromStdString(encoding.tokens[i]);
    case Id:
        return encoding.ids[i];
    case Text:
        return withVisibleWhitespace(m_view->slice(row));
    case Offsets:
        return quint64(m_view->codePoints[i].begin.value);
    case Bytes:
        return quint64(encoding.offsets[i].begin.value);
    case Utf16:
        return quint64(m_view->utf16[i].begin.value);
    case Graphemes:
        return m_view->graphemes.empty() ? QVariant() : QVariant(m_view->graphemes[i].first);
    case Word:
        return optional(encoding.wordIds[i]);
    case Sequence:
        return optional(encoding.sequenceIds[i]);
    case Type:
        return encoding.typeIds[i];
    case Attention:
        return encoding.attentionMask[i];
    case Special:
        return encoding.specialTokensMask[i];
    case ColumnCount:
        break;
    }
    return {};
}

QVariant EncodingTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !m_view) return {};
    const int row = index.row();
    const int column = index.column();
    const bool isNumber = column != Token && column != Text;
    switch (role) {
    case SortRole:
        return value(row, column);
    case Qt::DisplayRole: {
        const auto i = std::size_t(row);
        const auto range = [](const auto& span) -> QString {
            return QStringLiteral("%1 – %2").arg(span.begin.value).arg(span.end.value);
        };
        if (column == Offsets) return range(m_view->codePoints[i]);
        if (column == Bytes) return range(m_view->encoding.offsets[i]);
        if (column == Utf16) return range(m_view->utf16[i]);
        if (column == Graphemes && !m_view->graphemes.empty())
            return QStringLiteral("%1 – %2").arg(m_view->graphemes[i].first).arg(m_view->graphemes[i].second);
        const QVariant cell = value(row, column);
        return cell.isValid() ? cell.toString() : QStringLiteral("–");
    }
    case Qt::TextAlignmentRole:
        return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole:
        return column == Text ? textFont() : monospaceFont();
    case Qt::ForegroundRole:
        if (m_view->isUnknown(row) && (column == Token || column == Id)) return theme().danger;
        return m_view->hasPlace(row) ? theme().text : theme().mutedText;
    case Qt::BackgroundRole:
        if (column == Token && m_view->hasPlace(row))
            return theme().token[std::size_t(row) % theme().token.size()];
        return {};
    default:
        return {};
    }
}

QVariant EncodingTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Token || section == Text ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (Column(section)) {
        case Offsets:
            return tr("Begin and end in the original text, in Unicode code points");
        case Bytes:
            return tr("The same in bytes of UTF-8");
        case Utf16:
            return tr("The same in UTF-16 units, as Java, JavaScript and Qt count");
        case Graphemes:
            return tr("The same in user-perceived characters, for texts up to 200,000");
        case Word:
            return tr("Which word of the text the token belongs to; none for added tokens");
        case Sequence:
            return tr("Which text of a pair the token belongs to; none for added tokens");
        case Type:
            return tr("token_type_ids: the segment that the model is told");
        case Attention:
            return tr("attention_mask: 0 for padding, which the model must not look at");
        case Special:
            return tr("special_tokens_mask: 1 for tokens that were added to the text");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole) return {};
    switch (Column(section)) {
    case Index:
        return QStringLiteral("#");
    case Token:
        return tr("Token");
    case Id:
        return tr("Id");
    case Text:
        return tr("Text");
    case Offsets:
        return tr("Characters");
    case Bytes:
        return tr("Bytes");
    case Utf16:
        return QStringLiteral("UTF-16");
    case Graphemes:
        return tr("Graphemes");
    case Word:
        return tr("Word");
    case Sequence:
        return tr("Sequence");
    case Type:
        return tr("Type");
    case Attention:
        return tr("Attention");
    case Special:
        return tr("Special");
    case ColumnCount:
        break;
    }
    return {};
}

QString withVisibleWhitespace(QString text)
{
    for (QChar& c : text) {
        if (c == u' ')
            c = u'·';
        else if (c == u'\t')
            c = u'→';
        else if (c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = u'⏎';
    }
    return text;
}

} // namespace vitrine::widgets
