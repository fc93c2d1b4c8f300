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

void PromiseBase::collect_joining(IntrusiveList<PromiseBase>& joining) noexcept {
    if (last().state() != State::joining) return;
    last().unlink();  // it may be among the sleepers
    joining.push_back(last());
}

/// The innermost children first, as if each frame had destroyed its own.
void PromiseBase::drop_children() noexcept {
    IntrusiveList<PromiseBase> unseen;
    IntrusiveList<PromiseBase> seen;  // each before the coroutines that it waits for
    collect_joining(unseen);
    while (!unseen.empty()) {
        PromiseBase& one = unseen.pop_front();
        seen.push_back(one);
        one.children().collect_joining(unseen);
    }
    while (!seen.empty()) {
        PromiseBase& one = seen.back();
        one.unlink();
        one.children().drop();
    }
}

void PromiseBase::trace_cancelled() noexcept {
    if (EventLoop::exists()) EventLoop::current().trace_cancelled(*this);
}

void PromiseBase::drop() noexcept {
    drop_children();
    if (!is_call() && EventLoop::exists()) EventLoop::current().trace_ends(*this);
    PromiseBase* one = &last();
    one->unlink();
    if (one != this) set(State::active);
    while (one != this)
        one = one->parent_->drop_call();
}

PromiseBase::State PromiseBase::activate() noexcept {
    const State why = state();
    chain().set(State::active);
    set(State::active, parent_->chain);
    return why;
}

}  // namespace triptych::coroutines
