// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/train_form.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>

namespace vitrine::widgets {
namespace {

using Algorithm = TrainRequest::Algorithm;

} // namespace

QStringList TrainForm::usualSpecialTokens(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::Bpe:
        return {QStringLiteral("<|endoftext|>")};
    case Algorithm::WordPiece:
        return {QStringLiteral("[UNK]"), QStringLiteral("[PAD]"), QStringLiteral("[CLS]"),
                QStringLiteral("[SEP]"), QStringLiteral("[MASK]")};
    case Algorithm::Unigram:
        return {QStringLiteral("<cls>"), QStringLiteral("<sep>"),  QStringLiteral("<unk>"),
                QStringLiteral("<pad>"), QStringLiteral("<mask>"), QStringLiteral("<s>"),
                QStringLiteral("</s>")};
    case Algorithm::WordLevel:
        return {QStringLiteral("[UNK]")};
    }
    return {};
}

TrainForm::TrainForm(QWidget* parent) : QWidget(parent)
{
    auto* page = new QWidget;
    setRole(page, "page");
    m_form = new QFormLayout(page);
    m_form->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, Theme::space);
    m_form->setHorizontalSpacing(2 * Theme::space);
    m_form->setVerticalSpacing(Theme::space);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const auto change = [this] {
        if (m_isSetting) return;
        updateRows();
        Q_EMIT changed();
    };
    const auto addSpin = [&](const QString& name, int least, int most, int value, const QString& meaning) {
        auto* spin = new QSpinBox;
        spin->setRange(least, most);
        spin->setValue(value);
        spin->setAccessibleName(name);
        spin->setToolTip(meaning);
        spin->setGroupSeparatorShown(true);
        if (least == 0) spin->setSpecialValueText(tr("No limit"));
        connect(spin, &QSpinBox::valueChanged, this, change);
        m_form->addRow(name, spin);
        return spin;
    };
    const auto addLine = [&](const QString& name, const QString& hint, const QString& meaning) {
        auto* line = new QLineEdit;
        line->setPlaceholderText(hint);
        line->setAccessibleName(name);
        line->setToolTip(meaning);
        line->setFont(monospaceFont());
        connect(line, &QLineEdit::textChanged, this, change);
        m_form->addRow(name, line);
        return line;
    };

    m_form->addRow(makeLabel("heading", tr("Texts to learn from")));
    m_files = makeLabel("caption");
    m_files->setWordWrap(true);
    m_form->addRow(m_files);
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    auto* choose = new QPushButton(tr("Choose files …"));
    connect(choose, &QPushButton::clicked, this, &TrainForm::filesRequested);
    row->addWidget(choose);
    auto* sample = new QPushButton(tr("Sample"));
    sample->setToolTip(tr("A short text that comes with Vitrine"));
    connect(sample, &QPushButton::clicked, this, [this] { setFiles({}); });
    row->addWidget(sample);
    row->addStretch();
    m_form->addRow(buttons);
    m_column = addLine(tr("Column"), QStringLiteral("text"), tr("Of tables: JSON Lines, Parquet, CSV"));

    m_form->addRow(makeLabel("heading", tr("What to learn")));
    m_from = new QCheckBox(tr("From the window's tokenizer"));
    m_from->setToolTip(tr("Keeps its stages and special tokens; only the vocabulary is learned anew."));
    connect(m_from, &QCheckBox::toggled, this, change);
    m_form->addRow(m_from);
    m_algorithm = new QComboBox;
    m_algorithm->addItems({QStringLiteral("BPE"), QStringLiteral("WordPiece"), QStringLiteral("Unigram"),
                           QStringLiteral("WordLevel")});
    m_algorithm->setAccessibleName(tr("Algorithm"));
    connect(m_algorithm, &QComboBox::currentIndexChanged, this, &TrainForm::onAlgorithm);
    m_form->addRow(tr("Algorithm"), m_algorithm);
    m_vocabSize =
        addSpin(tr("Vocabulary"), 1, 10'000'000, 1000, tr("Tokens, special ones and alphabet included"));
    m_minFrequency = addSpin(tr("At least"), 1, 1'000'000, 2, tr("How often a pair or word must occur"));
    m_minFrequency->setSuffix(tr(" times"));
    m_special = new QPlainTextEdit;
    m_special->setFont(monospaceFont());
    m_special->setAccessibleName(tr("Special tokens, one a line"));
    m_special->setToolTip(tr("One a line; they get the first ids."));
    m_special->setTabChangesFocus(true);
    m_special->setFixedHeight(int(96 * std::max(1.0, textScale())));
    connect(m_special, &QPlainTextEdit::textChanged, this, change);
    m_form->addRow(tr("Special tokens"), m_special);

    m_form->addRow(makeLabel("heading", tr("Further options")));
    m_byteAlphabet = new QCheckBox(tr("All 256 bytes in the alphabet"));
    m_byteAlphabet->setToolTip(tr("Then no text is unknown, whatever it is learned from."));
    connect(m_byteAlphabet, &QCheckBox::toggled, this, change);
    m_form->addRow(m_byteAlphabet);
    m_limitAlphabet = addSpin(tr("Alphabet"), 0, 1'000'000, 0, tr("Only the most frequent characters"));
    m_maxTokenLength = addSpin(tr("Longest token"), 0, 10'000, 0, tr("In characters"));
    m_prefix = addLine(tr("Prefix"), QStringLiteral("##"), tr("Before pieces that go on with a word"));
    m_suffix = addLine(tr("Suffix"), QStringLiteral("</w>"), tr("After pieces that end a word"));
    m_unk = addLine(tr("Unknown"), QStringLiteral("<unk>"), tr("The token for what the vocabulary lacks"));
    m_shrinking = new QDoubleSpinBox;
    m_shrinking->setRange(0.01, 0.99);
    m_shrinking->setSingleStep(0.05);
    m_shrinking->setAccessibleName(tr("Shrinking factor"));
    m_shrinking->setToolTip(tr("The part of the pieces that each pruning keeps"));
    connect(m_shrinking, &QDoubleSpinBox::valueChanged, this, change);
    m_form->addRow(tr("Shrinking"), m_shrinking);
    m_maxPiece = addSpin(tr("Longest piece"), 1, 1000, 16, tr("In characters"));
    m_subIterations = addSpin(tr("EM steps"), 1, 100, 2, tr("Before each pruning"));
    m_seedSize = addSpin(tr("Seed pieces"), 1, 100'000'000, 1'000'000, tr("How many pieces it starts with"));

    m_form->addRow(makeLabel("heading", tr("Held-out text")));
    m_heldOut = new QPlainTextEdit;
    m_heldOut->setFont(textFont());
    m_heldOut->setAccessibleName(tr("Held-out text"));
    m_heldOut->setPlaceholderText(tr("Not learned from: the curve says how well it is compressed."));
    m_heldOut->setTabChangesFocus(true);
    m_heldOut->setFixedHeight(int(88 * std::max(1.0, textScale())));
    connect(m_heldOut, &QPlainTextEdit::textChanged, this, change);
    m_form->addRow(m_heldOut);

    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(2 * Theme::space, Theme::space, 2 * Theme::space, 2 * Theme::space);
    m_problem = makeLabel("error");
    m_problem->setWordWrap(true);
    m_problem->hide();
    foot->addWidget(m_problem);
    auto* last = new QHBoxLayout;
    m_start = new QPushButton(tr("Train"));
    setRole(m_start, "primary");
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT startRequested(false); });
    m_resume = new QPushButton(tr("Go on"));
    m_resume->setToolTip(tr("From where the last training was stopped"));
    connect(m_resume, &QPushButton::clicked, this, [this] { Q_EMIT startRequested(true); });
    m_stop = new QPushButton(tr("Stop"));
    connect(m_stop, &QPushButton::clicked, this, &TrainForm::stopRequested);
    last->addWidget(m_start);
    last->addWidget(m_resume);
    last->addWidget(m_stop);
    last->addStretch();
    foot->addLayout(last);
    layout->addLayout(foot);
    setMinimumWidth(300);
    setRunning(false);
    setResumable(false);
    setRequest({});
}

