// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/training/training_form.h"

#include "widgets/common/icon.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleValidator>
#include <QEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace vitrine::widgets {
namespace {

const auto starterData = QStringLiteral("starter:emails");
const auto starterModel = QStringLiteral("starter:minilm");

/// The wheel scrolls the form; it changes a field only after a click into it.
template <typename Field>
Field* calm(Field* field)
{
    class Filter final : public QObject
    {
    public:
        using QObject::QObject;
        bool eventFilter(QObject* watched, QEvent* event) override
        {
            if (event->type() != QEvent::Wheel || static_cast<QWidget*>(watched)->hasFocus()) return false;
            event->ignore();
            return true;
        }
    };
    field->setFocusPolicy(Qt::StrongFocus);
    field->installEventFilter(new Filter(field));
    field->setMinimumWidth(60);
    return field;
}

QSpinBox* spin(int from, int to)
{
    auto* field = calm(new QSpinBox);
    field->setRange(from, to);
    return field;
}

QDoubleSpinBox* realSpin(double from, double to, int decimals, double step)
{
    auto* field = calm(new QDoubleSpinBox);
    field->setDecimals(decimals);
    field->setRange(from, to);
    field->setSingleStep(step);
    return field;
}

QComboBox* box()
{
    auto* field = calm(new QComboBox);
    field->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    field->setMinimumContentsLength(6);
    return field;
}

QFormLayout* section(QWidget* page, const QString& heading)
{
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(Theme::space);
    form->setVerticalSpacing(6);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    if (!heading.isEmpty()) form->addRow(makeLabel("heading", heading));
    return form;
}

/// A row whose label and field share the tool tip.
void addRow(QFormLayout* form, const QString& name, QWidget* field, const QString& tip)
{
    auto* label = new QLabel(name);
    label->setMinimumWidth(96);
    label->setToolTip(tip);
    field->setToolTip(tip);
    field->setAccessibleName(name);
    field->setAccessibleDescription(tip);
    form->addRow(label, field);
}

/// The style sheet looks at a role only when a widget is polished.
void changeRole(QWidget* widget, const char* role)
{
    setRole(widget, role);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

void select(QComboBox* box, const QString& data)
{
    box->setCurrentIndex(std::max(0, box->findData(data)));
}

} // namespace

TrainingForm::TrainingForm(QWidget* parent) : QWidget(parent)
{
    auto* page = new QWidget;
    setRole(page, "page");
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, Theme::space);
    rows->setSpacing(2 * Theme::space);
    rows->addWidget(makeData());
    rows->addWidget(makeModel());
    rows->addWidget(makeBasics());
    m_fold = new QToolButton;
    setRole(m_fold, "flat");
    m_fold->setText(tr("Advanced"));
    m_fold->setIcon(themedIcon(QStringLiteral("right")));
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setCheckable(true);
    rows->addWidget(m_fold, 0, Qt::AlignLeft);
    m_advanced = makeAdvanced();
    m_advanced->hide();
    rows->addWidget(m_advanced);
    rows->addStretch();
    connect(m_fold, &QToolButton::toggled, this, [this](bool open) {
        m_fold->setIcon(themedIcon(open ? QStringLiteral("down") : QStringLiteral("right")));
        m_advanced->setVisible(open);
    });

    auto* scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(2 * Theme::space, Theme::space, 2 * Theme::space, 2 * Theme::space);
    foot->setSpacing(Theme::space);
    m_checkNote = makeLabel("caption");
    m_checkNote->setWordWrap(true);
    m_checkNote->setObjectName(QStringLiteral("check"));
    m_checkNote->hide();
    foot->addWidget(m_checkNote);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(Theme::space);
    m_check = new QPushButton(tr("Check"));
    m_check->setToolTip(
        tr("Reads all data and tries a step, without training: how long it will take, how much "
           "memory, which rows are cut."));
    connect(m_check, &QPushButton::clicked, this, &TrainingForm::checkRequested);
    m_start = new QPushButton(tr("Start training"));
    setRole(m_start, "primary");
    connect(m_start, &QPushButton::clicked, this, &TrainingForm::startRequested);
    buttons->addWidget(m_check);
    buttons->addWidget(m_start, 1);
    foot->addLayout(buttons);
    layout->addLayout(foot);
    setMinimumWidth(304);
    setJob({});
}

