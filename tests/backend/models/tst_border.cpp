// SPDX-License-Identifier: Apache-2.0
#include "backend/models/border.h"

#include <ATen/ATen.h>
#include <doctest/doctest.h>

#include <new>
#include <stdexcept>

using namespace vitrine;
using models::atBorder;

namespace {

template <typename Function>
core::Error errorOf(Function function)
{
    try {
        atBorder(function);
    } catch (const core::Exception& e) {
        CHECK(e.error().message.find('\n') == std::string::npos);
        return e.error();
    }
    FAIL("no core::Exception");
    return {};
}

} // namespace

TEST_CASE("an error of libtorch loses its backtrace and fits one line")
{
    const auto error = errorOf([] { (void)at::ones({2, 3}).matmul(at::ones({2, 3})); });
    CHECK(error.code == core::ErrorCode::Internal);
    CHECK(error.message.starts_with("libtorch: "));
    CHECK(error.message.find("Exception raised from") == std::string::npos);
}

TEST_CASE("running out of memory is OutOfMemory, whoever says so")
{
    CHECK(errorOf([] { (void)at::empty({std::int64_t(1) << 60}); }).code == core::ErrorCode::OutOfMemory);
    CHECK(errorOf([] { throw std::bad_alloc(); }).code == core::ErrorCode::OutOfMemory);
}

TEST_CASE("other exceptions")
{
    CHECK(errorOf([] { throw std::runtime_error("one\ntwo"); }).message == "one");
    CHECK(errorOf([] { throw 3; }).code == core::ErrorCode::Internal);
    CHECK(errorOf([] { throw core::Exception(core::ErrorCode::NotFound, "gone"); }).code ==
          core::ErrorCode::NotFound);
    CHECK_THROWS_AS(atBorder([] { throw core::CanceledException(); }), core::CanceledException);
    CHECK(atBorder([] { return 5; }) == 5);
}
