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
    do {  // destructors of tasks and callbacks may create tasks, or request calls
        tasks_.drop_all();
        threadsafe_calls_->close();
        callbacks_.drop();
    } while (tasks_.count() > 0);
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
    std::exception_ptr loop_error;
    callbacks_.hold_errors();
    run_until_due_ = due;
    try {
        while (!is_over() && has_work() && Clock::now() < due)
            turn();
    } catch (...) {  // an error of the kernel: the loop cannot continue
        loop_error = std::current_exception();
    }
    stopped_ = was_stopped;
    run_until_due_ = Clock::time_point::max();
    const auto callback_error = callbacks_.release_error();  // the earlier one
    return callback_error ? callback_error : loop_error;
}

void EventLoop::close_until(Clock::time_point due) {
    require_idle();
    std::exception_ptr first_error;
    while (tasks_.has_uncancelled() && Clock::now() < due) {
        tasks_.cancel_all();
        // The tasks may create others, and wait for them; so those are cancelled afterwards.
        auto error = run_until([this] { return !tasks_.has_cancelled(); }, due);
        if (!first_error) first_error = std::move(error);
    }
    tasks_.forget_cancellation();
    if (first_error) std::rethrow_exception(first_error);
}

bool EventLoop::has_ready() const noexcept {
    return !ready_.empty() || !beginning_.empty() || !callbacks_.empty();
}

/// Wakes the coroutines whose descriptors are ready. Blocks only if nothing else is ready to run.
void EventLoop::poll() {
    const Clock::time_point at_once{};
    auto until = !has_ready() && !threadsafe_calls_->any() ? asleep_.next() : at_once;
    if (run_until_due_ != Clock::time_point::max())
        until = std::min(until.value_or(run_until_due_), run_until_due_);
    trace_selects(until != at_once);
    const auto ready = poller_->wait(until);
    trace_selected(ready.size());
    for (const auto [descriptor, readiness] : ready) {
        if (descriptor == threadsafe_calls_->wake_descriptor()) {
            threadsafe_calls_->reset_wake_descriptor();
            poller_->watch(descriptor, {.read = true});
            continue;
        }
        trace_ready(descriptor, readiness);
        watched_.wake(descriptor, readiness);
    }
}

void EventLoop::take_threadsafe_calls() {
    for (auto& callback : threadsafe_calls_->take())
        call_soon(std::move(callback));
}

}  // namespace triptych::coroutines
