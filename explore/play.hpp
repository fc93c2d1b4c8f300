/// A schedule that a person makes up, one step after another.
#pragma once

#include <cstdint>

#include "explore/policy.hpp"
#include "explore/schedule.hpp"

namespace triptych::explore {

/// Follows the choices made so far, and then stops to show what can come next.
/// Only `thread` and `variant` of each step are looked at.
class Play final : public Policy {
public:
    explicit Play(const Schedule& choices) : choices_{choices} {}

    Choice choose(Execution& execution, std::uint32_t enabled) override;
    void done(Execution& /*execution*/) override {}

    /// The threads that can go next, a bit each; 0: the program has ended.
    std::uint32_t next() const { return next_; }

private:
    const Schedule& choices_;
    std::uint32_t next_ = 0;
};

}  // namespace triptych::explore
