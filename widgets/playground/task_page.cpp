// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/task_page.h"

#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/stage_details.h"
#include "widgets/playground/stage_text.h"
#include "widgets/playground/task_catalogue.h"
#include "widgets/playground/task_chooser.h"
#include "widgets/playground/task_form.h"
#include "widgets/playground/task_view.h"
#include "widgets/playground/trace_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::widgets {
namespace {

constexpr int pauseMilliseconds = 600;
constexpr int mostSteps = 100;

QVBoxLayout* cardLayout(QFrame* card)
{
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);
    return layout;
}

} // namespace

TaskPage::TaskPage(QWidget* parent) : QWidget(parent), m_pause(new QTimer(this))
{
    m_pause->setSingleShot(true);
    m_pause->setInterval(pauseMilliseconds);
    connect(m_pause, &QTimer::timeout, this, &TaskPage::record);
    auto* columns = new QSplitter(Qt::Horizontal);
    columns->setChildrenCollapsible(false);
    columns->setHandleWidth(2 * Theme::space);
    columns->addWidget(makeInput());
    columns->addWidget(makeResult());
    columns->setStretchFactor(0, 0);
    columns->setStretchFactor(1, 1);
    columns->setSizes({360, 960});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space);
    layout->addWidget(makeHeader());
    layout->addWidget(columns, 1);
    updateHeader();
}

QWidget* TaskPage::makeHeader()
{
    m_chooser = new TaskChooser;
    connect(m_chooser, &TaskChooser::galleryRequested, this, &TaskPage::galleryRequested);
    connect(m_chooser, &TaskChooser::taskChosen, this, &TaskPage::taskChosen);
    m_undo = makeIconButton(QStringLiteral("undo"), tr("Undo"));
    connect(m_undo, &QToolButton::clicked, this, &TaskPage::undo);
    m_redo = makeIconButton(QStringLiteral("redo"), tr("Redo"));
    connect(m_redo, &QToolButton::clicked, this, &TaskPage::redo);
    m_batch = makeIconButton(QStringLiteral("table"), tr("The same with a whole table"));
    connect(m_batch, &QToolButton::clicked, this, &TaskPage::batchRequested);
    m_compare = makeIconButton(QStringLiteral("grid"), tr("The same on several models"));
    connect(m_compare, &QToolButton::clicked, this, &TaskPage::comparisonRequested);
    m_pin = makeIconButton(QStringLiteral("pin"), tr("Keep this run on top of the history"));
    connect(m_pin, &QToolButton::clicked, this, &TaskPage::pinRequested);
    m_copy = makeIconButton(QStringLiteral("copy"), tr("Copy"));
    m_export = makeIconButton(QStringLiteral("export"), tr("Export"));
    const std::pair<QString, TaskCopy> copies[] = {{tr("Copy the result"), TaskCopy::Result},
                                                   {tr("Copy as Python"), TaskCopy::Python},
                                                   {tr("Copy as curl"), TaskCopy::Curl},
                                                   {tr("Copy as JSON"), TaskCopy::Json},
                                                   {tr("Copy as command line"), TaskCopy::Command}};
    auto* copyMenu = new QMenu(m_copy);
    for (const auto& [text, what] : copies)
        connect(copyMenu->addAction(text), &QAction::triggered, this,
                [this, what = what] { Q_EMIT copyRequested(what); });
    auto* exportMenu = new QMenu(m_export);
    connect(exportMenu->addAction(tr("Export as CSV …")), &QAction::triggered, this,
            [this] { Q_EMIT exportRequested(QStringLiteral("csv")); });
    connect(exportMenu->addAction(tr("Export as JSON …")), &QAction::triggered, this,
            [this] { Q_EMIT exportRequested(QStringLiteral("json")); });
    m_exportPicture = exportMenu->addAction(tr("Export the drawing as SVG …"));
    connect(m_exportPicture, &QAction::triggered, this,
            [this] { Q_EMIT exportRequested(QStringLiteral("svg")); });
    connect(exportMenu, &QMenu::aboutToShow, this,
            [this] { m_exportPicture->setVisible(m_view && !m_view->picture().isEmpty()); });
    for (const auto& [button, menu] : {std::pair{m_copy, copyMenu}, std::pair{m_export, exportMenu}}) {
        button->setMenu(menu);
        button->setPopupMode(QToolButton::InstantPopup);
        setRole(button, "chip");
    }
    for (QToolButton* button : {m_undo, m_redo, m_batch, m_compare, m_pin, m_copy, m_export})
        m_chooser->addWidget(button);
    return m_chooser;
}

