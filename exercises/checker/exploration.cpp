#include "exercises/checker/exploration.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "explore/story/source_lines.hpp"
#include "explore/story/story.hpp"

namespace triptych::checker {
namespace {

using nlohmann::json;

constexpr std::size_t story_width = 92;
constexpr std::size_t steps_to_repeat = 200;  // of an execution without an end
constexpr const char* token = "explored";

class Engine {
public:
    Engine(const Sandbox& sandbox, std::filesystem::path folder, std::size_t number, double seconds,
           int stop_descriptor)
        : sandbox_{sandbox},
          folder_{std::move(folder)},
          number_{std::to_string(number)},
          seconds_{seconds},
          stop_descriptor_{stop_descriptor} {}

    /// The engine's answer; null if there is none.
    json ask(json request) {
        request["seconds"] = seconds_;
        const Ran ran =
            sandbox_.run({.words = {"explored"},
                          .files = {folder_ / "explored", folder_ / "libtriptych_explore.so"},
                          .environment = {{"TRIPTYCH_EXPLORE", request.dump()},
                                          {"TRIPTYCH_CHECK", number_},
                                          {"TRIPTYCH_TOKEN", token}}},
                         {.seconds = seconds_ + 10,
                          .memory = std::int64_t{2} << 30,
                          .output = std::size_t{16} << 20},
                         stop_descriptor_);
        stopped_ = stopped_ || ran.killed == Killed::stopped;
        std::string text = ran.output;
        text.erase(text.find_last_not_of('\n') + 1);
        json answer = json::parse(text.substr(text.rfind('\n') + 1), nullptr, false);
        if (!answer.is_object()) return nullptr;
        answer["printed"] = text;
        return answer;
    }

    bool stopped() const { return stopped_; }

private:
    const Sandbox& sandbox_;
    std::filesystem::path folder_;
    std::string number_;
    double seconds_;
    int stop_descriptor_;
    bool stopped_ = false;
};

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
    const std::string begin = std::string{token} + " wrong ";
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
    const json found = engine.ask({{"mode", "reduced"}, {"steps", 2000}, {"surprises", 1}});
    Explored explored;
    explored.stopped = engine.stopped();
    if (found.is_null()) {
        explored.available = false;
        explored.why = "explore gave no answer";
        return explored;
    }
    explored.complete = found["complete"];
    const bool sometimes_right = std::ranges::any_of(found["outcomes"], is_right);
    for (const json* const row : shortest(found)) {
        const std::string end = (*row)["end"];
        if (end == "unsupported" || end == "mismatch") {
            explored.available = false;
            explored.why = (*row)["text"];
            continue;
        }
        const std::string schedule = (*row)["schedule"];
        const json story = engine.ask({{"schedule", schedule}, {"steps", 2000}, {"surprises", 1}});
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
        const json story = engine.ask({{"schedule", schedule}, {"steps", 2000}, {"surprises", 1}});
        if (!story.is_null() && !story.contains("error") && !story["races"].empty())
            explored.diagnoses.push_back(told(story, schedule, check, folder, true));
    }
    explored.stopped = engine.stopped();
    return explored;
}

}  // namespace triptych::checker
