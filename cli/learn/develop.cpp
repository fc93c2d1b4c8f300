#include "cli/learn/develop.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <map>
#include <sstream>
#include <string>
#include <string_view>

#include "cli/learn/examining.hpp"
#include "cli/learn/verdict_text.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "common/harness/table.hpp"
#include "exercises/checker/prediction.hpp"

namespace triptych::cli {
namespace {

namespace fs = std::filesystem;
using checker::Exercise;

constexpr double share_to_find = 0.9;

std::vector<fs::path> answers_in(const fs::path& folder) {
    std::vector<fs::path> answers;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{folder, error})
        if (entry.path().extension() == ".cpp") answers.push_back(entry.path());
    std::ranges::sort(answers);
    return answers;
}

/// What the first line of a wrong answer says: "// expects: lost_update", or, if only explore can
/// see that, "// expects: lost_update, without explore: data_race" (or "passes"). Empty if the line
/// says something else.
FirstKeys expected_keys(const fs::path& answer) {
    constexpr std::string_view begin = "// expects: ";
    constexpr std::string_view between = ", without explore: ";
    std::istringstream lines{checker::read_text(answer)};
    std::string line;
    std::getline(lines, line);
    if (!line.starts_with(begin)) return {};
    line.erase(0, begin.size());
    const auto end = line.find(between);
    if (end == std::string::npos) return {.key = line, .without_explore = line};
    return {.key = line.substr(0, end), .without_explore = line.substr(end + between.size())};
}

void add_faults_of_questions(const Exercise& exercise, std::vector<std::string>& missing) {
    const std::string checks = checker::read_text(exercise.file("checks.cpp"));
    for (const checker::Question& one : checker::read_questions(exercise)) {
        const bool is_measured = checker::is_measured(one);
        if (is_measured && !fs::exists(exercise.file("keys.cpp")))
            missing.push_back(fmt::format("no keys.cpp, which measures {}", one.name));
        if (!is_measured && !fs::exists(exercise.file(one.of)))
            missing.push_back(fmt::format("no {}, which {} explores", one.of, one.name));
        if (!is_measured && checks.find('"' + one.check + '"') == std::string::npos)
            missing.push_back(
                fmt::format("checks.cpp has no \"{}\", which {} asks for", one.check, one.name));
    }
}

/// What is missing in the folder; in a line each.
std::vector<std::string> missing_in(const Exercise& exercise) {
    std::vector<std::string> missing;
    for (const char* const name : {"README.md", "starter.cpp", "solution.cpp", "explanation.md",
                                   "hints.md", "checks.cpp", "exercise.hpp"})
        if (!fs::exists(exercise.file(name))) missing.push_back(fmt::format("no {}", name));
    if (!missing.empty()) return missing;
    if (checker::read_text(exercise.file("starter.cpp")).find("Your turn:") == std::string::npos)
        missing.emplace_back("starter.cpp does not say \"Your turn:\": where is its gap?");
    add_faults_of_questions(exercise, missing);
    const auto hints = checker::read_hints(exercise);
    for (const char* const step : {"1", "2", "3"})
        if (!hints.contains(step)) missing.push_back(fmt::format("hints.md has no ## {}", step));
    const auto keys = checker::all_keys();
    for (const auto& [key, hint] : hints)
        if (key.size() > 1 && std::ranges::find(keys, key) == keys.end())
            missing.push_back(fmt::format("hints.md has ## {}, which is no diagnosis", key));
    const auto wrong = answers_in(exercise.folder / "wrong");
    const auto right = answers_in(exercise.folder / "right");
    if (wrong.size() < 4) missing.emplace_back("wrong/ has fewer than 4 answers");
    if (right.size() < 3) missing.emplace_back("right/ has fewer than 3 answers");
    for (const fs::path& answer : wrong) {
        const std::string key = expected_keys(answer).key;
        if (std::ranges::find(keys, key) == keys.end())
            missing.push_back(
                fmt::format("{} does not begin with // expects: KEY", answer.filename().string()));
        else if (checker::knows_why(key) && !hints.contains(key))
            missing.push_back(fmt::format("hints.md has no ## {}, which {} leads to", key,
                                          answer.filename().string()));
    }
    return missing;
}

/// Without explore, some mistakes cannot be seen.
bool has_explore() {
    return is_available(checker::Build::explored);
}

/// What the answers should be, and what the checker took them for.
struct Confusions {
    int wrong = 0;
    int named = 0;  // of the wrong ones: the expected key came first
    int right = 0;
    int accused = 0;  // of the right ones
    int unseen = 0;   // wrong ones of which only explore can see it, where there is none
    std::map<std::pair<std::string, std::string>, int> counts;

    void add_right(const std::string& found) {
        ++right;
        accused += found == passes ? 0 : 1;
        ++counts[{passes, found}];
    }

    void add_wrong(const std::string& expected, const std::string& found) {
        if (expected == passes) {
            ++unseen;
            return;
        }
        ++wrong;
        named += expected == found ? 1 : 0;
        ++counts[{expected, found}];
    }

    bool is_good() const { return accused == 0 && named >= share_to_find * wrong; }

