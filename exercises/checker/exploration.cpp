#include "exercises/checker/exploration.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "exercises/checker/engine.hpp"
#include "explore/story/source_lines.hpp"
#include "explore/story/story.hpp"

namespace triptych::checker {
namespace {

using nlohmann::json;

constexpr std::size_t story_width = 92;
constexpr double seconds_to_replay = 10;
constexpr std::size_t steps_to_repeat = 200;  // of an execution without an end

bool is_right(const json& outcome) {
    return outcome["end"] == "returned" && outcome["value"] == 0;
}

/// Who has the lock that this thread waits for; -1: it waits for no lock, or not at all.
int owner_of_lock_for(int thread, const json& story) {
    int owner = -1;
    for (const json& one : story["waiting"])
        if (one["thread"] == thread && one["for"].get<std::string>().starts_with("lock"))
            owner = one["of"];
    return owner;
}

/// Whether the owners of locks, from one to the next, come round again.
bool is_in_cycle(int thread, const json& story) {
    std::set<int> path;
    for (int next = thread; next >= 0; next = owner_of_lock_for(next, story))
        if (!path.insert(next).second) return true;
    return false;
}

/// Which lock or condition each thread waits for at the end.
std::string key_of_deadlock(const json& story, const ListedCheck& check) {
    std::set<int> waiting;
    for (const json& one : story["waiting"])
        waiting.insert(one["thread"].get<int>());
    std::set<std::string> kinds;
    bool cycle = false;
    for (const json& one : story["waiting"]) {
        const std::string kind = one["for"];
        kinds.insert(kind);
        if (!kind.starts_with("lock")) continue;
        const int owner = one["of"];
        if (owner == one["thread"].get<int>()) return "locked_twice";
        if (owner >= 0 && !waiting.contains(owner)) return "lock_held_for_ever";
        cycle = cycle || is_in_cycle(one["thread"], story);
    }
    if (cycle) return "lock_order_deadlock";
    if (!check.if_stuck.empty()) return check.if_stuck;
    if (kinds.contains("notification")) return "lost_wake_up";
    if (kinds.contains("acquire")) return "semaphore_miscounted";
    return "hang";
}

/// Whether a thread writes what it had read before another one wrote there.
bool loses_an_update(const json& story) {
    const json& steps = story["steps"];
    for (std::size_t read = 0; read < steps.size(); ++read) {
        if (steps[read]["kind"] != "read") continue;
        bool other_wrote = false;
        for (std::size_t i = read + 1; i < steps.size(); ++i) {
            if (steps[i]["object"] != steps[read]["object"]) continue;
            const bool same = steps[i]["thread"] == steps[read]["thread"];
            const std::string kind = steps[i]["kind"];
            if (same && kind == "write" && other_wrote) return true;
            if (same) break;
            other_wrote = other_wrote || kind == "write" || kind == "update";
        }
    }
    return false;
}

/// How an execution without an end repeats itself: empty if several threads take turns in it, for
/// then another schedule would let them go on, and that is no proof.
std::string key_of_endless(const json& story, const ListedCheck& check) {
    const json& steps = story["steps"];
    const std::size_t last = std::min<std::size_t>(steps.size(), steps_to_repeat);
    std::set<int> threads;
    std::set<int> tried;  // locks
    for (std::size_t i = steps.size() - last; i < steps.size(); ++i) {
        threads.insert(steps[i]["thread"].get<int>());
        if (steps[i]["kind"] == "try_lock") tried.insert(steps[i]["object"].get<int>());
    }
    if (threads.size() != 1) return "";
    for (const int lock : tried) {
        bool held_by_another = false;
        for (const json& step : steps) {
            if (step["object"] != lock || threads.contains(step["thread"].get<int>())) continue;
            held_by_another = step["kind"] == "lock" || step["kind"] == "try_lock";
        }
        if (held_by_another) return "lock_held_for_ever";
    }
    return check.if_stuck.empty() ? "no_termination" : check.if_stuck;
}

/// Empty if nothing is proved.
std::string key_of(const json& story, const ListedCheck& check) {
    const std::string end = story["outcome"]["end"];
    if (end == "deadlock") return key_of_deadlock(story, check);
    if (end == "endless") return key_of_endless(story, check);
    if (end == "terminated") return "joinable_thread_destroyed";
    if (end == "exited") return "exited_early";
    if (end == "crashed") return "crash";
    if (!check.if_wrong.empty()) return check.if_wrong;
    return loses_an_update(story) ? "lost_update" : "wrong_result";
}

/// What the check said under this schedule: behind the token, its verdict and the key.
std::string words_of_check(const std::string& printed, std::string& key) {
    const std::string begin = std::string{Engine::token} + " wrong ";
    const auto at = printed.find(begin);
    if (at == std::string::npos) return "";
    const auto space = printed.find(' ', at + begin.size());
    const std::string said = printed.substr(at + begin.size(), space - at - begin.size());
    if (said != "-") key = said;
    return printed.substr(space + 1, printed.find('\n', space) - space - 1);
}

Diagnosis told(const json& story, const std::string& schedule, const ListedCheck& check,
               const std::filesystem::path& folder, bool race_only) {
    const explore::SourceLines lines{folder / "explored", folder / "answer.cpp", story};
    Diagnosis diagnosis{.key = race_only ? "data_race" : key_of(story, check),
                        .what = "",
                        .check = check.name,
                        .build = "explored",
                        .witness = explore::story_text(story, lines, story_width) +
                                   explore::waiting_text(story, lines, story_width),
                        .replay = {{"schedule", schedule}}};
    if (race_only) diagnosis.witness += explore::race_text(story, lines, story_width);
    if (!race_only) diagnosis.what = words_of_check(story["printed"], diagnosis.key);
    return diagnosis;
}

/// The failed outcome that takes the fewest preemptions, of each kind of end.
std::vector<const json*> shortest(const json& found) {
    std::map<std::string, const json*> chosen;
    for (const json& row : found["outcomes"]) {
        if (is_right(row)) continue;
        const json*& best = chosen[row["end"]];
        if (best == nullptr || row["preemptions"] < (*best)["preemptions"]) best = &row;
    }
    std::vector<const json*> rows;
    for (const auto& [end, row] : chosen)
        rows.push_back(row);
    return rows;
}

}  // namespace

Explored explore_check(const Sandbox& sandbox, const std::filesystem::path& folder,
                       const ListedCheck& check, std::size_t number, double seconds,
                       int stop_descriptor) {
    Engine engine{sandbox, folder, number, seconds, stop_descriptor};
    const json limits{{"steps", 2000}, {"surprises", 1}, {"memory", check.memory}};
    json request = limits;
    // What the reduction leaves out is only known to be superfluous without store buffers.
    request["mode"] = check.memory == "tso" ? "all" : "reduced";
    const json found = engine.ask(request);
    Explored explored;
    explored.stopped = engine.stopped();
    if (found.is_null()) {
        explored.available = false;
        explored.why = "explore gave no answer";
        return explored;
    }
    explored.complete = found["complete"];
    const bool sometimes_right = std::ranges::any_of(found["outcomes"], is_right);
    const auto replay = [&](const std::string& schedule) {
        json again = limits;
        again["schedule"] = schedule;
        return engine.ask(again);
    };
    for (const json* const row : shortest(found)) {
        const std::string end = (*row)["end"];
        if (end == "unsupported" || end == "mismatch") {
            explored.available = false;
            explored.why = (*row)["text"];
            continue;
        }
        const std::string schedule = (*row)["schedule"];
        const json story = replay(schedule);
        if (story.is_null() || story.contains("error") || story["outcome"]["end"] != end) continue;
        Diagnosis diagnosis = told(story, schedule, check, folder, false);
        if (diagnosis.key.empty()) {
            explored.complete = false;
            continue;
        }
        // What fails under every schedule is no matter of schedules.
        if (end == "returned" && !sometimes_right && diagnosis.key == check.if_wrong)
            diagnosis.key = "wrong_result";
        explored.diagnoses.push_back(std::move(diagnosis));
    }
    if (!found["races"].empty()) {
        const std::string schedule = found["races"].front()["schedule"];
        const json story = replay(schedule);
        if (!story.is_null() && !story.contains("error") && !story["races"].empty())
            explored.diagnoses.push_back(told(story, schedule, check, folder, true));
    }
    explored.stopped = engine.stopped();
    return explored;
}

std::optional<Diagnosis> replay_schedule(const Sandbox& sandbox,
                                         const std::filesystem::path& folder,
                                         const ListedCheck& check, std::size_t number,
                                         const std::string& schedule, bool race_only,
                                         int stop_descriptor) {
    Engine engine{sandbox, folder, number, seconds_to_replay, stop_descriptor};
    const json story = engine.ask(
        {{"schedule", schedule}, {"steps", 2000}, {"surprises", 1}, {"memory", check.memory}});
    if (story.is_null() || story.contains("error")) return std::nullopt;
    if (race_only ? story["races"].empty() : is_right(story["outcome"])) return std::nullopt;
    return told(story, schedule, check, folder, race_only);
}

}  // namespace triptych::checker