QWidget* TaskPage::makeInput()
{
    auto* card = makeCard();
    auto* layout = cardLayout(card);
    m_examples = new QComboBox;
    m_examples->setAccessibleName(tr("Examples"));
    m_examples->setPlaceholderText(tr("Open an example …"));
    m_examples->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_examples->setMinimumContentsLength(12);
    connect(m_examples, &QComboBox::activated, this, &TaskPage::exampleChosen);
    layout->addWidget(m_examples);
    auto* page = new QWidget;
    page->setProperty("role", QStringLiteral("page"));
    m_formPlace = new QVBoxLayout(page);
    m_formPlace->setContentsMargins(1, 1, Theme::space, 1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(scroll, 1);
    auto* switches = new QHBoxLayout;
    m_asYouType = new QCheckBox(tr("Run as you type"));
    m_asYouType->setChecked(true);
    connect(m_asYouType, &QCheckBox::toggled, this, [this](bool runs) {
        Q_EMIT edited();
        if (runs) Q_EMIT runRequested();
        updateHeader();
    });
    m_stages = new QCheckBox(tr("Stages"));
    m_stages->setChecked(true);
    m_stages->setToolTip(tr("Record what happens in each stage; runs without it are faster."));
    connect(m_stages, &QCheckBox::toggled, this, [this](bool shows) {
        m_traceCard->setVisible(shows && m_hasResult && !m_result.trace.empty());
        Q_EMIT edited();
        Q_EMIT runRequested();
    });
    switches->addWidget(m_asYouType);
    switches->addStretch();
    switches->addWidget(m_stages);
    layout->addLayout(switches);
    m_run = new QPushButton(tr("Run"));
    setRole(m_run, "primary");
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_isRunning)
            Q_EMIT stopRequested();
        else
            Q_EMIT runNowRequested();
    });
    layout->addWidget(m_run);
    m_latency = makeLabel("caption");
    m_latency->setWordWrap(true);
    layout->addWidget(m_latency);
    card->setMinimumWidth(int(280 * std::min(1.7, textScale())));
    return card;
}

QWidget* TaskPage::makeResult()
{
    auto* card = makeCard();
    m_viewPlace = cardLayout(card);
    m_notice = makeLabel("caption");
    m_notice->setWordWrap(true);
    m_notice->hide();
    m_viewPlace->addWidget(m_notice);
    m_trace = new TraceView;
    connect(m_trace, &TraceView::quizRequested, this, &TaskPage::quizRequested);
    connect(m_trace->details(), &StageDetails::exportRequested, this, &TaskPage::arrayExportRequested);
    m_traceCard = makeCard();
    auto* traceLayout = new QVBoxLayout(m_traceCard);
    traceLayout->setContentsMargins(1, 1, 1, 1);
    traceLayout->addWidget(m_trace);
    m_rows = new QSplitter(Qt::Vertical);
    m_rows->setChildrenCollapsible(false);
    m_rows->setHandleWidth(2 * Theme::space);
    m_rows->addWidget(card);
    m_rows->addWidget(m_traceCard);
    m_rows->setSizes({440, 320});
    m_message = new MessageView;
    connect(m_message, &MessageView::actionTriggered, this, &TaskPage::unableActionRequested);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_rows);
    return m_stack;
}

