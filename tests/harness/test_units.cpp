/// Tests of number formats.
#include "catch.hpp"
#include "common/harness/units.hpp"

using namespace triptych::harness;

TEST_CASE("format_seconds has three digits and a unit that fits") {
    CHECK(format_seconds(0) == "0 s");
    CHECK(format_seconds(123.4) == "123 s");
    CHECK(format_seconds(1.234) == "1.23 s");
    CHECK(format_seconds(0.9999) == "1.00 s");
    CHECK(format_seconds(0.4123) == "412 ms");
    CHECK(format_seconds(0.01) == "10.0 ms");
    CHECK(format_seconds(12.34e-6) == "12.3 µs");
    CHECK(format_seconds(5e-9) == "5.00 ns");
}

TEST_CASE("format_bytes uses powers of 1024") {
    CHECK(format_bytes(512) == "512 B");
    CHECK(format_bytes(1536) == "1.50 KiB");
    CHECK(format_bytes(80.1 * 1024 * 1024) == "80.1 MiB");
    CHECK(format_bytes(1023.9 * 1024 * 1024) == "1.00 GiB");
}

TEST_CASE("format_count has a comma at every thousand") {
    CHECK(format_count(0) == "0");
    CHECK(format_count(999) == "999");
    CHECK(format_count(10'000'000) == "10,000,000");
    CHECK(format_count(-1234) == "-1,234");
    CHECK(format_number(10'000) == "10,000");
    CHECK(format_number(2.5) == "2.50");
}

TEST_CASE("format_percent has one more digit for small parts") {
    CHECK(format_percent(0.973) == "97%");
    CHECK(format_percent(0.0021) == "0.2%");
    CHECK(format_percent(0) == "0%");
    CHECK(format_ratio(1.9312) == "1.93x");
}

TEST_CASE("format_figure takes the unit from the ending of the name") {
    CHECK(format_figure("late_p50_ms", 0.5) == "500 µs");
    CHECK(format_figure("lost_percent", 12) == "12%");
    CHECK(format_figure("lost", 12'345) == "12,345");
    CHECK(format_figure("buffer_bytes", 2048) == "2.00 KiB");
    CHECK(figure_title("late_p50_ms") == "late p50");
    CHECK(figure_title("lost_percent") == "lost %");
    CHECK(figure_title("lost") == "lost");
}
