// SPDX-License-Identifier: Apache-2.0
#include "backend/training/token_table.h"

#include "backend/core/result.h"

#include <cerrno>
#include <cstring>
#include <sys/mman.h>

namespace vitrine::training {

class TokenTable::Column
{
public:
    Column() : m_file(std::tmpfile())
    {
        if (!m_file) fail("cannot be made");
    }
    ~Column()
    {
        if (m_data) ::munmap(m_data, m_size);
        if (m_file) std::fclose(m_file);
    }
    Column(const Column&) = delete;
    Column& operator=(const Column&) = delete;

    void append(const void* data, std::size_t size)
    {
        if (size > 0 && std::fwrite(data, 1, size, m_file) != size) fail("cannot be written");
        m_size += size;
    }
    void finish()
    {
        if (std::fflush(m_file) != 0) fail("cannot be written");
        if (m_size == 0) return;
        void* map = ::mmap(nullptr, m_size, PROT_READ, MAP_SHARED, ::fileno(m_file), 0);
        if (map == MAP_FAILED) fail("cannot be mapped");
        m_data = map;
    }
    const void* data() const { return m_data; }

private:
    [[noreturn]] static void fail(const char* what)
    {
        throw core::Exception(core::ErrorCode::Io, std::string("the temporary file of the encoded texts ") +
                                                       what + ": " + std::strerror(errno));
    }

    std::FILE* m_file;
    void* m_data = nullptr;
    std::size_t m_size = 0;
};

TokenTable::TokenTable() : m_ids(std::make_shared<Column>()), m_types(std::make_shared<Column>()) {}

void TokenTable::append(std::span<const std::uint32_t> ids, std::span<const std::uint32_t> types)
{
    m_ids->append(ids.data(), ids.size_bytes());
    const std::vector<std::uint8_t> narrow(types.begin(), types.end());
    m_types->append(narrow.data(), narrow.size());
    m_ends.push_back(m_ends.back() + ids.size());
}

void TokenTable::finish()
{
    m_ids->finish();
    m_types->finish();
}

TokenTable::Row TokenTable::row(std::int64_t row) const
{
    const auto first = m_ends[row], count = m_ends[row + 1] - first;
    return {{static_cast<const std::uint32_t*>(m_ids->data()) + first, count},
            {static_cast<const std::uint8_t*>(m_types->data()) + first, count}};
}

} // namespace vitrine::training
