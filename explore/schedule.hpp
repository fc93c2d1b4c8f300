/// A schedule as data and as text: which thread does its next step, one after another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "explore/engine_memory.hpp"
#include "explore/operation.hpp"
#include "explore/policy.hpp"

namespace triptych::explore {

/// One step: the thread goes on until it has done its instrumented operation number `hook`. So a
/// schedule does not depend on which locations the search took for shared.
struct Step {
    int thread = 0;
    int hook = 0;
    int variant = 0;
    bool never = false;  // it stands before this operation when the execution ends
};
using Schedule = Vector<Step>;

/// That of the execution that has just ended.
Schedule schedule_of(Execution& execution);

/// How often the turn goes to another thread.
int switches(const Schedule& schedule);

/// "b3.2c3!1.2d4x": thread b (a is main) does operation 3 and then the second after it; then
/// thread c its third, with result 1 of several, and so on; d never gets to do its fourth.
std::string to_text(const Schedule& schedule);
std::optional<Schedule> from_text(std::string_view text);

/// Follows a schedule.
class Replay final : public Policy {
public:
    explicit Replay(const Schedule& schedule);

    Choice choose(Execution& execution, std::uint32_t enabled) override;
    void done(Execution& execution) override;
    bool says_what_is_a_step() const override { return true; }
    bool is_step(int thread, int hook) const override;
    bool has_step(int thread, int hook) const override;

    /// How many it takes, without those that are never done.
    std::size_t steps() const { return steps_; }

    /// Whether the execution did all steps of the schedule.
    bool was_followed(const Execution& execution) const;

private:
    const Schedule& schedule_;
    std::size_t steps_ = 0;      // without those that are never done
    Vector<Vector<int>> hooks_;  // of each thread, those that are steps
    Vector<std::size_t> next_;   // of each thread, in hooks_
};

}  // namespace triptych::explore
