// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/columns.h"
#include "backend/datasets/dataset.h"
#include "backend/datasets/numpy_random.h"
#include "backend/datasets/split.h"
#include "backend/datasets/writer.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

using namespace vitrine;
using datasets::Dataset;

namespace {

struct Folder
{
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("vitrine-datasets-" + std::to_string(::getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path file(const std::string& name, const std::string& content) const
    {
        std::ofstream(path / name, std::ios::binary) << content;
        return path / name;
    }
};

core::RunControl control;

Dataset open(const std::filesystem::path& path)
{
    return Dataset::open(path, {}, control).value();
}

std::string problem(const std::filesystem::path& path)
{
    const auto result = Dataset::open(path, {}, control);
    return result.ok() ? "" : result.error().message;
}

std::string rows(const Dataset& dataset, std::int64_t first = 0, std::int64_t count = 100)
{
    std::string text;
    dataset.forEachRow(first, count, [&](const core::OrderedJson& row) { text += row.dump() + "\n"; });
    return text;
}

std::string types(const Dataset& dataset)
{
    std::string text;
    for (const auto& column : dataset.columns())
        text += column.name + ":" + column.type + " ";
    return text;
}

} // namespace

TEST_CASE("CSV: types, missing values, quotes, line breaks in fields")
{
    const Folder folder;
    const auto path = folder.file("a.csv", "text,n,m,b\n\"a, \"\"q\"\"\r\nx\",1,1,True\n\nNA,2,,false\n");
    const Dataset dataset = open(path);
    CHECK(types(dataset) == "text:string n:int64 m:float64 b:bool ");
    CHECK(rows(dataset) == "{\"text\":\"a, \\\"q\\\"\\r\\nx\",\"n\":1,\"m\":1.0,\"b\":true}\n"
                           "{\"text\":null,\"n\":2,\"m\":null,\"b\":false}\n");
    CHECK(rows(dataset, 1, 1) == "{\"text\":null,\"n\":2,\"m\":null,\"b\":false}\n");
    CHECK(rows(dataset, 2, 1).empty());
    CHECK(problem(folder.file("r.csv", "a,b\n1,2\n3\n"))
              .find("line 3 (row 2): 1 field where the header has 2") != std::string::npos);
    CHECK(problem(folder.file("q.csv", "a,b\n1,\"x\n2,3\n")).find("line 2: a quote") != std::string::npos);
    CHECK(problem(folder.file("u.csv", "a\nx\n\xff\n")).find("line 3: not valid UTF-8") != std::string::npos);
    CHECK(problem(folder.file("e.csv", "")).find("empty") != std::string::npos);
    CHECK(problem(folder.path / "missing.csv").find("no such file") != std::string::npos);
}

TEST_CASE("JSON in its forms; the line of what is wrong")
{
    const Folder folder;
    CHECK(rows(open(folder.file("a.jsonl", "{\"a\":1,\"b\":[1,2]}\n\n{\"a\":1.5,\"b\":null}\n"))) ==
          "{\"a\":1.0,\"b\":[1,2]}\n{\"a\":1.5,\"b\":null}\n");
    CHECK(rows(open(folder.file("a.json", "[{\"a\":\"],[\"},\n{\"a\":null}]"))) ==
          "{\"a\":\"],[\"}\n{\"a\":null}\n");
    CHECK(rows(open(folder.file("d.json", "{\"v\":{\"data\":[1]},\"data\":[{\"a\":1}]}"))) == "{\"a\":1}\n");
    CHECK(types(open(folder.file("s.json", "[\"x\",\"y\"]"))) == "text:string ");
    CHECK(problem(folder.file("m.jsonl", "{\"a\":1}\n\n{\"a\":\"x\"}\n")).find("line 3: ") !=
          std::string::npos);
    CHECK(problem(folder.file("c.json", "[{\"a\":1},\n{\"a\"")).find("line 2: the file ends inside") !=
          std::string::npos);
    CHECK(problem(folder.file("t.json", "[{\"a\":1}] x")).find("something follows") != std::string::npos);
}

TEST_CASE("every format gives back what was written, compressed or not, over many blocks")
{
    const Folder folder;
    std::string text;
    for (int i = 0; i < 60000; ++i)
        text += "{\"id\":" + std::to_string(i) + ",\"text\":\"line " + std::to_string(i) +
                " of some length\",\"x\":" + (i % 3 ? std::to_string(i * 0.25) : "null") + "}\n";
    const Dataset dataset = open(folder.file("a.jsonl", text));
    REQUIRE(dataset.rowCount() == 60000);
    const std::string some = rows(dataset, 41230, 3);
    CHECK(some.find("41230") != std::string::npos);
    for (const char* name : {"o.parquet", "o.arrow", "o.feather", "o.csv", "o.tsv", "o.json", "o.jsonl.zst",
                             "o.csv.gz", "o.parquet.lz4", "o.arrow.bz2"}) {
        CAPTURE(name);
        datasets::writeDataset(dataset, folder.path / name, control);
        const Dataset back = open(folder.path / name);
        CHECK(back.rowCount() == 60000);
        CHECK(rows(back, 41230, 3) == some);
        CHECK(rows(back, 5, 1) == rows(dataset, 5, 1)); // backwards
    }
    std::string arrow;
    {
        std::ifstream in(folder.path / "o.arrow", std::ios::binary);
        arrow.assign(std::istreambuf_iterator<char>(in), {});
    }
    CHECK_FALSE(problem(folder.file("cut.arrow", arrow.substr(0, arrow.size() / 2))).empty());
    CHECK_FALSE(problem(folder.file("bad.parquet", "PAR1 nothing")).empty());
}

TEST_CASE("numbers, permutations and choices of numpy.random.default_rng(42)")
{
    datasets::NumpyRandom random(42);
    CHECK(random.next64() == 14276969152011380360U);
    CHECK(random.next64() == 8095878257575067585U);
    CHECK(datasets::shuffled(20, 42) ==
          std::vector<std::int64_t>{15, 9, 14, 7, 12, 10, 6, 19, 3, 0, 16, 5, 11, 18, 2, 4, 17, 1, 13, 8});
    CHECK(datasets::NumpyRandom(42).choice({0, 1, 2, 3, 4}, 3) == std::vector<std::int64_t>{4, 0, 3});
}

TEST_CASE("labels and splits")
{
    const Folder folder;
    std::string text = "text,label\n";
    for (int i = 0; i < 100; ++i)
        text += "t" + std::to_string(i) + (i % 4 ? ",ham\n" : ",spam\n");
    const Dataset dataset = open(folder.file("a.csv", text));
    const auto roles = datasets::guessRoles(dataset.columns());
    CHECK(roles.text == 0);
    CHECK(roles.label == 1);
    CHECK(datasets::labelValues(dataset, 1, control).names == std::vector<std::string>{"ham", "spam"});
    CHECK(datasets::labelValues(dataset, 1, control, {{"spam", 0}, {"ham", 1}}).ids[0] == 0);
    CHECK_THROWS(datasets::labelValues(dataset, 1, control, {{"spam", 0}}));
    datasets::SplitOptions options;
    options.testSize = 0.2;
    options.stratify = 1;
    const auto split = datasets::trainTestSplit(dataset, options, control);
    CHECK(split.train.size() == 80);
    CHECK(std::count_if(split.test.begin(), split.test.end(), [](auto row) { return row % 4 == 0; }) == 5);
    options.testSize = std::int64_t(100);
    CHECK_THROWS(datasets::trainTestSplit(dataset, options, control));
    options.testSize = 0.2;
    options.stratify = 0; // every text occurs once
    CHECK_THROWS(datasets::trainTestSplit(dataset, options, control));
}

TEST_CASE("200 MB of CSV are listed with less than 150 MB of memory")
{
    const Folder folder;
    {
        std::ofstream out(folder.path / "big.csv");
        out << "id,text\n";
        const std::string row = ",\"" + std::string(1000, 'x') + "\"\n";
        for (int i = 0; i < 200000; ++i)
            out << i << row;
    }
    struct rusage before, after;
    ::getrusage(RUSAGE_SELF, &before);
    const Dataset dataset = open(folder.path / "big.csv");
    CHECK(dataset.rowCount() == 200000);
    CHECK(rows(dataset, 199999, 1).find("199999") != std::string::npos);
    ::getrusage(RUSAGE_SELF, &after);
    CHECK(after.ru_maxrss - before.ru_maxrss < 150 * 1024);
}
