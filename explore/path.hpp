/// The path through the tree of schedules: depth-first search, with or without reduction.
#pragma once

#include <cstdint>

#include "explore/engine_memory.hpp"
#include "explore/policy.hpp"

namespace triptych::explore {

/// The state before a step, and what was and will be tried there.
struct Node {
    std::uint32_t enabled = 0;    // threads that could go, a bit each
    std::uint32_t backtrack = 0;  // those to be tried
    std::uint32_t sleep = 0;      // those whose schedules are covered elsewhere, or were tried
    std::int8_t thread = -1;      // the one being tried
    std::int8_t variant = 0;
    std::int8_t variants = 1;
    std::uint8_t preemptions = 0;  // before this step
    std::uint8_t in_a_row = 0;     // steps of the thread that made the one before, until here
};

enum class Mode : std::uint8_t {
    reduced,  // one schedule of each order of conflicting steps
    all,      // every schedule
    bounded,  // every schedule with at most so many preemptions
};

/// Chooses along the path, and beyond its end the thread that ran last, so that the first
/// schedules have few switches; but not on and on, as it may loop until another has gone.
class Path final : public Policy {
public:
    explicit Path(Mode mode, int preemptions = 0) : mode_{mode}, bound_{preemptions} {}

    Choice choose(Execution& execution, std::uint32_t enabled) override;
    void done(Execution& execution) override;
    bool searches() const override { return true; }

    /// Moves to the next schedule; false if there is none.
    /// Requires: the execution followed this path.
    bool advance(const Execution& execution);

    std::size_t first_new() const { return first_new_; }
    Vector<Node>& nodes() { return nodes_; }

    /// A bound on preemptions hid schedules.
    bool cut_off() const { return cut_off_; }

private:
    void add_node(Execution& execution, std::uint32_t enabled);

    Mode mode_;
    int bound_;
    bool cut_off_ = false;
    Vector<Node> nodes_;
    std::size_t first_new_ = 0;  // nodes from here on were not there in the execution before
};

/// Adds to the nodes' backtrack sets what the conflicts of this execution call for: where two
/// conflicting steps could have been done in the other order, that order is tried as well.
///
/// Source: source sets as in Abdulla, Aronis, Jonsson & Sagonas, "Source Sets: A Foundation for
/// Optimal Dynamic Partial Order Reduction", J. ACM 64(4), 2017, Algorithm 1; sleep sets:
/// Godefroid 1996; the idea of adding backtrack points to earlier states: Flanagan & Godefroid,
/// POPL 2005. Locks as in Nidhugg: not unlock and lock are turned round, but two locks.
void reverse_races(const Execution& execution, Path& path);

}  // namespace triptych::explore
