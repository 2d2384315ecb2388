// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/charts/curve_pyramid.h"

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

void CurvePyramid::append(double x, double y)
{
    if (!std::isfinite(x) || !std::isfinite(y)) return;
    m_points.push_back({x, y});
    std::size_t count = m_points.size();
    for (std::size_t level = 0; count % fan == 0; ++level, count /= fan) {
        if (level == m_levels.size()) m_levels.emplace_back();
        Block block;
        if (level == 0) {
            block = {Index(count - fan), Index(count - fan)};
            for (std::size_t i = count - fan + 1; i < count; ++i)
                block = merge(block, {Index(i), Index(i)});
        } else {
            const auto& below = m_levels[level - 1];
            block = below[count - fan];
            for (std::size_t i = count - fan + 1; i < count; ++i)
                block = merge(block, below[i]);
        }
        m_levels[level].push_back(block);
    }
}

void CurvePyramid::truncate(double x)
{
    std::size_t count = firstAt(x);
    m_points.resize(count);
    for (auto& level : m_levels)
        level.resize(count /= fan);
}

void CurvePyramid::clear()
{
    m_points.clear();
    m_levels.clear();
}

CurvePyramid::Block CurvePyramid::merge(const Block& a, const Block& b) const
{
    return {m_points[b.lowest].y < m_points[a.lowest].y ? b.lowest : a.lowest,
            m_points[b.highest].y > m_points[a.highest].y ? b.highest : a.highest};
}

std::size_t CurvePyramid::firstAt(double x) const
{
    return std::size_t(std::lower_bound(m_points.begin(), m_points.end(), x,
                                        [](const Point& p, double value) { return p.x < value; }) -
                       m_points.begin());
}

std::size_t CurvePyramid::firstAfter(double x) const
{
    return std::size_t(std::upper_bound(m_points.begin(), m_points.end(), x,
                                        [](double value, const Point& p) { return value < p.x; }) -
                       m_points.begin());
}

CurvePyramid::Block CurvePyramid::extremes(std::size_t first, std::size_t last) const
{
    Block result{Index(first), Index(first)};
    while (first < last) {
        // The largest complete block that begins here and ends within the range.
        std::size_t step = 1, level = 0;
        while (level < m_levels.size() && first % (step * fan) == 0 && first + step * fan <= last) {
            step *= fan;
            ++level;
        }
        result =
            merge(result, level == 0 ? Block{Index(first), Index(first)} : m_levels[level - 1][first / step]);
        first += step;
    }
    return result;
}

std::vector<CurvePyramid::Point> CurvePyramid::visible(double from, double to, int columns) const
{
    std::vector<Point> result;
    const std::size_t begin = firstAt(from), end = firstAfter(to);
    if (columns < 1 || !(from < to)) return result;
    if (begin > 0) result.push_back(m_points[begin - 1]);
    const double width = (to - from) / columns;
    std::size_t first = begin;
    while (first < end) {
        const double column = std::min(std::floor((m_points[first].x - from) / width), double(columns - 1));
        std::size_t last = column >= columns - 1 ? end : std::min(end, firstAt(from + (column + 1) * width));
        last = std::max(last, first + 1); // where rounding puts the border before its own point
        if (last - first <= 4) {
            result.insert(result.end(), m_points.begin() + std::ptrdiff_t(first),
                          m_points.begin() + std::ptrdiff_t(last));
        } else {
            const Block block = extremes(first, last);
            Index drawn[] = {Index(first), std::min(block.lowest, block.highest),
                             std::max(block.lowest, block.highest), Index(last - 1)};
            for (int i = 0; i < 4; ++i)
                if (i == 0 || drawn[i] != drawn[i - 1]) result.push_back(m_points[drawn[i]]);
        }
        first = last;
    }
    if (end < m_points.size()) result.push_back(m_points[end]);
    return result;
}

std::pair<double, double> CurvePyramid::range(double from, double to) const
{
    const std::size_t first = firstAt(from), last = firstAfter(to);
    if (first >= last) return {0, -1};
    const Block block = extremes(first, last);
    return {m_points[block.lowest].y, m_points[block.highest].y};
}

double CurvePyramid::lowestPositive(double from, double to) const
{
    const auto [lowest, highest] = range(from, to);
    if (lowest > highest || highest <= 0) return 0;
    if (lowest > 0) return lowest;
    double result = highest;
    for (std::size_t i = firstAt(from), end = firstAfter(to); i < end; ++i)
        if (m_points[i].y > 0) result = std::min(result, m_points[i].y);
    return result;
}

const CurvePyramid::Point* CurvePyramid::nearest(double x) const
{
    if (m_points.empty()) return nullptr;
    const std::size_t after = firstAt(x);
    if (after == m_points.size()) return &m_points.back();
    if (after == 0) return &m_points.front();
    return x - m_points[after - 1].x <= m_points[after].x - x ? &m_points[after - 1] : &m_points[after];
}

double Smoother::next(double value)
{
    if (!std::isfinite(value)) return value;
    m_sum = m_sum * m_weight + (1 - m_weight) * value;
    m_bias *= m_weight;
    return m_bias < 1 ? m_sum / (1 - m_bias) : value;
}

} // namespace vitrine::widgets
