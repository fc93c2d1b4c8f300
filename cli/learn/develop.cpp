#include "cli/learn/develop.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <map>
#include <sstream>
#include <string>
#include <string_view>

#include "cli/terminal.hpp"
#include "common/harness/stop_signals.hpp"
#include "common/harness/table.hpp"
#include "exercises/checker/examination.hpp"

namespace triptych::cli {
namespace {

namespace fs = std::filesystem;
using checker::Exercise;

constexpr int check_failed = 1;
constexpr double share_to_find = 0.9;
constexpr const char* passes = "passes";

void print(const std::string& words) {
    print_to(stdout, words, "what was found");
}

std::vector<fs::path> answers_in(const fs::path& folder) {
    std::vector<fs::path> answers;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{folder, error})
        if (entry.path().extension() == ".cpp") answers.push_back(entry.path());
    std::ranges::sort(answers);
    return answers;
}

/// "lost_update" of a first line "// expects: lost_update"; empty if it is something else.
std::string expected_key(const fs::path& answer) {
    constexpr std::string_view begin = "// expects: ";
    std::istringstream lines{checker::read_text(answer)};
    std::string line;
    std::getline(lines, line);
    return line.starts_with(begin) ? line.substr(begin.size()) : "";
}

/// The tools that all answers are examined with.
class Workplace {
public:
    /// The key of the first diagnosis, or "passes".
    std::string diagnose(const Exercise& exercise, const fs::path& answer) {
        const checker::Examination found = examiner_.examine(exercise, answer);
        return found.passed() ? passes : found.diagnoses.front().key;
    }
    int signal() { return signals_.received(); }

private:
    harness::StopSignals signals_;
    checker::Sandbox sandbox_;
    checker::Builder builder_{sandbox_};
    checker::Examiner examiner_{sandbox_, builder_, signals_.descriptor()};
};

/// What is missing in the folder; in a line each.
std::vector<std::string> missing_in(const Exercise& exercise) {
    std::vector<std::string> missing;
    for (const char* const name : {"README.md", "starter.cpp", "solution.cpp", "explanation.md",
                                   "hints.md", "checks.cpp", "exercise.hpp"})
        if (!fs::exists(exercise.file(name))) missing.push_back(fmt::format("no {}", name));
    if (!missing.empty()) return missing;
    if (checker::read_text(exercise.file("starter.cpp")).find("Your turn:") == std::string::npos)
        missing.emplace_back("starter.cpp does not say \"Your turn:\": where is its gap?");
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
        const std::string key = expected_key(answer);
        if (std::ranges::find(keys, key) == keys.end())
            missing.push_back(
                fmt::format("{} does not begin with // expects: KEY", answer.filename().string()));
        else if (checker::knows_why(key) && !hints.contains(key))
            missing.push_back(fmt::format("hints.md has no ## {}, which {} leads to", key,
                                          answer.filename().string()));
    }
    return missing;
}

/// What the answers should be, and what the checker took them for.
struct Confusions {
    int wrong = 0;
    int named = 0;  // of the wrong ones: the expected key came first
    int right = 0;
    int accused = 0;  // of the right ones
    std::map<std::pair<std::string, std::string>, int> counts;

    void add(const std::string& expected, const std::string& found) {
        const bool agrees = expected == found;
        if (expected == passes) {
            ++right;
            accused += agrees ? 0 : 1;
        } else {
            ++wrong;
            named += agrees ? 1 : 0;
        }
        ++counts[{expected, found}];
    }

    harness::Table table() const {
        harness::Table table{.titles = {"should be", "was", "answers"}, .rows = {}};
        for (const auto& [pair, count] : counts)
            table.rows.push_back({.cells = {pair.first, pair.second, std::to_string(count)}});
        return table;
    }
};

constexpr std::string_view wrong_answers = "wrong";  // folders of an exercise
constexpr std::string_view right_answers = "right";

std::string key_of(const fs::path& answer, std::string_view kind) {
    return kind == right_answers ? passes : expected_key(answer);
}

std::string found_text(const Exercise& exercise, std::string_view kind, const fs::path& answer,
                       const std::string& expected, const std::string& found) {
    const bool agrees = found == expected;
    return fmt::format("{}  {}/{}/{}: {}{}\n", agrees ? "  " : "!!", exercise.name, kind,
                       answer.filename().string(), found, agrees ? "" : ", expected " + expected);
}

}  // namespace

int develop_check(const std::vector<const Exercise*>& exercises) {
    Workplace workplace;
    bool all_well = true;
    for (const Exercise* const exercise : exercises) {
        std::vector<std::string> faults = missing_in(*exercise);
        const auto expect = [&](const fs::path& answer, bool should_pass) {
            const std::string found = workplace.diagnose(*exercise, answer);
            if ((found == passes) != should_pass)
                faults.push_back(fmt::format("{}: {}", answer.filename().string(), found));
        };
        if (faults.empty()) {
            expect(exercise->file("starter.cpp"), false);
            expect(exercise->file("solution.cpp"), true);
        }
        if (workplace.signal() != 0) return stopped_by(workplace.signal(), "check");
        print(fmt::format("{}: {}\n", exercise->name, faults.empty() ? "ok" : "not ready"));
        for (const std::string& fault : faults)
            print(fmt::format("  {}\n", fault));
        all_well = all_well && faults.empty();
    }
    return all_well ? 0 : check_failed;
}

int develop_matrix(const std::vector<const Exercise*>& exercises) {
    Workplace workplace;
    Confusions confusions;
    for (const Exercise* const exercise : exercises)
        for (const std::string_view kind : {wrong_answers, right_answers})
            for (const fs::path& answer : answers_in(exercise->folder / kind)) {
                const std::string expected = key_of(answer, kind);
                const std::string found = workplace.diagnose(*exercise, answer);
                if (workplace.signal() != 0) return stopped_by(workplace.signal(), "matrix");
                confusions.add(expected, found);
                print(found_text(*exercise, kind, answer, expected, found));
            }
    print('\n' +
          harness::as_text(confusions.table(), terminal_width(stdout), wants_colour(stdout)));
    print(
        fmt::format("\n{} of {} wrong answers have their key first; {} of {} right ones were "
                    "accused.\n",
                    confusions.named, confusions.wrong, confusions.accused, confusions.right));
    return confusions.accused > 0 || confusions.named < share_to_find * confusions.wrong
               ? check_failed
               : 0;
}

}  // namespace triptych::cli
