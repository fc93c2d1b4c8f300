/// Tests of sweep_text().
#include "catch.hpp"
#include "common/harness/sweep.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;

namespace {

Result with(const std::string& set, double seconds) {
    Result result =
        made_up("threads", {seconds, 1.01 * seconds, seconds, 0.99 * seconds, seconds}, {});
    result.benchmark.set = set;
    return result;
}

}  // namespace

TEST_CASE("sweep_text names the fastest setting, and those that cannot be told apart from it") {
    CHECK(sweep_text(std::vector{with("workers:1", 2), with("workers:2", 1), with("", 3)}) ==
          "With 1,000 ints, threads is fastest at workers 2 (1.00 s).");
    CHECK(sweep_text(std::vector{with("workers:1", 2), with("workers:2", 1), with("", 1)}) ==
          "With 1,000 ints, threads is fastest at workers 2 (1.00 s); it cannot be told apart from "
          "the default setting.");
}

TEST_CASE("sweep_text is empty for one setting, for broken examples and for failures") {
    CHECK(sweep_text(std::vector{with("workers:1", 2)}).empty());
    CHECK(sweep_text(std::vector{with("workers:1", 2), made_up_failure("threads", "killed")})
              .empty());
    CHECK(sweep_text({}).empty());
}
