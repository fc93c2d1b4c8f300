/// Work that would block the loop, submitted to a pool; the twin of asyncio's run_in_executor.
#pragma once

#include <concepts>
#include <coroutine>
#include <memory>
#include <type_traits>
#include <utility>

#include "coroutines/event_loop.hpp"
#include "coroutines/readiness.hpp"
#include "coroutines/task.hpp"

namespace triptych::coroutines {

/// A pool whose futures are brought forward by whoever waits, as that of processes: it says when
/// there is something to do, and does it.
template <typename P>
concept DrivenPool = requires(P& pool) {
    { pool.descriptor() } -> std::same_as<int>;
    pool.progress();
};

namespace detail {

/// Waits until a future, which some other thread brings forward, is done.
template <typename Future>
class DoneElsewhere {
public:
    explicit DoneElsewhere(Future& awaited) noexcept : future_{awaited} {}
    DoneElsewhere(const DoneElsewhere&) = delete;
    DoneElsewhere& operator=(const DoneElsewhere&) = delete;
    ~DoneElsewhere() {
        if (waiting_) *waiting_ = nullptr;
    }

    bool await_ready() const { return future_.done(); }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) {
        self.promise().suspend();
        waiting_ = std::make_shared<PromiseBase*>(&self.promise());
        EventLoop& loop = EventLoop::current();
        loop.leave();
        future_.add_done_callback([&loop, waiting = waiting_](const auto&) {
            loop.call_soon_threadsafe([&loop, waiting] {
                loop.come_back();
                if (*waiting != nullptr) (*waiting)->wake();
            });
        });
    }
    void await_resume() const {
        if (!waiting_) return;
        *waiting_ = nullptr;
        EventLoop::current().resumed().resume();
    }

private:
    Future& future_;
    std::shared_ptr<PromiseBase*> waiting_;  // null if it need not wait; to null if it does no more
};

/// Waits until a driven pool has something to say, or another one who drives it has heard that
/// the future is done. (Then nothing more may be said.)
struct PoolSpeaks : DescriptorReady {
    PoolSpeaks(int watched, PromiseBase*& noted) noexcept
        : DescriptorReady{watched, {.read = true}}, waiting{noted} {}
    PoolSpeaks(const PoolSpeaks&) = delete;
    PoolSpeaks& operator=(const PoolSpeaks&) = delete;
    ~PoolSpeaks() { waiting = nullptr; }

    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> self) {
        DescriptorReady::await_suspend(self);
        waiting = &self.promise();
    }
    void await_resume() {
        waiting = nullptr;
        DescriptorReady::await_resume();
    }

    PromiseBase*& waiting;  // null while nobody waits
};

}  // namespace detail

/// Submits `function(arguments...)` to `pool`, whose threads or processes run it while the loop
/// goes on. What it returns or throws comes out here. If this is cancelled, a job that has begun
/// is waited for all the same, and one that has not is called off; then Cancelled is thrown. So
/// nothing outlives it. Requires: `pool` lives until then.
template <typename Pool, typename Function, typename... Arguments>
auto run_in_executor(Pool& pool, Function function, Arguments... arguments)
    -> Task<std::invoke_result_t<Function&, Arguments&...>> {
    auto future = pool.submit(std::move(function), std::move(arguments)...);
    const auto waiting = std::make_shared<PromiseBase*>(nullptr);
    if constexpr (DrivenPool<Pool>)
        future.add_done_callback([waiting](const auto&) {
            if (*waiting != nullptr) (*waiting)->wake();
        });
    bool is_cancelled = false;
    while (!future.done()) {
        try {
            if constexpr (DrivenPool<Pool>) {
                co_await detail::PoolSpeaks{pool.descriptor(), *waiting};
                pool.progress();
            } else {
                co_await detail::DoneElsewhere{future};
            }
        } catch (const Cancelled&) {
            is_cancelled = true;
            future.cancel();
        }
    }
    if (is_cancelled) throw Cancelled{};
    co_return std::move(future).result();
}

}  // namespace triptych::coroutines
