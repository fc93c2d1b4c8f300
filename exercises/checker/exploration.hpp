/// An answer's check under every schedule: what it can come to, and a schedule as the witness.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exercises/checker/diagnosis.hpp"
#include "exercises/checker/sandbox.hpp"

namespace triptych::checker {

/// A check, as the runner lists it.
struct ListedCheck {
    bool explored = false;
    std::string if_wrong;
    std::string if_stuck;
    std::string memory;  // "sc" or "tso"
    std::string played;  // a program of the exercise's; else empty
    std::string breaks;
    std::string name;
};

struct Explored {
    bool available = true;  // false: explore cannot run this program; `why` says why
    bool stopped = false;   // by the stop descriptor: nothing is known
    bool complete = false;  // all schedules are covered
    std::string why;
    std::vector<Diagnosis> diagnoses;  // each one's schedule was replayed, and came to the same
};

/// Explores check `number` in the executable in `folder`, for at most `seconds`.
Explored explore_check(const Sandbox& sandbox, const std::filesystem::path& folder,
                       const ListedCheck& check, std::size_t number, double seconds,
                       int stop_descriptor);

/// Runs check `number` under exactly this schedule. Returns what went wrong, or nothing: the check
/// passed, or the schedule is not one of this executable. `race_only`: a data race is looked for.
std::optional<Diagnosis> replay_schedule(const Sandbox& sandbox,
                                         const std::filesystem::path& folder,
                                         const ListedCheck& check, std::size_t number,
                                         const std::string& schedule, bool race_only,
                                         int stop_descriptor);

}  // namespace triptych::checker
