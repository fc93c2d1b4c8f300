#include "explore/execution.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace triptych::explore {
namespace {

std::uint64_t peek(std::uint64_t address, std::size_t size) {
    std::uint64_t value = 0;
    if (size <= sizeof value)
        std::memcpy(&value, reinterpret_cast<const void*>(ProcessMemory::address_of(address)),
                    size);
    return value;
}

constexpr int most_hidden_atomics = 10'000;  // in a row

bool is_memory(Kind kind) {
    return kind == Kind::read || kind == Kind::write || kind == Kind::update;
}

}  // namespace

Execution* the_execution = nullptr;

void Execution::count_hook() {
    settle();
    ++me_->hooks;
    if (++hooks_ > limits_.hooks)
        fail(End::endless, "it has made 2,000,000 accesses to memory", me_->pending.place);
}

bool Execution::is_step(std::uint64_t word, std::uint8_t mask, std::uint64_t& object) const {
    object = shared.object_at(word, mask);
    if (policy_->says_what_is_a_step()) {
        if (!policy_->is_step(me_->id, me_->hooks)) return false;
        if (object == 0) object = word + static_cast<unsigned>(std::countr_zero(mask));
        return true;
    }
    if (object == 0 && kills_ && me_->process != 0 && ProcessMemory::is_shared(word))
        object = word + static_cast<unsigned>(std::countr_zero(mask));
    return object != 0;
}

/// Who accesses must not be one of a pair that nothing orders.
void Execution::check(std::uint64_t word, std::uint8_t mask, bool writes, bool atomic,
                      std::uint64_t place) {
    Shadow::Cell& cell = shadow_.at(word);
    const int self = me_->id;
    std::int32_t* link = &cell.first;
    std::int32_t reusable = -1;
    while (*link >= 0) {
        Access& before = shadow_.access(*link);
        if (before.thread != self && (before.mask & mask) != 0 && (before.writes || writes)) {
            const bool concurrent = !me_->structure.covers(before.thread, before.structure_time);
            const bool race =
                !(before.atomic && atomic) && !me_->sync.covers(before.thread, before.sync_time);
            if (race) note_race(before, writes, atomic, place, word);
            if (race || (concurrent && atomic && before.atomic)) {
                const bool more = shared.add(word, before.mask);
                found_shared_ = shared.add(word, mask) || more || found_shared_;
            }
        }
        // An earlier access that this one covers need not be kept: an access that conflicts with
        // the earlier one conflicts with this one, too.
        const bool covered = (before.mask & ~mask) == 0 && before.writes <= writes &&
                             before.atomic == atomic &&
                             me_->structure.covers(before.thread, before.structure_time);
        if (covered) {
            reusable = *link;
            *link = before.next;
        } else {
            link = &before.next;
        }
    }
    const Access now_here{place,
                          me_->structure[self],
                          me_->sync[self],
                          static_cast<std::int8_t>(self),
                          mask,
                          writes,
                          atomic,
                          cell.first};
    if (reusable >= 0) {
        shadow_.access(reusable) = now_here;
        cell.first = reusable;
    } else {
        shadow_.add(cell, now_here);
    }
    if (cell.freed_at != 0) fail(End::misuse, "it uses memory that has been freed", place);
}

void Execution::note_race(const Access& before, bool writes, bool atomic, std::uint64_t place,
                          std::uint64_t word) {
    for (const Race& known : races_)
        if (known.first_place == before.place && known.second_place == place) return;
    if (races_.size() >= 100) return;
    races_.push_back({before.place, place, word, before.thread, static_cast<std::int8_t>(me_->id),
                      before.writes, writes, before.atomic, atomic});
}

void Execution::access_word(std::uint64_t word, std::uint8_t mask, bool writes, std::uint64_t place,
                            std::uint64_t address, std::size_t size) {
    count_hook();
    std::uint64_t object = 0;
    if (is_step(word, mask, object)) {
        const std::uint64_t loop = place;
        if (recording_) place = places.take_stack();
        step({writes ? Kind::write : Kind::read, static_cast<std::uint8_t>(size), false, object,
              place});
        events_.back().value = peek(address, size);
        if (recording_ && writes) me_->unsettled = static_cast<int>(events_.size()) - 1;
        if (recording_) events_.back().operation.object = address;
        if (writes)
            me_->spinning.changed();
        else
            me_->spinning.saw(Kind::read, loop, object, events_.back().value, last_event());
    } else {
        me_->spinning.hidden(place, address, writes ? 0 : peek(address, size));
    }
    check(word, mask, writes, false, place);
}

