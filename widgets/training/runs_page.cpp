// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/training/runs_page.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/training/training_job.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <map>

namespace vitrine::widgets {
namespace {

class SparklineDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const auto values = index.data(RunsModel::SparklineRole).toList();
        if (values.size() < 2) return;
        double lowest = INFINITY, highest = -INFINITY;
        for (const QVariant& value : values) {
            lowest = std::min(lowest, value.toDouble());
            highest = std::max(highest, value.toDouble());
        }
        const QRectF place = QRectF(option.rect).adjusted(8, 6, -8, -6);
        QPolygonF line;
        for (qsizetype i = 0; i < values.size(); ++i)
            line.append({place.left() + place.width() * double(i) / double(values.size() - 1),
                         place.bottom() - place.height() * (values[i].toDouble() - lowest) /
                                              std::max(1e-12, highest - lowest)});
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(theme().accent, 1.4));
        painter->drawPolyline(line);
        painter->restore();
    }
};

bool isNumber(int column)
{
    return column == RunsModel::Accuracy || column == RunsModel::F1 || column == RunsModel::Loss ||
           column == RunsModel::Steps;
}

} // namespace

void RunsModel::setRuns(std::vector<RunSummary> runs)
{
    beginResetModel();
    m_runs = std::move(runs);
    const auto before = m_ticked.size();
    erase_if(m_ticked, [this](const QString& id) { return rowOf(id) < 0; });
    endResetModel();
    if (m_ticked.size() != before) Q_EMIT tickedChanged();
}

int RunsModel::rowOf(const QString& id) const
{
    const auto found =
        std::find_if(m_runs.begin(), m_runs.end(), [&](const auto& run) { return run.id == id; });
    return found == m_runs.end() ? -1 : int(found - m_runs.begin());
}

QStringList RunsModel::ticked() const
{
    return m_ticked;
}

void RunsModel::setTicked(const QString& id, bool ticked)
{
    const int row = rowOf(id);
    if (row < 0 || m_ticked.contains(id) == ticked) return;
    ticked ? m_ticked.append(id) : void(m_ticked.removeAll(id));
    Q_EMIT dataChanged(index(row, 0), index(row, 0));
    Q_EMIT tickedChanged();
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const RunSummary& run = m_runs[std::size_t(index.row())];
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::CheckStateRole && index.column() == Name)
        return m_ticked.contains(run.id) ? Qt::Checked : Qt::Unchecked;
    if (role == SparklineRole && index.column() == Curve) {
        QVariantList values;
        for (const float value : run.sparkline)
            values.append(double(value));
        return values;
    }
    if (role == Qt::AccessibleTextRole && index.column() == Curve && !run.sparkline.empty())
        return tr("from %1 to %2").arg(double(run.sparkline.front())).arg(double(run.sparkline.back()));
    if (role == Qt::ForegroundRole && index.column() == State) {
        if (run.state == training::RunState::Failed || run.state == training::RunState::Died)
            return theme().danger;
        if (run.state == training::RunState::Running) return theme().accent;
    }
    if (role != Qt::DisplayRole) return {};
    const auto percent = [](const std::optional<double>& value) {
        return value ? tr("%1 %").arg(QLocale().toString(*value * 100, 'f', 2)) : QStringLiteral("–");
    };
    switch (Column(index.column())) {
    case Name:
        return run.id;
    case State:
        return stateText(run.state);
    case Date:
        return QLocale().toString(run.date, QLocale::ShortFormat);
    case Accuracy:
        return percent(run.accuracy);
    case F1:
        return percent(run.f1);
    case Loss:
        return run.loss ? QLocale().toString(*run.loss, 'f', 4) : QStringLiteral("–");
    case Steps:
        return QLocale().toString(run.steps);
    case Curve:
    case ColumnCount:
        break;
    }
    return {};
}

