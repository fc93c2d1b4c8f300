/// An observer of an event loop.
#pragma once

#include <cstddef>

#include "coroutines/primitives/poller.hpp"

namespace triptych::coroutines {

struct PromiseBase;

/// What a task waits for.
enum class WaitsFor : unsigned char {
    time,
    mutex,
    semaphore,
    condition,
    queue,
    event,
    barrier,
    future,
    tasks,  // that it has started
    descriptor,
    thread,  // a job that runs there
};

/// The loop reports each step, in its own thread: select, ready, future set, task woken, task runs.
/// A task is identified by its address while it exists: from begins() to ends(). Override the
/// functions for the steps you need. Requires: none of them throws.
class Tracer {
public:
    Tracer() = default;
    Tracer(const Tracer&) = delete;
    Tracer& operator=(const Tracer&) = delete;

    /// The loop asks the kernel, and may block until something is ready or due.
    virtual void selects(bool /*may_block*/) noexcept {}
    /// The loop has asked the kernel, and so many descriptors are ready.
    virtual void selected(std::size_t /*descriptors*/) noexcept {}
    /// This descriptor is ready: the tasks that wait for it will be woken.
    virtual void ready(int /*descriptor*/, Readiness /*readiness*/) noexcept {}
    /// A future with waiters has its result: they will be woken.
    virtual void future_set() noexcept {}
    /// This task has what it waited for, and is now in the ready queue.
    virtual void woken(const PromiseBase& /*task*/) noexcept {}
    /// It is this task's turn.
    virtual void runs(const PromiseBase& /*task*/) noexcept {}
    /// This task begins. If `at_once`, it runs now, inside the turn of its creator; else it waits
    /// for its first turn.
    virtual void begins(const PromiseBase& /*task*/, bool /*at_once*/) noexcept {}
    /// The task that has begun at once waits, or has ended, and its creator goes on.
    virtual void returns() noexcept {}
    /// This task is suspended, and waits for that, which is the same for all who wait for it; null
    /// if nothing stands for it. (A task that only waits for its next turn is not reported.)
    virtual void waits(const PromiseBase& /*task*/, WaitsFor /*kind*/,
                       const void* /*object*/) noexcept {}
    /// The cancellation of this task is requested.
    virtual void cancelled(const PromiseBase& /*task*/) noexcept {}
    /// This task has ended, or is destroyed where it is suspended.
    virtual void ends(const PromiseBase& /*task*/) noexcept {}

protected:
    ~Tracer() = default;
};

namespace detail {

/// The tracer of `triptych trace`, if its library is loaded into this program; else null. Every new
/// loop reports to it.
Tracer* tracer_from_outside() noexcept;

}  // namespace detail

}  // namespace triptych::coroutines
