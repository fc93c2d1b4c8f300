/// Tests of shared_state_lesson() and slowness_lesson().
#include "catch.hpp"
#include "common/harness/lesson.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;
using Results = std::vector<Result>;

namespace {

const std::vector<double> quick{0.50, 0.51, 0.52, 0.53, 0.54};
const std::vector<double> slow{1.00, 1.01, 1.02, 1.03, 1.04};

Result broken(const std::string& implementation, const triptych::Metrics& counters,
              const std::string& remark = "") {
    Result result = made_up(implementation, quick, counters, Role::broken);
    result.remark = remark;
    return result;
}

std::string shared_state(const Results& results) {
    return shared_state_lesson(analyse_group(results, 2));
}

std::string slowness(const Results& results) {
    return slowness_lesson(analyse_group(results, 2));
}

}  // namespace

TEST_CASE("shared_state_lesson says how many updates were lost, and that guarded ones were not") {
    Results results{broken("threads.unguarded", {{"lost_percent", 7}}),
                    broken("coroutines.unguarded", {{"lost_percent", 75}}),
                    made_up("threads.mutex", quick, {{"lost_percent", 0}})};
    results[0].repetitions[3].counters["lost_percent"] = 12;  // once it was worse
    CHECK(shared_state(results) ==
          "Without a guard, updates are lost: at worst 12% (threads.unguarded) to 75% "
          "(coroutines.unguarded). With a guard, none is.");
    results[2].repetitions[0].counters["lost_percent"] = 1;
    CHECK_THAT(shared_state(results), Contains("Guarded ones lost some, too: threads.mutex 1%."));
}

TEST_CASE("shared_state_lesson names a single implementation that lost updates once") {
    CHECK(shared_state({broken("threads.unguarded", {{"lost_percent", 7}}),
                        made_up("threads.mutex", quick, {{"lost_percent", 0}})}) ==
          "Without a guard, updates are lost: at worst 7% (threads.unguarded). With a guard, none "
          "is.");
}

TEST_CASE("shared_state_lesson does not take luck for a proof") {
    CHECK(shared_state({broken("threads.unguarded", {{"lost_percent", 0}})}) ==
          "threads.unguarded lost none this time, which does not prove that it never does.");
}

TEST_CASE("shared_state_lesson says that deadlocks were found, and what broke them") {
    Results results{
        broken("threads.opposite", {{"deadlocks", 100}, {"found_p50_us", 5}}, "one lock throws"),
        broken("processes.unwatched", {{"ended", 0}}, "no watchdog"),
        made_up("threads", quick, {{"deadlocks", 0}}),
        made_up("coroutines", quick, {{"deadlocks", 0}})};
    results[2].remark = results[3].remark = "both take the locks in the same order";
    CHECK(shared_state(results) ==
          "Deadlock, found and broken: threads.opposite (one lock throws). Not found: "
          "processes.unwatched (no watchdog). None in threads and coroutines: both take the locks "
          "in the same order.");
}

TEST_CASE("shared_state_lesson says who saw the writes") {
    CHECK(shared_state({made_up("threads", quick, {{"seen", 1000}}),
                        made_up("processes.shared", quick, {{"seen", 1000}}),
                        broken("processes.private", {{"seen", 0}}, "a copy")}) ==
          "Of 1,000 ints that a worker wrote, its creator sees all with threads and "
          "processes.shared, and none with processes.private (a copy).");
}

TEST_CASE("shared_state_lesson is empty for work without shared state") {
    CHECK(shared_state({made_up("threads", quick, {{"late_ms", 1}})}).empty());
}

TEST_CASE("slowness_lesson says how much longer a broken example takes") {
    Results results{made_up("threads", quick, {}), made_up("coroutines", slow, {}, Role::broken)};
    results[1].remark = "it blocks the event loop";
    CHECK(slowness(results) ==
          "coroutines (it blocks the event loop) takes 1.96x as long as threads.");
    results[1] = made_up("coroutines", quick, {}, Role::broken);
    CHECK(slowness(results) == "coroutines cannot be told apart from threads.");
}

TEST_CASE("slowness_lesson says nothing of broken examples whose lesson is another") {
    CHECK(slowness(
              {made_up("threads", quick, {}), broken("threads.unguarded", {{"lost_percent", 7}})})
              .empty());
}
