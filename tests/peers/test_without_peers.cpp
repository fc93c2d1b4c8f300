/// What was built without the peers says so, and how to get them.
#include <stdexcept>

#include "benches/peers/peers.hpp"
#include "catch.hpp"

using namespace triptych;

TEST_CASE("without TBB that is told, also to those who do not ask") {
    REQUIRE(peers::why_no_tbb());
    CHECK_THAT(*peers::why_no_tbb(), Contains("built without TBB; try: apt-get install"));
    CHECK_THROWS_AS(peers::tbb_merge_sort({}), std::logic_error);
    CHECK_THROWS_AS(peers::tbb_sort_many({}, 1), std::logic_error);
    CHECK_THROWS_AS(peers::tbb_sort_many_task_group({}, 1), std::logic_error);
    CHECK_THROWS_AS(peers::tbb_shared_counter({}), std::logic_error);
    CHECK_THROWS_AS(peers::tbb_producer_consumer({}), std::logic_error);
}

TEST_CASE("without OpenMP that is told, also to those who do not ask") {
    REQUIRE(peers::why_no_openmp());
    CHECK_THAT(*peers::why_no_openmp(),
               Contains("built without OpenMP") && Contains("apt-get install libomp-dev"));
    CHECK_THROWS_AS(peers::openmp_merge_sort({}), std::logic_error);
    CHECK_THROWS_AS(peers::openmp_sort_many({}, 1), std::logic_error);
    CHECK_THROWS_AS(peers::openmp_shared_counter({}), std::logic_error);
    CHECK_THROWS_AS(peers::openmp_shared_counter_reduction({}), std::logic_error);
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
    CHECK_THROWS_AS(peers::asio_sort_many({}, 1), std::logic_error);
    CHECK_THROWS_AS(peers::asio_sleepers({}), std::logic_error);
    CHECK_THROWS_AS(peers::asio_sleepers_callbacks({}), std::logic_error);
    CHECK_THROWS_AS(peers::asio_delayed_messages_callbacks({}), std::logic_error);
}

TEST_CASE("the advice makes CMake look again, and no version is told of what is not there") {
    for (const auto& reason : {peers::why_no_tbb(), peers::why_no_openmp(), peers::why_no_std_par(),
                               peers::why_no_asio()})
        CHECK_THAT(*reason, EndsWith(", then cmake --preset release, then ./triptych"));
    for (const auto& version :
         {peers::tbb_version(), peers::openmp_version(), peers::asio_version()})
        CHECK(version.empty());
}
