/// Who decides which thread goes next: the search, a schedule that is replayed, or a person.
#pragma once

#include <cstdint>

#include "explore/operation.hpp"

namespace triptych::explore {

class Execution;

/// The thread in a set of threads.
constexpr std::uint32_t bit(int thread) {
    return std::uint32_t{1} << thread;
}

struct Choice {
    int thread = -1;  // -1: this execution leads nowhere new, stop it
    int variant = 0;
};

class Policy {
public:
    virtual ~Policy() = default;

    /// Which of the threads (a bit each, at least one) does its pending step.
    virtual Choice choose(Execution& execution, std::uint32_t enabled) = 0;

    /// The step was taken: it is the last of the execution's events.
    virtual void done(Execution& execution) = 0;

    /// Whether it tries all that can be: then it may be made to begin anew.
    virtual bool searches() const { return false; }

    /// Whether a replay says which hooks are steps; else the shared locations do.
    virtual bool says_what_is_a_step() const { return false; }
    virtual bool is_step(int /*thread*/, int /*hook*/) const { return false; }
    /// ... or will be.
    virtual bool has_step(int /*thread*/, int /*hook*/) const { return false; }
};

}  // namespace triptych::explore
