// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include <utility>
#include <vector>

namespace vitrine::widgets {

/// The time of each token as bars; the first one waited for the prompt and is not to scale.
class TokenTimes final : public QWidget
{
    Q_OBJECT

public:
    explicit TokenTimes(QWidget* parent = nullptr);

    void setSeconds(std::vector<double> seconds); ///< NaN: not known
    int count() const { return int(m_seconds.size()); }
    void setCurrent(int token);
    QSize sizeHint() const override;

Q_SIGNALS:
    void tokenChosen(int token);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    int tokenAt(double x) const;

    std::vector<double> m_seconds;
    double m_most = 0; ///< of all but the first
    int m_current = -1;
};

/// What the colours of tokens mean: the ends of a scale, or single marks.
class ColorLegend final : public QWidget
{
    Q_OBJECT

public:
    explicit ColorLegend(QWidget* parent = nullptr);

    void setHeat(const QString& low, const QString& high);
    void setMarks(const QList<std::pair<int, QString>>& marks); ///< of Theme::token
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_low, m_high;
    QList<std::pair<int, QString>> m_marks;
};

} // namespace vitrine::widgets
