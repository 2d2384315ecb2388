// SPDX-License-Identifier: Apache-2.0
#include "backend/tensors/pytorch_file.h"

#include "backend/core/file.h"
#include "backend/core/result.h"
#include "backend/tensors/safetensors.h"

#include <doctest/doctest.h>

#include <cstring>
#include <filesystem>

using namespace vitrine;
using namespace vitrine::tensors;
using namespace std::string_literals;

namespace {

const std::filesystem::path data = std::filesystem::path(VITRINE_TEST_DATA) / "weights";

using Bytes = std::vector<std::byte>;

Bytes bytesOf(std::string_view text)
{
    const auto* begin = reinterpret_cast<const std::byte*>(text.data());
    return {begin, begin + text.size()};
}

/// The message of what opening these bytes throws.
std::string errorOf(const Bytes& bytes)
{
    try {
        const PyTorchFile file(bytes, "x.bin");
    } catch (const core::Exception& e) {
        CHECK(e.error().code != core::ErrorCode::Internal);
        CHECK(e.error().message.starts_with("x.bin: "));
        return e.error().message;
    }
    return "no error";
}

bool rejects(const Bytes& bytes, const std::string& part)
{
    const std::string message = errorOf(bytes);
    const bool found = message.find(part) != std::string::npos;
    if (!found) MESSAGE(message);
    return found;
}

/// A legacy file whose state is what these operations leave on the stack, and its storage "0" of floats if
/// they refer to one.
Bytes legacy(const std::string& state, std::uint64_t elements = 4)
{
    std::string text = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03."s;
    text += "\x80\x02}X\x0d\0\0\0little_endian\x88s."s;
    text += "\x80\x02" + state + ".";
    if (state.find("FloatStorage") == state.npos) return bytesOf(text + "\x80\x02].");
    text += "\x80\x02]X\x01\0\0\0"s + "0a.";
    text.append(reinterpret_cast<const char*>(&elements), 8);
    text.append(elements < 100 ? 4 * elements : 0, '\1');
    return bytesOf(text);
}

/// A tensor of four floats in storage "0" with that offset, shape and strides, each as pickle operations.
std::string tensor(const std::string& offset, const std::string& shape, const std::string& strides,
                   const std::string& elements = "K\x04")
{
    return "ctorch._utils\n_rebuild_tensor_v2\n((X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\0"s +
           "0X\x03\0\0\0cpu"s + elements + "tQ" + offset + "(" + shape + "t(" + strides +
           "t\x89"
           "ccollections\nOrderedDict\n)RtR";
}

std::string dictOf(const std::string& value)
{
    return "}X\x01\0\0\0a"s + value + "s";
}

Bytes readAll(const std::filesystem::path& path)
{
    return bytesOf(core::readFile(path));
}

} // namespace

TEST_CASE("both forms of torch.save give the tensors that safetensors give")
{
    const SafetensorsFile expected(data / "expected.safetensors");
    for (const char* name : {"zip.bin", "legacy.bin"}) {
        CAPTURE(name);
        const auto file = openWeightsFile(data / name);
        CHECK(file->tensors().size() == expected.tensors().size());
        CHECK(file->tensors().front().name == "linear.weight");
        for (const auto& tensor : expected.tensors()) {
            CAPTURE(tensor.name);
            const auto* found = file->find(tensor.name);
            REQUIRE(found);
            CHECK(found->type == tensor.type);
            CHECK(found->shape == tensor.shape);
            REQUIRE(found->data.size() == tensor.data.size());
            CHECK(std::memcmp(found->data.data(), tensor.data.data(), tensor.data.size()) == 0);
        }
        // Tied weights are the same bytes of the file.
        CHECK(file->find("linear.weight")->data.data() == file->find("tied.weight")->data.data());
    }
}

TEST_CASE("a file that is cut anywhere is refused")
{
    for (const char* name : {"zip.bin", "legacy.bin"}) {
        const Bytes whole = readAll(data / name);
        for (std::size_t size = 0; size < whole.size(); ++size) {
            CAPTURE(size);
            const Bytes cut(whole.begin(), whole.begin() + std::ptrdiff_t(size));
            CHECK(errorOf(cut) != "no error");
        }
    }
}

