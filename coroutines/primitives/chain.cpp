#include "coroutines/primitives/chain.hpp"

#include "coroutines/primitives/event_loop.hpp"

namespace triptych::coroutines {

void PromiseBase::suspend_chain(State state, const void* where) {
    PromiseBase& first = chain();
    if (first.state() == State::cancel_pending) {
        first.set(State::active);
        throw Cancelled{};
    }
    if (is_call()) first.set(State::calling, this);
    set(state, where);
}

void PromiseBase::suspend_chain_ready() {
    suspend_chain(State::active, parent_->chain);
    EventLoop::current().post(*this);
}

void PromiseBase::suspend_shielded() noexcept {
    PromiseBase& first = chain();
    const bool is_cancelled = first.state() == State::cancel_pending;
    if (is_call()) first.set(State::calling, this);
    set(is_cancelled ? State::cancel_pending : State::active, parent_->chain);
}

void PromiseBase::resume_chain() {
    const State why = activate();
    if (why == State::cancelled) throw Cancelled{};
    if (why == State::cancel_pending) chain().set(State::cancel_pending);
}

void PromiseBase::trace_cancelled() noexcept {
    if (EventLoop::exists()) EventLoop::current().trace_cancelled(*this);
}

/// Does not use the first one's parent: that of a gather's tasks is a variable of the gather, and
/// the tasks are its parameters, which are destroyed later.
void PromiseBase::drop() noexcept {
    PromiseBase* one = &last();
    one->unlink();
    if (one != this) set(State::active);
    while (one != this)
        one = one->parent_->drop_call();
    if (EventLoop::exists()) EventLoop::current().trace_ends(*this);
}

PromiseBase::State PromiseBase::activate() noexcept {
    const State why = state();
    chain().set(State::active);
    set(State::active, parent_->chain);
    return why;
}

}  // namespace triptych::coroutines
