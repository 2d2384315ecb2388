// SPDX-License-Identifier: Apache-2.0
#include "backend/core/progress.h"

#include <doctest/doctest.h>

#include <memory>

using namespace vitrine::core;

TEST_CASE("a Result holds a value or an Error")
{
    const Result<int> good = 3;
    CHECK(good.ok());
    CHECK(good.value() == 3);
    const Result<int> bad = Error{ErrorCode::NotFound, "no file", {}};
    CHECK_FALSE(bad.ok());
    CHECK(bad.error().message == "no file");
    CHECK_THROWS_AS((void)bad.value(), Exception);
}

TEST_CASE("capture turns exceptions into errors and moves values")
{
    const auto good = capture([] { return std::make_unique<int>(1); });
    CHECK(*good.value() == 1);
    const auto bad = capture([]() -> int { throw Exception(ErrorCode::Unsupported, "no"); });
    CHECK(bad.error().code == ErrorCode::Unsupported);
}

TEST_CASE("a checkpoint yields, then throws if a stop was requested")
{
    struct Control final : RunControl
    {
        std::stop_token stopToken() const override { return source.get_token(); }
        void yield() override { ++yields; }
        std::stop_source source;
        int yields = 0;
    } control;
    control.checkpoint();
    CHECK(control.yields == 1);
    control.source.request_stop();
    CHECK_THROWS_AS(control.checkpoint(), CanceledException);
    CHECK(control.yields == 2);
}
