// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/labels_page.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_export.h"
#include "widgets/tokenizer/table_parts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStyle>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::widgets {

void LabelsModel::setLabels(LabelsView labels)
{
    beginResetModel();
    m_labels = std::move(labels);
    endResetModel();
}

int LabelsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_labels.tokens.size());
}

int LabelsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant LabelsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& token = m_labels.tokens[std::size_t(index.row())];
    const bool isIgnored = token.label < 0;
    switch (role) {
    case Qt::TextAlignmentRole:
        return int((index.column() == Id || index.column() == LabelId ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    case Qt::FontRole:
        return index.column() == Word ? textFont() : monospaceFont();
    case Qt::ForegroundRole:
        return isIgnored ||
                       (index.column() == Label && m_labels.names.value(token.label) == QLatin1String("O"))
                   ? theme().mutedText
                   : theme().text;
    case Qt::BackgroundRole:
        // One colour a kind, so that B-PER and I-PER are seen to belong together.
        if (index.column() == Label && !isIgnored && token.label > 0)
            return theme().token[std::size_t((token.label - 1) / 2) % theme().token.size()];
        if (index.column() == Token && token.word)
            return theme().token[std::size_t(*token.word) % theme().token.size()];
        return {};
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (Column(index.column())) {
    case Token:
        return token.text;
    case Id:
        return token.id;
    case Word:
        return token.word ? m_labels.words.value(int(*token.word)) : QStringLiteral("–");
    case WordLabel:
        return token.word ? m_labels.names.value(m_labels.wordLabels[*token.word]) : QStringLiteral("–");
    case Label:
        return isIgnored ? QStringLiteral("–") : m_labels.names.value(token.label);
    case LabelId:
        return token.label;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant LabelsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= ColumnCount) return {};
    const QString titles[] = {tr("Token"),     tr("Id"),    tr("Word"),
                              tr("Its label"), tr("Label"), tr("Label id")};
    if (role == Qt::DisplayRole) return titles[section];
    if (role == Qt::ToolTipRole && section == LabelId)
        return tr("What training gets; -100 is left out of the loss");
    if (role == Qt::TextAlignmentRole)
        return int((section == Id || section == LabelId ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

LabelsPage::LabelsPage(QWidget* parent) : QWidget(parent), m_model(new LabelsModel(this))
{
    auto* input = new QWidget;
    auto* layout = new QVBoxLayout(input);
    layout->setContentsMargins(2 * Theme::space, Theme::space, Theme::space, Theme::space);
    layout->setSpacing(Theme::space);
    auto* header = new QHBoxLayout;
    header->addWidget(makeLabel("heading", tr("Words and labels")), 1);
    auto* python = makeIconButton(QStringLiteral("code"), tr("Copy as Python"));
    connect(python, &QToolButton::clicked, this, &LabelsPage::copyAsPythonRequested);
    header->addWidget(python);
    layout->addLayout(header);
    m_editor = new QPlainTextEdit;
    m_editor->setFont(monospaceFont());
    m_editor->setTabChangesFocus(true);
    m_editor->setAccessibleName(tr("Words and labels, a line each"));
    m_editor->setPlaceholderText(tr("A line a word, as in CoNLL files:\nEU B-ORG\nrejects O"));
    layout->addWidget(m_editor, 1);
    m_which = new QComboBox;
    m_which->setAccessibleName(tr("Which tokens of a word get its label"));
    m_which->addItems({tr("Every token of a word"), tr("Only its first token")});
    layout->addWidget(m_which);
    m_inside = new QCheckBox(tr("B- becomes I- inside a word"));
    m_inside->setChecked(true);
    layout->addWidget(m_inside);

    auto* output = new QWidget;
    auto* outputLayout = new QVBoxLayout(output);
    outputLayout->setContentsMargins(0, Theme::space, 0, 0);
    m_note = makeLabel("caption");
    m_note->setWordWrap(true);
    m_note->setContentsMargins(2 * Theme::space, 0, 2 * Theme::space, 0);
    outputLayout->addWidget(m_note);
    m_table = makeTable(m_model, tr("Tokens and their labels"), {150, 80, 0, 96, 96, 80});
    outputLayout->addWidget(m_table, 1);

    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(input);
    splitter->addWidget(output);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({int(260 * textScale()), int(640 * textScale())});
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(splitter);

    const auto edited = [this] {
        m_inside->setEnabled(m_which->currentIndex() == 0);
        if (!m_isSetting) Q_EMIT requestChanged();
    };
    connect(m_editor, &QPlainTextEdit::textChanged, this, edited);
    connect(m_which, &QComboBox::currentIndexChanged, this, edited);
    connect(m_inside, &QCheckBox::toggled, this, edited);
}

LabelsRequest LabelsPage::request() const
{
    return {m_editor->toPlainText(), m_which->currentIndex() == 1, m_inside->isChecked()};
}

void LabelsPage::setRequest(const LabelsRequest& request)
{
    m_isSetting = true;
    m_editor->setPlainText(request.words);
    m_which->setCurrentIndex(request.onlyFirst ? 1 : 0);
    m_inside->setChecked(request.beginToInside);
    m_isSetting = false;
    Q_EMIT requestChanged();
}

void LabelsPage::showLabels(LabelsView labels)
{
    std::size_t counted = 0;
    for (const auto& token : labels.tokens)
        counted += token.label >= 0;
    setRole(m_note, "caption");
    m_note->setText(tr("%1 of %n token(s) count in the loss; -100 marks those that don't.", nullptr,
                       int(labels.tokens.size()))
                        .arg(counted));
    m_model->setLabels(std::move(labels));
    m_note->style()->polish(m_note);
}

void LabelsPage::showProblem(const QString& problem)
{
    setRole(m_note, "error");
    m_note->setText(problem);
    m_note->style()->polish(m_note);
    m_model->setLabels({});
}

QString labelsToCsv(const LabelsView& labels)
{
    QString csv = QStringLiteral("token,id,word_id,word,word_label,label,label_id\n");
    for (const auto& token : labels.tokens) {
        const bool hasWord = token.word.has_value();
        csv += csvQuoted(token.text) + u',' + QString::number(token.id) + u',' +
               (hasWord ? QString::number(*token.word) : QString()) + u',' +
               csvQuoted(hasWord ? labels.words.value(int(*token.word)) : QString()) + u',' +
               csvQuoted(hasWord ? labels.names.value(labels.wordLabels[*token.word]) : QString()) + u',' +
               csvQuoted(labels.names.value(token.label)) + u',' + QString::number(token.label) + u'\n';
    }
    return csv;
}

} // namespace vitrine::widgets
