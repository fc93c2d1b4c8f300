#include "coroutines/event_loop.hpp"

#include <cassert>
#include <utility>

namespace triptych::coroutines {
namespace {

thread_local EventLoop* of_this_thread = nullptr;

}  // namespace

EventLoop::EventLoop() noexcept : outer_{std::exchange(of_this_thread, this)} {}

EventLoop::~EventLoop() {
    of_this_thread = outer_;
}

EventLoop& EventLoop::current() noexcept {
    assert(of_this_thread != nullptr);
    return *of_this_thread;
}

void EventLoop::run() {
    while (!ready_.empty() || !asleep_.empty() || outside_ > 0) {
        if (ready_.empty()) wait();
        if (outside_ > 0) welcome_back();
        wake_sleepers();
        run_ready();
    }
}

/// One turn: whoever becomes ready in it runs in the next one.
void EventLoop::run_ready() {
    for (auto turn = ready_.size(); turn > 0; --turn) {
        next_.push_back(ready_.front());
        ready_.pop_front();
        while (!next_.empty()) {
            const auto next = next_.back();
            next_.pop_back();
            next.resume();
        }
    }
}

/// Moves every sleeper that is due to the ready queue.
void EventLoop::wake_sleepers() {
    if (asleep_.empty()) return;
    const auto now = Clock::now();
    while (!asleep_.empty() && asleep_.next_due() <= now)
        ready_.push_back(asleep_.pop());
}

/// Blocks the thread until a sleeper is due or somebody is back from outside.
void EventLoop::wait() {
    std::unique_lock lock{mutex_};
    const auto is_somebody_back = [this] { return !back_.empty(); };
    if (asleep_.empty())
        somebody_is_back_.wait(lock, is_somebody_back);
    else
        somebody_is_back_.wait_until(lock, asleep_.next_due(), is_somebody_back);
}

/// Moves everybody who is back from outside to the ready queue.
void EventLoop::welcome_back() {
    const std::lock_guard lock{mutex_};
    outside_ -= back_.size();
    ready_.insert(ready_.end(), back_.begin(), back_.end());
    back_.clear();
}

void EventLoop::post_from_outside(std::coroutine_handle<> coroutine) {
    // Notified under the lock: once it is free the loop may end, and take the condition along.
    const std::lock_guard lock{mutex_};
    back_.push_back(coroutine);
    somebody_is_back_.notify_one();
}

}  // namespace triptych::coroutines