QWidget* TrainingForm::makeData()
{
    auto* page = new QWidget;
    QFormLayout* form = section(page, tr("Data"));
    m_dataset = box();
    m_dataset->addItem(tr("Starter e-mails"), starterData);
    m_dataset->addItem(tr("Open a file …"));
    addRow(form, tr("Table"), m_dataset,
           tr("CSV, TSV, JSON Lines, Parquet or Arrow with a text and a label a row. Drop a file on the "
              "window."));
    m_text = box();
    addRow(form, tr("Text"), m_text, tr("The column that is read."));
    m_second = box();
    addRow(
        form, tr("Second text"), m_second,
        tr("A second column that is read after the first, as for pairs of sentences or subject and body."));
    m_label = box();
    addRow(form, tr("Label"), m_label, tr("The column with the answer that the model learns to give."));
    m_dataNote = makeLabel("caption");
    m_dataNote->setWordWrap(true);
    m_dataNote->setObjectName(QStringLiteral("dataNote"));
    form->addRow(m_dataNote);
    connect(m_dataset, &QComboBox::activated, this, [this](int index) {
        if (m_dataset->itemData(index).isNull()) {
            select(m_dataset, m_lastDataset);
            Q_EMIT datasetWanted();
        } else {
            setDataset(m_dataset->itemData(index).toString());
        }
    });
    for (QComboBox* role : {m_text, m_second, m_label})
        connect(role, &QComboBox::activated, this, &TrainingForm::onDataEdited);
    return page;
}

QWidget* TrainingForm::makeModel()
{
    auto* page = new QWidget;
    QFormLayout* form = section(page, tr("Model"));
    m_model = box();
    m_model->addItem(QStringLiteral("all-MiniLM-L6-v2"), starterModel);
    m_model->addItem(tr("Open a folder …"));
    addRow(form, tr("Start from"), m_model,
           tr("An encoder that has read much text already; a new head for your labels is put on top."));
    m_fromScratch = new QCheckBox(tr("From random weights"));
    m_fromScratch->setToolTip(tr("Keeps the model's shape and forgets what it has learnt: to see what "
                                 "pre-training is worth."));
    form->addRow(m_fromScratch);
    connect(m_model, &QComboBox::activated, this, [this](int index) {
        if (m_model->itemData(index).isNull()) {
            select(m_model, m_lastModel);
            Q_EMIT modelWanted();
        } else {
            setModel(m_model->itemData(index).toString());
        }
    });
    connect(m_fromScratch, &QCheckBox::toggled, this, &TrainingForm::onEdited);
    return page;
}

QWidget* TrainingForm::makeBasics()
{
    auto* page = new QWidget;
    QFormLayout* form = section(page, tr("Training"));
    m_epochs = realSpin(0.1, 1000, 1, 1);
    addRow(form, tr("Epochs"), m_epochs,
           tr("How often every row is seen. Fine-tuning rarely needs more than 3."));
    m_batchSize = spin(1, 4096);
    addRow(form, tr("Batch size"), m_batchSize,
           tr("Rows a step: more make smoother steps and need more memory."));
    m_learningRate = calm(new QLineEdit);
    auto* validator = new QDoubleValidator(0, 10, 12, m_learningRate);
    validator->setLocale(QLocale::c());
    m_learningRate->setValidator(validator);
    addRow(form, tr("Learning rate"), m_learningRate,
           tr("How far a step goes. Too high and the loss jumps, too low and it crawls; 5e-05 suits most "
              "encoders."));
    m_maxLength = spin(4, 8192);
    m_maxLength->setSuffix(tr(" tokens"));
    addRow(form, tr("Longest text"), m_maxLength,
           tr("Longer texts are cut here. Time grows with it; the Data page shows what is lost."));
    connect(m_epochs, &QDoubleSpinBox::valueChanged, this, &TrainingForm::onEdited);
    connect(m_batchSize, &QSpinBox::valueChanged, this, &TrainingForm::onEdited);
    connect(m_learningRate, &QLineEdit::textEdited, this, &TrainingForm::onEdited);
    connect(m_maxLength, &QSpinBox::valueChanged, this, [this](int tokens) {
        onEdited();
        Q_EMIT lengthChanged(tokens);
    });
    return page;
}