void TaskPage::setTask(const QString& task)
{
    if (task == m_task) return;
    delete m_form;
    delete m_view;
    m_task = task;
    m_result = {};
    m_hasResult = false;
    m_isSlow = false;
    m_form = new TaskForm(task);
    m_form->setModel(m_model);
    m_formPlace->addWidget(m_form);
    m_view = makeTaskView(task);
    m_viewPlace->addWidget(m_view, 1);
    connect(m_form, &TaskForm::changed, this, &TaskPage::onEdited);
    connect(m_form, &TaskForm::positionChanged, m_view, &TaskView::showPosition);
    connect(m_form, &TaskForm::undoRequested, this, &TaskPage::undo);
    connect(m_form, &TaskForm::redoRequested, this, &TaskPage::redo);
    connect(m_view, &TaskView::spanChosen, m_form, &TaskForm::selectSpan);
    connect(m_view, &TaskView::argumentsRequested, this, [this](const QJsonObject& arguments) {
        m_form->setArguments(arguments);
        Q_EMIT runNowRequested();
    });
    connect(m_view, &TaskView::resultRecalled, this, &TaskPage::recall);
    connect(m_view, &TaskView::inputRequested, this, [this](const QJsonValue& input) {
        TaskRequest next = m_form->request();
        next.input = input;
        setRequest(next);
        Q_EMIT runNowRequested();
    });
    m_chooser->setTask(task);
    m_examples->clear();
    for (const TaskExample& example : taskExamples(task))
        m_examples->addItem(example.title);
    m_examples->setCurrentIndex(-1);
    m_examples->setVisible(m_examples->count() > 0);
    m_steps.clear();
    m_step = -1;
    record();
    m_notice->hide();
    showBusy({});
    onEdited();
}

TaskRequest TaskPage::request() const
{
    return m_form ? m_form->request() : TaskRequest();
}

void TaskPage::setRequest(const TaskRequest& request)
{
    record();
    m_form->setRequest(request);
    record();
    onEdited();
}

QJsonObject TaskPage::draft() const
{
    return m_form ? m_form->draft() : QJsonObject();
}

void TaskPage::setDraft(const QJsonObject& draft)
{
    m_form->setDraft(draft);
    m_steps.clear();
    m_step = -1;
    record();
    onEdited();
}

void TaskPage::openExample(int number)
{
    const auto examples = taskExamples(m_task);
    if (number >= 0 && number < examples.size()) setRequest(examples[number].request);
}

bool TaskPage::runsAsYouType() const
{
    return m_asYouType->isChecked();
}

void TaskPage::setRunsAsYouType(bool runs)
{
    const QSignalBlocker blocker(m_asYouType);
    m_asYouType->setChecked(runs);
    updateHeader();
}

bool TaskPage::showsStages() const
{
    return m_stages->isChecked();
}

void TaskPage::setShowsStages(bool shows)
{
    const QSignalBlocker blocker(m_stages);
    m_stages->setChecked(shows);
}

void TaskPage::setModel(const TaskModel& model)
{
    m_model = model;
    if (m_form) m_form->setModel(model);
    updateHeader();
}

void TaskPage::onEdited()
{
    if (m_isSetting) return;
    m_pause->start();
    updateHeader();
    Q_EMIT edited();
    const QString missing = m_form->missing();
    if (!missing.isEmpty() && !m_hasResult) {
        m_message->showEmpty(taskText(m_task).icon, taskText(m_task).title,
                             missing + u' ' + tr("Or open an example above it."));
        m_message->setAction({});
        m_stack->setCurrentWidget(m_message);
    }
    if (missing.isEmpty() && m_asYouType->isChecked()) Q_EMIT runRequested();
}

void TaskPage::record()
{
    m_pause->stop();
    const QJsonObject now = m_form->draft();
    if (m_step >= 0 && m_steps[m_step] == now) return updateHeader();
    m_steps.resize(m_step + 1);
    m_steps.append(now);
    if (m_steps.size() > mostSteps) m_steps.removeFirst();
    m_step = m_steps.size() - 1;
    updateHeader();
}

