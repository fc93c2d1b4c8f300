#include "trace/timeline/objects.hpp"

namespace triptych::trace {

std::size_t Objects::of(const Recorded& event, pid_t pid) {
    const bool is_named = event.object != 0 && event.reason != Reason::none &&
                          event.reason != Reason::sleep && event.reason != Reason::join &&
                          event.reason != Reason::child && event.reason != Reason::other;
    if (!is_named) return nobody;
    const bool is_of_coroutines = event.task != 0;
    const bool between_processes = (event.flags & is_shared) != 0;
    const auto [found, is_new] = known_.try_emplace(
        {event.reason, is_of_coroutines, between_processes ? 0 : pid, event.object},
        objects_.size());
    if (is_new) objects_.push_back({.reason = event.reason, .name = {}});
    return found->second;
}

}  // namespace triptych::trace
