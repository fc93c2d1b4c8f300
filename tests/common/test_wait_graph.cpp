/// The wait-for graph, and the cycles in it.
#include <stdexcept>

#include "catch.hpp"
#include "common/wait_graph.hpp"

using namespace triptych;

TEST_CASE("WaitGraph::deadlock_of reports a cycle of two workers, in the same words for both") {
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

TEST_CASE(
    "WaitGraph::deadlock_of reports a cycle of three, but not for a fourth worker that waits for "
    "it") {
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

TEST_CASE("WaitGraph::deadlock_of reports a worker that waits for its own lock") {
    WaitGraph graph;
    graph.holds(2, 5);
    graph.waits(2, 5);
    CHECK(graph.deadlock_of(2) == "worker 2 holds lock 5 and waits for lock 5");
}

TEST_CASE("WaitGraph::deadlock_of reports nothing without a cycle, however many workers wait") {
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

TEST_CASE("WaitGraph: lets_go, waits_no_more and forget each break a cycle") {
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

TEST_CASE("WaitGraph throws std::out_of_range for a number that is too large") {
    WaitGraph graph;
    CHECK_THROWS_AS(graph.waits(WaitGraph::most, 0), std::out_of_range);
    CHECK_THROWS_AS(graph.holds(0, WaitGraph::most), std::out_of_range);
}

TEST_CASE("WaitGraph::waits writes nothing if the lock does not exist") {
    WaitGraph graph;
    CHECK_THROWS_AS(graph.waits(0, WaitGraph::most), std::out_of_range);
    CHECK_FALSE(graph.knows(0));
    graph.holds(1, 0);
    graph.waits(0, 0);
    CHECK(graph.knows(0));
    CHECK(graph.knows(1));
    CHECK(graph.deadlock_of(0) == "");
}
