// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/training/training_panel.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/training/curves_page.h"
#include "widgets/training/data_page.h"
#include "widgets/training/results_page.h"
#include "widgets/training/run_header.h"
#include "widgets/training/runs_page.h"
#include "widgets/training/training_form.h"

#include <QButtonGroup>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::widgets {

TrainingPanel::TrainingPanel(QWidget* parent) : QWidget(parent)
{
    auto* card = makeCard();
    auto* cardLayout = new QVBoxLayout(card);
    cardLayout->setContentsMargins(0, 0, 0, 0);
    m_form = new TrainingForm;
    cardLayout->addWidget(m_form);

    auto* middle = new QWidget;
    auto* rows = new QVBoxLayout(middle);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(Theme::space);
    m_header = new RunHeader;
    rows->addWidget(m_header);
    auto* tabs = new QHBoxLayout;
    tabs->setSpacing(4);
    m_tabs = new QButtonGroup(this);
    m_pages = new QStackedWidget;
    m_curves = new CurvesPage;
    m_data = new DataPage;
    m_results = new ResultsPage;
    m_runs = new RunsPage;
    const std::pair<QString, QWidget*> pages[] = {
        {tr("Curves"), m_curves}, {tr("Data"), m_data}, {tr("Results"), m_results}, {tr("Runs"), m_runs}};
    for (const auto& [name, page] : pages) {
        auto* button = new QToolButton;
        button->setText(name);
        button->setCheckable(true);
        setRole(button, "segment");
        m_tabs->addButton(button, m_pages->addWidget(page));
        tabs->addWidget(button);
    }
    tabs->addStretch();
    rows->addLayout(tabs);
    rows->addWidget(m_pages, 1);
    connect(m_tabs, &QButtonGroup::idClicked, this, [this](int id) { showPage(Page(id)); });

    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(2 * Theme::space);
    splitter->addWidget(card);
    splitter->addWidget(middle);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({320, 1000});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->addWidget(splitter);

    connect(m_form, &TrainingForm::lengthChanged, m_data, &DataPage::setCut);
    connect(m_data, &DataPage::cutMoved, m_form, &TrainingForm::setMaxLength);
    m_data->setCut(m_form->job().maxLength);
    showPage(Data);
}

void TrainingPanel::showPage(Page page)
{
    m_pages->setCurrentIndex(int(page));
    m_tabs->button(int(page))->setChecked(true);
    Q_EMIT pageChanged();
}

TrainingPanel::Page TrainingPanel::page() const
{
    return Page(m_pages->currentIndex());
}

void TrainingPanel::showRun(const RunView& run)
{
    m_header->showRun(run);
}

void TrainingPanel::showNoRun()
{
    m_header->showNone();
}

} // namespace vitrine::widgets
