#include "cli/learn/actions.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

#include "cli/learn/develop.hpp"
#include "cli/learn/editor_settings.hpp"
#include "cli/learn/evidence.hpp"
#include "cli/learn/predicting.hpp"
#include "cli/learn/verdict_text.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "common/harness/table.hpp"

namespace triptych::cli {
namespace {

namespace fs = std::filesystem;
using checker::Exercise;

constexpr int ladder = 3;  // hints

const std::vector<std::string> actions{"list",  "watch", "check", "hint",   "explain", "solution",
                                       "reset", "init",  "dev",   "replay", "class",   "predict"};

}  // namespace

Learning::Learning(const LearnOptions& options)
    : options_{options},
      exercises_{checker::read_exercises(TRIPTYCH_EXERCISES_DIR)},
      folder_{options.folder.value_or(fs::exists("progress.txt") ? "." : "my_answers")} {}

int Learning::run() {
    if (options_.words.empty()) return go_on();
    const std::string& word = options_.words[0];
    if (word == "list") return list();
    if (word == "check") {
        std::vector<const Exercise*> chosen;
        if (options_.all)
            for (const Exercise& one : exercises_)
                chosen.push_back(&one);
        else
            chosen.push_back(&named());
        return options_.report ? report(chosen) : check(chosen);
    }
    if (word == "watch") return watch(named());
    if (word == "predict") return predict();
    if (word == "hint") return hint(named());
    if (word == "explain") return explain(named());
    if (word == "solution") return solution(named());
    if (word == "reset") return reset(named());
    if (word == "init") {
        if (options_.words.size() != 2)
            throw UsageError{"learn init wants one folder: triptych learn init DIR"};
        return init(options_.words[1]);
    }
    if (word == "dev") return develop();
    if (word == "replay") {
        if (options_.words.size() != 2)
            throw UsageError{"learn replay wants one file: triptych learn replay evidence.json"};
        return replay(options_.words[1]);
    }
    if (word == "class") {
        if (options_.words.size() < 2)
            throw UsageError{"learn class wants files: triptych learn class */evidence.json"};
        return show_class({options_.words.begin() + 1, options_.words.end()});
    }
    return show(exercise(word));
}

int Learning::develop() {
    const bool known = options_.words.size() >= 2 &&
                       (options_.words[1] == "check" || options_.words[1] == "matrix");
    if (!known || options_.words.size() > 3)
        throw UsageError{"learn dev wants: dev check [NAME], or dev matrix [NAME]"};
    std::vector<const Exercise*> chosen;
    for (const Exercise& one : exercises_)
        if (options_.words.size() == 2 || one.name == options_.words[2]) chosen.push_back(&one);
    if (chosen.empty()) (void)exercise(options_.words[2]);  // throws
    return options_.words[1] == "check" ? develop_check(chosen) : develop_matrix(chosen);
}

const Exercise& Learning::exercise(const std::string& name) const {
    const auto found = std::ranges::find(exercises_, name, &Exercise::name);
    if (found != exercises_.end()) return *found;
    std::vector<std::string> names = actions;
    for (const Exercise& one : exercises_)
        names.push_back(one.name);
    throw UsageError{unknown("exercise", name, names)};
}

const Exercise& Learning::named() const {
    if (options_.words.size() != 2)
        throw UsageError{fmt::format("learn {} wants the name of one exercise: triptych learn list",
                                     options_.words[0])};
    return exercise(options_.words[1]);
}

const Exercise* Learning::next() {
    for (const Exercise& one : exercises_)
        if (!folder_.progress(one.name).passed) return &one;
    return nullptr;
}

fs::path Learning::answer_of(const Exercise& exercise) const {
    const fs::path answer = options_.answer ? fs::path{*options_.answer} : folder_.answer(exercise);
    std::error_code error;
    if (!fs::is_regular_file(answer, error))
        throw UsageError{fmt::format("learn: there is no file {}: begin with triptych learn {}",
                                     answer.string(), exercise.name)};
    return answer;
}

int Learning::go_on() {
    const Exercise* const exercise = next();
    if (exercise == nullptr) {
        print_found("You have passed all exercises.\n");
        return 0;
    }
    return show(*exercise);
}

int Learning::list() {
    harness::Table table{.titles = {"exercise", "", "points", "minutes", "what it is about"},
                         .rows = {}};
    int points = 0;
    int all = 0;
    std::string model;
    for (const Exercise& one : exercises_) {
        const Progress& progress = folder_.progress(one.name);
        std::string state;
        if (progress.passed)
            state = "passed";
        else if (progress.checks > 0)
            state = "begun";
        all += one.points;
        points += progress.passed ? one.points : 0;
        table.rows.push_back({.cells = {one.name, state, std::to_string(one.points),
                                        std::to_string(one.minutes), one.model + ": " + one.title},
                              .ruled = !model.empty() && model != one.model});
        model = one.model;
    }
    print_found(harness::as_text(table, terminal_width(stdout), wants_colour(stdout)));
    print_found(fmt::format("\n{} of {} points. Next: triptych learn\n", points, all));
    print_found(calibration_text(folder_.all_progress()));
    return 0;
}

int Learning::show(const Exercise& exercise) {
    folder_.begin(exercise);
    print_found(checker::read_text(exercise.file("README.md")));
    const bool predicts = !checker::read_questions(exercise).empty();
    if (predicts && folder_.progress(exercise.name).predicted.empty())
        print_found(fmt::format("\nPredict first: triptych learn predict {}\n", exercise.name));
    print_found(fmt::format("\nYour file: {}\nWhen it is ready: triptych learn check {}\n",
                            folder_.answer(exercise).string(), exercise.name));
    return 0;
}

int Learning::hint(const Exercise& exercise) {
    Progress& progress = folder_.progress(exercise.name);
    const auto hints = checker::read_hints(exercise);
    // The first hint is about what was found last, if there is one.
    const auto found = hints.find(progress.diagnosis);
    if (!progress.diagnosis.empty() && found != hints.end())
        print_found(fmt::format("{}: {}\n\n", progress.diagnosis, found->second));
    progress.hints = std::min(progress.hints + 1, ladder);
    for (int step = 1; step <= progress.hints; ++step)
        print_found(fmt::format("{} of {}: {}\n\n", step, ladder, hints.at(std::to_string(step))));
    folder_.save();
    return 0;
}

int Learning::explain(const Exercise& exercise) {
    print_found(checker::read_text(exercise.file("explanation.md")));
    return 0;
}

int Learning::solution(const Exercise& exercise) {
    Progress& progress = folder_.progress(exercise.name);
    if (!progress.passed && !options_.spoil)
        throw UsageError{fmt::format(
            "learn: {} has not passed yet: triptych learn hint {}, or --spoil to see it all the "
            "same",
            exercise.name, exercise.name)};
    if (!progress.passed) {
        progress.spoiled = true;
        folder_.save();
    }
    print_found(checker::read_text(exercise.file("solution.cpp")));
    return 0;
}

int Learning::reset(const Exercise& exercise) {
    folder_.begin(exercise, true);
    folder_.progress(exercise.name) = {};
    folder_.save();
    print_found(fmt::format("{} is the starter again; what it was is answer.cpp.before\n",
                            folder_.answer(exercise).string()));
    return 0;
}

int Learning::init(const std::string& folder) {
    fs::create_directories(folder);
    const WorkingFolder made{folder};
    for (const Exercise& one : exercises_)
        made.begin(one);
    made.save();
    write_editor_settings(exercises_, fs::absolute(folder).lexically_normal());
    print_found(fmt::format("{} exercises in {}. Go there, and: triptych learn\n",
                            exercises_.size(), folder));
    return 0;
}

}  // namespace triptych::cli
