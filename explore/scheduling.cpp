/// Giving the turn: which thread goes on, and what its step means for the order of steps.
#include <bit>
#include <cstdio>
#include <utility>

#include "explore/execution.hpp"

namespace triptych::explore {
namespace {

constexpr int most_idle_rounds = 40;

}  // namespace

void Execution::wait_in_queue(std::uint64_t object, std::uint64_t place, bool has_deadline) {
    if (recording_) place = places.take_stack();
    if (me_->state == State::running) {
        me_->state = State::waiting;
        me_->waits_on = object;
        me_->blocked_at = place;
        me_->has_deadline = has_deadline;
        running_ &= ~bit(me_->id);
        give_turn();
    }
}

void Execution::notify(std::uint64_t object, bool all) {
    Object& queue = objects_.at(object);
    std::uint32_t chosen = queue.waiters;
    if (!all && chosen != 0) {
        for (int skip = me_->variant; skip > 0; --skip)
            chosen &= chosen - 1;
        chosen &= ~(chosen - 1);
    }
    queue.waiters &= ~chosen;
    for (; chosen != 0; chosen &= chosen - 1) {
        Thread& waiter = thread(std::countr_zero(chosen));
        waiter.order.join(me_->order);
        waiter.waits_on = 0;
        if (waiter.state != State::waiting) continue;  // it has not come so far as to sleep
        waiter.state = State::running;
        running_ |= bit(waiter.id);
    }
}

bool Execution::can_go(const Thread& thread) {
    const Operation& operation = thread.pending;
    if (!thread.buffer.empty() && drains(operation.kind)) return false;
    if (!acquires(operation.kind)) return true;
    if (counts(operation.kind)) {
        const auto* const number = static_cast<const int*>(memory_.find(operation.object));
        return number != nullptr && *number > 0;
    }
    return objects_.at(operation.object).free_for(operation.kind == Kind::lock_shared);
}

int Execution::variants_of(const Operation& operation) {
    const Object& object = objects_.at(operation.object);
    switch (operation.kind) {
        case Kind::turn: return operation.size;
        case Kind::notify_one: return object.waiters == 0 ? 1 : std::popcount(object.waiters);
        case Kind::try_lock: return operation.can_fail && object.free_for(false) ? 2 : 1;
        case Kind::try_lock_shared: return operation.can_fail && object.free_for(true) ? 2 : 1;
        default: return operation.can_fail ? 2 : 1;
    }
}

/// `thread` is about to take its step.
void Execution::note_others(const Thread& thread) {
    for (const Thread* other : threads_) {
        if (other == &thread || other->state == State::unborn || other->state == State::ended ||
            other->state == State::failed)
            continue;
        Standing standing{events_.size(), other->id,           other->state,
                          true,           other->pending.kind, other->pending.object};
        if (other->state == State::waiting) standing.object = other->waits_on;
        if (other->state == State::joining) standing.of = other->joining;
        if (other->state == State::pending) {
            standing.can_go = can_go(*other);
            standing.of = objects_.at(standing.object).owner;
        }
        standings_.push_back(standing);
    }
}

void Execution::commit(Thread& thread, int variant) {
    if (recording_) note_others(thread);
    const Operation& operation = thread.pending;
    Event& event = events_.emplace_back();
    event.operation = operation;
    event.thread = static_cast<std::int8_t>(thread.id);
    event.hook = thread.hooks;
    event.variants = static_cast<std::int8_t>(variants_of(operation));
    event.variant = static_cast<std::int8_t>(variant);
    thread.variant = variant;
    if (limits_.store_buffers && drains(operation.kind))
        thread.order.join(buffers_[thread.id].order);
    ++thread.order[thread.id];
    event.before = thread.order;
    Object& object = objects_.at(operation.object);
    thread.order.join(object.changed);
    if (commutes(operation.kind)) {
        object.looked.join(thread.order);
    } else {
        thread.order.join(object.looked);
        object.changed = thread.order;
    }
    const bool waits = thread.spinning.spins() && operation.kind != Kind::write &&
                       thread.spinning.next_place() == operation.place;
    if (!commutes(operation.kind) && !waits && operation.kind != Kind::update)
        object.last_change = static_cast<std::int32_t>(events_.size()) - 1;
    event.clock = thread.order;
    event.previous = object.last_event;
    object.last_event = static_cast<std::int32_t>(events_.size()) - 1;
    thread.state = State::running;
    running_ |= bit(thread.id);
}

int Execution::next_thread() {
    if (running_ != 0) return std::countr_zero(running_);
    if (watched_.thread >= 0 && watch_loop()) return -1;
    const std::uint32_t enabled = goes_alone_ ? bit(watched_.thread) : enabled_threads();
    if (enabled == 0) return -1;
    const int most_idle = most_idle_rounds + 2 * loops_.most_repeats();
    if (static_cast<int>(events_.size()) >= limits_.steps || idle_rounds_ > most_idle) {
        if (outcome_.end == End::none && idle_rounds_ == 0 && is_unfair(enabled)) {
            outcome_.end = End::unfair;
        } else if (outcome_.end == End::none) {
            outcome_.end = End::endless;
            outcome_.thread = events_.back().thread;
            outcome_.place = events_.back().operation.place;
            if (idle_rounds_ > most_idle)
                std::snprintf(outcome_.text, sizeof outcome_.text, "%s",
                              "it waits in a loop for what nobody changes");
            else
                std::snprintf(outcome_.text, sizeof outcome_.text, "it has made %d steps (--steps)",
                              limits_.steps);
        }
        return -1;
    }
    const Choice choice = policy_->choose(*this, enabled);
    if (choice.thread < 0) {
        if (outcome_.end == End::none) outcome_.end = End::redundant;
        return -1;
    }
    commit(thread(choice.thread), choice.variant);
    policy_->done(*this);
    if (!limits_.store_buffers || choice.thread < first_buffer) return choice.thread;
    flush(choice.thread - first_buffer);
    return next_thread();
}

/// Returns when it is this fiber's turn again.
void Execution::give_turn() {
    const int next = next_thread();
    if (next < 0) {
        finish();
        stop();
    }
    Thread& self = *me_;
    if (next == self.id) return;
    me_ = &thread(next);
    moves_ = me_->process != memory_.current;
    Fiber::switch_to(runs_on_[static_cast<std::size_t>(self.id)],
                     moves_ ? home_ : runs_on_[static_cast<std::size_t>(next)]);
}

/// Nobody can go on: all have ended, or this is a deadlock.
void Execution::finish() {
    if (outcome_.end != End::none || main_returned_) return;
    for (const Thread* thread : threads_)
        if (thread->state == State::waiting && thread->has_deadline) {
            // That the time runs out was chosen in another execution, at the wait itself.
            outcome_.end = End::redundant;
            return;
        }
    outcome_.end = End::deadlock;
}

void Execution::stop() {
    Fiber nowhere = Fiber::of_caller();
    Fiber::switch_to(nowhere, home_);
    __builtin_unreachable();
}

void Execution::fail(End end, const char* text, std::uint64_t place, long value) {
    if (recording_ && end != End::returned && end != End::exited) place = places.take_stack();
    if (stop_before_ != 0 && is_failure(end)) triptych_breakpoint();
    if (outcome_.end == End::none || (outcome_.end == End::returned && main_returned_)) {
        outcome_.end = end;
        outcome_.value = value;
        outcome_.place = place;
        outcome_.thread = static_cast<std::int8_t>(me_->id);
        std::snprintf(outcome_.text, sizeof outcome_.text, "%s", text);
    }
    // The others go on, so that what they would do next is known to the search.
    me_->state = State::failed;
    running_ &= ~bit(me_->id);
    if (end == End::endless || end == End::mismatch || end == End::unsupported) stop();
    give_turn();
    __builtin_unreachable();
}

}  // namespace triptych::explore