bool RunsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole) return false;
    setTicked(m_runs[std::size_t(index.row())].id, value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags RunsModel::flags(const QModelIndex& index) const
{
    return QAbstractTableModel::flags(index) |
           (index.column() == Name ? Qt::ItemIsUserCheckable : Qt::NoItemFlags);
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (Column(section)) {
    case Name:
        return tr("Run");
    case State:
        return tr("State");
    case Date:
        return tr("Started");
    case Accuracy:
        return tr("Best accuracy");
    case F1:
        return tr("Best F1");
    case Loss:
        return tr("Best loss");
    case Curve:
        return tr("Training loss");
    case Steps:
        return tr("Steps");
    case ColumnCount:
        break;
    }
    return {};
}

RunsPage::RunsPage(QWidget* parent) : QWidget(parent)
{
    auto* runsCard = makeCard();
    auto* runsLayout = new QVBoxLayout(runsCard);
    runsLayout->setContentsMargins(1, Theme::space, 1, Theme::space);
    runsLayout->setSpacing(Theme::space);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(2 * Theme::space, 0, Theme::space, 0);
    header->setSpacing(Theme::space);
    header->addWidget(makeLabel("heading", tr("Runs")));
    m_hint = makeLabel("caption");
    header->addWidget(m_hint, 1);
    const auto button = [&](const QString& text, void (RunsPage::*signal)(const QString&)) {
        auto* made = new QPushButton(text);
        connect(made, &QPushButton::clicked, this, [this, signal] { Q_EMIT(this->*signal)(selected()); });
        header->addWidget(made);
        return made;
    };
    m_open = button(tr("Look at it"), &RunsPage::runChosen);
    m_settings = button(tr("Use its settings"), &RunsPage::settingsWanted);
    m_folder = button(tr("Open folder"), &RunsPage::folderWanted);
    m_delete = button(tr("Delete …"), &RunsPage::deleteRequested);
    runsLayout->addLayout(header);
    m_model = new RunsModel(this);
    m_table = new QTableView;
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(RunsModel::Curve, new SparklineDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(32);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int widths[] = {190, 104, 124, 104, 76, 76, 150};
    for (int column = 0; column < RunsModel::Steps; ++column)
        m_table->setColumnWidth(column, widths[column]);
    m_table->setAccessibleName(tr("Runs, the newest first"));
    runsLayout->addWidget(m_table, 1);

    auto* compareCard = makeCard();
    auto* compareLayout = new QVBoxLayout(compareCard);
    compareLayout->setContentsMargins(1, Theme::space, 1, 1);
    auto* compareHeader = new QHBoxLayout;
    compareHeader->setContentsMargins(2 * Theme::space, 0, Theme::space, 0);
    compareHeader->addWidget(makeLabel("heading", tr("Differences of the settings")));
    m_compareText = makeLabel("caption");
    compareHeader->addWidget(m_compareText, 1);
    compareLayout->addLayout(compareHeader);
    m_differences = new QTableWidget;
    m_differences->setShowGrid(false);
    m_differences->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_differences->verticalHeader()->hide();
    m_differences->verticalHeader()->setDefaultSectionSize(28);
    m_differences->horizontalHeader()->setHighlightSections(false);
    m_differences->setAccessibleName(tr("Settings that differ"));
    compareLayout->addWidget(m_differences, 1);
    compareLayout->addStretch();

    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(2 * Theme::space);
    split->addWidget(runsCard);
    split->addWidget(compareCard);
    split->setSizes({420, 240});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);

    connect(m_model, &RunsModel::tickedChanged, this, [this] {
        compare();
        Q_EMIT tickedChanged();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RunsPage::updateButtons);
    connect(m_table, &QTableView::doubleClicked, this, [this] { Q_EMIT runChosen(selected()); });
    setRuns({});
}

void RunsPage::setRuns(const std::vector<RunSummary>& runs)
{
    const QString before = selected();
    m_model->setRuns(runs);
    setCurrentRun(before);
    m_hint->setText(runs.empty() ? tr("none yet: start one at the left")
                                 : tr("tick several to see their curves over each other"));
    compare();
    updateButtons();
}

void RunsPage::setCurrentRun(const QString& id)
{
    if (const int row = m_model->rowOf(id); row >= 0) m_table->selectRow(row);
}

QStringList RunsPage::ticked() const
{
    return m_model->ticked();
}

QString RunsPage::selected() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? m_model->runs()[std::size_t(current.row())].id : QString();
}

void RunsPage::updateButtons()
{
    const QString id = selected();
    const int row = m_model->rowOf(id);
    for (QPushButton* button : {m_open, m_settings, m_folder, m_delete})
        button->setEnabled(row >= 0);
    if (row >= 0) {
        const RunSummary& run = m_model->runs()[std::size_t(row)];
        m_folder->setEnabled(!run.folder.isEmpty());
        m_delete->setEnabled(!run.folder.isEmpty() && run.state != training::RunState::Running);
    }
}

void RunsPage::compare()
{
    const QStringList ids = ticked();
    std::map<QString, QStringList> settings; // a name and the values of every run
    for (qsizetype i = 0; i < ids.size(); ++i)
        for (const auto& [name, value] :
             jobSettings(m_model->runs()[std::size_t(m_model->rowOf(ids[i]))].job)) {
            QStringList& values = settings[name];
            values.resize(ids.size());
            values[i] = value;
        }
    std::erase_if(settings, [](const auto& entry) {
        return std::all_of(entry.second.begin(), entry.second.end(),
                           [&](const QString& value) { return value == entry.second.front(); });
    });
    m_differences->setColumnCount(int(ids.size()) + 1);
    m_differences->setHorizontalHeaderLabels(QStringList{tr("Setting")} + ids);
    m_differences->setRowCount(int(settings.size()));
    int row = 0;
    for (const auto& [name, values] : settings) {
        m_differences->setItem(row, 0, new QTableWidgetItem(name));
        for (qsizetype i = 0; i < values.size(); ++i)
            m_differences->setItem(
                row, int(i) + 1, new QTableWidgetItem(values[i].isNull() ? QStringLiteral("–") : values[i]));
        ++row;
    }
    for (int column = 0; column < m_differences->columnCount(); ++column) {
        m_differences->setColumnWidth(column, column == 0 ? 300 : 180);
        m_differences->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    }
    m_differences->setVisible(!settings.empty());
    m_compareText->setText(ids.size() < 2     ? tr("tick at least two runs")
                           : settings.empty() ? tr("the ticked runs have the same settings")
                                              : QString());
}

} // namespace vitrine::widgets
