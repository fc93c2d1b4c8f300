/// Who looks on while an event loop goes round.
#pragma once

#include <cstddef>

#include "coroutines/primitives/poller.hpp"

namespace triptych::coroutines {

struct PromiseBase;

/// Is told of each stage, in the loop's thread, when it has come: select, ready, future set, task
/// woken, task runs. A task is known by its address, as long as it lives. What is not overridden
/// is not told. Requires: nothing throws.
class Tracer {
public:
    Tracer() = default;
    Tracer(const Tracer&) = delete;
    Tracer& operator=(const Tracer&) = delete;

    /// The kernel was asked, and knows of so many descriptors that are ready.
    virtual void selected(std::size_t /*descriptors*/) noexcept {}
    /// This descriptor is ready: whoever waits for it will be woken.
    virtual void ready(int /*descriptor*/, Readiness /*readiness*/) noexcept {}
    /// A future that somebody waits for has its result: they will be woken.
    virtual void future_set() noexcept {}
    /// This task has got what it waited for, and stands in the line of those that are ready.
    virtual void woken(const PromiseBase& /*task*/) noexcept {}
    /// It is this task's turn.
    virtual void runs(const PromiseBase& /*task*/) noexcept {}

protected:
    ~Tracer() = default;
};

}  // namespace triptych::coroutines
