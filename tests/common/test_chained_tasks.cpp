/// The chains of chained_tasks, and their check.
#include <algorithm>
#include <cmath>

#include "catch.hpp"
#include "common/workloads/chained_tasks.hpp"
#include "common/workloads/sequential.hpp"

using namespace triptych;
using namespace std::chrono_literals;

namespace {

constexpr Delay ms = 1ms;
const std::vector<Chain> two{{0, 5, {ms, 2 * ms, 3 * ms}}, {1, 6, {ms, ms, ms}}};

}  // namespace

TEST_CASE("make_chains returns the same chains on every machine for the same seed") {
    const auto chains = make_chains(2, 1);
    CHECK(chains[0].start == 2'469'588'189'546'311'528u);
    CHECK(chains[0].waits == std::array<Delay, 3>{1'409us, 2'354us, 1'063us});
    CHECK(make_chains(2, 2)[0].start != chains[0].start);
    CHECK(make_chains(0, 1).empty());
}

TEST_CASE("make_chains numbers the chains from 0, and each phase waits 1 to 4 ms") {
    const auto chains = make_chains(5'000, 5);
    Delay least = 1s;
    Delay most{0};
    for (std::size_t i = 0; i < chains.size(); ++i) {
        REQUIRE(chains[i].id == static_cast<std::int32_t>(i));
        least = std::min(least, std::ranges::min(chains[i].waits));
        most = std::max(most, std::ranges::max(chains[i].waits));
    }
    CHECK(least >= 1ms);
    CHECK(least < 1'010us);
    CHECK(most <= 4ms);
    CHECK(most > 3'990us);
}

TEST_CASE("derive gives another result if phases run in another order, or one is left out") {
    const Finding right = derive(derive(derive(5, ms), 2 * ms), 3 * ms);
    CHECK(last_findings(two)[0] == right);
    CHECK(derive(derive(derive(5, 2 * ms), ms), 3 * ms) != right);
    CHECK(derive(derive(derive(5, ms), 3 * ms), 2 * ms) != right);
    CHECK(derive(derive(5, ms), 2 * ms) != right);
    CHECK(derive(derive(5, 2 * ms), 3 * ms) != right);
}

TEST_CASE("check_findings names the chain that is wrong") {
    const std::vector<Finding> expected{7, 8};
    CHECK(check_findings(expected, std::vector<Finding>{7, 8}).empty());
    CHECK(check_findings(expected, std::vector<Finding>{7}) == "1 of 2 chains have ended");
    CHECK(check_findings(expected, std::vector<Finding>{7, 9}) ==
          "chain 1 ended with 9, but with its phases in order it ends with 8");
    CHECK(check_findings({}, {}).empty());
}

TEST_CASE("longest_chain_seconds is the sum of the longest chain's waits") {
    CHECK(std::abs(longest_chain_seconds(two) - 0.006) < 1e-9);
    CHECK(longest_chain_seconds({}) == 0);
}

TEST_CASE("sequential::chained_tasks returns the expected findings") {
    CHECK(check_findings(last_findings(two), sequential::chained_tasks(two)).empty());
}