QWidget* TrainingForm::makeAdvanced()
{
    auto* page = new QWidget;
    QFormLayout* form = section(page, {});
    m_scheduler = box();
    m_scheduler->addItem(tr("Linear to zero"), QStringLiteral("linear"));
    m_scheduler->addItem(tr("Cosine to zero"), QStringLiteral("cosine"));
    m_scheduler->addItem(tr("Constant"), QStringLiteral("constant"));
    m_scheduler->addItem(tr("Constant after warm-up"), QStringLiteral("constant_with_warmup"));
    addRow(form, tr("Schedule"), m_scheduler, tr("How the learning rate changes over the run."));
    m_warmup = realSpin(0, 100000, 2, 0.05);
    addRow(
        form, tr("Warm-up"), m_warmup,
        tr("The share of the steps (or their number, from 1 on) in which the rate rises from zero: the new "
           "head is wild at first."));
    m_weightDecay = realSpin(0, 1, 3, 0.01);
    addRow(form, tr("Weight decay"), m_weightDecay, tr("Pulls weights to zero: against learning by heart."));
    m_accumulation = spin(1, 1024);
    addRow(form, tr("Accumulation"), m_accumulation,
           tr("Batches whose gradients are added up to one step: a larger batch without its memory."));
    m_clipping = realSpin(0, 1000, 2, 0.5);
    m_clipping->setSpecialValueText(tr("Off"));
    addRow(form, tr("Clip norm"), m_clipping,
           tr("Gradients longer than this are shortened: no step goes wild."));
    m_evaluation = box();
    m_evaluation->addItem(tr("4 times an epoch"), int(TrainingJob::Evaluation::Quarter));
    m_evaluation->addItem(tr("Every epoch"), int(TrainingJob::Evaluation::Epoch));
    m_evaluation->addItem(tr("Every so many steps"), int(TrainingJob::Evaluation::Steps));
    addRow(form, tr("Evaluate"), m_evaluation, tr("How often the held-out rows are tried."));
    m_evaluationSteps = spin(1, 1'000'000);
    m_evaluationSteps->setSuffix(tr(" steps"));
    addRow(form, tr("… every"), m_evaluationSteps,
           tr("Steps between two evaluations; a checkpoint is saved with each."));
    m_bestMetric = box();
    for (const char* name : {"loss", "accuracy", "f1", "precision", "recall"})
        m_bestMetric->addItem(QString::fromLatin1(name), QString::fromLatin1(name));
    addRow(form, tr("Best by"), m_bestMetric,
           tr("Which figure of the evaluations says which checkpoint is best."));
    m_loadBest = new QCheckBox(tr("Keep the best, not the last"));
    m_loadBest->setToolTip(tr("The final model is the checkpoint with the best figure."));
    form->addRow(m_loadBest);
    m_earlyStopping = new QCheckBox(tr("Stop when it no longer improves"));
    m_earlyStopping->setToolTip(tr("Ends the run after so many evaluations without a better figure."));
    form->addRow(m_earlyStopping);
    m_patience = spin(1, 100);
    m_patience->setSuffix(tr(" evaluations"));
    addRow(form, tr("Patience"), m_patience, tr("Evaluations without a better figure before the run ends."));
    m_testShare = spin(1, 90);
    m_testShare->setSuffix(tr(" %"));
    addRow(form, tr("Held out"), m_testShare,
           tr("The share of the rows that is never trained on, to measure with."));
    m_stratify = new QCheckBox(tr("Same share of every label"));
    m_stratify->setToolTip(tr("Stratified split: rare labels are in both parts."));
    form->addRow(m_stratify);
    m_splitSeed = spin(0, 1'000'000);
    addRow(form, tr("Split seed"), m_splitSeed, tr("The same number gives the same split."));
    m_seed = spin(0, 1'000'000);
    addRow(form, tr("Seed"), m_seed,
           tr("The same number gives the same run: order of rows, dropout, new head."));
    m_bfloat16 = new QCheckBox(tr("bfloat16 arithmetic"));
    m_bfloat16->setToolTip(
        tr("Half the bits in products: much faster on new processors, a little less exact."));
    form->addRow(m_bfloat16);
    m_groupByLength = new QCheckBox(tr("Group rows by length"));
    m_groupByLength->setToolTip(tr("Texts of like length share a batch: less padding, less time."));
    form->addRow(m_groupByLength);

    for (QComboBox* field : {m_scheduler, m_evaluation, m_bestMetric})
        connect(field, &QComboBox::currentIndexChanged, this, &TrainingForm::onEdited);
    for (QDoubleSpinBox* field : {m_warmup, m_weightDecay, m_clipping})
        connect(field, &QDoubleSpinBox::valueChanged, this, &TrainingForm::onEdited);
    for (QSpinBox* field : {m_accumulation, m_evaluationSteps, m_patience, m_testShare, m_splitSeed, m_seed})
        connect(field, &QSpinBox::valueChanged, this, &TrainingForm::onEdited);
    for (QCheckBox* field : {m_loadBest, m_earlyStopping, m_stratify, m_bfloat16, m_groupByLength})
        connect(field, &QCheckBox::toggled, this, &TrainingForm::onEdited);
    return page;
}

