// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/compared_models.h"

#include "widgets/common/icon.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::widgets {

QString comparedLetter(int model)
{
    return QString(QChar(u'A' + model));
}

QString memorySize(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 10'000'000 ? 1 : 0, QLocale::DataSizeSIFormat);
}

ComparedModelsList::ComparedModelsList(QWidget* parent)
    : QWidget(parent),
      m_rows(new QVBoxLayout),
      m_add(new QToolButton),
      m_unload(new QToolButton),
      m_memory(makeLabel("caption"))
{
    m_rows->setSpacing(Theme::space);
    m_add->setText(QStringLiteral(" ") + tr("Add a model"));
    m_add->setIcon(themedIcon(QStringLiteral("plus")));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setPopupMode(QToolButton::InstantPopup);
    setRole(m_add, "chip");
    m_addMenu = new QMenu(m_add);
    m_add->setMenu(m_addMenu);
    m_unload->setText(tr("Unload"));
    m_unload->setToolTip(tr("Lets go of the weights that are kept for the next run."));
    setRole(m_unload, "flat");
    m_unload->hide();
    connect(m_unload, &QToolButton::clicked, this, &ComparedModelsList::unloadRequested);
    m_memory->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addStretch();
    buttons->addWidget(m_unload);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space);
    layout->addLayout(m_rows);
    layout->addLayout(buttons);
    layout->addWidget(m_memory);
    setChoices({});
}

void ComparedModelsList::setChoices(const std::vector<ComparedChoice>& choices)
{
    m_choices = choices;
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    for (int i = 0; i < int(choices.size()); ++i)
        m_rows->addWidget(makeRow(i, choices[std::size_t(i)]));
    setRunning(m_isRunning);
    updateMemory();
}

QWidget* ComparedModelsList::makeRow(int number, const ComparedChoice& choice)
{
    auto* row = new QWidget;
    auto* grid = new QGridLayout(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(Theme::space / 2);
    grid->setVerticalSpacing(2);
    auto* letter = makeLabel("heading", comparedLetter(number));
    letter->setToolTip(number == 0 ? tr("The reference: the others are compared with it.") : QString());
    QPalette colors = letter->palette();
    colors.setColor(QPalette::WindowText, theme().line[std::size_t(number) % theme().line.size()]);
    letter->setPalette(colors);
    letter->setMinimumWidth(letter->fontMetrics().horizontalAdvance(u'M'));
    auto* name = makeLabel(choice.problem.isEmpty() ? "name" : "error", choice.name);
    name->setTextFormat(Qt::PlainText);
    name->setToolTip(choice.specification);
    name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* dtype = new QComboBox;
    dtype->setAccessibleName(tr("Number type of %1").arg(choice.name));
    dtype->setToolTip(tr("In which numbers this model computes; the same model may take part twice."));
    dtype->addItem(tr("as the window"), QString());
    for (const char* type : {"float32", "bfloat16"})
        dtype->addItem(QLatin1String(type), QLatin1String(type));
    dtype->addItem(tr("as stored"), QStringLiteral("checkpoint"));
    dtype->setCurrentIndex(std::max(0, dtype->findData(choice.dtype)));
    connect(dtype, &QComboBox::activated, this,
            [this, number, dtype] { Q_EMIT dtypeRequested(number, dtype->currentData().toString()); });
    auto* up = makeIconButton(QStringLiteral("up"), tr("Move %1 up").arg(choice.name));
    up->setEnabled(number > 0);
    connect(up, &QToolButton::clicked, this, [this, number] { Q_EMIT moveRequested(number, number - 1); });
    auto* remove =
        makeIconButton(QStringLiteral("close"), tr("Take %1 out of the comparison").arg(choice.name));
    connect(remove, &QToolButton::clicked, this, [this, number] { Q_EMIT removeRequested(number); });
    grid->addWidget(letter, 0, 0);
    grid->addWidget(name, 0, 1);
    grid->addWidget(up, 0, 2);
    grid->addWidget(remove, 0, 3);
    auto* facts = makeLabel(choice.problem.isEmpty() ? "caption" : "error",
                            choice.problem.isEmpty() ? choice.facts : choice.problem);
    facts->setTextFormat(Qt::PlainText);
    facts->setToolTip(choice.problemDetail);
    facts->setWordWrap(true);
    facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* second = new QHBoxLayout;
    second->setSpacing(Theme::space);
    second->addWidget(facts, 1);
    second->addWidget(dtype, 0, Qt::AlignTop);
    grid->addLayout(second, 1, 1, 1, 3);
    grid->setColumnStretch(1, 1);
    return row;
}

void ComparedModelsList::setAvailableBytes(qint64 bytes)
{
    m_available = bytes;
    updateMemory();
}

void ComparedModelsList::setLoaded(int count)
{
    m_unload->setVisible(count > 0);
}

void ComparedModelsList::setRunning(bool running)
{
    m_isRunning = running;
    for (int i = 0; i < m_rows->count(); ++i)
        m_rows->itemAt(i)->widget()->setEnabled(!running);
    const bool isFull = int(m_choices.size()) >= mostComparedModels;
    m_add->setEnabled(!running && !isFull);
    m_add->setToolTip(isFull ? tr("At most %1 models are compared.").arg(mostComparedModels) : QString());
    m_unload->setEnabled(!running);
}

void ComparedModelsList::updateMemory()
{
    qint64 needed = 0;
    bool isWhole = !m_choices.empty();
    for (const ComparedChoice& choice : m_choices) {
        isWhole &= choice.neededBytes >= 0;
        needed += std::max<qint64>(0, choice.neededBytes);
    }
    QString text;
    if (needed > 0) {
        text = (isWhole ? tr("The weights take %1 together") : tr("The weights take %1 at least"))
                   .arg(memorySize(needed));
        if (m_available >= 0) text += QStringLiteral(", ") + tr("%1 are free").arg(memorySize(m_available));
        text += u'.';
        if (m_available >= 0 && needed > m_available)
            text += u' ' + tr("They are loaded one after the other, and not kept.");
    }
    m_memory->setText(text);
    m_memory->setVisible(!text.isEmpty());
}

QString ComparedModelsList::memoryText() const
{
    return m_memory->text();
}

} // namespace vitrine::widgets
