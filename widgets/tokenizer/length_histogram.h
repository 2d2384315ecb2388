// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstdint>
#include <map>
#include <vector>

namespace vitrine::widgets {

/// How many texts have how many tokens, as bars of equal width; a line where a model's longest text ends.
class LengthHistogram final : public QWidget
{
    Q_OBJECT

public:
    struct Bar
    {
        std::uint32_t begin, end; ///< tokens [begin, end)
        std::uint64_t texts;
    };

    explicit LengthHistogram(QWidget* parent = nullptr);

    void setLengths(const std::map<std::uint32_t, std::uint64_t>& lengths, std::uint32_t longestOfModel);
    const std::vector<Bar>& bars() const { return m_bars; }

    QSize sizeHint() const override { return {360, 180}; }
    QSize minimumSizeHint() const override { return {200, 120}; }
    void paint(QPainter& painter, const QRectF& area) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF plot(const QRectF& area) const;

    std::vector<Bar> m_bars;
    std::uint32_t m_longestOfModel = 0;
};

/// At most so many bars of equal, round width over all lengths.
std::vector<LengthHistogram::Bar> lengthBars(const std::map<std::uint32_t, std::uint64_t>& lengths,
                                             std::size_t count);

} // namespace vitrine::widgets
