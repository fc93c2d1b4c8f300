/// What was built without the peers says so, and how to get them.
#include <stdexcept>

#include "benches/peers/peers.hpp"
#include "catch.hpp"

using namespace triptych;
using Catch::Matchers::Contains;

TEST_CASE("without OpenMP that is told, and its answers are right on one thread") {
    REQUIRE(peers::why_no_openmp());
    CHECK_THAT(*peers::why_no_openmp(), Contains("built without OpenMP; try: apt-get install"));
    const Values values = make_values(100'000, 1);
    CHECK(check_sorted(fingerprint(values), peers::openmp_merge_sort(values)) == "");
    CHECK(peers::openmp_shared_counter({.workers = 4, .additions = 10}) == 40);
}

TEST_CASE("std::execution::par without a backend is refused, for it would run on one thread") {
    REQUIRE(peers::why_no_std_par());
    CHECK_THAT(*peers::why_no_std_par(),
               Contains("would run on one thread") && Contains("apt-get install libtbb-dev"));
}

TEST_CASE("without Asio that is told, also to those who do not ask") {
    REQUIRE(peers::why_no_asio());
    CHECK_THAT(*peers::why_no_asio(), Contains("built without Asio; try: apt-get install"));
    CHECK_THROWS_AS(peers::asio_delayed_messages({}), std::logic_error);
    CHECK_THROWS_AS(peers::asio_chained_tasks({}), std::logic_error);
    CHECK_THROWS_AS(peers::asio_sort_many({}), std::logic_error);
}
