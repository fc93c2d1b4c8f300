#include "exercises/checker/examination.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <random>
#include <stdexcept>

#include "exercises/checker/played.hpp"
#include "exercises/checker/runner_words.hpp"
#include "exercises/checker/sanitizer_report.hpp"
#include "exercises/checker/temporary_folder.hpp"

namespace triptych::checker {
namespace {

namespace fs = std::filesystem;

constexpr double seconds_to_explore = 10;
constexpr const char* address_options =
    "detect_leaks=1:halt_on_error=1:detect_stack_use_after_return=1";
constexpr const char* thread_options =
    "halt_on_error=0:detect_deadlocks=0:report_thread_leaks=0:report_signal_unsafe=0:"
    "die_after_fork=0:exitcode=0";

std::string random_token() {
    std::random_device random;
    return fmt::format("check-{:08x}{:08x}", random(), random());
}

/// What a check said that did not pass.
Diagnosis diagnosis_of(const Said& said) {
    std::string key = said.key;
    if (key.empty()) key = said.verdict == "threw" ? "threw" : "wrong_result";
    return {.key = key,
            .what = said.what,
            .check = "",
            .build = "",
            .witness = said.key.empty() ? "" : "  " + said.what + "\n",
            .replay = nullptr};
}

}  // namespace

struct Examiner::Work {
    const Exercise& exercise;
    const fs::path& answer;
    std::string text;  // of the answer
    TemporaryFolder folder;
    std::vector<ListedCheck> checks;
    std::vector<std::string> orders;  // that checks have handed over
    Examination result;

