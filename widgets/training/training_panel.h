// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/training/training_view.h"

#include <QWidget>

class QButtonGroup;
class QStackedWidget;

namespace vitrine::widgets {

class CurvesPage;
class DataPage;
class ResultsPage;
class RunHeader;
class RunsPage;
class TrainingForm;

/// Fine-tuning: the form at the left, the run in the middle with its curves, data, results, and the other
/// runs. Knows no worker and no file: it asks by the signals of its parts and shows what it is given.
class TrainingPanel final : public QWidget
{
    Q_OBJECT

public:
    enum Page { Curves, Data, Results, Runs };

    explicit TrainingPanel(QWidget* parent = nullptr);

    void showPage(Page page);
    Page page() const;
    /// The run in the header; its curves go to curves().
    void showRun(const RunView& run);
    void showNoRun();

    TrainingForm* form() const { return m_form; }
    RunHeader* header() const { return m_header; }
    CurvesPage* curves() const { return m_curves; }
    DataPage* data() const { return m_data; }
    ResultsPage* results() const { return m_results; }
    RunsPage* runs() const { return m_runs; }

Q_SIGNALS:
    void pageChanged();

private:
    TrainingForm* m_form;
    RunHeader* m_header;
    QButtonGroup* m_tabs;
    QStackedWidget* m_pages;
    CurvesPage* m_curves;
    DataPage* m_data;
    ResultsPage* m_results;
    RunsPage* m_runs;
};

} // namespace vitrine::widgets
