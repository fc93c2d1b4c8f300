#include "exercises/checker/examination.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fmt/format.h>
#include <random>
#include <sstream>
#include <sys/wait.h>

#include "common/harness/command.hpp"
#include "common/harness/text.hpp"
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

/// What the runner said about a check, if it came to say anything.
struct Said {
    std::string verdict;  // "passed", "wrong", "threw"; empty: nothing
    std::string key;
    std::string what;
};

Said said_in(const std::string& output, const std::string& token) {
    Said said;
    for (const std::string& line : harness::lines_of(output)) {
        if (!line.starts_with(token + ' ')) continue;
        std::istringstream words{line.substr(token.size())};
        Said one;
        words >> one.verdict >> one.key;
        std::getline(words >> std::ws, one.what);
        if (one.key == "-") one.key.clear();
        if (said.verdict.empty() || said.verdict == "passed")
            said = one;  // the first that is wrong
    }
    return said;
}

/// How a check ended without a word.
Diagnosis silent_end(const Ran& ran, const ListedCheck& check) {
    Diagnosis diagnosis;
    switch (ran.killed) {
        case Killed::stuck:
            diagnosis.key = check.if_stuck.empty() ? "hang" : check.if_stuck;
            diagnosis.what = "nothing can run any more";
            diagnosis.witness = ran.waiting;
            return diagnosis;
        case Killed::time:
            diagnosis.key = "hang";
            diagnosis.what = fmt::format("it was ended after {:.0f} s", ran.seconds);
            return diagnosis;
        case Killed::memory: diagnosis.key = "too_much_memory"; return diagnosis;
        case Killed::output: diagnosis.key = "flood"; return diagnosis;
        case Killed::no:
        case Killed::stopped: break;
    }
    if (ran.errors.find("terminate called without an active exception") != std::string::npos)
        diagnosis.key = "joinable_thread_destroyed";
    else if (ran.status == 0)
        diagnosis.key = "exited_early";
    else
        diagnosis.key = "crash";
    diagnosis.what = harness::describe_status(ran.status);
    return diagnosis;
}

std::vector<ListedCheck> listed(const std::string& text) {
    std::vector<ListedCheck> checks;
    for (const std::string& line : harness::lines_of(text)) {
        std::istringstream fields{line};
        ListedCheck check;
        std::string explored;
        if (!std::getline(fields, explored, '\t')) continue;
        std::getline(fields, check.if_wrong, '\t');
        std::getline(fields, check.if_stuck, '\t');
        std::getline(fields, check.name);
        check.explored = explored == "1";
        checks.push_back(check);
    }
    return checks;
}

}  // namespace

struct Examiner::Work {
    const Exercise& exercise;
    const fs::path& answer;
    std::string text;  // of the answer
    TemporaryFolder folder;
    std::vector<ListedCheck> checks;
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
                              const std::function<void(const Stage&)>& after_stage) const {
    Work work{.exercise = exercise,
              .answer = answer,
              .text = read_text(answer),
              .folder = {},
              .checks = listed(builder_.list_checks(exercise)),
              .result = {}};
    for (const ListedCheck& check : work.checks)
        work.result.checks.push_back({.name = check.name, .passed = true, .what = "", .build = ""});
    for (const Build build : exercise.builds) {
        run_stage(work, build);
        if (after_stage) after_stage(work.result.stages.back());
        // What does not compile, or gets stuck without others, is not looked at any deeper.
        if (!work.result.diagnoses.empty() &&
            work.result.diagnoses.front().key == "does_not_compile")
            break;
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

void Examiner::run_checks(Work& work, Stage& stage) const {
    std::size_t failed = 0;
    for (std::size_t number = 0; number < work.checks.size(); ++number) {
        const std::string token = random_token();
        const bool deep = stage.build != Build::plain;
        const Ran ran = sandbox_.run({.words = {name_of(stage.build)},
                                      .files = {work.folder.path() / name_of(stage.build)},
                                      .environment = {{"TRIPTYCH_TOKEN", token},
                                                      {"TRIPTYCH_CHECK", std::to_string(number)},
                                                      {"ASAN_OPTIONS", address_options},
                                                      {"UBSAN_OPTIONS", "print_stacktrace=1"},
                                                      {"TSAN_OPTIONS", thread_options}}},
                                     {.seconds = deep ? 20.0 : 10.0}, stop_descriptor_);
        if (ran.killed == Killed::stopped) return;
        // Deep checks have limits of their own: to run out of them is no failure of the answer.
        const bool ran_out = deep && (ran.killed == Killed::time || ran.killed == Killed::memory);
        std::vector<Diagnosis> found = stage.build == Build::thread
                                           ? read_thread_reports(ran.errors, work.text)
                                           : read_address_reports(ran.errors, work.text);
        const Said said = said_in(ran.output, token);
        if (said.verdict == "wrong" || said.verdict == "threw")
            found.push_back({.key = !said.key.empty()         ? said.key
                                    : said.verdict == "threw" ? "threw"
                                                              : "wrong_result",
                             .what = said.what,
                             .check = "",
                             .build = "",
                             .witness = said.key.empty() ? "" : "  " + said.what + "\n",
                             .replay = nullptr});
        else if (said.verdict.empty() && found.empty() && !ran_out)
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

void Examiner::run_explored(Work& work, Stage& stage) const {
    std::size_t failed = 0;
    std::size_t all = 0;
    bool complete = true;
    for (std::size_t number = 0; number < work.checks.size(); ++number) {
        if (!work.checks[number].explored) continue;
        ++all;
        Explored explored = explore_check(sandbox_, work.folder.path(), work.checks[number], number,
                                          seconds_to_explore, stop_descriptor_);
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