void Execution::access(std::uint64_t address, std::size_t size, bool writes, std::uint64_t place) {
    if (recording_ && memory_.current == 0 && coroutines_.in_turn())
        coroutines_.access(address, size, writes, places.take_stack(), events_.size());
    if (!concurrent()) {
        settle();
        return;
    }
    drain_if_it_has(address, address + size);
    while (size > 0) {
        const std::uint64_t word = address & ~std::uint64_t{7};
        const std::size_t part = std::min<std::size_t>(size, word + 8 - address);
        access_word(word, mask_of(address, part), writes, place, address, part);
        address += part;
        size -= part;
    }
}

bool Execution::atomic_access(std::uint64_t address, std::size_t size, Kind kind,
                              std::uint64_t place, bool can_fail) {
    if (!concurrent()) {
        settle();
        return false;
    }
    count_hook();
    const std::uint64_t word = address & ~std::uint64_t{7};
    const std::uint8_t mask = mask_of(address, std::min<std::size_t>(size, 8));
    std::uint64_t object = 0;
    const bool is = is_step(word, mask, object);
    if (is) {
        const std::uint64_t loop = place;
        if (recording_) place = places.take_stack();
        step({kind, static_cast<std::uint8_t>(size), can_fail, object, place});
        const BufferedStore* const own = kind == Kind::read ? own_store(address, size) : nullptr;
        events_.back().value = own != nullptr ? own->value : peek(address, size);
        if (recording_ && (kind == Kind::write || kind == Kind::update))
            me_->unsettled = static_cast<int>(events_.size()) - 1;
        if (recording_) events_.back().operation.object = address;
        me_->spinning.saw(kind, loop, object, events_.back().value, last_event());
    } else if (++hidden_atomics_ > most_hidden_atomics && shared.add(word, mask)) {
        // Perhaps it waits in a loop for what another thread would write, if it came to that.
        found_shared_ = true;
        fail(End::endless, "", place);
    } else if (drains(kind)) {
        drain();
    }
    check(word, mask, kind != Kind::read, true, place);
    return is;
}

void Execution::atomic_done(bool changed) {
    if (!changed) return;
    me_->spinning.changed();
    // If it was a step at all.
    if (!events_.empty() && events_.back().thread == me_->id && events_.back().hook == me_->hooks)
        objects_.at(me_->pending.object).last_change = last_event();
}

bool Execution::reach(Kind kind, std::uint64_t object, std::uint64_t place, bool can_fail) {
    const std::uint64_t loop = place;
    if (recording_) place = places.take_stack();
    if (concurrent()) {
        count_hook();
        std::uint64_t ignored = 0;
        const std::uint64_t word = object & ~std::uint64_t{7};
        const std::uint8_t mask = mask_of(object, 1);  // its first byte stands for all of it
        const bool is = is_step(word, mask, ignored);
        // Whom else does it concern? Found as for memory; then it is a step the next time.
        check(word, mask, !commutes(kind) || acquires(kind), true, place);
        if (is) {
            step({kind, 0, can_fail, object, place});
            if (counts(kind)) events_.back().value = peek(object, sizeof(int));
            if (kind == Kind::notify_one || kind == Kind::notify_all)
                me_->spinning.changed();
            else
                me_->spinning.saw(kind, loop, object, static_cast<unsigned>(me_->variant),
                                  last_event());
            return true;
        }
        drain();
    }
    me_->pending = {kind, 0, can_fail, object, place};
    me_->variant = 0;
    if (acquires(kind) && !can_go(*me_)) {
        if (concurrent() && !policy_->says_what_is_a_step())
            found_shared_ =
                shared.add(object & ~std::uint64_t{7}, mask_of(object, 1)) || found_shared_;
        step(me_->pending);
        return true;
    }
    return false;
}

void Execution::step(const Operation& operation) {
    hidden_atomics_ = 0;
    me_->pending = operation;
    me_->state = State::pending;
    running_ &= ~(std::uint32_t{1} << me_->id);
    give_turn();
    if (stop_before_ != 0 && events_.size() == stop_before_) triptych_breakpoint();
}

extern "C" [[gnu::noinline]] void triptych_breakpoint() {
    asm volatile("");  // else the call is left out
}

void Execution::settle() {
    if (me_ == nullptr || me_->unsettled < 0) return;
    Event& event = events_[static_cast<std::size_t>(me_->unsettled)];
    if (is_memory(event.operation.kind))
        event.written = peek(event.operation.object, event.operation.size);
    me_->unsettled = -1;
}

}  // namespace triptych::explore
