#include "explore/play.hpp"

#include "explore/execution.hpp"

namespace triptych::explore {

Choice Play::choose(Execution& execution, std::uint32_t enabled) {
    const std::size_t position = execution.events().size();
    if (position >= choices_.size()) {
        next_ = enabled;
        return {};
    }
    const Step& step = choices_[position];
    if (((enabled >> step.thread) & 1U) == 0)
        execution.fail(End::mismatch, "that thread cannot go now", 0);
    return {step.thread, step.variant};
}

}  // namespace triptych::explore
