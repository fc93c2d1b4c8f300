/// Tests of `triptych map`, with fake programs.
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "cli/map/map.hpp"
#include "cli/map/map_file.hpp"
#include "tests/cli/recorded.hpp"

using namespace triptych;
using nlohmann::json;

namespace {

harness::Ending map_of(const std::string& behaviour, Words words = {},
                       const std::string& speedup = "2") {
    words.insert(words.begin(), {"map", "--quick"});
    return run_triptych(words, {"TRIPTYCH_PRIMITIVES=" FAKE_BENCH_PATH, "FAKE_BENCH=" + behaviour,
                                "TRIPTYCH_CANARY=" + speedup, "COLUMNS=100"});
}

/// Threads, of which each costs a millisecond, against coroutines, of which each costs nothing.
cli::Survey known() {
    cli::Survey survey{.grid = {{0, 50, 100}, {1, 100}}};
    survey.prices.thread.begin = 1e-3;
    survey.task_seconds = 10e-3;
    survey.cores = 2;
    survey.implementations = {"threads", "coroutines"};
    return survey;
}

}  // namespace

TEST_CASE("map shows the model that is fastest everywhere on the whole map, and in its file") {
    const Folder folder;
    const harness::Ending run = map_of(
        "threads=slow=0.004 processes=slow=0.005 coroutines=slow=0.001",  // one run is enough
        {"--json", folder / "map.json"});
    CHECK(exit_code(run) == 0);
    CHECK_THAT(run.output, Contains("C "));
    const json document = json::parse(content_of(folder / "map.json"));
    const json& places = document.at("map").at("places");
    CHECK(places.size() == 3 * 3);
    for (const json& place : places) {
        CHECK(place.at("winner") == "coroutines");
        CHECK(place.at("lead") == Approx(4));
        CHECK(place.at("implementations").at("threads").at("median") == Approx(0.004));
    }
    CHECK(document.at("map").at("crossings").empty());
    const json& about = document.at("context").at("triptych");
    for (const char* const what : {"host", "time", "seed", "command", "compiler", "warnings"})
        CHECK(about.contains(what));
}

TEST_CASE("map has no winner where tasks compute and there is CPU contention") {
    const Folder folder;
    const harness::Ending run =
        map_of("threads=slow=0.002 processes=slow=0.003 coroutines=slow=0.001",
               {"--json", folder / "map.json"}, "1.2");
    CHECK(exit_code(run) == 0);
    CHECK_THAT(run.output, Contains(" !") && Contains("C ") && Contains("Warning: CPU contention"));
    const json document = json::parse(content_of(folder / "map.json"));
    for (const json& place : document.at("map").at("places")) {
        const bool computes = place.at("io_percent") == 0;
        CHECK(place.at("winner") == (computes ? "" : "coroutines"));
        CHECK(place.contains("cores_withheld") == computes);
    }
    CHECK(document.at("context").at("triptych").at("warnings").at(0).at("about") == "cores");
}

TEST_CASE("map --minutes takes a whole number from 1") {
    for (const char* const wrong : {"0", "-1", "nan", "soon", "1.5"}) {
        const harness::Ending refused = run_triptych({"map", "--minutes", wrong});
        CAPTURE(wrong);
        CHECK(exit_code(refused) == 2);
        CHECK_THAT(refused.errors, Contains("--minutes"));
    }
}

TEST_CASE("map names an implementation that fails, and still compares the others") {
    const harness::Ending run = map_of("threads=slow=0.002 processes=crash coroutines=slow=0.001");
    CHECK(exit_code(run) == 1);
    CHECK_THAT(run.errors, Contains("1 task, 0 % I/O, processes: killed by SIGABRT"));
    CHECK_THAT(run.output, Contains("tasks"));
}

TEST_CASE("Survey::predicted_crossings are exact to one percent") {
    cli::Survey survey = known();
    CHECK(survey.predicted_crossings().empty());  // nothing was measured
    survey.grid.put({0, 100}, {{"threads", {1}}, {"coroutines", {1}}});
    // 100 tasks: threads 100 c / 2 + 100 ms, or 10 ms + 100 ms; coroutines 100 c.
    const auto crossings = survey.predicted_crossings();
    REQUIRE(crossings.size() == 1);
    CHECK(crossings[0].from == "threads");
    CHECK(crossings[0].to == "coroutines");
    CHECK(crossings[0].io_percent == Approx(80).margin(1));  // c = 2 ms is 20 % of 10 ms
    CHECK(survey.predicted("tbb", {0, 1}) == std::nullopt);
}

TEST_CASE("Survey::prediction_error is the median over all measured times") {
    cli::Survey survey = known();
    CHECK(survey.prediction_error() == std::nullopt);
    const double expected = *survey.predicted("coroutines", {0, 1});
    survey.grid.put({0, 1}, {{"coroutines", {expected / 2, expected / 2, expected / 2}}});
    CHECK(*survey.prediction_error() == Approx(1));
}

TEST_CASE("map_text has the places, the changes of the winner and the prediction's error") {
    cli::Survey survey = known();
    const auto put = [&](cli::Spot spot, double threads, double coroutines) {
        const auto five = [](double time) { return std::vector<double>(5, time); };
        survey.grid.put(spot, {{"threads", five(threads)}, {"coroutines", five(coroutines)}},
                        false);
    };
    for (const std::int64_t tasks : {1, 100}) {
        const auto count = static_cast<double>(tasks);
        put({0, tasks}, 0.006 * count, 0.011 * count);
        put({50, tasks}, 0.008 * count, 0.008 * count);
        put({100, tasks}, 0.011 * count, 0.004);
    }
    for (const std::size_t width : {80U, 100U})
        check_recorded(width == 80 ? "map_80.txt" : "map_100.txt",
                       cli::map_text(survey, width, false));
}
