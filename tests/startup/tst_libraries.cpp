// SPDX-License-Identifier: Apache-2.0
// libtorch, Arrow and Qt come from three builders with three sets of bundled code (allocators, OpenMP,
// compression, ICU). This program uses all of them in one process, so that a clash shows here first.
#include <arrow/api.h>
#include <arrow/io/memory.h>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/writer.h>

#include <ATen/ATen.h>

#include <QBuffer>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include <doctest/doctest.h>

#include <vector>

namespace {

std::shared_ptr<arrow::Table> threeRows()
{
    arrow::StringBuilder texts;
    arrow::FloatBuilder values;
    REQUIRE(texts.AppendValues({"one", "two", "drei — три"}).ok());
    REQUIRE(values.AppendValues({1.0F, 2.0F, 3.5F}).ok());
    const auto schema =
        arrow::schema({arrow::field("text", arrow::utf8()), arrow::field("value", arrow::float32())});
    return arrow::Table::Make(schema, {texts.Finish().ValueOrDie(), values.Finish().ValueOrDie()});
}

/// The table after a journey through a compressed Parquet file in memory.
std::shared_ptr<arrow::Table> throughParquet(const arrow::Table& table)
{
    const auto sink = arrow::io::BufferOutputStream::Create().ValueOrDie();
    const auto properties =
        parquet::WriterProperties::Builder().compression(arrow::Compression::ZSTD)->build();
    REQUIRE(parquet::arrow::WriteTable(table, arrow::default_memory_pool(), sink, 1024, properties).ok());
    const auto bytes = std::make_shared<arrow::io::BufferReader>(sink->Finish().ValueOrDie());
    const auto reader = parquet::arrow::OpenFile(bytes, arrow::default_memory_pool()).ValueOrDie();
    return reader->ReadTable().ValueOrDie();
}

} // namespace

TEST_CASE("a Parquet file, a matrix product and a picture in one process")
{
    int argc = 1;
    char name[] = "tst_libraries";
    char* argv[] = {name, nullptr};
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);

    const auto written = threeRows();
    const auto read = throughParquet(*written);
    CHECK(read->Equals(*written));

    // Arrow's memory into a tensor, through a product that is large enough for MKL's and OpenMP's threads.
    const auto column = std::static_pointer_cast<arrow::FloatArray>(read->GetColumnByName("value")->chunk(0));
    std::vector<float> values(column->raw_values(), column->raw_values() + column->length());
    const auto vector = at::from_blob(values.data(), {3, 1}, at::kFloat);
    const auto product = at::ones({512, 3}).matmul(vector).matmul(at::ones({1, 512}));
    CHECK(product.sizes() == at::IntArrayRef({512, 512}));
    CHECK(product.min().item<float>() == doctest::Approx(6.5));
    CHECK(product.max().item<float>() == doctest::Approx(6.5));

    QImage image(16, 16, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter(&image).fillRect(0, 0, static_cast<int>(product[0][0].item<float>()), 16, Qt::black);
    QBuffer png;
    REQUIRE(png.open(QIODevice::ReadWrite));
    REQUIRE(image.save(&png, "PNG"));
    const auto loaded = QImage::fromData(png.data());
    CHECK(loaded.pixelColor(5, 8) == QColor(Qt::black));
    CHECK(loaded.pixelColor(6, 8) == QColor(Qt::white));
}
