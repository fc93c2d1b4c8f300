/// Numbers that can be computed by hand.
#include "explored.hpp"

namespace triptych {
namespace {

TEST_CASE("explore finds 6, 70 and 924 schedules of two threads that count to 1, 2 and 3") {
    const std::vector<double> expected{6, 70, 924};
    for (int times = 1; times <= 3; ++times) {
        const auto found = explore_json(counting(2, times));
        CHECK(found["complete"] == true);
        CHECK(found["schedules"] == expected[static_cast<std::size_t>(times - 1)]);
    }
}

TEST_CASE("explore finds 90 schedules of three threads that add 1") {
    CHECK(explore_json(counting(3, 1))["schedules"] == 90.0);
}

TEST_CASE("explore --all executes each schedule that the reduced search only counts") {
    for (const auto& [threads, times] : {std::pair{2, 1}, {2, 2}, {2, 3}, {3, 1}}) {
        const auto reduced = explore_json(counting(threads, times));
        const auto all = explore_json(counting(threads, times), {"--all"});
        CHECK(all["executions"] == reduced["schedules"]);
        CHECK(reduced["executions"] < all["executions"]);
        REQUIRE(all["outcomes"].size() == reduced["outcomes"].size());
        for (long value = 1; value <= threads * times; ++value)
            CHECK(schedules_that_return(all, value) == schedules_that_return(reduced, value));
    }
}

TEST_CASE("explore finds that one addition by two threads loses one in 4 schedules of 6") {
    const auto found = explore_json(counting(2, 1));
    CHECK(schedules_that_return(found, 1) == 4);
    CHECK(schedules_that_return(found, 2) == 2);
    CHECK(found["outcomes"].size() == 2);
}

TEST_CASE("explore finds 2, 3 and 4 in 32, 32 and 6 schedules of two threads that add 2") {
    const auto found = explore_json(counting(2, 2));
    CHECK(schedules_that_return(found, 2) == 32);
    CHECK(schedules_that_return(found, 3) == 32);
    CHECK(schedules_that_return(found, 4) == 6);
    CHECK(found["outcomes"].size() == 3);
}

TEST_CASE("explore finds value * value + 1 done twice to be 2 or, in 4 schedules of 6, 1") {
    const auto found = explore_json(R"(
        #include <thread>
        struct Database {
            int value = 0;
            void update() { int next = value * value + 1; value = next; }
        };
        int main() {
            Database database;
            std::thread a([&] { database.update(); });
            std::thread b([&] { database.update(); });
            a.join();
            b.join();
            return database.value;
        })");
    CHECK(schedules_that_return(found, 1) + schedules_that_return(found, 2) == found["schedules"]);
    CHECK(found["outcomes"].size() == 2);
}

TEST_CASE("explore finds that ten additions by each of two threads can end in 2") {
    const Explored explored =
        explore(counting(2, 10), {"--can-be", "2", "--seconds", "20", "--executions", "25000"});
    CHECK(explored.exit_code == 0);
    CHECK(explored.says("137,846,528,820"));
    CHECK(explored.says("Can it be 2? Yes."));
    CHECK(explored.says("How it comes to \"returns 2\""));
    CHECK(explored.says("--schedule 1."));
}

TEST_CASE("explore finds no schedule that loses what a mutex guards") {
    const Explored explored = explore(R"(
        #include <mutex>
        #include <thread>
        int main() {
            std::mutex mutex;
            int counter = 0;
            auto add = [&] { std::lock_guard lock(mutex); ++counter; };
            std::thread a(add), b(add), c(add);
            a.join(); b.join(); c.join();
            return counter;
        })",
                                      {"--always", "3"});
    CHECK(explored.exit_code == 0);
    CHECK(explored.says("6 schedules, all executed"));
    CHECK(explored.says("Is it always 3? Yes."));
}

TEST_CASE("explore runs a loop that gives up after three looks in every order") {
    const std::string program = R"(
        #include <atomic>
        #include <thread>
        int main() {
            std::atomic<int> ready{0}, gave_up{0};
            std::thread impatient([&] {
                for (int look = 0; look < 3; ++look)
                    if (ready == 1) return;
                gave_up = 1;
            });
            std::thread slow([&] { ready = gave_up == 0 ? 1 : 2; });
            impatient.join();
            slow.join();
            return gave_up * 10 + ready;
        })";
    const auto found = explore_json(program);
    // Two steps of `slow` among four of `impatient`, which makes fewer if it sees 1.
    CHECK(found["schedules"] == 15.0);
    CHECK(schedules_that_return(found, 12) == 1);
    CHECK(schedules_that_return(found, 11) == 8);
    CHECK(schedules_that_return(found, 1) == 6);
    CHECK(explore_json(program, {"--all"})["executions"] == 15);
}

TEST_CASE("explore tells a loop of a hundred looks from one that does not end") {
    const std::string program = R"(
        #include <atomic>
        #include <thread>
        int main() {
            std::atomic<int> ready{0};
            std::thread patient([&] { for (int look = 0; look < 100 && ready == 0; ++look); });
            std::thread other([&] { ready = 2; });
            patient.join();
            other.join();
            return ready;
        })";
    const Explored explored = explore(program, {"--always", "2"});
    CHECK(explored.exit_code == 0);
    CHECK(explored.says("101 schedules, all executed"));
}

}  // namespace
}  // namespace triptych