    void add(Diagnosis diagnosis, std::size_t number, Build build) {
        CheckResult& check = result.checks.at(number);
        diagnosis.check = check.name;
        diagnosis.build = name_of(build);
        if (check.passed) {
            check.passed = false;
            check.build = name_of(build);
            check.what = diagnosis.what;
        }
        result.diagnoses.push_back(std::move(diagnosis));
    }
};

Examination Examiner::examine(const Exercise& exercise, const fs::path& answer,
                              const std::function<void(const Stage&)>& after_stage,
                              Until until) const {
    Work work{.exercise = exercise,
              .answer = answer,
              .text = read_text(answer),
              .folder = {},
              .checks = listed(builder_.list_checks(exercise)),
              .orders = {},
              .result = {}};
    work.orders.resize(work.checks.size());
    for (const ListedCheck& check : work.checks)
        work.result.checks.push_back({.name = check.name, .passed = true, .what = "", .build = ""});
    for (const Build build : exercise.builds) {
        run_stage(work, build);
        if (work.result.stopped) break;
        if (after_stage) after_stage(work.result.stages.back());
        if (work.result.diagnoses.empty()) continue;
        if (until == Until::first_failure) break;
        if (work.result.diagnoses.front().key == "does_not_compile") break;
    }
    settle(work.result.diagnoses);
    return work.result;
}

void Examiner::run_stage(Work& work, Build build) const {
    const auto start = std::chrono::steady_clock::now();
    Stage stage{.build = build, .state = Stage::State::passed, .what = "", .seconds = 0};
    if (!is_available(build)) {
        stage.state = Stage::State::unavailable;
        stage.what = "not available here";
    } else {
        const Built built = builder_.build(work.exercise, work.answer, build, work.folder.path());
        if (build == Build::plain) work.result.warnings = built.messages;
        if (built.link_failed)
            if (const std::string why = why_not_linked(work.exercise, build); !why.empty())
                throw std::runtime_error{why};
        if (built.executable.empty()) {
            stage.state = Stage::State::failed;
            stage.what = "does not compile";
            work.result.diagnoses.push_back({.key = "does_not_compile",
                                             .what = "",
                                             .check = "",
                                             .build = name_of(build),
                                             .witness = built.messages,
                                             .replay = nullptr});
        } else if (build == Build::explored) {
            run_explored(work, stage);
        } else {
            run_checks(work, stage);
        }
    }
    stage.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    work.result.stages.push_back(stage);
}

/// What was linked may be stale: then the answer is not at fault. Empty if it is.
std::string Examiner::why_not_linked(const Exercise& exercise, Build build) const {
    const TemporaryFolder folder;
    const Built built =
        builder_.build(exercise, exercise.file("solution.cpp"), build, folder.path());
    if (!built.executable.empty()) return "";
    const std::string stale = stale_libraries();
    return fmt::format("{} cannot be checked here: its solution cannot be linked, either. {}",
                       exercise.name, stale.empty() ? built.messages : stale);
}

Ran Examiner::run_check(const Exercise& exercise, const fs::path& folder, Build build,
                        std::size_t number, const std::string& token) const {
    return sandbox_.run({.words = {name_of(build)},
                         .files = {folder / name_of(build)},
                         .environment = {{"TRIPTYCH_TOKEN", token},
                                         {"TRIPTYCH_CHECK", std::to_string(number)},
                                         {"ASAN_OPTIONS", address_options},
                                         {"UBSAN_OPTIONS", "print_stacktrace=1"},
                                         {"TSAN_OPTIONS", thread_options}}},
                        {.seconds = build == Build::plain ? 10.0 : 20.0, .tasks = exercise.tasks},
                        stop_descriptor_);
}

/// The control experiment: if the solution fails as well, this machine is to blame, not the answer.
bool Examiner::solution_passes(const Exercise& exercise, Build build, std::size_t number) const {
    const TemporaryFolder folder;
    const Built built =
        builder_.build(exercise, exercise.file("solution.cpp"), build, folder.path());
    if (built.executable.empty()) return false;
    const std::string token = random_token();
    return said_in(run_check(exercise, folder.path(), build, number, token).output, token)
               .verdict == "passed";
}

/// Without the plain build nothing can be said at all.
void Examiner::cannot_check(const Work& work, Stage& stage) {
    if (stage.build == Build::plain)
        throw std::runtime_error{
            fmt::format("{} cannot be checked here: its solution fails, too. {}",
                        work.exercise.name, stale_libraries())};
    stage.state = Stage::State::unavailable;
    stage.what = "not available here: the solution fails, too";
}

void Examiner::run_checks(Work& work, Stage& stage) const {
    std::size_t failed = 0;
    for (std::size_t number = 0; number < work.checks.size(); ++number) {
        const std::string token = random_token();
        const bool deep = stage.build != Build::plain;
        const Ran ran = run_check(work.exercise, work.folder.path(), stage.build, number, token);
        if (ran.killed == Killed::stopped) {
            work.result.stopped = true;
            return;
        }
        // Deep checks have limits of their own: to run out of them is no failure of the answer.
        const bool ran_out = deep && (ran.killed == Killed::time || ran.killed == Killed::memory);
        auto found = stage.build == Build::thread ? read_thread_reports(ran.errors, work.text)
                                                  : read_address_reports(ran.errors, work.text);
        const Said said = said_in(ran.output, token);
        if (!said.order.empty()) work.orders[number] = said.order;
        const bool says_nothing = said.verdict.empty() && found.empty() && !ran_out;
        if (says_nothing && !solution_passes(work.exercise, stage.build, number))
            return cannot_check(work, stage);
        if (said.verdict == "wrong" || said.verdict == "threw")
            found.push_back(diagnosis_of(said));
        else if (says_nothing)
            found.push_back(silent_end(ran, work.checks[number]));
        if (ran_out) stage.state = Stage::State::incomplete;
        if (!found.empty()) ++failed;
        for (Diagnosis& diagnosis : found)
            work.add(std::move(diagnosis), number, stage.build);
    }
    if (failed > 0) stage.state = Stage::State::failed;
    stage.what =
        fmt::format("{} of {} checks passed", work.checks.size() - failed, work.checks.size());
}

/// Nothing: the order breaks the program, or the check has handed over none.
std::optional<Diagnosis> Examiner::play(Work& work, std::size_t number) const {
    if (work.orders[number].empty()) return std::nullopt;
    const TemporaryFolder folder;
    const ListedCheck& check = work.checks[number];
    builder_.build_program(work.exercise, check.played, Build::explored, folder.path());
    return play_check(sandbox_, folder.path(), check, work.orders[number], stop_descriptor_);
}

void Examiner::run_explored(Work& work, Stage& stage) const {
    std::size_t failed = 0;
    std::size_t all = 0;
    bool complete = true;
    for (std::size_t number = 0; number < work.checks.size(); ++number) {
        if (!work.checks[number].played.empty()) {
            ++all;
            if (auto diagnosis = play(work, number)) {
                ++failed;
                work.add(std::move(*diagnosis), number, stage.build);
            }
        }
        if (!work.checks[number].explored) continue;
        ++all;
        Explored explored = explore_check(sandbox_, work.folder.path(), work.checks[number], number,
                                          seconds_to_explore, stop_descriptor_);
        work.result.stopped = work.result.stopped || explored.stopped;
        complete = complete && explored.complete && explored.available;
        if (!explored.why.empty()) stage.what = explored.why + "; ";
        if (!explored.diagnoses.empty()) ++failed;
        for (Diagnosis& diagnosis : explored.diagnoses)
            work.add(std::move(diagnosis), number, stage.build);
    }
    if (!complete) stage.state = Stage::State::incomplete;
    if (failed > 0) stage.state = Stage::State::failed;
    stage.what += fmt::format("{} of {} checks hold under {}", all - failed, all,
                              complete ? "every schedule" : "the schedules that were looked at");
}

}  // namespace triptych::checker
