/// Total store order: a store waits in its thread's buffer before others can see it.
///
/// As on x86 (Sewell and others, "x86-TSO", CACM 2010): buffers are first in, first out; a thread
/// reads its own latest store; whatever locks the bus, or is a fence, waits until its buffer is
/// empty. Only atomic stores that are not sequentially consistent are kept back: a plain store
/// that matters is a data race anyway.
#include <algorithm>
#include <cstring>

#include "explore/execution.hpp"

namespace triptych::explore {

bool Execution::buffer_store(std::uint64_t address, std::size_t size, std::uint64_t value,
                             std::uint64_t place, const Clock& released) {
    if (!limits_.store_buffers || !concurrent()) return false;
    const std::uint64_t object = object_at(address, size);
    const bool is_step = policy_->says_what_is_a_step()
                             ? policy_->has_step(buffer_of(me_->id), me_->hooks + 1)
                             : is_shared(address, size);
    if (!is_step) return false;
    count_hook();
    if (recording_) place = places.take_stack();
    check_atomic_store(address, size, place);
    me_->buffer.push_back({address, object, value, place, static_cast<std::uint8_t>(size),
                           me_->hooks, released, me_->order});
    if (me_->buffer.size() == 1) show_oldest_store(me_->id);
    return true;
}

std::uint64_t Execution::object_at(std::uint64_t address, std::size_t size) const {
    const std::uint64_t object = shared.object_at(address & ~std::uint64_t{7},
                                                  mask_of(address, std::min<std::size_t>(size, 8)));
    return object == 0 ? address : object;
}

bool Execution::is_shared(std::uint64_t address, std::size_t size) const {
    return shared.object_at(address & ~std::uint64_t{7},
                            mask_of(address, std::min<std::size_t>(size, 8))) != 0;
}

void Execution::check_atomic_store(std::uint64_t address, std::size_t size, std::uint64_t place) {
    check(address & ~std::uint64_t{7}, mask_of(address, size), true, true, place);
}

const BufferedStore* Execution::own_store(std::uint64_t address, std::size_t size) {
    for (std::size_t i = me_->buffer.size(); i > 0; --i) {
        const BufferedStore& store = me_->buffer[i - 1];
        if (store.address == address && store.size == size) return &store;
    }
    return nullptr;
}

void Execution::drain() {
    if (!limits_.store_buffers) return;
    if (!me_->buffer.empty()) {
        me_->state = State::draining;
        running_ &= ~bit(me_->id);
        give_turn();
    }
    me_->order.join(buffers_[me_->id].order);
}

void Execution::drain_if_it_has(std::uint64_t begin, std::uint64_t end) {
    for (const BufferedStore& store : me_->buffer)
        if (store.address < end && begin < store.address + store.size) return drain();
}

/// The buffer's next step is to let go of its oldest store.
void Execution::show_oldest_store(int id) {
    const BufferedStore& oldest = thread(id).buffer.front();
    Thread& buffer = buffers_[id];
    buffer.id = buffer_of(id);
    buffer.pending = {Kind::flush, oldest.size, false, oldest.object, oldest.place};
    buffer.hooks = oldest.hook;
    buffer.order.join(oldest.order);
    buffer.state = State::pending;
}

void Execution::flush(int id) {
    Thread& owner = thread(id);
    const BufferedStore store = owner.buffer.front();
    owner.buffer.erase(owner.buffer.begin());
    Event& event = events_.back();
    std::memcpy(&event.value, reinterpret_cast<const void*>(store.address), store.size);
    std::memcpy(reinterpret_cast<void*>(store.address), &store.value, store.size);
    event.written = store.value;
    if (recording_) event.operation.object = store.address;
    Object& object = objects_.at(store.object);
    object.released = store.released;
    object.last_change = last_event();
    buffers_[id].state = State::ended;
    running_ &= ~bit(buffer_of(id));
    if (!owner.buffer.empty()) {
        show_oldest_store(id);
    } else if (owner.state == State::draining) {
        owner.state = State::running;
        running_ |= bit(id);
    }
}

}  // namespace triptych::explore
