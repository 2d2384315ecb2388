// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/training/data_page.h"

#include "widgets/common/charts/length_chart.h"
#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTextLayout>
#include <QVBoxLayout>

namespace vitrine::widgets {
namespace {

constexpr int shownCharacters = 400;

/// Text that is kept plain, text that is cut off struck out and muted.
class CutDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, {});
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, option.palette.color(QPalette::Highlight));
        const QString text = index.data().toString();
        const int cut = index.data(PreviewModel::CutRole).toInt();
        QTextLayout layout(text, textFont());
        QTextOption wrap;
        wrap.setWrapMode(QTextOption::NoWrap);
        layout.setTextOption(wrap);
        QList<QTextLayout::FormatRange> formats;
        QTextCharFormat kept;
        kept.setForeground(theme().text);
        formats.append({0, int(text.size()), kept});
        if (cut >= 0 && cut < text.size()) {
            QTextCharFormat lost;
            lost.setForeground(theme().mutedText);
            lost.setFontStrikeOut(true);
            formats.append({cut, int(text.size()) - cut, lost});
        }
        layout.setFormats(formats);
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(1e6);
        layout.endLayout();
        painter->save();
        painter->setClipRect(option.rect.adjusted(8, 0, -4, 0));
        layout.draw(painter, QPointF(option.rect.left() + 8,
                                     option.rect.center().y() - layout.boundingRect().height() / 2));
        painter->restore();
    }
};

QString escaped(const QString& text, int cut)
{
    const auto html = [](QString part) {
        return part.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    };
    if (cut < 0 || cut >= text.size()) return html(text);
    return html(text.left(cut)) +
           QStringLiteral("<span style=\"color:%1; text-decoration:line-through\">")
               .arg(theme().mutedText.name()) +
           html(text.mid(cut, 4000)) + QStringLiteral("</span>");
}

} // namespace

