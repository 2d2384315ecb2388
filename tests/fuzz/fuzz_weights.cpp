// SPDX-License-Identifier: Apache-2.0
// Opens damaged pytorch_model.bin and safetensors files: each opens or says why not, and what opens lies
// inside its bytes.
#include "backend/core/file.h"
#include "backend/core/result.h"
#include "backend/core/text_offsets.h"
#include "backend/tensors/pytorch_file.h"
#include "backend/tensors/safetensors.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>

using namespace vitrine;
using namespace vitrine::tensors;

namespace {

using Clock = std::chrono::steady_clock;
using Bytes = std::vector<std::byte>;

class Random
{
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) {}
    std::size_t below(std::size_t count) { return count == 0 ? 0 : m_engine() % count; }

private:
    std::mt19937_64 m_engine;
};

/// Numbers that lengths, counts and offsets do not like.
std::uint64_t oddNumber(Random& random)
{
    constexpr std::uint64_t odd[] = {
        0, 1, 0x7f, 0xff, 0x7fffffff, 0x80000000, 0xffffffff, 0x7fffffffffffffff, ~0ULL, 1ULL << 40};
    return odd[random.below(std::size(odd))] + random.below(3) - 1;
}

Bytes damaged(Bytes bytes, Random& random)
{
    // Operations of a pickle, so that damage is often a program, too.
    constexpr std::string_view operations =
        "().0NQRXa]bchjlqrtsu}\x80\x85\x86\x87\x88\x8a\x8b\x8c\x8d\x93\x94";
    for (std::size_t i = 1 + random.below(4); i > 0 && !bytes.empty(); --i) {
        const std::size_t at = random.below(bytes.size());
        switch (random.below(6)) {
        case 0:
            bytes[at] = std::byte(random.below(256));
            break;
        case 1:
            bytes[at] = std::byte(operations[random.below(operations.size())]);
            break;
        case 2:
            bytes.resize(at);
            break;
        case 3:
            bytes.erase(bytes.begin() + std::ptrdiff_t(at),
                        bytes.begin() + std::ptrdiff_t(std::min(bytes.size(), at + 1 + random.below(20))));
            break;
        case 4: {
            const Bytes piece(bytes.begin() + std::ptrdiff_t(at),
                              bytes.begin() + std::ptrdiff_t(std::min(bytes.size(), at + random.below(60))));
            const auto place = bytes.begin() + std::ptrdiff_t(random.below(bytes.size()));
            bytes.insert(place, piece.begin(), piece.end());
            break;
        }
        default:
            const std::uint64_t number = oddNumber(random);
            const std::size_t width = std::size_t(1) << random.below(4);
            for (std::size_t k = 0; k < width && at + k < bytes.size(); ++k)
                bytes[at + k] = std::byte(number >> (8 * k));
        }
    }
    return bytes;
}

[[noreturn]] void fail(std::uint64_t seed, const std::string& what)
{
    std::fprintf(stderr, "seed %llu: %s\n", static_cast<unsigned long long>(seed), what.c_str());
    std::exit(1);
}

/// Reads every byte that a tensor claims to have.
std::uint64_t use(const std::vector<TensorView>& tensors, std::uint64_t seed)
{
    std::uint64_t sum = 0;
    for (const auto& tensor : tensors) {
        const auto count = std::uint64_t(core::elementCount(tensor.shape));
        if (count * bitsOf(tensor.type) / 8 != tensor.data.size())
            fail(seed, "tensor " + tensor.name + " has " + std::to_string(tensor.data.size()) + " bytes");
        if (core::findInvalidUtf8(tensor.name) != std::string::npos) fail(seed, "a name is no UTF-8");
        for (const auto byte : tensor.data)
            sum += std::uint64_t(byte);
    }
    return sum;
}

} // namespace

int main(int argc, char** argv)
{
    std::uint64_t seed = 1;
    double seconds = 10;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::string_view(argv[i]) == "--seed") seed = std::strtoull(argv[i + 1], nullptr, 10);
        if (std::string_view(argv[i]) == "--seconds") seconds = std::strtod(argv[i + 1], nullptr);
    }
    const std::string folder = std::string(VITRINE_TEST_DATA) + "/weights/";
    std::vector<Bytes> files;
    for (const char* name : {"zip.bin", "legacy.bin", "expected.safetensors"}) {
        const std::string text = core::readFile(folder + name);
        const auto* begin = reinterpret_cast<const std::byte*>(text.data());
        files.emplace_back(begin, begin + text.size());
    }
    const auto end =
        Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    std::size_t opened = 0, refused = 0;
    std::uint64_t sum = 0;
    for (; Clock::now() < end; ++seed) {
        Random random(seed);
        const std::size_t which = random.below(files.size());
        const Bytes bytes = damaged(files[which], random);
        const auto start = Clock::now();
        try {
            sum += which == 2 ? use(parseSafetensors(bytes, "x.bin").tensors, seed)
                              : use(PyTorchFile(bytes, "x.bin").tensors(), seed);
            ++opened;
        } catch (const core::Exception& e) {
            ++refused;
            if (!e.error().message.starts_with("x.bin: ") || e.error().code == core::ErrorCode::Internal)
                fail(seed, "no place in: " + e.error().message);
        } catch (const std::exception& e) {
            fail(seed, e.what());
        }
        if (std::chrono::duration<double>(Clock::now() - start).count() > 5) fail(seed, "took too long");
    }
    std::printf("up to seed %llu: %zu files opened, %zu refused (sum %llu)\n",
                static_cast<unsigned long long>(seed), opened, refused, static_cast<unsigned long long>(sum));
    return 0;
}
