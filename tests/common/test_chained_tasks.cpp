/// Chains of phases, and whether each phase had what it needed.
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

TEST_CASE("chains are the same on every machine for the same seed") {
    const auto chains = make_chains(2, 1);
    CHECK(chains[0].start == 2'469'588'189'546'311'528u);
    CHECK(chains[0].waits == std::array<Delay, 3>{1'409us, 2'354us, 1'063us});
    CHECK(make_chains(2, 2)[0].start != chains[0].start);
    CHECK(make_chains(0, 1).empty());
}

TEST_CASE("each phase waits 1 to 4 ms, and the chains are numbered from 0") {
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

TEST_CASE("phases in another order, or one left out, find something else") {
    const Finding right = derive(derive(derive(5, ms), 2 * ms), 3 * ms);
    CHECK(last_findings(two)[0] == right);
    CHECK(derive(derive(derive(5, 2 * ms), ms), 3 * ms) != right);
    CHECK(derive(derive(derive(5, ms), 3 * ms), 2 * ms) != right);
    CHECK(derive(derive(5, ms), 2 * ms) != right);
    CHECK(derive(derive(5, 2 * ms), 3 * ms) != right);
}

TEST_CASE("a check of findings names the chain that is wrong") {
    const std::vector<Finding> expected{7, 8};
    CHECK(check_findings(expected, std::vector<Finding>{7, 8}).empty());
    CHECK(check_findings(expected, std::vector<Finding>{7}) == "1 chains have ended, of 2");
    CHECK(check_findings(expected, std::vector<Finding>{7, 9}) ==
          "chain 1 found 9, and in the right order of its phases finds 8");
    CHECK(check_findings({}, {}).empty());
}

TEST_CASE("nobody can be faster than the longest chain") {
    CHECK(std::abs(longest_chain_seconds(two) - 0.006) < 1e-9);
    CHECK(longest_chain_seconds({}) == 0);
}

TEST_CASE("chains followed one after another find what they are to find") {
    CHECK(check_findings(last_findings(two), sequential::chained_tasks(two)).empty());
}
