/// The search over schedules, and the table of outcomes that it fills.
#pragma once

#include <cstdint>

#include "explore/count.hpp"
#include "explore/execution.hpp"
#include "explore/path.hpp"
#include "explore/schedule.hpp"

namespace triptych::explore {

struct SearchOptions {
    Mode mode = Mode::reduced;
    int preemptions = 2;                   // at most so many, if mode is bounded
    std::int64_t executions = 10'000'000;  // at most
    double seconds = 60;
    bool stop_at_failure = false;
    bool count_traces = false;  // of Mazurkiewicz: to compare with, in mode all
    bool shorten = true;        // look for witnesses with fewer preemptions
    int repeat = 1;             // the whole search, to measure it
    Limits limits;
};

/// An outcome, how often it came, and a schedule that leads to it.
struct Row {
    Outcome outcome;
    Count schedules = 0;
    std::int64_t executions = 0;
    Schedule witness;
    int preemptions = 0;  // of the witness
    int unusual = 0;      // of its steps: with another result than the usual one
};

struct RaceRow {
    Race race;
    Schedule witness;
    int preemptions = 0;
};

struct Findings {
    Vector<Row> rows;
    Vector<RaceRow> races;
    std::int64_t executions = 0;
    std::int64_t redundant = 0;  // of them, those that were given up as equivalent to others
    std::int64_t unfair = 0;     // ... because one thread went on and on
    std::int64_t rounds = 0;     // how often shared locations were added and it began anew
    std::int64_t traces = 0;
    Count schedules = 0;  // in all; meaningful if counted
    bool counted = true;
    bool complete = false;
    const char* stopped_by = "";  // "executions", "seconds", "failure", "preemptions", "steps"
    Count first_shape = 0;        // interleavings of as many steps as the first execution has
    double seconds = 0;
    double cpu_seconds = 0;  // of the processor, for all repetitions
    long most_leaked = 0;
    Schedule leak;
};

Findings search(Execution& execution, const SearchOptions& options);

/// Looks for the outcome by schedules with few preemptions, and improves the witness. What is
/// fewest is found exactly unless 20,000 executions, or the time until `deadline`, do not suffice.
void shorten(Execution& execution, const SearchOptions& options, const Outcome& outcome,
             double deadline, Schedule& witness, int& preemptions);

}  // namespace triptych::explore
