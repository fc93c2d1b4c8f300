/// One turn of the event loop: which coroutines are woken, and in which order they run.
#include "coroutines/primitives/event_loop.hpp"

namespace triptych::coroutines {

bool EventLoop::has_work() {
    return has_ready() || threadsafe_calls_->external_work() > 0 || threadsafe_calls_->any() ||
           asleep_.next() || watched_.has_waiters();
}

/// One iteration: waits for events, moves the coroutines that these wake to the ready queue, and
/// runs the ready coroutines. As in asyncio.
void EventLoop::turn() {
    if (!has_ready() || !watched_.empty()) poll();
    if (threadsafe_calls_->any()) take_threadsafe_calls();
    wake_sleepers();
    if (!callbacks_.empty()) callbacks_.call_all();
    run_ready();
}

void EventLoop::wake_sleepers() {
    if (asleep_.empty()) return;
    const auto now = Clock::now();
    while (PromiseBase* const sleeper = asleep_.take_due(now))
        sleeper->wake();
}

/// Coroutines that become ready in this turn run in the next one.
void EventLoop::run_ready() {
    IntrusiveList<PromiseBase> first_turn;
    IntrusiveList<PromiseBase> turn;
    first_turn.append(beginning_);
    turn.append(ready_);
    while (!first_turn.empty()) {
        PromiseBase& one = first_turn.pop_front();
        one.take_first_turn();
        run_now(one);
    }
    while (!turn.empty())
        run_now(turn.pop_front());
}

/// Resumes `one`, and then, as a trampoline, the coroutines that it calls or returns to.
void EventLoop::run_now(PromiseBase& one) {
    resumed_ = &one;
    trace_runs(one);
    one.coroutine().resume();
    while (!next_.empty()) {
        const auto next = next_.back();
        next_.pop_back();
        next.resume();
    }
}

}  // namespace triptych::coroutines
