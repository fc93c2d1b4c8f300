#include "coroutines/primitives/event_loop.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "coroutines/primitives/sleep.hpp"

namespace triptych::coroutines {

/// While this object exists, the loop is running, and is the current one of its thread.
class EventLoop::Running {
public:
    explicit Running(EventLoop& loop) : loop_{loop}, current_{detail::loop_of_this_thread} {
        loop.require_idle();
        loop.runs_ = true;
        detail::loop_of_this_thread = &loop;
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        loop_.runs_ = false;
        detail::loop_of_this_thread =
            is_alive(current_) ? current_ : detail::newest_loop_of_this_thread;
    }

private:
    EventLoop& loop_;
    EventLoop* const current_;
};

EventLoop::EventLoop(Backend backend)
    : older_{detail::newest_loop_of_this_thread},
      poller_{make_poller(backend)},
      threadsafe_calls_{std::make_shared<ThreadsafeCalls>()},
      watched_{*poller_} {
    poller_->watch(threadsafe_calls_->wake_descriptor(), {.read = true});
    // Last, because the statements above may throw.
    detail::loop_of_this_thread = detail::newest_loop_of_this_thread = this;
}

EventLoop::~EventLoop() {
    // While its tasks are destroyed, they must see this loop as the current one.
    EventLoop* const current = std::exchange(detail::loop_of_this_thread, this);
    tasks_.append(cancelled_);
    do {  // destructors of tasks and callbacks may create tasks, or request calls
        while (!tasks_.empty())
            tasks_.front().drop();
        threadsafe_calls_->close();
        while (!callbacks_.empty())
            intrusive_ptr_release(&callbacks_.pop_front());
    } while (!tasks_.empty());
    EventLoop** known_by = &detail::newest_loop_of_this_thread;
    while (*known_by != this)
        known_by = &(*known_by)->older_;
    *known_by = older_;
    detail::loop_of_this_thread = current == this ? detail::newest_loop_of_this_thread : current;
}

bool EventLoop::is_alive(const EventLoop* loop) noexcept {
    const EventLoop* one = detail::newest_loop_of_this_thread;
    while (one != nullptr && one != loop)
        one = one->older_;
    return one != nullptr;
}

void EventLoop::require_idle() const {
    if (runs_)
        throw std::logic_error{
            "this event loop is running already: a task that it runs must await, "
            "not run it again"};
}

void EventLoop::run() {
    const Running running{*this};
    while (!std::exchange(stopped_, false) && has_work())
        turn();
}

void EventLoop::run_forever() {
    const Running running{*this};
    while (!std::exchange(stopped_, false))
        turn();
}

std::exception_ptr EventLoop::run_until(const std::function<bool()>& is_over,
                                        Clock::time_point due) {
    const Running running{*this};
    const bool was_stopped = stopped_;
    holds_errors_ = true;
    run_until_due_ = due;
    try {
        while (!is_over() && has_work() && Clock::now() < due)
            turn();
    } catch (...) {  // an error of the kernel: the loop cannot continue
        if (!held_error_) held_error_ = std::current_exception();
    }
    stopped_ = was_stopped;
    holds_errors_ = false;
    run_until_due_ = Clock::time_point::max();
    return std::exchange(held_error_, nullptr);
}

void EventLoop::close_until(Clock::time_point due) {
    require_idle();
    std::exception_ptr first_error;
    while (!tasks_.empty() && Clock::now() < due) {
        while (!tasks_.empty()) {
            detail::Spawned& task = tasks_.pop_front();
            cancelled_.push_back(task);
            task.cancel();
        }
        // The tasks may create others, and wait for them; so those are cancelled afterwards.
        auto error = run_until([this] { return cancelled_.empty(); }, due);
        if (!first_error) first_error = std::move(error);
    }
    tasks_.append(cancelled_);
    if (first_error) std::rethrow_exception(first_error);
}

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
    if (!callbacks_.empty()) run_callbacks();
    run_ready();
}

void EventLoop::wake_sleepers() {
    if (asleep_.empty()) return;
    const auto now = Clock::now();
    while (PromiseBase* const sleeper = asleep_.take_due(now))
        sleeper->wake();
}

/// Wakes the coroutines whose descriptors are ready. Blocks only if nothing else is ready to run.
void EventLoop::poll() {
    const Clock::time_point at_once{};
    auto until = !has_ready() && !threadsafe_calls_->any() ? asleep_.next() : at_once;
    if (run_until_due_ != Clock::time_point::max())
        until = std::min(until.value_or(run_until_due_), run_until_due_);
    const auto ready = poller_->wait(until);
    if (tracer_ != nullptr) tracer_->selected(ready.size());
    for (const auto [descriptor, readiness] : ready) {
        if (descriptor == threadsafe_calls_->wake_descriptor()) {
            threadsafe_calls_->reset_wake_descriptor();
            poller_->watch(descriptor, {.read = true});
            continue;
        }
        if (tracer_ != nullptr) tracer_->ready(descriptor, readiness);
        watched_.wake(descriptor, readiness);
    }
}

void EventLoop::take_threadsafe_calls() {
    for (auto& callback : threadsafe_calls_->take())
        call_soon(std::move(callback));
}

/// Callbacks that are added meanwhile are called in the next turn.
void EventLoop::run_callbacks() {
    IntrusiveList<detail::Callback> turn;
    turn.append(callbacks_);
    try {
        while (!turn.empty())
            run_callback(turn);
    } catch (...) {  // the others are called when the loop runs again
        turn.append(callbacks_);
        callbacks_.append(turn);
        throw;
    }
}

void EventLoop::run_callback(IntrusiveList<detail::Callback>& callbacks) {
    const boost::intrusive_ptr<detail::Callback> next{&callbacks.pop_front(), false};
    try {
        next->call();
    } catch (...) {
        report(std::current_exception());
    }
}

/// Handles what a callback has thrown.
void EventLoop::report(std::exception_ptr error) {
    try {
        if (!exception_handler_) std::rethrow_exception(std::move(error));
        exception_handler_(std::move(error));
    } catch (...) {
        if (!holds_errors_) throw;
        if (!held_error_) held_error_ = std::current_exception();
    }
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
