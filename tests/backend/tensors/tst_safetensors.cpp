// SPDX-License-Identifier: Apache-2.0
#include "backend/tensors/safetensors.h"

#include "backend/core/result.h"

#include <doctest/doctest.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <unistd.h>

using namespace vitrine;
using namespace vitrine::tensors;

namespace {

/// The bytes of a file with this header and so many bytes of data.
std::vector<std::byte> fileOf(const std::string& header, std::size_t dataSize, std::uint64_t statedLength)
{
    std::vector<std::byte> bytes(8 + header.size() + dataSize);
    std::memcpy(bytes.data(), &statedLength, 8);
    std::memcpy(bytes.data() + 8, header.data(), header.size());
    return bytes;
}

std::vector<std::byte> fileOf(const std::string& header, std::size_t dataSize)
{
    return fileOf(header, dataSize, header.size());
}

std::string errorOf(const std::vector<std::byte>& bytes)
{
    try {
        (void)parseSafetensors(bytes, "x.safetensors");
    } catch (const core::Exception& e) {
        CHECK(e.error().code == core::ErrorCode::InvalidFormat);
        CHECK(e.error().message.starts_with("x.safetensors: "));
        return e.error().message;
    }
    return "no error";
}

bool rejects(const std::vector<std::byte>& bytes, const std::string& part)
{
    const std::string message = errorOf(bytes);
    CAPTURE(message);
    return message.find(part) != std::string::npos;
}

const std::string twoFloats = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";

} // namespace

TEST_CASE("a valid file: views into the bytes, in the order of the data")
{
    const auto bytes = fileOf(R"({"b":{"dtype":"BF16","shape":[3],"data_offsets":[8,14]},)"
                              R"("__metadata__":{"format":"pt"},)"
                              R"("a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},)"
                              R"("s":{"dtype":"I64","shape":[],"data_offsets":[14,22]},)"
                              R"("none":{"dtype":"U8","shape":[0,7],"data_offsets":[22,22]}})",
                              22);
    const auto content = parseSafetensors(bytes, "x");
    REQUIRE(content.tensors.size() == 4);
    CHECK(content.tensors[0].name == "a");
    CHECK(content.tensors[0].shape == core::Shape{1, 2});
    CHECK(content.tensors[1].type == ElementType::BF16);
    CHECK(content.tensors[1].data.data() == bytes.data() + (bytes.size() - 22) + 8);
    CHECK(content.tensors[2].shape.empty());
    CHECK(content.tensors[3].data.empty());
    CHECK(content.metadata.at("format") == "pt");
}

TEST_CASE("every rule of the header")
{
    CHECK(rejects({}, "too short"));
    CHECK(rejects(fileOf("{", 0, 0), "expected '{'"));
    CHECK(rejects(fileOf("[]", 0), "expected '{'"));
    CHECK(rejects(fileOf(" {}", 0), "expected '{'"));
    CHECK(rejects(fileOf("{}", 0, 100'000'001), "exceeds the limit"));
    CHECK(rejects(fileOf("{}", 0, std::uint64_t(-1)), "exceeds the limit"));
    CHECK(rejects(fileOf("{}", 0, 50), "truncated"));
    CHECK(rejects(fileOf("{\"a\":", 0), "not valid JSON"));
    CHECK(rejects(fileOf("{\"\xFF\":1}", 0), "not valid UTF-8"));
    CHECK(
        rejects(fileOf("{\"a\":" + std::string(100, '[') + std::string(100, ']') + "}", 0), "nested deeper"));
    CHECK(rejects(fileOf(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                         R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
                         8),
                  "occurs twice"));
    CHECK(rejects(fileOf(R"({"__metadata__":{"n":1}})", 0), "expected a string"));
    CHECK(rejects(fileOf(R"({"__metadata__":[]})", 0), "expected an object of strings"));
    CHECK(rejects(fileOf(R"({"a":3})", 0), "expected an object"));
}