    std::string text() const {
        harness::Table table{.titles = {"should be", "was", "answers"}, .rows = {}};
        for (const auto& [pair, count] : counts)
            table.rows.push_back({.cells = {pair.first, pair.second, std::to_string(count)}});
        return '\n' + harness::as_text(table, terminal_width(stdout), wants_colour(stdout)) +
               fmt::format(
                   "\n{} of {} wrong answers have their key first; {} of {} right ones were "
                   "accused.\n",
                   named, wrong, accused, right) +
               (unseen == 0 ? ""
                            : fmt::format("{} more are wrong in a way that only explore sees, "
                                          "which is not available here.\n",
                                          unseen));
    }
};

/// An answer in wrong/ or right/.
struct Sample {
    std::string name;  // "lost_update/wrong/nobody.cpp"
    bool is_right = false;
    FirstKeys expected;
    ToExamine examined;
};

std::vector<Sample> samples_of(const std::vector<const Exercise*>& exercises) {
    std::vector<Sample> samples;
    for (const Exercise* const exercise : exercises)
        for (const std::string_view kind : {"wrong", "right"})
            for (const fs::path& answer : answers_in(exercise->folder / kind)) {
                const bool is_right = kind == "right";
                samples.push_back(
                    {.name =
                         fmt::format("{}/{}/{}", exercise->name, kind, answer.filename().string()),
                     .is_right = is_right,
                     .expected = is_right ? FirstKeys{.key = passes, .without_explore = passes}
                                          : expected_keys(answer),
                     .examined = {.exercise = exercise, .answer = answer}});
            }
    return samples;
}

std::string differs(const std::string& found, const std::string& expected) {
    return found == expected ? "" : fmt::format("{}, expected {}", found, expected);
}

/// What is wrong with the starter, or with the solution; empty if it is as it should be.
std::string fault_of_starter(const Exercise& exercise, const FirstKeys& found) {
    const bool may_pass = exercise.starter_needs_explore && !has_explore();
    if (found.key == passes && !may_pass) return "starter.cpp: passes";
    if (found.without_explore == passes && !exercise.starter_needs_explore)
        return "starter.cpp: fails only in explore: exercise.json wants starter_needs_explore";
    return "";
}

std::string fault_of_solution(const FirstKeys& found) {
    return found.key == passes ? "" : "solution.cpp: " + found.key;
}

}  // namespace

int develop_check(const std::vector<const Exercise*>& exercises) {
    std::vector<std::vector<std::string>> faults;
    std::vector<ToExamine> list;
    for (const Exercise* const exercise : exercises) {
        faults.push_back(missing_in(*exercise));
        list.push_back({.exercise = exercise,
                        .answer = exercise->file("starter.cpp"),
                        .until = checker::Until::first_failure});
        list.push_back({.exercise = exercise, .answer = exercise->file("solution.cpp")});
    }
    bool all_well = true;
    const int signal = examine_all(list, [&](std::size_t index, const FirstKeys& found) {
        const Exercise& exercise = *list[index].exercise;
        std::vector<std::string>& wrong = faults[index / 2];
        const bool is_starter = index % 2 == 0;
        const std::string fault =
            is_starter ? fault_of_starter(exercise, found) : fault_of_solution(found);
        if (!fault.empty()) wrong.push_back(fault);
        if (is_starter) return;
        print_found(fmt::format("{}: {}\n", exercise.name, wrong.empty() ? "ok" : "not ready"));
        for (const std::string& line : wrong)
            print_found(fmt::format("  {}\n", line));
        all_well = all_well && wrong.empty();
    });
    if (signal != 0) return stopped_by(signal, "the exercises");
    return all_well ? 0 : check_failed;
}

int develop_matrix(const std::vector<const Exercise*>& exercises) {
    const std::vector<Sample> samples = samples_of(exercises);
    std::vector<ToExamine> list;
    for (const Sample& sample : samples)
        list.push_back(sample.examined);
    Confusions all;
    Confusions without_explore;
    const int signal = examine_all(list, [&](std::size_t index, const FirstKeys& found) {
        const auto& [name, is_right, expected, examined] = samples[index];
        std::string difference = differs(found.without_explore, expected.without_explore);
        if (!difference.empty()) difference = "without explore: " + difference;
        if (is_right) {
            all.add_right(found.key);
        } else {
            all.add_wrong(has_explore() ? expected.key : expected.without_explore, found.key);
            without_explore.add_wrong(expected.without_explore, found.without_explore);
        }
        if (has_explore() && found.key != expected.key)
            difference = differs(found.key, expected.key);
        print_found(difference.empty() ? fmt::format("    {}: {}\n", name, found.key)
                                       : fmt::format("!!  {}: {}\n", name, difference));
    });
    if (signal != 0) return stopped_by(signal, "the answers");
    print_found(all.text());
    if (has_explore())
        print_found(fmt::format("Without explore: {} of {}, and {} more would pass.\n",
                                without_explore.named, without_explore.wrong,
                                without_explore.unseen));
    return all.is_good() && without_explore.is_good() ? 0 : check_failed;
}

}  // namespace triptych::cli
