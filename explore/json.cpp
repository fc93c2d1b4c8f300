#include "explore/json.hpp"

#include <bit>
#include <string>

namespace triptych::explore {
namespace {

constexpr int first_process_column = 2000;  // as the story has it

using nlohmann::json;

const char* name_of(Kind kind) {
    switch (kind) {
        case Kind::read: return "read";
        case Kind::write: return "write";
        case Kind::update: return "update";
        case Kind::lock: return "lock";
        case Kind::unlock: return "unlock";
        case Kind::try_lock: return "try_lock";
        case Kind::lock_shared: return "lock_shared";
        case Kind::unlock_shared: return "unlock_shared";
        case Kind::try_lock_shared: return "try_lock_shared";
        case Kind::acquire: return "acquire";
        case Kind::release: return "release";
        case Kind::try_acquire: return "try_acquire";
        case Kind::wait: return "wait";
        case Kind::notify_one: return "notify_one";
        case Kind::notify_all: return "notify_all";
        case Kind::turn: return "turn";
        case Kind::send: return "send";
        case Kind::receive: return "receive";
        case Kind::close: return "close";
        case Kind::kill: return "kill";
        case Kind::flush: return "flush";
    }
    return "";
}

/// The column of the story in which it stands: a process has another than a thread.
int column_of(Execution& execution, int thread) {
    return thread > 0 && execution.is_process(thread) ? first_process_column + thread : thread;
}

json to_json(const Outcome& outcome) {
    return {{"end", name_of(outcome.end)},
            {"value", outcome.value},
            {"text", outcome.text},
            {"thread", outcome.thread}};
}

json to_json(const Race& race, bool with_places) {
    json text{{"address", race.address},
              {"first", {{"thread", race.first_thread}, {"writes", race.first_writes}}},
              {"second", {{"thread", race.second_thread}, {"writes", race.second_writes}}}};
    if (with_places) {
        text["first"]["place"] = race.first_place;
        text["second"]["place"] = race.second_place;
    }
    return text;
}

/// What the others did during each event; "for" is empty if the schedule could have chosen it.
Vector<json> others_of(Execution& execution) {
    Vector<json> others(execution.events().size(), json::array());
    for (const Standing& standing : execution.standings()) {
        if (standing.event >= others.size()) continue;
        const char* what = standing.can_go ? "" : name_of(standing.kind);
        if (standing.state == State::waiting) what = "notification";
        if (standing.state == State::joining) what = "end";
        others[standing.event].push_back({{"thread", column_of(execution, standing.thread)},
                                          {"for", what},
                                          {"object", standing.object},
                                          {"of", column_of(execution, standing.of)}});
    }
    return others;
}

json waiting_of(Execution& execution) {
    json waiting = json::array();
    for (int id = 0; id < execution.threads(); ++id) {
        const Thread& thread = execution.thread(id);
        json one{{"thread", column_of(execution, id)}};
        if (thread.state == State::joining) {
            one["for"] = "end";
            one["of"] = column_of(execution, thread.joining);
            one["place"] = thread.blocked_at;
        } else if (thread.state == State::waiting) {
            one["for"] = "notification";
            one["object"] = thread.waits_on;
            one["place"] = thread.blocked_at;
        } else if (thread.state == State::pending) {
            const Object& object = execution.objects().at(thread.pending.object);
            one["for"] = name_of(thread.pending.kind);
            one["object"] = thread.pending.object;
            one["of"] = column_of(execution, object.owner);
            one["place"] = thread.pending.place;
            one["locked_at"] = object.locked_at;
            if (thread.pending.kind == Kind::receive)
                for (const int process : execution.pipes().writers(thread.pending.object))
                    one["writers"].push_back(column_of(execution, process));
        } else {
            continue;
        }
        waiting.push_back(std::move(one));
    }
    return waiting;
}

/// What a task did in its turn. Which lines are the program's own is known to the reader of this.
void add_coroutine_step(json& steps, const CoroutineLog::Entry& entry) {
    using EntryKind = CoroutineLog::Entry::Kind;
    if (entry.kind == EntryKind::allocation) return;
    const char* kind = entry.kind == EntryKind::begin   ? "begin"
                       : entry.kind == EntryKind::turn  ? "turn"
                       : entry.kind == EntryKind::write ? "write"
                                                        : "read";
    steps.push_back({{"task", entry.task},
                     {"kind", kind},
                     {"object", entry.address},
                     {"size", entry.bytes},
                     {"value", entry.value},
                     {"written", entry.value},
                     {"shared", entry.is_shared},
                     {"variant", 0},
                     {"place", entry.place}});
}

}  // namespace

const char* name_of(End end) {
    switch (end) {
        case End::none: return "none";
        case End::returned: return "returned";
        case End::exited: return "exited";
        case End::assertion: return "assertion";
        case End::terminated: return "terminated";
        case End::deadlock: return "deadlock";
        case End::endless: return "endless";
        case End::misuse: return "misuse";
        case End::crashed: return "crashed";
        case End::unsupported: return "unsupported";
        case End::redundant: return "redundant";
        case End::unfair: return "unfair";
        case End::mismatch: return "mismatch";
    }
    return "";
}

json to_json(const Findings& found) {
    json text{{"executions", found.executions},   {"redundant", found.redundant},
              {"rounds", found.rounds},           {"complete", found.complete},
              {"stopped_by", found.stopped_by},   {"seconds", found.seconds},
              {"cpu_seconds", found.cpu_seconds}, {"counted", found.counted},
              {"schedules", found.schedules},     {"interleavings", found.first_shape},
              {"traces", found.traces},           {"leaked", found.most_leaked},
              {"leak", to_text(found.leak)}};
    text["outcomes"] = json::array();
    for (const Row& row : found.rows) {
        json one = to_json(row.outcome);
        one["schedules"] = row.schedules;
        one["executions"] = row.executions;
        one["schedule"] = to_text(row.witness);
        one["switches"] = switches(row.witness);
        one["preemptions"] = row.preemptions;
        one["unusual"] = row.unusual;
        text["outcomes"].push_back(std::move(one));
    }
    text["races"] = json::array();
    for (const RaceRow& row : found.races) {
        json one = to_json(row.race, true);
        one["schedule"] = to_text(row.witness);
        text["races"].push_back(std::move(one));
    }
    return text;
}

json story_of(Execution& execution) {
    json text{{"outcome", to_json(execution.outcome())}, {"threads", execution.threads()}};
    text["outcome"]["thread"] = column_of(execution, execution.outcome().thread);
    text["outcome"]["place"] = execution.outcome().place;
    text["steps"] = json::array();
    const auto& events = execution.events();
    const auto others = others_of(execution);
    auto coroutine = execution.coroutine_entries().begin();
    const auto last = execution.coroutine_entries().end();
    for (std::size_t i = 0; i <= events.size(); ++i) {
        for (; coroutine != last && coroutine->event <= i; ++coroutine)
            add_coroutine_step(text["steps"], *coroutine);
        if (i == events.size()) break;
        const Event& event = events[i];
        if (event.operation.kind == Kind::turn) continue;  // the turn itself is shown
        // A store that leaves its thread's buffer is shown in the thread's column.
        text["steps"].push_back(
            {{"thread", event.operation.kind == Kind::flush ? event.thread - first_buffer
                                                            : column_of(execution, event.thread)},
             {"kind", name_of(event.operation.kind)},
             {"object", event.operation.object},
             {"size", event.operation.size},
             {"value", event.value},
             {"written", event.written},
             {"variant", event.variant},
             {"others", others[i]},
             {"place", event.operation.place}});
    }
    text["suspended"] = execution.coroutines().suspended();
    text["races"] = json::array();
    for (const Race& race : execution.races())
        text["races"].push_back(to_json(race, true));
    for (json& race : text["races"])
        for (const char* which : {"first", "second"})
            race[which]["thread"] = column_of(execution, race[which]["thread"]);
    text["waiting"] = waiting_of(execution);
    text["stacks"] = json::array();
    text["stack_pointers"] = json::array();
    for (std::uint64_t i = 1; i <= execution.places.count(); ++i) {
        const auto stack = execution.places.stack(i);
        text["stacks"].push_back(std::vector<std::uint64_t>{stack.begin(), stack.end()});
        const auto pointers = execution.places.stack_pointers(i);
        text["stack_pointers"].push_back(
            std::vector<std::uint64_t>{pointers.begin(), pointers.end()});
    }
    return text;
}

json choices_of(Execution& execution, std::uint32_t threads) {
    json choices = json::array();
    for (; threads != 0; threads &= threads - 1) {
        const int id = std::countr_zero(threads);
        const Operation& next = execution.thread(id).pending;
        for (int variant = 0; variant < execution.results_of(id); ++variant) {
            json one{
                {"thread", next.kind == Kind::flush ? id - first_buffer : column_of(execution, id)},
                {"runs", id},
                {"kind", name_of(next.kind)},
                {"variant", variant},
                {"place", next.place}};
            if (next.kind == Kind::turn) {
                const std::uint64_t frame =
                    execution.thread(id).candidates[static_cast<std::size_t>(variant)];
                one["task"] = execution.coroutines().number_of(frame);
                one["place"] = function_of(frame);
            }
            choices.push_back(std::move(one));
        }
    }
    return choices;
}

}  // namespace triptych::explore