TEST_CASE("every rule of a tensor")
{
    const auto tensor = [](const std::string& fields, std::size_t size = 8) {
        return fileOf("{\"a\":{" + fields + "}}", size);
    };
    CHECK(rejects(tensor(R"("shape":[2],"data_offsets":[0,8])"), "\"dtype\" is missing"));
    CHECK(rejects(tensor(R"("dtype":"F32","data_offsets":[0,8])"), "\"shape\" is missing"));
    CHECK(rejects(tensor(R"("dtype":"F32","shape":[2])"), "\"data_offsets\" is missing"));
    CHECK(
        rejects(tensor(R"("dtype":"FLOAT","shape":[2],"data_offsets":[0,8])"), "none of the format's types"));
    CHECK(rejects(tensor(R"("dtype":32,"shape":[2],"data_offsets":[0,8])"), "dtype: expected a string"));
    CHECK(rejects(tensor(R"("dtype":"F32","shape":2,"data_offsets":[0,8])"), "shape: expected an array"));
    CHECK(rejects(tensor(R"("dtype":"F32","shape":[-2],"data_offsets":[0,8])"), "is no size"));
    CHECK(rejects(tensor(R"("dtype":"F32","shape":[2.0],"data_offsets":[0,8])"), "is no size"));
    CHECK(
        rejects(tensor(R"("dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8])"), "overflow"));
    CHECK(rejects(tensor(R"("dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,8])"), "overflow"));
    CHECK(rejects(tensor(R"("dtype":"F4","shape":[3],"data_offsets":[0,2])", 2), "whole bytes"));
    CHECK(rejects(tensor(R"("dtype":"F32","shape":[2],"data_offsets":[0])"), "expected two integers"));
    CHECK(rejects(tensor(R"("dtype":"F32","shape":[2],"data_offsets":[8,0])"), "lies before begin"));
    CHECK(rejects(tensor(R"("dtype":"F32","shape":[2],"data_offsets":[0,-8])"), "expected two integers"));
    CHECK(rejects(tensor(R"("dtype":"F32","shape":[3],"data_offsets":[0,8])"), "its shape and type take 12"));
    CHECK(rejects(tensor(R"("dtype":"F32","shape":[2],"data_offsets":[0,8])", 7), "truncated"));
    CHECK(rejects(tensor(R"("dtype":"F32","shape":[2],"data_offsets":[0,8])", 9), "surplus bytes"));
    CHECK(rejects(tensor(R"("dtype":"F32","shape":[2],"data_offsets":[4,12])", 12), "belong to no tensor"));
}

TEST_CASE("tensors may neither overlap nor leave holes")
{
    const auto pair = [](const std::string& first, const std::string& second, std::size_t size) {
        return fileOf(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":)" + first +
                          R"(},"b":{"dtype":"U8","shape":[4],"data_offsets":)" + second + "}}",
                      size);
    };
    CHECK(errorOf(pair("[0,4]", "[4,8]", 8)) == "no error");
    CHECK(errorOf(pair("[4,8]", "[0,4]", 8)) == "no error");
    CHECK(rejects(pair("[0,4]", "[3,7]", 7), "inside tensor \"a\""));
    CHECK(rejects(pair("[0,4]", "[0,4]", 4), "inside tensor"));
    CHECK(rejects(pair("[0,4]", "[5,9]", 9), "belong to no tensor"));
}

TEST_CASE("a file cut anywhere is rejected, never read past its end")
{
    const auto whole = fileOf(twoFloats, 8);
    CHECK(errorOf(whole) == "no error");
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK(errorOf({whole.begin(), whole.begin() + std::ptrdiff_t(size)}) != "no error");
}

TEST_CASE("what was written is read, and the bytes do not depend on the order")
{
    std::string pattern = (std::filesystem::temp_directory_path() / "vitrine-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    const std::filesystem::path folder = pattern;
    const std::array<float, 3> floats{1, 2, 3};
    const std::array<std::int64_t, 1> integer{7};
    const TensorView a{"a", ElementType::F32, {3}, std::as_bytes(std::span(floats))};
    const TensorView b{"b", ElementType::I64, {}, std::as_bytes(std::span(integer))};
    const std::array forwards{a, b}, backwards{b, a};
    writeSafetensors(folder / "1", forwards, {{"format", "pt"}});
    writeSafetensors(folder / "2", backwards, {{"format", "pt"}});
    CHECK(core::readFile(folder / "1") == core::readFile(folder / "2"));
    const SafetensorsFile file(folder / "1");
    REQUIRE(file.find("a") != nullptr);
    CHECK(std::memcmp(file.find("a")->data.data(), floats.data(), sizeof floats) == 0);
    CHECK(file.find("b")->shape.empty());
    CHECK(file.find("c") == nullptr);
    CHECK(file.metadata().at("format") == "pt");
    const std::array twice{a, a};
    CHECK_THROWS_AS(writeSafetensors(folder / "3", twice), core::Exception);
    CHECK_FALSE(std::filesystem::exists(folder / "3"));
    std::filesystem::remove_all(folder);
}
