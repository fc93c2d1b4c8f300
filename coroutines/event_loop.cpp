#include "coroutines/event_loop.hpp"

#include <algorithm>
#include <cerrno>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

#include "common/refusal.hpp"

namespace triptych::coroutines {
namespace {

int make_bell() {
    const int bell = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (bell == -1) throw_refused(errno, "eventfd");
    return bell;
}

}  // namespace

EventLoop::EventLoop(Backend backend)
    : outer_{detail::loop_of_this_thread}, poller_{make_poller(backend)}, bell_{make_bell()} {
    poller_->watch(bell_.get(), {.read = true});
    detail::loop_of_this_thread = this;  // last: what is above may throw
}

EventLoop::~EventLoop() {
    tasks_.append(cancelled_);
    while (!tasks_.empty())
        tasks_.front().drop();
    while (!callbacks_.empty())
        intrusive_ptr_release(&callbacks_.pop_front());
    detail::loop_of_this_thread = outer_;
}

void EventLoop::watch(int descriptor, Readiness readiness, PromiseBase& one) {
    Watched& watched = watched_[descriptor];
    (readiness.read ? watched.readers : watched.writers).push_back(one);
    try {
        poller_->watch(descriptor, watched.wanted());
    } catch (...) {
        one.give_up();
        if (watched.wanted() == Readiness{}) watched_.erase(descriptor);
        throw;
    }
}

void EventLoop::unwatch(int descriptor) {
    const auto watched = watched_.find(descriptor);
    if (watched == watched_.end()) return;
    const Readiness wanted = watched->second.wanted();
    if (wanted == Readiness{}) watched_.erase(watched);
    poller_->watch(descriptor, wanted);
}

void EventLoop::run() {
    while (!std::exchange(stopped_, false) && is_anybody_left())
        turn();
}

void EventLoop::run_forever() {
    while (!std::exchange(stopped_, false))
        turn();
}

void EventLoop::close() {
    while (!tasks_.empty()) {
        while (!tasks_.empty()) {
            detail::Spawned& task = tasks_.pop_front();
            cancelled_.push_back(task);
            task.cancel();
        }
        const bool is_hopeless = !is_anybody_left();
        // They may create others, and wait for those: so these are cancelled afterwards.
        while (!cancelled_.empty() && is_anybody_left())
            turn();
        tasks_.append(cancelled_);
        if (is_hopeless) return;
    }
}

bool EventLoop::is_anybody_left() {
    return is_anybody_ready() || outside_ > 0 || called_ || asleep_.next() || is_anybody_watching();
}

bool EventLoop::is_anybody_watching() const noexcept {
    return std::ranges::any_of(
        watched_, [](const auto& entry) { return entry.second.wanted() != Readiness{}; });
}

/// As asyncio explains itself: wait until something happens, see who is meant, and let them run.
void EventLoop::turn() {
    if (!is_anybody_ready() || !watched_.empty()) poll();
    if (called_) take_calls();
    wake_sleepers();
    if (!callbacks_.empty()) make_calls();
    run_ready();
}

void EventLoop::wake_sleepers() {
    if (asleep_.empty()) return;
    const auto now = Clock::now();
    while (PromiseBase* const sleeper = asleep_.take_due(now))
        sleeper->wake();
}

/// Wakes those whose descriptors are ready. Waits for that if nobody is ready to run.
void EventLoop::poll() {
    const Clock::time_point at_once{};
    const auto until = !is_anybody_ready() && !called_ ? asleep_.next() : at_once;
    const auto ready = poller_->wait(until);
    if (tracer_ != nullptr) tracer_->selected(ready.size());
    for (const auto [descriptor, readiness] : ready) {
        if (descriptor == bell_.get()) {
            eventfd_t calls = 0;
            ::eventfd_read(descriptor, &calls);
            poller_->watch(descriptor, {.read = true});
            continue;
        }
        if (tracer_ != nullptr) tracer_->ready(descriptor, readiness);
        const Watched& watched = watched_[descriptor];
        while (readiness.read && !watched.readers.empty())
            watched.readers.front().wake();
        while (readiness.write && !watched.writers.empty())
            watched.writers.front().wake();
        if (watched.wanted() == Readiness{})
            watched_.erase(descriptor);
        else
            poller_->watch(descriptor, watched.wanted());
    }
}

void EventLoop::call_soon_threadsafe(std::function<void()> callback) {
    const std::lock_guard lock{mutex_};
    calls_.push_back(std::move(callback));
    // Rung under the lock: once it is free the loop may end, and take the bell along.
    if (!called_.exchange(true)) ::eventfd_write(bell_.get(), 1);
}

void EventLoop::take_calls() {
    std::vector<std::function<void()>> calls;
    {
        const std::lock_guard lock{mutex_};
        calls.swap(calls_);
        called_ = false;
    }
    for (auto& callback : calls)
        call_soon(std::move(callback));
}

/// Those that are asked for meanwhile are made in the next turn.
void EventLoop::make_calls() {
    Line<detail::Callback> turn;
    turn.append(callbacks_);
    try {
        while (!turn.empty())
            call_next(turn);
    } catch (...) {  // the others are made when somebody runs the loop again
        turn.append(callbacks_);
        callbacks_.append(turn);
        throw;
    }
}

void EventLoop::call_next(Line<detail::Callback>& callbacks) {
    const boost::intrusive_ptr<detail::Callback> next{&callbacks.pop_front(), false};
    try {
        next->call();
    } catch (...) {
        if (!exception_handler_) throw;
        exception_handler_(std::current_exception());
    }
}

/// Whoever becomes ready in this turn runs in the next one.
void EventLoop::run_ready() {
    Line<PromiseBase> first_turn;
    Line<PromiseBase> turn;
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

/// And whoever is called from there, or is returned to.
void EventLoop::run_now(PromiseBase& one) {
    resumed_ = &one;
    if (tracer_ != nullptr) [[unlikely]]
        tracer_->runs(one.chain());
    one.coroutine().resume();
    while (!next_.empty()) {
        const auto next = next_.back();
        next_.pop_back();
        next.resume();
    }
}

}  // namespace triptych::coroutines
