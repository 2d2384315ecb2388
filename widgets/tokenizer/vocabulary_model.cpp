// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/vocabulary_model.h"

#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_table_model.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

namespace vitrine::widgets {

void VocabularyModel::setRows(Table table, std::vector<std::uint32_t> rows, Table other,
                              std::vector<std::uint32_t> others)
{
    beginResetModel();
    m_table = std::move(table);
    m_rows = std::move(rows);
    m_other = std::move(other);
    m_others = std::move(others);
    endResetModel();
}

int VocabularyModel::rowOf(std::uint32_t place) const
{
    const auto found = std::ranges::find(m_rows, place);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

const tokenizers::VocabularyEntry& VocabularyModel::entryOf(int row) const
{
    return m_table->entries[placeOf(row)];
}

int VocabularyModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int VocabularyModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString VocabularyModel::kindOf(const tokenizers::VocabularyEntry& entry)
{
    if (entry.isSpecial) return tr("special");
    if (entry.isAdded) return tr("added");
    if (entry.isByte) return tr("bytes");
    return entry.isContinuing ? tr("goes on") : QString();
}

QVariant VocabularyModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& entry = entryOf(index.row());
    const int column = index.column();
    const bool isText = column == Token || column == Text || column == Script || column == Kind;
    switch (role) {
    case Qt::DisplayRole:
        switch (Column(column)) {
        case Id:
            return entry.id;
        case Token:
            return QString::fromStdString(entry.token);
        case Text:
            return withVisibleWhitespace(QString::fromStdString(entry.text));
        case Length:
            return entry.characters;
        case Script:
            return QString::fromStdString(entry.script);
        case Kind:
            return kindOf(entry);
        case Score:
            return entry.score ? QLocale().toString(*entry.score, 'f', 4) : QString();
        case OtherId:
            if (std::size_t(index.row()) >= m_others.size()) return {};
            return m_other->entries[m_others[std::size_t(index.row())]].id;
        case ColumnCount:
            break;
        }
        return {};
    case Qt::TextAlignmentRole:
        return int((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::FontRole:
        return column == Text                       ? textFont()
               : column == Script || column == Kind ? QVariant()
                                                    : monospaceFont();
    case Qt::ForegroundRole:
        return column == Script || column == Kind || column == Length ? theme().mutedText : theme().text;
    default:
        return {};
    }
}

QVariant VocabularyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    const bool isText = section == Token || section == Text || section == Script || section == Kind;
    if (role == Qt::TextAlignmentRole)
        return int((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const QString names[] = {tr("Id"),     tr("Token"), tr("Reads"), tr("Characters"),
                             tr("Script"), tr("Kind"),  tr("Score"), tr("Id there")};
    return names[section];
}

QString VocabularyModel::toCsv() const
{
    const auto quoted = [](const std::string& text) {
        QString field = QString::fromStdString(text);
        return QString(QLatin1Char('"') + field.replace(QLatin1Char('"'), QStringLiteral("\"\"")) +
                       QLatin1Char('"'));
    };
    QString csv = QStringLiteral("id,token,text,characters,script,added,special,score\n");
    for (int row = 0; row < rowCount(); ++row) {
        const auto& e = entryOf(row);
        csv += QStringLiteral("%1,").arg(e.id) + quoted(e.token) + QLatin1Char(',') + quoted(e.text) +
               QStringLiteral(",%1,%2,%3,%4,%5\n")
                   .arg(QString::number(e.characters), QString::fromStdString(e.script),
                        QString::number(int(e.isAdded)), QString::number(int(e.isSpecial)),
                        e.score ? QString::number(*e.score, 'g', 17) : QString());
    }
    return csv;
}

QString VocabularyModel::toJson() const
{
    QJsonArray rows;
    for (int row = 0; row < rowCount(); ++row) {
        const auto& e = entryOf(row);
        QJsonObject object{{QStringLiteral("id"), qint64(e.id)},
                           {QStringLiteral("token"), QString::fromStdString(e.token)},
                           {QStringLiteral("text"), QString::fromStdString(e.text)},
                           {QStringLiteral("script"), QString::fromStdString(e.script)},
                           {QStringLiteral("added"), e.isAdded},
                           {QStringLiteral("special"), e.isSpecial}};
        if (e.score) object[QStringLiteral("score")] = *e.score;
        rows.append(object);
    }
    return QString::fromUtf8(QJsonDocument(rows).toJson());
}

} // namespace vitrine::widgets
