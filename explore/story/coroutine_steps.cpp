#include "explore/story/coroutine_steps.hpp"

#include <map>
#include <set>
#include <vector>

namespace triptych::explore {
namespace {

using nlohmann::json;

constexpr int first_task_column = 1000;

bool is_turn(const json& step) {
    return step["kind"] == "begin" || step["kind"] == "turn";
}

/// Addresses that the library's own code uses: a lock, a queue, the loop.
std::set<std::uint64_t> library_memory(const json& steps, const SourceLines& lines) {
    std::set<std::uint64_t> addresses;
    for (const json& step : steps)
        if (step.contains("task") && !is_turn(step) && !lines.at(step["place"]).is_direct)
            addresses.insert(step["object"].get<std::uint64_t>());
    return addresses;
}

/// One turn: its beginning, and what was done in it.
struct Turn {
    json begin;
    std::vector<json> shown;
    std::uint64_t first_place = 0;  // in the program's own lines
};

/// The lines at which coroutines are named: g++ says that of what it does itself in them.
std::set<int> names_of(const json& steps, const SourceLines& lines) {
    std::set<int> names;
    for (const json& step : steps)
        if (step["kind"] == "begin") names.insert(lines.at(step["place"]).line);
    return names;
}

/// ... or of the last brace.
bool says_where(const SourceLine& line, const std::set<int>& names) {
    return line.line > 0 && !names.contains(line.line) && line.text != "}";
}

void finish(Turn& turn, json& steps) {
    if (turn.begin.is_null()) return;
    if (turn.shown.empty()) {
        const bool goes_on = turn.begin["kind"] == "turn";
        if (goes_on) turn.begin["place"] = turn.first_place;
        if (!goes_on || turn.first_place != 0) steps.push_back(turn.begin);
    }
    for (json& step : turn.shown)
        steps.push_back(std::move(step));
    turn = Turn{};
}

}  // namespace

int task_column(int task) {
    return first_task_column + task;
}

json shown_steps(const json& story, const SourceLines& lines) {
    const std::set<std::uint64_t> hidden = library_memory(story["steps"], lines);
    json steps = json::array();
    const std::set<int> names = names_of(story["steps"], lines);
    Turn turn;
    for (json step : story["steps"]) {
        if (!step.contains("task")) {
            finish(turn, steps);
            steps.push_back(std::move(step));
            continue;
        }
        step["thread"] = task_column(step["task"]);
        if (is_turn(step)) {
            finish(turn, steps);
            turn.begin = std::move(step);
            continue;
        }
        const std::uint64_t place = step["place"];
        const SourceLine& line = lines.at(place);
        if (!says_where(line, names)) continue;
        if (turn.first_place == 0) turn.first_place = place;
        if (line.is_direct && step["shared"].get<bool>() &&
            !hidden.contains(step["object"].get<std::uint64_t>()))
            turn.shown.push_back(std::move(step));
    }
    finish(turn, steps);
    return steps;
}

std::map<int, SourceLine> last_lines(const json& story, const SourceLines& lines) {
    std::map<int, SourceLine> last;
    for (const json& task : story["suspended"])
        last[task.get<int>()];
    const std::set<int> names = names_of(story["steps"], lines);
    for (const json& step : story["steps"]) {
        if (!step.contains("task")) continue;
        const int task = step["task"];
        const SourceLine& line = lines.at(step["place"]);
        if (last.contains(task) && says_where(line, names)) last[task] = line;
    }
    return last;
}

}  // namespace triptych::explore
