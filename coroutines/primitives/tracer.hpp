/// An observer of an event loop.
#pragma once

#include <cstddef>

#include "coroutines/primitives/poller.hpp"

namespace triptych::coroutines {

struct PromiseBase;

/// The loop reports each step, in its own thread: select, ready, future set, task woken, task runs.
/// A task is identified by its address while it exists. Override the functions for the steps you
/// need. Requires: none of them throws.
class Tracer {
public:
    Tracer() = default;
    Tracer(const Tracer&) = delete;
    Tracer& operator=(const Tracer&) = delete;

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

protected:
    ~Tracer() = default;
};

}  // namespace triptych::coroutines
