/// What an explored event loop asks (explore/coroutines/event_loop_turn.cpp): whose turn is it?
#include <cstdint>
#include <span>

#include "explore/hooks.hpp"

namespace explore = triptych::explore;

namespace triptych::explore {

int Execution::choose_turn(std::uint64_t loop, std::span<const void* const> frames,
                           std::uint64_t place) {
    count_hook();
    if (frames.size() < 2) return 0;
    me_->candidates.clear();
    if (recording_)
        for (const void* const frame : frames)
            me_->candidates.push_back(address_of(frame));
    step({Kind::turn, static_cast<std::uint8_t>(frames.size()), false, loop, place});
    return me_->variant;
}

void Execution::turn_begins(std::uint64_t frame) {
    if (!recording_) return;
    coroutines_.turn_begins(frame, address_of(__builtin_frame_address(0)), events_.size());
}

void Execution::turn_ends() {
    if (recording_) coroutines_.turn_ends();
}

}  // namespace triptych::explore

extern "C" {

/// Returns which of the tasks with these frames has its turn; 0 is the first in the loop's order.
int triptych_choose_turn(const void* loop, const void* const* frames, int candidates) {
    if (!explore::scheduled()) return 0;
    return explore::execution().choose_turn(explore::address_of(loop),
                                            {frames, static_cast<std::size_t>(candidates)},
                                            explore::place_of(__builtin_return_address(0)));
}

/// A turn of the task with this frame begins.
void triptych_turn_begins(const void* frame) {
    if (explore::scheduled()) explore::execution().turn_begins(explore::address_of(frame));
}
void triptych_turn_ends() {
    if (explore::scheduled()) explore::execution().turn_ends();
}

/// Nothing can wake the task that the loop was to complete.
void triptych_deadlock() {
    if (explore::scheduled())
        explore::execution().fail(explore::End::deadlock, "",
                                  explore::place_of(__builtin_return_address(0)));
}
}
