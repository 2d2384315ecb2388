// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/pipelines/trace.h"

#include <QAbstractButton>

namespace vitrine::widgets {

/// One stage of a trace: its name, what goes in and comes out, the first values, its share of the time.
class StageCard final : public QAbstractButton
{
    Q_OBJECT

public:
    /// `share` of the whole run's time, 0 … 1.
    StageCard(const pipelines::TraceStage& stage, double share, QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title, m_input, m_output, m_sample, m_time;
    double m_share;
};

} // namespace vitrine::widgets
