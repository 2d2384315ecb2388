// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/mapped_memory.h"

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace vitrine::layers {
namespace {

/// Whether the bytes lie in one read-only map of a file. Asked of the system, since dropping the pages of any
/// other memory would lose what is in it.
bool liesInFile(std::uintptr_t begin, std::uintptr_t end)
{
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        std::istringstream fields(line);
        std::uintptr_t first = 0, last = 0;
        char dash = 0;
        std::string access, offset, device, inode;
        fields >> std::hex >> first >> dash >> last >> access >> offset >> device >> inode;
        if (begin < first || begin >= last) continue;
        return end <= last && access.starts_with("r--") && inode != "0";
    }
    return false;
}

} // namespace

void releaseMapped(const at::Tensor& tensor)
{
    if (!tensor.defined() || !tensor.has_storage() || tensor.numel() == 0) return;
    const auto page = std::uintptr_t(::sysconf(_SC_PAGESIZE));
    const auto address = reinterpret_cast<std::uintptr_t>(tensor.const_data_ptr());
    // Whole pages only: neighbours share the others.
    const auto begin = (address + page - 1) / page * page, end = (address + tensor.nbytes()) / page * page;
    constexpr std::uintptr_t worthIt = 1 << 18; // bytes; asking costs a third of a millisecond
    if (begin + worthIt < end && liesInFile(begin, end))
        ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

} // namespace vitrine::layers
