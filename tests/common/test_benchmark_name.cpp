/// The names of benchmarks.
#include "catch.hpp"
#include "common/benchmark_name.hpp"

using namespace triptych;

TEST_CASE("parse_benchmark_name returns the parts that benchmark_name has put together") {
    for (const char* name : {"merge_sort/threads/1000", "mixed/threads.pool/100/io:50/workers:4",
                             "w/m.2/0", "_w/_m/999999999999999999/offset:-1"}) {
        CAPTURE(name);
        const auto parts = parse_benchmark_name(name);
        REQUIRE(parts);
        CHECK(benchmark_name(parts->workload, implementation_name(parts->model, parts->variant),
                             parts->size, parts->set) == name);
    }
    const auto parts = parse_benchmark_name("mixed/threads.pool/100/io:50/workers:4");
    CHECK(parts->workload == "mixed");
    CHECK(parts->model == "threads");
    CHECK(parts->variant == "pool");
    CHECK(parts->size == 100);
    CHECK(parts->set == "io:50/workers:4");
}

TEST_CASE("parse_benchmark_name rejects text that is not a benchmark's name") {
    for (const char* name : {"",
                             "/",
                             "//",
                             "w",
                             "w/m",
                             "w/m/",
                             "w/m/x",
                             "w/m/-1",
                             "w/m/+1",
                             "w/m/1.5",
                             "w/m/1/",
                             "w/m/1/io",
                             "w/m/1/io:",
                             "w/m/1/io:x",
                             "w/m/1/:5",
                             "w/m/1/io:5/",
                             "w/m/1//io:5",
                             "w/m./1",
                             "w/.v/1",
                             "w//1",
                             "/m/1",
                             "w/m.v.u/1",
                             "BM_memcpy/8",
                             "W/m/1",
                             "w/M/1",
                             "1w/m/1",
                             "w/m/1000000000000000000",
                             "w/m/ 1",
                             "w/m/1\n",
                             "w /m/1",
                             "w/m/1/i o:5"})
        CHECK_FALSE(parse_benchmark_name(name));
}

TEST_CASE("model_of and variant_of return the parts of an implementation's name") {
    CHECK(model_of("threads.pool") == "threads");
    CHECK(variant_of("threads.pool") == "pool");
    CHECK(model_of("threads") == "threads");
    CHECK(variant_of("threads").empty());
    CHECK(implementation_name("threads", "pool") == "threads.pool");
    CHECK(implementation_name("threads", "") == "threads");
}