void TrainForm::onAlgorithm()
{
    if (m_isSetting) return;
    const auto algorithm = Algorithm(m_algorithm->currentIndex());
    m_special->setPlainText(usualSpecialTokens(algorithm).join(QLatin1Char('\n')));
    m_unk->setText(algorithm == Algorithm::Unigram ? QStringLiteral("<unk>") : QString());
    updateRows();
    Q_EMIT changed();
}

void TrainForm::updateRows()
{
    const bool from = m_from->isChecked();
    if (from && m_currentAlgorithm) {
        m_isSetting = true;
        m_algorithm->setCurrentIndex(int(*m_currentAlgorithm));
        m_isSetting = false;
    }
    m_algorithm->setEnabled(!from);
    const auto algorithm = Algorithm(m_algorithm->currentIndex());
    const auto show = [this](QWidget* field, bool visible) {
        field->setVisible(visible);
        if (QWidget* label = m_form->labelForField(field)) label->setVisible(visible);
    };
    const bool merges = algorithm == Algorithm::Bpe || algorithm == Algorithm::WordPiece;
    const bool unigram = algorithm == Algorithm::Unigram;
    show(m_minFrequency, !unigram);
    show(m_byteAlphabet, algorithm == Algorithm::Bpe);
    show(m_limitAlphabet, merges);
    show(m_maxTokenLength, merges);
    show(m_prefix, merges);
    show(m_suffix, merges);
    show(m_unk, unigram || !from);
    for (QWidget* field : {static_cast<QWidget*>(m_shrinking), static_cast<QWidget*>(m_maxPiece),
                           static_cast<QWidget*>(m_subIterations), static_cast<QWidget*>(m_seedSize)})
        show(field, unigram);
}

