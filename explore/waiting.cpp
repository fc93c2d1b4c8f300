/// Which threads can go, and which of them wait in loops and let the others go first.
#include <algorithm>
#include <bit>

#include "explore/execution.hpp"

namespace triptych::explore {

/// It waits in a loop, and nobody has changed what it waits for.
bool Execution::lets_others_go(const Thread& thread) {
    const Spinning& spinning = thread.spinning;
    if (!spinning.spins()) return false;
    // A loop that ends by itself may begin with a turn that looks different.
    int most = loops_.find(thread.id, spinning.place()).repeats;
    if (most > 0) most += spinning.length();
    return spinning.repeated() > most && !spinning.sees_news([this](std::uint64_t object) {
        return objects_.at(object).last_change;
    });
}

std::uint32_t Execution::enabled_threads() {
    std::uint32_t enabled = 0;
    std::uint32_t spinning = 0;
    for (const Thread* thread : threads_) {
        if (thread->state != State::pending || !can_go(*thread)) continue;
        if (policy_->says_what_is_a_step() || !lets_others_go(*thread)) {
            enabled |= bit(thread->id);
            continue;
        }
        spinning |= bit(thread->id);
        const Spinning& loop = thread->spinning;
        waited_in_turns_ = waited_in_turns_ || loop.length() > 1;
        if (!policy_->searches() || watched_.thread >= 0) continue;
        if (loop.next_place() != thread->pending.place) {  // it has left the loop
            loops_.learn({thread->id, loop.place(), loop.repeated(), false});
            begin_anew();
            return 0;
        }
        if (loops_.find(thread->id, loop.place()).waits) continue;
        watched_ = {thread->id, loop.place(), loop.repeated()};
        goes_alone_ = true;
    }
    if (goes_alone_) return bit(watched_.thread);
    for (const Thread* thread : threads_)
        if (!thread->buffer.empty()) enabled |= bit(buffer_of(thread->id));
    if (enabled != 0 || spinning == 0) {
        idle_rounds_ = 0;
        return enabled;
    }
    // All wait in loops, perhaps for each other: the one that has done least goes on.
    ++idle_rounds_;
    int least = std::countr_zero(spinning);
    for (std::uint32_t rest = spinning; rest != 0; rest &= rest - 1) {
        const int id = std::countr_zero(rest);
        if (thread(id).hooks < thread(least).hooks) least = id;
    }
    if (policy_->searches())
        watched_ = {least, thread(least).spinning.place(), thread(least).spinning.repeated()};
    return bit(least);
}

/// Whether not all that could go made some of the last steps: if it had gone earlier, the others
/// might have ended.
bool Execution::is_unfair(std::uint32_t enabled) const {
    std::uint32_t gone[2]{};  // in the third and in the last quarter
    for (std::size_t i = events_.size() / 2; i < events_.size(); ++i)
        gone[i >= events_.size() / 4 * 3 ? 1 : 0] |= bit(events_[i].thread);
    return gone[0] != gone[1] || (enabled & ~gone[1]) != 0;
}

/// The watched thread made a step of a loop that nobody else has changed anything for. Whether the
/// search must begin anew, because it is now known how long that loop goes on.
bool Execution::watch_loop() {
    const Thread& thread = this->thread(watched_.thread);
    const bool in_loop = thread.state == State::pending && thread.spinning.spins() &&
                         thread.spinning.next_place() == thread.pending.place;
    watched_.repeats = std::max(watched_.repeats, thread.spinning.repeated());
    bool news = false;
    if (!in_loop)
        news = loops_.learn(watched_);
    else if (goes_alone_ && (!can_go(thread) || static_cast<int>(events_.size()) >= limits_.steps))
        news = loops_.learn({watched_.thread, watched_.place, 0, true});
    if (!news) {
        if (!goes_alone_) watched_.thread = -1;
        return false;
    }
    begin_anew();
    return true;
}

void Execution::begin_anew() {
    watched_ = {.thread = -1};
    goes_alone_ = false;
    found_shared_ = true;
    outcome_.end = End::redundant;
}

}  // namespace triptych::explore
