/// The actions of `learn` that examine answers: check, watch, check --report, replay.
#include <cstdio>
#include <fmt/format.h>
#include <fstream>

#include "cli/learn/actions.hpp"
#include "cli/learn/evidence.hpp"
#include "cli/learn/file_watch.hpp"
#include "cli/learn/verdict_text.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "common/harness/stop_signals.hpp"
#include "exercises/checker/grade.hpp"
#include "exercises/checker/temporary_folder.hpp"

namespace triptych::cli {
namespace {

namespace fs = std::filesystem;
using checker::Exercise;

constexpr int signal_code = 128;

}  // namespace

int Learning::check(const std::vector<const Exercise*>& chosen) {
    if (!options_.all) require_prediction(*chosen.front());
    harness::StopSignals signals;
    const checker::Sandbox sandbox;
    const checker::Builder builder{sandbox};
    const checker::Examiner examiner{sandbox, builder, signals.descriptor()};
    bool passed = true;
    for (const Exercise* const exercise : chosen) {
        if (options_.all && !fs::exists(folder_.answer(*exercise))) continue;
        passed = check_one(examiner, *exercise) && passed;
        if (const int signal = signals.received(); signal != 0)
            return stopped_by(signal, "the diagnoses");
    }
    return passed ? 0 : check_failed;
}

/// Prints what comes of each build as soon as it is known. Returns whether the answer passes.
bool Learning::check_one(const checker::Examiner& examiner, const Exercise& exercise) {
    const fs::path answer = answer_of(exercise);
    print_found(exercise.name + '\n');
    const checker::Examination found = examiner.examine(
        exercise, answer, [](const checker::Stage& stage) { print_found(stage_text(stage)); });
    if (found.stopped) return false;
    print_found(verdict_text(exercise, found, terminal_width(stdout)));
    if (options_.answer) return found.passed();
    Progress& progress = folder_.progress(exercise.name);
    ++progress.checks;
    progress.passed = found.passed();
    progress.diagnosis = found.passed() ? "" : found.diagnoses.front().key;
    folder_.save();
    return found.passed();
}

int Learning::watch(const Exercise& exercise) {
    require_prediction(exercise);
    harness::StopSignals signals;
    const checker::Sandbox sandbox;
    const checker::Builder builder{sandbox};
    const checker::Examiner examiner{sandbox, builder, signals.descriptor()};
    const fs::path answer = answer_of(exercise);
    const FileWatch file{answer};
    for (;;) {
        const FileWatch::Stamp before = file.stamp();
        if (before) check_one(examiner, exercise);
        if (signals.received() == 0)
            print_found(
                fmt::format("\nSave {} to check it again; Ctrl-C ends this.\n", answer.string()));
        if (!file.wait_until_differs(before, signals.descriptor()))
            return signal_code + signals.received();
    }
}

int Learning::report(const std::vector<const Exercise*>& chosen) {
    harness::StopSignals signals;
    const checker::Sandbox sandbox;
    const checker::Builder builder{sandbox};
    const checker::Examiner examiner{sandbox, builder, signals.descriptor()};
    std::vector<checker::Grade> grades;
    for (const Exercise* const exercise : chosen) {
        checker::Grade grade{.exercise = exercise, .examination = std::nullopt, .answer = ""};
        const fs::path answer = folder_.answer(*exercise);
        if (fs::is_regular_file(answer)) {
            grade.answer = checker::read_text(answer);
            grade.examination = examiner.examine(*exercise, answer);
        }
        if (const int signal = signals.received(); signal != 0)
            return stopped_by(signal, "the report");
        print_found(
            fmt::format("{:<30} {} of {}\n", exercise->name, grade.points(), exercise->points));
        grades.push_back(std::move(grade));
    }
    checker::write_report(*options_.report, options_.student, grades);
    for (const std::string& line : sandbox.describe())
        print_found(line + '\n');
    return 0;
}

int Learning::replay(const std::string& file) {
    harness::StopSignals signals;
    const checker::Sandbox sandbox;
    const checker::Builder builder{sandbox};
    const checker::Examiner examiner{sandbox, builder, signals.descriptor()};
    bool same = true;
    for (const HandedIn& one : read_evidence(file)) {
        const Exercise& exercise = this->exercise(one.exercise);
        const checker::TemporaryFolder folder;
        const fs::path answer = folder.path() / "answer.cpp";
        std::ofstream{answer} << one.answer;
        print_found(fmt::format("{}\n", exercise.name));
        const checker::Examination found = examiner.examine(
            exercise, answer, [](const checker::Stage& stage) { print_found(stage_text(stage)); });
        if (const int signal = signals.received(); signal != 0)
            return stopped_by(signal, "the diagnoses");
        print_found(verdict_text(exercise, found, terminal_width(stdout)));
        const std::string key = found.passed() ? "" : found.diagnoses.front().key;
        same = same && key == one.diagnosis;
        print_found(key == one.diagnosis
                        ? "The same as in the file.\n\n"
                        : fmt::format("In the file: {}\n\n",
                                      one.diagnosis.empty() ? "it passes" : one.diagnosis));
    }
    return same ? 0 : check_failed;
}

}  // namespace triptych::cli
