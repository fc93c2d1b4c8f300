/// A build without the peers says so, and how to install them.
#include <stdexcept>

#include "benches/peers/peers.hpp"
#include "catch.hpp"

using namespace triptych;

TEST_CASE("why_no_tbb gives the reason in a build without TBB, and calls throw") {
    REQUIRE(peers::why_no_tbb());
    CHECK_THAT(*peers::why_no_tbb(), Contains("built without TBB; try: apt-get install"));
    CHECK_THROWS_AS(peers::tbb_merge_sort({}), std::logic_error);
    CHECK_THROWS_AS(peers::tbb_sort_many({}, 1), std::logic_error);
    CHECK_THROWS_AS(peers::tbb_sort_many_task_group({}, 1), std::logic_error);
    CHECK_THROWS_AS(peers::tbb_shared_counter({}), std::logic_error);
    CHECK_THROWS_AS(peers::tbb_producer_consumer({}), std::logic_error);
}

TEST_CASE("why_no_openmp gives the reason in a build without OpenMP, and calls throw") {
    REQUIRE(peers::why_no_openmp());
    CHECK_THAT(*peers::why_no_openmp(),
               Contains("built without OpenMP") && Contains("apt-get install libomp-dev"));
    CHECK_THROWS_AS(peers::openmp_merge_sort({}), std::logic_error);
    CHECK_THROWS_AS(peers::openmp_sort_many({}, 1), std::logic_error);
    CHECK_THROWS_AS(peers::openmp_shared_counter({}), std::logic_error);
    CHECK_THROWS_AS(peers::openmp_shared_counter_reduction({}), std::logic_error);
}

TEST_CASE(
    "why_no_std_par refuses std::execution::par without a backend: it would run on one thread") {
    REQUIRE(peers::why_no_std_par());
    CHECK_THAT(*peers::why_no_std_par(),
               Contains("would run on one thread") && Contains("apt-get install libtbb-dev"));
}

TEST_CASE("why_no_asio gives the reason in a build without Asio, and calls throw") {
    REQUIRE(peers::why_no_asio());
    CHECK_THAT(*peers::why_no_asio(), Contains("built without Asio; try: apt-get install"));
    CHECK_THROWS_AS(peers::asio_delayed_messages({}), std::logic_error);
    CHECK_THROWS_AS(peers::asio_chained_tasks({}), std::logic_error);
    CHECK_THROWS_AS(peers::asio_sort_many({}, 1), std::logic_error);
    CHECK_THROWS_AS(peers::asio_sleepers({}), std::logic_error);
    CHECK_THROWS_AS(peers::asio_sleepers_callbacks({}), std::logic_error);
    CHECK_THROWS_AS(peers::asio_delayed_messages_callbacks({}), std::logic_error);
}

TEST_CASE("why_no_* advise to run CMake again, and *_version are empty") {
    for (const auto& reason : {peers::why_no_tbb(), peers::why_no_openmp(), peers::why_no_std_par(),
                               peers::why_no_asio()})
        CHECK_THAT(*reason, EndsWith(", then cmake --preset release, then ./triptych"));
    for (const auto& version :
         {peers::tbb_version(), peers::openmp_version(), peers::asio_version()})
        CHECK(version.empty());
}
