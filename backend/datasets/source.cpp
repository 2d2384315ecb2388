// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/source.h"

#include "backend/core/result.h"
#include "backend/datasets/arrow_status.h"

#include <arrow/record_batch.h>
#include <arrow/type.h>

#include <algorithm>

namespace vitrine::datasets {
namespace {

class Concatenation final : public Source
{
public:
    Concatenation(std::vector<std::unique_ptr<Source>> parts, const std::string& place)
        : m_parts(std::move(parts))
    {
        m_schema = m_parts.front()->schema();
        for (std::size_t part = 0; part < m_parts.size(); ++part) {
            const Source& source = *m_parts[part];
            if (!source.schema()->Equals(*m_schema, false))
                throw core::Exception(
                    core::ErrorCode::InvalidFormat,
                    place + ": part " + std::to_string(part) +
                        " has other columns than the first: " + source.schema()->ToString());
            const std::int64_t before = m_starts.back();
            for (std::size_t index = 0; index < source.batchCount(); ++index) {
                m_starts.push_back(before + source.starts()[index + 1]);
                m_places.push_back({part, index});
            }
        }
    }

    std::shared_ptr<arrow::RecordBatch> batch(std::size_t index) const override
    {
        const auto [part, inner] = m_places[index];
        return m_parts[part]->batch(inner);
    }
    bool isMapped() const override
    {
        return std::all_of(m_parts.begin(), m_parts.end(), [](const auto& part) { return part->isMapped(); });
    }

private:
    std::vector<std::unique_ptr<Source>> m_parts;
    std::vector<std::pair<std::size_t, std::size_t>> m_places;
};

} // namespace

std::size_t Source::batchOf(std::int64_t row) const
{
    return std::size_t(std::upper_bound(m_starts.begin(), m_starts.end(), row) - m_starts.begin()) - 1;
}

std::unique_ptr<Source> concatenate(std::vector<std::unique_ptr<Source>> parts, const std::string& place)
{
    if (parts.size() == 1) return std::move(parts.front());
    return std::make_unique<Concatenation>(std::move(parts), place);
}

} // namespace vitrine::datasets
