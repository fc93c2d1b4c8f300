/// Who waits for whom, and whether anybody will ever go on.
#include <stdexcept>

#include "catch.hpp"
#include "common/wait_graph.hpp"

using namespace triptych;

TEST_CASE("two that hold what the other waits for are a deadlock, told alike to both") {
    WaitGraph graph;
    graph.holds(0, 0);
    graph.holds(1, 1);
    graph.waits(0, 1);
    CHECK(graph.deadlock_of(0) == "");
    CHECK(graph.deadlock_of(1) == "");
    graph.waits(1, 0);
    CHECK(graph.deadlock_of(0) ==
          "worker 0 holds lock 0 and waits for lock 1; worker 1 holds lock 1 and waits for lock 0");
    CHECK(graph.deadlock_of(1) == graph.deadlock_of(0));
}

TEST_CASE("three in a ring are a deadlock, and a fourth that waits for them is not in it") {
    WaitGraph graph;
    for (std::size_t worker = 0; worker < 3; ++worker) {
        graph.holds(worker, worker + 4);
        graph.waits(worker, (worker + 1) % 3 + 4);
    }
    graph.waits(3, 4);
    CHECK(graph.deadlock_of(2) ==
          "worker 0 holds lock 4 and waits for lock 5; worker 1 holds lock 5 and waits for lock 6; "
          "worker 2 holds lock 6 and waits for lock 4");
    CHECK(graph.deadlock_of(3) == "");
}

TEST_CASE("who waits for a lock of its own waits for ever") {
    WaitGraph graph;
    graph.holds(2, 5);
    graph.waits(2, 5);
    CHECK(graph.deadlock_of(2) == "worker 2 holds lock 5 and waits for lock 5");
}

TEST_CASE("no ring is no deadlock, however many wait") {
    WaitGraph graph;
    graph.holds(0, 0);
    for (std::size_t worker = 1; worker < WaitGraph::most; ++worker) {
        graph.holds(worker, worker);
        graph.waits(worker, worker - 1);
    }
    for (std::size_t worker = 0; worker < WaitGraph::most; ++worker)
        CHECK(graph.deadlock_of(worker) == "");
    graph.waits(0, WaitGraph::most - 1);
    for (std::size_t worker = 0; worker < WaitGraph::most; ++worker)
        CHECK(graph.deadlock_of(worker) != "");
}

TEST_CASE("a lock let go, a wait given up and a worker forgotten each break the ring") {
    const auto ring = [] {
        WaitGraph graph;
        for (std::size_t worker = 0; worker < 2; ++worker) {
            graph.holds(worker, worker);
            graph.waits(worker, 1 - worker);
        }
        return graph;
    };
    WaitGraph freed = ring();
    freed.lets_go(1);
    CHECK_FALSE(freed.is_held(1));
    CHECK(freed.deadlock_of(0) == "");
    WaitGraph given_up = ring();
    given_up.waits_no_more(1);
    CHECK(given_up.deadlock_of(0) == "");
    WaitGraph forgotten = ring();
    forgotten.forget(1);
    CHECK_FALSE(forgotten.is_held(1));
    CHECK(forgotten.is_held(0));
    CHECK(forgotten.deadlock_of(0) == "");
}

TEST_CASE("a number that is too great is refused") {
    WaitGraph graph;
    CHECK_THROWS_AS(graph.waits(WaitGraph::most, 0), std::out_of_range);
    CHECK_THROWS_AS(graph.holds(0, WaitGraph::most), std::out_of_range);
}

TEST_CASE("WaitGraph::waits writes nothing for a lock that there is not") {
    WaitGraph graph;
    CHECK_THROWS_AS(graph.waits(0, WaitGraph::most), std::out_of_range);
    CHECK_FALSE(graph.knows(0));
    graph.holds(1, 0);
    graph.waits(0, 0);
    CHECK(graph.knows(0));
    CHECK(graph.knows(1));
    CHECK(graph.deadlock_of(0) == "");
}
