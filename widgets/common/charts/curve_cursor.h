// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

namespace vitrine::widgets {

/// The place that is pointed at and the part that is looked at, shared by the charts of one run: the line at
/// the mouse stands at the same step in all of them.
class CurveCursor : public QObject
{
    Q_OBJECT

public:
    struct Range
    {
        double from, to;
        bool operator==(const Range&) const = default;
    };

    using QObject::QObject;

    std::optional<double> position() const { return m_position; }
    void setPosition(std::optional<double> x)
    {
        if (x == m_position) return;
        m_position = x;
        Q_EMIT positionChanged();
    }

    /// Nothing: all there is, growing with the run.
    std::optional<Range> range() const { return m_range; }
    void setRange(std::optional<Range> range)
    {
        if (range == m_range) return;
        m_range = range;
        Q_EMIT rangeChanged();
    }

Q_SIGNALS:
    void positionChanged();
    void rangeChanged();

private:
    std::optional<double> m_position;
    std::optional<Range> m_range;
};

} // namespace vitrine::widgets
