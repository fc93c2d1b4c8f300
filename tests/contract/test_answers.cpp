/// What holds for every answer in the catalog.
#include <string>
#include <system_error>

#include "benches/loop.hpp"
#include "catch.hpp"
#include "common/refusal.hpp"
#include "common/sanitizers.hpp"
#include "coroutines/primitives/event_loop.hpp"
#include "tests/census.hpp"
#include "tests/contract/cells.hpp"
#include "tests/in_child.hpp"

using namespace triptych;

namespace {

/// Solves it and returns what the check says.
std::string solved(const Cell& cell, std::uint64_t seed) {
    const Trial trial = cell.answer->prepare(cell.size, seed);
    trial.solve();
    return trial.check();
}

/// Whether the kernel lets loops wait as they are told to.
bool is_allowed() {
    try {
        const coroutines::EventLoop loop;
        return true;
    } catch (const std::system_error&) {
        return false;
    }
}

void check_lateness(const Figures& figures) {
    CHECK(figures.at("late_p50_ms") >= 0);
    CHECK(figures.at("late_p50_ms") <= figures.at("late_p99_ms"));
    CHECK(figures.at("late_p99_ms") <= figures.at("late_max_ms"));
    CHECK(figures.contains("overtaken"));
}

}  // namespace

TEST_CASE("every answer solves its workload, tells its figures, and leaves nothing behind") {
    for (const Cell& cell : small_cells(false)) {
        CAPTURE(cell.workload->name, cell.answer->name());
        const Census before = take_census();
        {
            const Trial trial = cell.answer->prepare(cell.size, 1);
            trial.solve();
            CHECK(trial.check() == "");
            CHECK((trial.wait_seconds > 0) == waits(*cell.workload));
            if (cell.workload->unit == "messages") check_lateness(trial.figures());
        }
        CHECK(changes_since(before) == "");
    }
}

TEST_CASE("every answer of coroutines is right, however their loop waits") {
    for (const std::string& backend : loop_backends()) {
        REQUIRE(use_loop(backend));
        if (!is_allowed()) {
            WARN(backend << " is refused here");
            continue;
        }
        for (const Cell& cell : small_cells(false)) {
            if (cell.answer->model != "coroutines") continue;
            CAPTURE(backend, cell.workload->name, cell.answer->name());
            CHECK(solved(cell, 3) == "");
        }
    }
    CHECK_FALSE(use_loop("kqueue"));
    REQUIRE(use_loop("epoll"));
}

TEST_CASE("every answer solves the smallest size there is") {
    for (Cell cell : small_cells(false)) {
        CAPTURE(cell.workload->name, cell.answer->name());
        cell.size = 1;
        CHECK(solved(cell, 2) == "");
    }
}

TEST_CASE("every reference solves its workload, too") {
    for (const Cell& cell : small_cells(true)) {
        CAPTURE(cell.workload->name, cell.answer->name());
        if (const auto reason = cell.answer->refuses(cell.size)) {
            WARN(cell.answer->name() << ": " << *reason);
            continue;
        }
        // TBB's threads live on: not in this process, which still has to fork.
        CHECK(in_child([&] { return solved(cell, 1); }) == "");
    }
}

TEST_CASE("guarded counters lose nothing, and unguarded ones lose much") {
    for (const Cell& cell : small_cells(false)) {
        if (cell.workload->name != "shared_counter") continue;
        CAPTURE(cell.answer->name());
        const Trial trial = cell.answer->prepare(20'000, 1);
        trial.solve();
        CHECK(trial.check() == "");
        const double lost = trial.figures().at("lost");
        if (cell.answer->role == Role::exhibit)
            CHECK(lost > 0);
        else
            CHECK(lost == 0);
        if (cell.answer->variant == "private") CHECK(trial.figures().at("lost_percent") == 100);
    }
}

struct FewTasks {
    explicit FewTasks(int extra) { allow_tasks(extra); }
};

/// What solving `cell` comes to in a child that is allowed only so many more of something.
template <typename Few>
std::string solved_with(int allowed, const Cell& cell) {
    return in_child([&] {
        std::string told = "solved: ";
        const Trial trial = cell.answer->prepare(cell.size, 1);
        const Census before = take_census();
        try {
            const Few few{allowed};
            trial.solve();
        } catch (const std::system_error& error) {
            told = explain(error);
        }
        return told + (told == "solved: " ? trial.check() : "") + changes_since(before);
    });
}

/// Large enough that some of it is under way when the system refuses the rest. Baselines
/// start nothing, and what is measured only when it is named has the same answers as the others.
std::vector<Cell> cells_to_refuse() {
    std::vector<Cell> cells = small_cells(false);
    std::erase_if(cells, [](const Cell& cell) {
        return !cell.workload->by_default || cell.answer->role == Role::baseline;
    });
    for (Cell& cell : cells) {
        if (waits(*cell.workload) && cell.size == 8) cell.size = 12;
        if (cell.workload->name == "shared_counter" && cell.answer->variant == "pipe")
            cell.size = 20'000;  // more than it holds
    }
    return cells;
}

/// Whether that is a refusal which names this limit, and nothing is left behind.
bool is_refused(const std::string& told, int error, const std::string& limit) {
    const std::string message = std::generic_category().message(error);
    return told.ends_with("(limit: " + limit + "): " + message) ||
           told == message + " (limit: " + limit + ')';
}

TEST_CASE("an answer that the system refuses half-way names the limit, and leaves nothing") {
    for (const Cell& cell : cells_to_refuse())
        for (const int allowed : {0, 1, 2}) {
            CAPTURE(cell.workload->name, cell.answer->name(), allowed);
            const auto told = solved_with<FewTasks>(allowed, cell);
            CAPTURE(told);
            CHECK((told == "solved: " || is_refused(told, EAGAIN, "ulimit -u")));
        }
}

TEST_CASE("an answer that gets no more descriptors names the limit, and leaves nothing") {
    // UBSan, which is with AddressSanitizer, needs some to look at an object; ThreadSanitizer, too.
    if (address_sanitizer || thread_sanitizer) return;
    for (const Cell& cell : cells_to_refuse())
        for (const int allowed : {0, 1, 2, 3, 5}) {
            CAPTURE(cell.workload->name, cell.answer->name(), allowed);
            const auto told = solved_with<FewDescriptors>(allowed, cell);
            CAPTURE(told);
            CHECK((told == "solved: " || is_refused(told, EMFILE, "ulimit -n")));
        }
}