void TaskPage::undo()
{
    record(); // what was typed since the last pause is a step of its own
    if (m_step <= 0) return;
    m_form->setDraft(m_steps[--m_step]);
    onEdited();
    m_pause->stop();
}

void TaskPage::redo()
{
    if (m_pause->isActive()) record();
    if (m_step + 1 >= m_steps.size()) return;
    m_form->setDraft(m_steps[++m_step]);
    onEdited();
    m_pause->stop();
}

void TaskPage::updateHeader()
{
    m_undo->setEnabled(m_step > 0 || m_pause->isActive());
    m_redo->setEnabled(m_step + 1 < m_steps.size());
    for (QToolButton* button : {m_pin, m_export})
        button->setEnabled(m_hasResult);
    m_run->setText(m_isRunning ? tr("Stop") : tr("Run"));
    m_run->setEnabled(m_isRunning || (m_form && m_form->missing().isEmpty()));
    m_run->setToolTip(m_form ? m_form->missing() : QString());
    const bool isStale = m_hasResult && m_form && m_form->request() != m_result.request;
    QString text;
    if (m_isRunning)
        text = tr("Running …");
    else if (isStale && m_isSlow && m_asYouType->isChecked())
        text = tr("The last run took %1: the next waits until you pause. Ctrl+Return runs at once.")
                   .arg(durationText(m_result.milliseconds / 1000));
    else if (isStale)
        text = tr("Changed since this result: run again.");
    else if (m_hasResult)
        text = tr("%1 on %2").arg(durationText(m_result.milliseconds / 1000), m_result.model);
    m_latency->setText(text);
}

void TaskPage::recall(const TaskResult& result)
{
    if (m_isRunning) Q_EMIT stopRequested();
    record();
    m_isSetting = true;
    m_form->setRequest(result.request);
    m_isSetting = false;
    record();
    adopt(result);
    Q_EMIT edited();
}

void TaskPage::showResult(const TaskResult& result)
{
    m_view->showResult(result);
    adopt(result);
}

void TaskPage::adopt(const TaskResult& result)
{
    m_result = result;
    m_hasResult = true;
    const int cut = result.details[QStringLiteral("truncated")].toInt();
    const int read = result.details[QStringLiteral("input_tokens")].toInt();
    m_notice->setText(
        read > 0
            ? tr("%1 of %2 tokens were cut off: the model takes no more.").arg(cut).arg(std::max(read, cut))
            : tr("%n token(s) were cut off: the model takes no more.", nullptr, cut));
    m_notice->setVisible(cut > 0);
    m_trace->setTrace(result.trace);
    m_traceCard->setVisible(!result.trace.empty());
    m_stack->setCurrentWidget(m_rows);
    updateHeader();
}

void TaskPage::startStream(const TaskRequest& request)
{
    m_view->startStream(request);
}

void TaskPage::addTokens(const QList<StreamedToken>& tokens)
{
    m_view->addTokens(tokens);
    if (!m_hasResult) m_traceCard->hide();
    m_stack->setCurrentWidget(m_rows);
}

void TaskPage::showError(const QString& what, const QString& reason, const QString& nextStep)
{
    m_hasResult = false;
    m_message->showError(what, reason, nextStep);
    m_message->setAction({});
    m_stack->setCurrentWidget(m_message);
    updateHeader();
}

void TaskPage::showUnable(const QString& why, const QString& action)
{
    m_hasResult = false;
    m_message->showEmpty(taskText(m_task).icon, tr("This model cannot do it"), why);
    m_message->setAction(action);
    m_stack->setCurrentWidget(m_message);
    updateHeader();
}

void TaskPage::showBusy(const QString& text)
{
    if (m_hasResult) return;
    m_message->showBusy(text);
    m_message->setAction({});
    m_stack->setCurrentWidget(m_message);
}

void TaskPage::setRunning(bool running)
{
    m_isRunning = running;
    updateHeader();
}

void TaskPage::setSlow(bool slow)
{
    m_isSlow = slow;
    updateHeader();
}

} // namespace vitrine::widgets