TrainRequest TrainForm::request() const
{
    TrainRequest r;
    r.files = m_fileNames;
    r.column = m_column->text().isEmpty() ? QStringLiteral("text") : m_column->text();
    r.fromCurrent = m_from->isChecked();
    r.algorithm = Algorithm(m_algorithm->currentIndex());
    r.vocabSize = m_vocabSize->value();
    r.minFrequency = m_minFrequency->value();
    for (const QString& line : m_special->toPlainText().split(QLatin1Char('\n')))
        if (!line.trimmed().isEmpty()) r.specialTokens.append(line.trimmed());
    r.limitAlphabet = m_limitAlphabet->value();
    r.maxTokenLength = m_maxTokenLength->value();
    r.byteAlphabet = m_byteAlphabet->isChecked();
    r.continuingPrefix = m_prefix->text();
    r.endOfWordSuffix = m_suffix->text();
    r.unkToken = m_unk->text();
    r.shrinkingFactor = m_shrinking->value();
    r.maxPieceLength = m_maxPiece->value();
    r.subIterations = m_subIterations->value();
    r.seedSize = m_seedSize->value();
    r.heldOut = m_heldOut->toPlainText();
    return r;
}

void TrainForm::setRequest(const TrainRequest& r)
{
    m_isSetting = true;
    setFiles(r.files);
    m_column->setText(r.column);
    m_from->setChecked(r.fromCurrent);
    m_algorithm->setCurrentIndex(int(r.algorithm));
    m_vocabSize->setValue(r.vocabSize);
    m_minFrequency->setValue(r.minFrequency);
    m_special->setPlainText(r.specialTokens.join(QLatin1Char('\n')));
    m_limitAlphabet->setValue(r.limitAlphabet);
    m_maxTokenLength->setValue(r.maxTokenLength);
    m_byteAlphabet->setChecked(r.byteAlphabet);
    m_prefix->setText(r.continuingPrefix);
    m_suffix->setText(r.endOfWordSuffix);
    m_unk->setText(r.unkToken);
    m_shrinking->setValue(r.shrinkingFactor);
    m_maxPiece->setValue(r.maxPieceLength);
    m_subIterations->setValue(r.subIterations);
    m_seedSize->setValue(r.seedSize);
    m_heldOut->setPlainText(r.heldOut);
    m_isSetting = false;
    updateRows();
    Q_EMIT changed();
}

void TrainForm::setFiles(const QStringList& files)
{
    m_fileNames = files;
    QStringList names;
    for (const QString& file : files)
        names.append(QFileInfo(file).fileName());
    m_files->setText(files.isEmpty() ? tr("The sample that comes with Vitrine")
                                     : names.join(QStringLiteral(", ")));
    m_files->setToolTip(files.join(QLatin1Char('\n')));
    if (!m_isSetting) Q_EMIT changed();
}

void TrainForm::setCurrent(const QString& name, std::optional<Algorithm> algorithm)
{
    m_currentAlgorithm = algorithm;
    m_from->setText(name.isEmpty() ? tr("From the window's tokenizer") : tr("From %1").arg(name));
    m_from->setEnabled(algorithm.has_value());
    if (!algorithm) m_from->setChecked(false);
    updateRows();
}

void TrainForm::setRunning(bool running)
{
    m_start->setVisible(!running);
    m_stop->setVisible(running);
    if (running) m_resume->hide();
}

void TrainForm::setResumable(bool resumable)
{
    m_resume->setVisible(resumable);
}

void TrainForm::showProblem(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

} // namespace vitrine::widgets
