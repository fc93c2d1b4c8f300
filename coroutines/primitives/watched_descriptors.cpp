#include "coroutines/primitives/watched_descriptors.hpp"

#include <algorithm>
#include <system_error>

#include "coroutines/primitives/event_loop.hpp"

namespace triptych::coroutines::detail {

void WatchedDescriptors::add(int descriptor, Readiness readiness, PromiseBase& waiting) {
    Watched& watched = watched_[descriptor];
    (readiness.read ? watched.readers : watched.writers).push_back(waiting);
    try {
        poller_.watch(descriptor, watched.wanted());
        watched.registered = watched.wanted();
    } catch (...) {
        waiting.undo_suspend();
        if (watched.wanted() == Readiness{}) watched_.erase(descriptor);
        throw;
    }
}

void WatchedDescriptors::update(int descriptor) noexcept {
    const auto found = watched_.find(descriptor);
    if (found == watched_.end()) return;
    const Readiness wanted = found->second.wanted();
    if (wanted == found->second.registered) return;
    found->second.registered = wanted;
    if (wanted == Readiness{}) watched_.erase(found);
    try {
        poller_.watch(descriptor, wanted);
    } catch (const std::system_error&) {  // NOLINT(bugprone-empty-catch): see below
        // A caller has closed the descriptor while tasks wait for it, against the rule.
    }
}

void WatchedDescriptors::wake(int descriptor, Readiness readiness) {
    const auto found = watched_.find(descriptor);
    if (found == watched_.end()) return;
    Watched& watched = found->second;
    while (readiness.read && !watched.readers.empty())
        watched.readers.front().wake();
    while (readiness.write && !watched.writers.empty())
        watched.writers.front().wake();
    watched.registered = watched.wanted();
    if (watched.registered == Readiness{})
        watched_.erase(found);
    else
        poller_.watch(descriptor, watched.registered);
}

bool WatchedDescriptors::has_waiters() const noexcept {
    return std::ranges::any_of(
        watched_, [](const auto& entry) { return entry.second.wanted() != Readiness{}; });
}

}  // namespace triptych::coroutines::detail