void PreviewModel::setRows(std::vector<PreviewRow> rows)
{
    if (rows.size() == m_rows.size() && !rows.empty()) {
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PreviewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PreviewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PreviewModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const PreviewRow& row = m_rows[std::size_t(index.row())];
    const bool isPair = !row.second.isEmpty();
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Row || index.column() == Tokens ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    if (role == CutRole) {
        if (index.column() != Text) return -1;
        const QString first = row.first.left(shownCharacters);
        if (row.firstCut >= 0 && row.firstCut < first.size()) return row.firstCut;
        if (isPair && row.secondCut >= 0) return int(first.size()) + 5 + row.secondCut;
        return -1;
    }
    if (role != Qt::DisplayRole) return {};
    switch (Column(index.column())) {
    case Row:
        return QLocale().toString(row.row + 1);
    case Label:
        return row.label;
    case Tokens:
        return QLocale().toString(row.tokens);
    case Text: {
        // One line: what breaks lines becomes a space of the same width in characters, so that cuts stay.
        QString text = row.first.left(shownCharacters);
        if (isPair) text += QStringLiteral("  |  ") + row.second.left(shownCharacters);
        for (QChar& c : text)
            if (c.isSpace()) c = u' ';
        return text;
    }
    case ColumnCount:
        break;
    }
    return {};
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Row || section == Tokens ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (Column(section)) {
    case Row:
        return tr("Row");
    case Label:
        return tr("Label");
    case Tokens:
        return tr("Tokens");
    case Text:
        return tr("Text");
    case ColumnCount:
        break;
    }
    return {};
}

DataPage::DataPage(QWidget* parent) : QWidget(parent)
{
    auto* page = new QSplitter(Qt::Vertical);
    page->setChildrenCollapsible(false);
    page->setHandleWidth(2 * Theme::space);

    auto* lengthCard = makeCard();
    auto* lengthLayout = new QVBoxLayout(lengthCard);
    lengthLayout->setContentsMargins(2 * Theme::space, Theme::space, Theme::space, Theme::space);
    auto* header = new QHBoxLayout;
    header->addWidget(makeLabel("heading", tr("Length in tokens")));
    m_lengthText = makeLabel("caption");
    m_lengthText->setObjectName(QStringLiteral("lengths"));
    header->addWidget(m_lengthText, 1);
    lengthLayout->addLayout(header);
    m_lengths = new LengthChart;
    lengthLayout->addWidget(m_lengths, 1);
    m_labels = makeLabel("caption");
    m_labels->setWordWrap(true);
    lengthLayout->addWidget(m_labels);
    page->addWidget(lengthCard);

    auto* rowsCard = makeCard();
    auto* rowsLayout = new QVBoxLayout(rowsCard);
    rowsLayout->setContentsMargins(2 * Theme::space, Theme::space, 1, 1);
    auto* rowsHeader = new QHBoxLayout;
    rowsHeader->addWidget(makeLabel("heading", tr("Rows")));
    m_summary = makeLabel("caption");
    rowsHeader->addWidget(m_summary, 1);
    rowsLayout->addLayout(rowsHeader);
    m_model = new PreviewModel(this);
    m_table = new QTableView;
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(PreviewModel::Text, new CutDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(PreviewModel::Row, 64);
    m_table->setColumnWidth(PreviewModel::Label, 110);
    m_table->setColumnWidth(PreviewModel::Tokens, 72);
    m_table->setAccessibleName(tr("Rows of the data set"));
    m_text = makeLabel("caption");
    m_text->setTextFormat(Qt::RichText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setMargin(Theme::space);
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_text);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* content = new QSplitter(Qt::Horizontal);
    content->addWidget(m_table);
    content->addWidget(scroll);
    content->setSizes({640, 320});
    rowsLayout->addWidget(content, 1);
    page->addWidget(rowsCard);
    page->setSizes({240, 420});

    m_message = new MessageView;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DataPage::showRow);
    connect(m_lengths, &LengthChart::cutMoved, this, [this](int tokens) {
        describe();
        Q_EMIT cutMoved(tokens);
    });
    showBusy();
}

void DataPage::showBusy()
{
    if (m_stack->currentWidget() != m_message || m_preview.rows == 0)
        m_message->showBusy(tr("Reading the table …"));
}

void DataPage::showPreview(const DataPreview& preview)
{
    m_preview = preview;
    if (preview.sample.empty()) {
        m_message->showError(tr("This table can't be trained on as it is"), preview.problem,
                             preview.nextStep);
        m_stack->setCurrentWidget(m_message);
        return;
    }
    m_stack->setCurrentIndex(1);
    m_lengths->setLengths(preview.lengths);
    m_summary->setText(
        tr("the first %1 of %2 rows").arg(preview.sample.size()).arg(QLocale().toString(preview.rows)));
    QStringList labels;
    for (const auto& [name, count] : preview.labels) {
        if (labels.size() == 12) {
            labels.append(tr("and %1 more").arg(preview.labels.size() - 12));
            break;
        }
        labels.append(
            QStringLiteral("%1 %2 (%3 %)")
                .arg(name, QLocale().toString(count),
                     QLocale().toString(100.0 * double(count) / double(std::max<qint64>(1, preview.rows)),
                                        'f', 0)));
    }
    if (preview.withoutLabel > 0)
        labels.append(tr("without a label: %1").arg(QLocale().toString(preview.withoutLabel)));
    m_labels->setText(labels.isEmpty() ? QString() : tr("Labels: %1").arg(labels.join(QStringLiteral(", "))));
    setRows(preview.sample);
    m_table->selectRow(0);
    describe();
}

void DataPage::setCut(int tokens)
{
    m_lengths->setCut(tokens, m_preview.modelLimit);
    describe();
}

void DataPage::setRows(std::vector<PreviewRow> rows)
{
    m_model->setRows(std::move(rows));
    showRow(m_table->currentIndex());
}

QString DataPage::lengthText() const
{
    return m_lengthText->text();
}

void DataPage::describe()
{
    const auto percent = [](double share) {
        return QLocale().toString(share * 100, 'f', share < 0.1 ? 1 : 0);
    };
    QString text = tr("%1 % of the texts are cut at %2 tokens, %3 % of all tokens are lost")
                       .arg(percent(m_lengths->cutTexts()))
                       .arg(m_lengths->cut())
                       .arg(percent(m_lengths->lostTokens()));
    if (qint64(m_preview.lengths.size()) < m_preview.rows)
        text += QStringLiteral(" ") + tr("(measured on %1 of %2 rows)")
                                          .arg(QLocale().toString(qint64(m_preview.lengths.size())),
                                               QLocale().toString(m_preview.rows));
    m_lengthText->setText(text);
}

void DataPage::showRow(const QModelIndex& index)
{
    if (!index.isValid() || index.row() >= m_model->rowCount()) return m_text->clear();
    const PreviewRow& row = m_model->row(index.row());
    QString html = escaped(row.first, row.firstCut);
    if (!row.second.isEmpty())
        html = QStringLiteral("<b>") + html + QStringLiteral("</b><br><br>") +
               escaped(row.second, row.secondCut);
    m_text->setText(QStringLiteral("<div style=\"color:%1\">").arg(theme().text.name()) + html +
                    QStringLiteral("</div>"));
}

} // namespace vitrine::widgets