TEST_CASE("a tensor must lie inside its storage")
{
    CHECK(errorOf(legacy(dictOf(tensor("K\0"s, "K\x04", "K\x01")))) == "no error");
    CHECK(errorOf(legacy(dictOf(tensor("K\x03"s, "", "")))) == "no error");
    CHECK(rejects(legacy(dictOf(tensor("K\x01", "K\x04", "K\x01"))),
                  "tensor \"a\": reaches beyond its storage of 4 elements"));
    CHECK(rejects(legacy(dictOf(tensor("J\xff\xff\xff\xff", "K\x01", "K\x01"))), "its offset is -1"));
    CHECK(rejects(legacy(dictOf(tensor("K\0"s, "K\x02", "J\xff\xff\xff\xff"))), "its strides is -1"));
    CHECK(rejects(legacy(dictOf(tensor("K\0"s, "K\x02K\x02", "K\x01"))), "2 dimensions and 1 strides"));
    CHECK(rejects(legacy(dictOf(tensor("K\0"s, "\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7fK\x02", "K\0K\0"s))),
                  "its bytes overflow"));
    // One number shown a million million times over would be a huge copy.
    CHECK(rejects(legacy(dictOf(tensor("K\0"s, "J\0\0\x10\0J\0\0\x10\0"s, "K\0K\0"s))), "would take"));
    CHECK(rejects(legacy(dictOf(tensor("K\0"s, "K\x04", "K\x01", "K\x05"))), "a storage of 4 elements"));
    CHECK(rejects(legacy(dictOf(tensor("K\0"s, "K\x04", "K\x01", "J\xff\xff\xff\x7f")), 0x7fffffff),
                  "truncated: a storage"));
}

TEST_CASE("nothing is executed: what a state dict does not need is an error that names it")
{
    CHECK(rejects(legacy("cos\nsystem\nX\x02\0\0\0ls\x85R"s), "os.system is not allowed"));
    CHECK(rejects(legacy("cbuiltins\neval\n)R"), "builtins.eval is not allowed"));
    CHECK(rejects(legacy("ctorch.storage\n_load_from_bytes\n)R"), "_load_from_bytes is not allowed"));
    CHECK(rejects(legacy("X\x02\0\0\0osX\x06\0\0\0system\x93"s), "os.system"));
    CHECK(rejects(legacy("(i__main__\nX\n"), "operation 105 is none that a state dict needs"));
    CHECK(rejects(legacy("ctorch\nSize\nK\x01R"), "calls with a number"));
    CHECK(rejects(legacy("N)R"), "calls nothing"));
}

TEST_CASE("hostile pickles: each one clear error")
{
    CHECK(rejects(legacy(std::string(100'000, '(')), "empty stack"));
    CHECK(rejects(legacy("]" + std::string(1'000'000, ']') + std::string(1'000'000, 'a')), "a list"));
    CHECK(rejects(legacy(std::string(2'100'000, 'N')), "more values than any state dict has"));
    CHECK(rejects(legacy("\x8d\xff\xff\xff\xff\xff\xff\xff\x7f"s), "needs 9223372036854775807 bytes more"));
    CHECK(rejects(legacy("h\x07"), "nothing was remembered as 7"));
    CHECK(rejects(legacy("t"), "no mark"));
    CHECK(rejects(legacy("NN"), "values are left over"));
    CHECK(rejects(legacy("NK\x01s"), "empty stack"));
    CHECK(rejects(legacy("]"), "expected a dictionary of tensors, found a list"));
    CHECK(rejects(legacy(dictOf("K\x01")), "no tensor is among them"));
    // A dictionary that holds itself, and one that doubles at each of a hundred levels.
    CHECK(rejects(legacy("}q\1X\x0a\0\0\0state_dicth\1s"s), "no tensor is among them"));
    std::string doubled = "]q\1"s;
    for (int i = 0; i < 100; ++i)
        doubled += "]q\2(h\1h\1e0h\2q\1"s;
    CHECK(rejects(legacy(doubled + "0"), ""));
}

TEST_CASE("what is no file of torch.save says so")
{
    CHECK(rejects({}, "expected a zip archive or a pickle"));
    CHECK(rejects(bytesOf("version https://git-lfs.github.com/spec/v1\n"), "pointer of Git LFS"));
    CHECK(rejects(bytesOf("\x80\x02K\x01."), "magic number is missing"));
    CHECK(rejects(bytesOf("PK\x03\x04"), "directory is missing"));
}

TEST_CASE("zip archives that lie")
{
    const Bytes whole = readAll(data / "zip.bin");
    const std::string text(reinterpret_cast<const char*>(whole.data()), whole.size());
    const auto changed = [&](const std::string& from, const std::string& to, bool all) {
        std::string copy = text;
        for (auto at = copy.find(from); at != copy.npos; at = all ? copy.find(from, at + 1) : copy.npos)
            copy.replace(at, from.size(), to);
        return bytesOf(copy);
    };
    CHECK(rejects(changed("zip/data.pkl", "zip/../d.pkl", true), "leads out of the archive"));
    CHECK(rejects(changed("zip/data.pkl", "zip/dada.pkl", false), "has another name"));
    CHECK(rejects(changed("zip/data.pkl", "zip/dada.pkl", true), "\"zip/data.pkl\" is missing"));
    CHECK(rejects(changed("zip/data/1", "zip/data/0", true), "occurs twice"));
    CHECK(rejects(changed("zip/data/1", "zip/data/x", true), "storage \"zip/data/1\" is missing"));
    CHECK(rejects(changed("zip/byteorderPK", "zip/byteordexPK", false), ""));
}
