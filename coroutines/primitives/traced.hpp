/// What an event loop reports to its tracer.
#pragma once

#include <cstddef>

#include "coroutines/primitives/chain.hpp"
#include "coroutines/primitives/tracer.hpp"

namespace triptych::coroutines {

/// Its functions do nothing while there is no tracer. Thread safety: one loop, one thread.
class Traced {
public:
    /// Reports each step to `tracer` from now on; null ends that. Requires: `tracer` lives until
    /// then.
    void set_tracer(Tracer* tracer) noexcept { tracer_ = tracer; }

    void trace_selects(bool may_block) const noexcept {
        if (tracer_ != nullptr) tracer_->selects(may_block);
    }
    void trace_selected(std::size_t descriptors) const noexcept {
        if (tracer_ != nullptr) tracer_->selected(descriptors);
    }
    void trace_ready(int descriptor, Readiness readiness) const noexcept {
        if (tracer_ != nullptr) tracer_->ready(descriptor, readiness);
    }
    void trace_woken(PromiseBase& one) const noexcept {
        if (tracer_ != nullptr) [[unlikely]]
            tracer_->woken(one.chain());
    }
    void trace_runs(PromiseBase& one) const noexcept {
        if (tracer_ != nullptr) [[unlikely]]
            tracer_->runs(one.chain());
    }
    void trace_future_set() const noexcept {
        if (tracer_ != nullptr) tracer_->future_set();
    }
    void trace_begins(PromiseBase& one, bool at_once) const noexcept {
        if (tracer_ != nullptr) [[unlikely]]
            tracer_->begins(one.chain(), at_once);
    }
    void trace_returns() const noexcept {
        if (tracer_ != nullptr) [[unlikely]]
            tracer_->returns();
    }
    void trace_waits(PromiseBase& one, WaitsFor kind, const void* object) const noexcept {
        if (tracer_ != nullptr) [[unlikely]]
            tracer_->waits(one.chain(), kind, object);
    }
    void trace_cancelled(PromiseBase& one) const noexcept {
        if (tracer_ != nullptr) [[unlikely]]
            tracer_->cancelled(one);
    }
    void trace_ends(PromiseBase& one) const noexcept {
        if (tracer_ != nullptr) [[unlikely]]
            tracer_->ends(one);
    }

protected:
    ~Traced() = default;

    Tracer* tracer_ = detail::tracer_from_outside();  // null if there is none
};

}  // namespace triptych::coroutines