TrainingJob TrainingForm::job() const
{
    TrainingJob job;
    job.dataset = m_lastDataset;
    job.textColumn = m_text->currentData().toString();
    job.secondColumn = m_second->currentData().toString();
    job.labelColumn = m_label->currentData().toString();
    job.testShare = m_testShare->value() / 100.0;
    job.splitSeed = m_splitSeed->value();
    job.stratify = m_stratify->isChecked();
    job.model = m_lastModel;
    job.fromScratch = m_fromScratch->isChecked();
    job.maxLength = m_maxLength->value();
    job.epochs = m_epochs->value();
    job.batchSize = m_batchSize->value();
    job.learningRate = QLocale::c().toDouble(m_learningRate->text());
    job.scheduler = m_scheduler->currentData().toString();
    job.warmup = m_warmup->value();
    job.weightDecay = m_weightDecay->value();
    job.accumulation = m_accumulation->value();
    job.clipping = m_clipping->value();
    job.evaluation = TrainingJob::Evaluation(m_evaluation->currentData().toInt());
    job.evaluationSteps = m_evaluationSteps->value();
    job.bfloat16 = m_bfloat16->isChecked();
    job.groupByLength = m_groupByLength->isChecked();
    job.seed = m_seed->value();
    job.earlyStopping = m_earlyStopping->isChecked();
    job.patience = m_patience->value();
    job.loadBest = m_loadBest->isChecked();
    job.bestMetric = m_bestMetric->currentData().toString();
    return job;
}

void TrainingForm::setJob(const TrainingJob& job)
{
    m_isSetting = true;
    const auto offer = [](QComboBox* field, const QString& value) {
        if (!value.isEmpty() && field->findData(value) < 0) field->addItem(value, value);
        field->setCurrentIndex(field->findData(value));
    };
    for (QComboBox* role : {m_text, m_second, m_label})
        role->clear();
    m_second->addItem(tr("None"), QString());
    offer(m_text, job.textColumn);
    offer(m_second, job.secondColumn);
    offer(m_label, job.labelColumn);
    m_testShare->setValue(int(std::lround(job.testShare * 100)));
    m_splitSeed->setValue(job.splitSeed);
    m_stratify->setChecked(job.stratify);
    m_fromScratch->setChecked(job.fromScratch);
    m_maxLength->setValue(job.maxLength);
    m_epochs->setValue(job.epochs);
    m_batchSize->setValue(job.batchSize);
    m_learningRate->setText(QString::number(job.learningRate, 'g', 6));
    select(m_scheduler, job.scheduler);
    m_warmup->setValue(job.warmup);
    m_weightDecay->setValue(job.weightDecay);
    m_accumulation->setValue(job.accumulation);
    m_clipping->setValue(job.clipping);
    m_evaluation->setCurrentIndex(m_evaluation->findData(int(job.evaluation)));
    m_evaluationSteps->setValue(job.evaluationSteps);
    m_bfloat16->setChecked(job.bfloat16);
    m_groupByLength->setChecked(job.groupByLength);
    m_seed->setValue(job.seed);
    m_earlyStopping->setChecked(job.earlyStopping);
    m_patience->setValue(job.patience);
    m_loadBest->setChecked(job.loadBest);
    select(m_bestMetric, job.bestMetric);
    m_isSetting = false;
    setModel(job.model);
    m_lastDataset.clear();
    const QString text = job.textColumn, second = job.secondColumn, label = job.labelColumn;
    m_isSetting = true;
    setDataset(job.dataset);
    offer(m_text, text);
    offer(m_second, second);
    offer(m_label, label);
    m_isSetting = false;
    updateStates();
    onDataEdited();
}

void TrainingForm::setDataset(const QString& path)
{
    if (path == m_lastDataset) return;
    if (m_dataset->findData(path) < 0) {
        m_dataset->insertItem(m_dataset->count() - 1, QFileInfo(path).fileName(), path);
        m_dataset->setItemData(m_dataset->count() - 2, path, Qt::ToolTipRole);
    }
    select(m_dataset, path);
    m_lastDataset = path;
    m_text->clear();
    m_second->clear();
    m_second->addItem(tr("None"), QString());
    m_label->clear();
    m_dataNote->setText(tr("Reading the table …"));
    onDataEdited();
}

