// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokenizer/train_view.h"

#include <QWidget>

namespace vitrine::widgets {

/// The most frequent pairs as bars, the longest on top.
class PairBars final : public QWidget
{
    Q_OBJECT

public:
    explicit PairBars(QWidget* parent = nullptr);

    void setPairs(std::vector<TrainNews::Pair> pairs);
    const std::vector<TrainNews::Pair>& pairs() const { return m_pairs; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<TrainNews::Pair> m_pairs;
};

} // namespace vitrine::widgets
