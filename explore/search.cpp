#include "explore/search.hpp"

#include <algorithm>
#include <ctime>
#include <unordered_set>
#include <utility>

#include "explore/real.hpp"

namespace triptych::explore {
namespace {

constexpr std::size_t most_rows = 1000;
constexpr std::int64_t before_few_preemptions = 20'000;
constexpr std::int64_t with_few_preemptions = 200'000;
constexpr double seconds_to_shorten = 3;  // all witnesses together

double seconds_by(clockid_t clock) {
    timespec time{};
    real::clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double wall_clock() {
    return seconds_by(CLOCK_MONOTONIC);
}

int preemptions_of(const Path& path, std::size_t events) {
    const auto& nodes = const_cast<Path&>(path).nodes();
    int count = 0;
    for (std::size_t i = 1; i < nodes.size() && i < events; ++i) {
        const int before = nodes[i - 1].thread;
        if (nodes[i].thread != before && ((nodes[i].enabled >> before) & 1U) != 0) ++count;
    }
    return count;
}

int unusual_results(const Vector<Event>& events) {
    return static_cast<int>(std::count_if(events.begin(), events.end(),
                                          [](const Event& event) { return event.variant != 0; }));
}

/// The same for two executions if and only if they are the same but for the order of steps that
/// do not conflict (and but for chance: 64 bits).
std::uint64_t trace_hash(const Vector<Event>& events) {
    std::uint64_t sum = 0;
    for (const Event& event : events) {
        std::uint64_t hash = static_cast<std::uint64_t>(event.thread) * 131 +
                             static_cast<std::uint64_t>(event.variant) + 7;
        for (const std::int16_t time : event.clock.at)
            hash = (hash ^ static_cast<std::uint64_t>(time)) * 0x9E3779B97F4A7C15U + (hash >> 29);
        sum += hash ^ (hash >> 31);
    }
    return sum;
}

class Searching {
public:
    Searching(Execution& execution, const SearchOptions& options)
        : execution_{execution}, options_{options} {}

    Findings run() {
        const double begin = wall_clock();
        deadline_ = begin + options_.seconds;
        for (;;) {
            // The first execution that kills a process finds more shared locations.
            mode_ = execution_.needs_all_orders() && options_.mode == Mode::reduced ? Mode::all
                                                                                    : options_.mode;
            Path path{mode_, options_.preemptions};
            if (!through(path)) {
                finish(path);
                break;
            }
            const std::int64_t rounds = found_.rounds + 1;
            found_ = Findings{};
            traces_.clear();
            found_.rounds = rounds;
        }
        found_.traces = static_cast<std::int64_t>(traces_.size());
        found_.seconds = wall_clock() - begin;
        return std::move(found_);
    }

private:
    /// True if more shared locations were found, so that it must begin anew.
    bool through(Path& path) {
        for (;;) {
            execution_.run(path, options_.limits);
            if (execution_.found_shared()) return true;
            ++found_.executions;
            note(path, true);
            if (*found_.stopped_by != 0) return false;
            if (!path.advance(execution_)) return false;
            if (found_.executions == before_few_preemptions && mode_ == Mode::reduced &&
                try_few_preemptions())
                return true;
        }
    }

    /// A search that will take long first looks where most faults are: at schedules with few
    /// preemptions. Source: Musuvathi & Qadeer, "Iterative Context Bounding", PLDI 2007.
    bool try_few_preemptions() {
        std::int64_t left = with_few_preemptions;
        for (int bound = 0; bound <= 4 && left > 0 && wall_clock() < deadline_; ++bound) {
            Path path{Mode::bounded, bound};
            do {
                execution_.run(path, options_.limits);
                if (execution_.found_shared()) return true;
                note(path, false);
                --left;
            } while (left > 0 && (left % 64 != 0 || wall_clock() < deadline_) &&
                     path.advance(execution_));
            if (!path.cut_off()) break;
        }
        return false;
    }

    void finish(const Path& path) {
        found_.complete = *found_.stopped_by == 0 && !path.cut_off() && found_.unfair == 0;
        if (path.cut_off() && *found_.stopped_by == 0) found_.stopped_by = "preemptions";
        if (found_.unfair > 0 && *found_.stopped_by == 0) found_.stopped_by = "steps";
    }

    void note(const Path& path, bool counts) {
        const Outcome& outcome = execution_.outcome();
        const Vector<Event>& events = execution_.events();
        const int preemptions = preemptions_of(path, events.size());
        if (counts && found_.executions % 64 == 0 && wall_clock() > deadline_)
            found_.stopped_by = "seconds";
        if (counts && found_.executions >= options_.executions) found_.stopped_by = "executions";
        note_races(preemptions);
        if (outcome.end == End::unfair) {
            found_.unfair += counts ? 1 : 0;
            return;
        }
        if (outcome.end == End::redundant) {
            found_.redundant += counts ? 1 : 0;
            return;
        }
        if (found_.first_shape == 0) found_.first_shape = interleavings(events);
        Count like_this = 0;
        if (counts) {
            if (options_.count_traces) traces_.insert(trace_hash(events));
            like_this = mode_ == Mode::reduced && found_.counted ? schedules_like(events) : 1;
            // Of a loop that goes on and on, only the beginning is known.
            // What ends such a wait is not in the order of steps of one object.
            if (like_this < 0 || outcome.end == End::endless || execution_.waited_in_turns())
                found_.counted = false;
            found_.schedules += like_this;
        }
        if (outcome.end == End::returned && execution_.leaked() > found_.most_leaked) {
            found_.most_leaked = execution_.leaked();
            found_.leak = schedule_of(execution_);
        }
        Row* row = row_of(outcome);
        if (row == nullptr) return;
        row->schedules += like_this;
        row->executions += counts ? 1 : 0;
        const int unusual = unusual_results(events);
        if (row->witness.empty() ||
            std::pair{preemptions, unusual} < std::pair{row->preemptions, row->unusual}) {
            row->witness = schedule_of(execution_);
            row->preemptions = preemptions;
            row->unusual = unusual;
        }
        if (is_failure(outcome.end) &&
            (options_.stop_at_failure || outcome.end == End::unsupported ||
             outcome.end == End::mismatch))
            found_.stopped_by = "failure";
    }

    Row* row_of(const Outcome& outcome) {
        for (Row& row : found_.rows)
            if (row.outcome.same_as(outcome)) return &row;
        if (found_.rows.size() >= most_rows) {
            found_.stopped_by = "outcomes";
            return nullptr;
        }
        found_.rows.push_back({outcome, 0, 0, {}, 0, 0});
        return &found_.rows.back();
    }

    void note_races(int preemptions) {
        for (const Race& race : execution_.races()) {
            RaceRow* known = nullptr;
            for (RaceRow& row : found_.races)
                if (row.race.first_place == race.first_place &&
                    row.race.second_place == race.second_place)
                    known = &row;
            if (known == nullptr && found_.races.size() < 100) {
                found_.races.push_back({race, schedule_of(execution_), preemptions});
            } else if (known != nullptr && preemptions < known->preemptions) {
                known->witness = schedule_of(execution_);
                known->preemptions = preemptions;
            }
        }
    }

    Execution& execution_;
    const SearchOptions& options_;
    Findings found_;
    Mode mode_ = Mode::reduced;
    double deadline_ = 0;
    std::unordered_set<std::uint64_t, std::hash<std::uint64_t>, std::equal_to<>,
                       EngineAllocator<std::uint64_t>>
        traces_;
};

}  // namespace

Findings search(Execution& execution, const SearchOptions& options) {
    Findings found;
    const double begin = seconds_by(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < options.repeat; ++i)
        found = Searching{execution, options}.run();
    found.cpu_seconds = seconds_by(CLOCK_PROCESS_CPUTIME_ID) - begin;
    if (!options.shorten) return found;
    const double deadline = wall_clock() + seconds_to_shorten;
    for (Row& row : found.rows)
        if (row.preemptions > 0)
            shorten(execution, options, row.outcome, deadline, row.witness, row.preemptions);
    return found;
}

void shorten(Execution& execution, const SearchOptions& options, const Outcome& outcome,
             double deadline, Schedule& witness, int& preemptions) {
    std::int64_t left = 20'000;
    for (int bound = 0; bound <= preemptions; ++bound) {
        Path path{Mode::bounded, bound};
        bool found = false;
        do {
            execution.run(path, options.limits);
            if (execution.found_shared()) return;
            if (left % 64 == 0 && wall_clock() > deadline) return;
            if (!outcome.same_as(execution.outcome())) continue;
            Schedule schedule = schedule_of(execution);
            // Of those with as few preemptions, the one with the fewest switches.
            if (!found && bound == preemptions && switches(schedule) >= switches(witness)) continue;
            if (!found || switches(schedule) < switches(witness)) witness = std::move(schedule);
            found = true;
            preemptions = bound;
        } while (--left > 0 && path.advance(execution));
        if (found || left <= 0) return;
    }
}

}  // namespace triptych::explore
