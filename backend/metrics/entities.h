// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vitrine::metrics {

/// Counts over texts whose words are labelled O, B-TYPE, I-TYPE (also E-, S-), as seqeval counts them: an
/// entity is right when type, first and last word are.
class EntityScores
{
public:
    /// One text. Both of the same length.
    void add(std::span<const std::string> labels, std::span<const std::string> predictions);

    double precision() const; ///< right among those that were found; 0 if none was
    double recall() const;    ///< found among those that there are
    double f1() const;        ///< their harmonic mean
    double accuracy() const;  ///< words with the right label

private:
    std::int64_t m_right = 0, m_found = 0, m_there = 0, m_rightWords = 0, m_words = 0;
};

/// An entity of a labelled text: words [first, last].
struct Entity
{
    std::string type;
    std::size_t first, last;
    auto operator<=>(const Entity&) const = default;
};
/// By seqeval's rules (conlleval's), which forgive an entity that begins with I-.
std::vector<Entity> entitiesOf(std::span<const std::string> labels);

} // namespace vitrine::metrics
