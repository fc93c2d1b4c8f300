/// A turn of an explored event loop: any coroutine that is ready may run next, or any that sleeps.
/// The schedule decides. A sleep stands for an operation of unknown duration: it orders nothing.
///
/// Replaces coroutines/primitives/event_loop_turn.cpp. All else is the real loop.
#include <array>
#include <cstddef>
#include <thread>

#include "coroutines/primitives/event_loop.hpp"
#include "explore/coroutines/engine.hpp"

namespace triptych::coroutines {
namespace {

/// Takes one out of the middle, so that the others keep their order.
PromiseBase& take(IntrusiveList<PromiseBase>& list, std::size_t position) {
    IntrusiveList<PromiseBase> earlier;
    for (; position > 0; --position)
        earlier.push_back(list.pop_front());
    PromiseBase& one = list.pop_front();
    earlier.append(list);
    list.append(earlier);
    return one;
}

/// Takes all sleepers from the timers, in the order of their times.
void take_all(Timers& timers, IntrusiveList<PromiseBase>& sleepers) {
    while (PromiseBase* const first = timers.take_due(Clock::time_point::max()))
        sleepers.push_back(*first);
}

void give_back(IntrusiveList<PromiseBase>& sleepers, Timers& timers) {
    while (!sleepers.empty())
        timers.push(sleepers.pop_front());
}

/// The tasks that may have their turn.
class Candidates {
public:
    /// Returns how many there are with these.
    std::size_t add(IntrusiveList<PromiseBase>& list) {
        for (std::size_t left = list.size(); left > 0; --left) {
            PromiseBase& one = list.pop_front();
            list.push_back(one);
            if (count_ < frames_.size()) frames_[count_++] = one.chain().coroutine().address();
        }
        return count_;
    }

    std::size_t choose(const void* loop) const {
        return static_cast<std::size_t>(
            triptych_choose_turn(loop, frames_.data(), static_cast<int>(count_)));
    }

private:
    std::array<const void*, 100> frames_{};  // if there are more, the others wait
    std::size_t count_ = 0;
};

void resume(PromiseBase& one) {
    triptych_turn_begins(one.chain().coroutine().address());
    one.coroutine().resume();
    triptych_turn_ends();
}

}  // namespace

/// Between two calls of run(), only run_until_complete() asks, and only if its task has not ended:
/// then nothing can wake that task.
bool EventLoop::has_work() {
    const bool has_work = has_ready() || threadsafe_calls_->external_work() > 0 ||
                          threadsafe_calls_->any() || !asleep_.empty() || watched_.has_waiters();
    if (!has_work && !runs_) triptych_deadlock();
    return has_work;
}

void EventLoop::turn() {
    if (!watched_.empty()) poll();
    if (threadsafe_calls_->any()) take_threadsafe_calls();
    if (!callbacks_.empty()) callbacks_.call_all();
    IntrusiveList<PromiseBase> sleepers;
    take_all(asleep_, sleepers);
    Candidates candidates;
    const std::size_t beginning = candidates.add(beginning_);
    const std::size_t ready = candidates.add(ready_);
    if (candidates.add(sleepers) == 0) {
        if (!has_ready() && !threadsafe_calls_->any()) poll();
        return;
    }
    const std::size_t chosen = candidates.choose(this);
    PromiseBase& one = chosen < beginning ? take(beginning_, chosen)
                       : chosen < ready   ? take(ready_, chosen - beginning)
                                          : take(sleepers, chosen - ready);
    give_back(sleepers, asleep_);
    if (chosen < beginning) one.take_first_turn();
    if (chosen >= ready) {
        std::this_thread::sleep_until(one.due());
        one.wake();
        one.unlink();  // from those that are ready: it runs now
    }
    run_now(one);
}

/// As the real loop does it, but the engine is told whose code runs.
void EventLoop::run_now(PromiseBase& one) {
    resumed_ = &one;
    resume(one);
    while (!next_.empty()) {
        const auto next = next_.back();
        next_.pop_back();
        resume(std::coroutine_handle<PromiseBase>::from_address(next.address()).promise());
    }
}

}  // namespace triptych::coroutines