void TrainingForm::setModel(const QString& specification)
{
    if (m_model->findData(specification) < 0) {
        m_model->insertItem(m_model->count() - 1, QFileInfo(specification).fileName(), specification);
        m_model->setItemData(m_model->count() - 2, specification, Qt::ToolTipRole);
    }
    select(m_model, specification);
    m_lastModel = specification;
    onEdited();
}

void TrainingForm::setCurrentModel(const QString& specification, const QString& name)
{
    if (specification.isEmpty() || m_model->findData(specification) >= 0) return;
    m_model->insertItem(1, tr("%1 (current)").arg(name), specification);
    m_model->setItemData(1, specification, Qt::ToolTipRole);
}

void TrainingForm::setPreview(const DataPreview& preview)
{
    if (preview.dataset != m_lastDataset) return;
    m_isSetting = true;
    const auto fill = [&](QComboBox* field, const QString& chosen, bool optional) {
        field->clear();
        if (optional) field->addItem(tr("None"), QString());
        for (int i = 0; i < preview.columns.size(); ++i) {
            field->addItem(preview.columns[i], preview.columns[i]);
            field->setItemData(field->count() - 1, preview.types.value(i), Qt::ToolTipRole);
        }
        field->setCurrentIndex(chosen.isEmpty() && !optional ? -1 : field->findData(chosen));
    };
    fill(m_text, preview.textColumn, false);
    fill(m_second, preview.secondColumn, true);
    fill(m_label, preview.labelColumn, false);
    m_isSetting = false;
    if (!preview.problem.isEmpty()) {
        changeRole(m_dataNote, "error");
        m_dataNote->setText(preview.problem + QLatin1Char(' ') + preview.nextStep);
    } else {
        changeRole(m_dataNote, "caption");
        QString note = tr("%n row(s)", nullptr, int(preview.rows)) + QStringLiteral(", ") +
                       tr("%n label(s)", nullptr, int(preview.labels.size()));
        if (preview.isFallback)
            note += QStringLiteral(". ") +
                    tr("The real e-mails could not be installed; 240 made-up ones stand in.");
        m_dataNote->setText(note);
    }
}

void TrainingForm::setMaxLength(int tokens)
{
    m_maxLength->setValue(tokens);
}

void TrainingForm::showCheck(const QString& text, bool isError)
{
    changeRole(m_checkNote, isError ? "error" : "caption");
    m_checkNote->setText(text);
    m_checkNote->setVisible(!text.isEmpty());
}

void TrainingForm::setChecking(bool checking)
{
    m_isChecking = checking;
    m_check->setText(checking ? tr("Stop check") : tr("Check"));
}

QString TrainingForm::applyRemedy(const std::string& code)
{
    TrainingJob now = job();
    QString change;
    const auto rate = [](double value) { return QString::number(value, 'g', 2); };
    if (code == "stop_earlier") {
        now.earlyStopping = now.loadBest = true;
        now.weightDecay = std::max(now.weightDecay * 2, 0.05);
        change = tr("Early stopping is on, weight decay is %1.").arg(now.weightDecay);
    } else if (code == "lower_rate") {
        now.learningRate /= 3;
        if (now.clipping == 0) now.clipping = 1;
        change = tr("The learning rate is %1.").arg(rate(now.learningRate));
    } else if (code == "train_longer") {
        now.epochs = std::ceil(now.epochs * 1.5);
        change = tr("%1 epochs.").arg(now.epochs);
    } else if (code == "more_capacity") {
        now.learningRate *= 2;
        now.epochs = std::ceil(now.epochs * 2);
        change = tr("%1 epochs, the learning rate is %2.").arg(now.epochs).arg(rate(now.learningRate));
    }
    if (!change.isEmpty()) setJob(now);
    return change;
}

void TrainingForm::onEdited()
{
    if (m_isSetting) return;
    updateStates();
    showCheck({}, false);
    Q_EMIT changed();
}

void TrainingForm::onDataEdited()
{
    if (m_isSetting) return;
    onEdited();
    Q_EMIT dataChanged();
}

void TrainingForm::updateStates()
{
    m_evaluationSteps->setEnabled(m_evaluation->currentData().toInt() == int(TrainingJob::Evaluation::Steps));
    m_patience->setEnabled(m_earlyStopping->isChecked());
}

} // namespace vitrine::widgets
