// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace vitrine::widgets {

/// The points of a curve with x never falling, and above them the lowest and highest of every 8, 64, 512 …
/// points. Whatever part of however many points is looked at, few are drawn, and the picture is that of all:
/// in a column of pixels a line shows no more than where it comes in, its lowest, its highest and where it
/// leaves.
class CurvePyramid
{
public:
    struct Point
    {
        double x, y;
    };

    /// `x` at least that of the last point. A value that is no number is left out.
    void append(double x, double y);
    /// Removes the points at `x` and after.
    void truncate(double x);
    void clear();

    std::size_t size() const { return m_points.size(); }
    bool empty() const { return m_points.empty(); }
    const Point& operator[](std::size_t index) const { return m_points[index]; }

    /// What to draw for [from, to] over so many columns of pixels, in the order of x: at most four points a
    /// column, and one before and one after the range for the line that leaves the picture.
    std::vector<Point> visible(double from, double to, int columns) const;

    /// Lowest and highest y of the points with x in [from, to]; (0, -1) where there are none.
    std::pair<double, double> range(double from, double to) const;
    /// The lowest y above zero, for a logarithmic axis; 0 where there is none.
    double lowestPositive(double from, double to) const;

    /// The point nearest in x; null where there are none.
    const Point* nearest(double x) const;

private:
    using Index = std::uint32_t;
    struct Block
    {
        Index lowest, highest; ///< places of the points
    };
    static constexpr std::size_t fan = 8;

    std::size_t firstAt(double x) const;    ///< the first point not before x
    std::size_t firstAfter(double x) const; ///< the first point after x
    /// Of the points [first, last), which are not none.
    Block extremes(std::size_t first, std::size_t last) const;
    Block merge(const Block& a, const Block& b) const;

    std::vector<Point> m_points;
    std::vector<std::vector<Block>> m_levels; ///< complete blocks of 8, 64, …
};

/// The exponential moving average that TensorBoard draws: the start is not pulled to zero.
class Smoother
{
public:
    explicit Smoother(double weight) : m_weight(weight) {}
    /// The smoothed value after `value`.
    double next(double value);

private:
    double m_weight;
    double m_sum = 0, m_bias = 1;
};

} // namespace vitrine::widgets
