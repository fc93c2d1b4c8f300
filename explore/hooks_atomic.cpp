/// What `g++ -fsanitize=thread` calls in place of each atomic operation.
///
/// Executions are sequentially consistent; but which accesses C++ orders is decided by the
/// memory orders that the program names: a relaxed store publishes nothing, so the data race that
/// follows from it is found. Fences and release sequences: C++20 [atomics.order], [intro.races].
#include <cstdint>

#include "explore/hooks.hpp"

namespace explore = triptych::explore;
using explore::Kind;

namespace {

bool acquires(int order) {
    return order == __ATOMIC_ACQUIRE || order == __ATOMIC_CONSUME || order == __ATOMIC_ACQ_REL ||
           order == __ATOMIC_SEQ_CST;
}
bool releases(int order) {
    return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}

void learn(explore::Thread& me, const explore::Object& object, int order) {
    if (acquires(order))
        me.sync.join(object.released);
    else
        me.to_acquire_by_fence.join(object.released);
}

void publish(explore::Thread& me, explore::Object& object, int order, bool keeps_sequence) {
    const explore::Clock& clock = releases(order) ? me.sync : me.released_by_fence;
    if (keeps_sequence)
        object.released.join(clock);
    else
        object.released = clock;
    if (releases(order)) ++me.sync[me.id];
}

template <class T>
T load(const volatile T* p, int order, const void* from) {
    if (explore::scheduled() && explore::execution().concurrent()) {
        explore::Execution& execution = explore::execution();
        execution.atomic_access(explore::address_of(p), sizeof(T), Kind::read,
                                explore::place_of(from), false);
        // Whether the store is still in the buffer is known only now that it is this step's turn.
        if (const auto* own = execution.own_store(explore::address_of(p), sizeof(T)))
            return static_cast<T>(own->value);
        learn(execution.me(), execution.objects().at(explore::address_of(p)), order);
    }
    return __atomic_load_n(p, __ATOMIC_SEQ_CST);
}

template <class T>
void store(volatile T* p, T value, int order, const void* from) {
    if (explore::scheduled() && explore::execution().concurrent()) {
        explore::Execution& execution = explore::execution();
        explore::Thread& me = execution.me();
        if (order != __ATOMIC_SEQ_CST &&
            execution.buffer_store(explore::address_of(p), sizeof(T), value,
                                   explore::place_of(from),
                                   releases(order) ? me.sync : me.released_by_fence)) {
            if (releases(order)) ++me.sync[me.id];
            return;
        }
        // On x86 a sequentially consistent store is an exchange, which empties the buffer.
        const bool is_exchange = order == __ATOMIC_SEQ_CST && execution.has_store_buffers();
        execution.atomic_access(explore::address_of(p), sizeof(T),
                                is_exchange ? Kind::update : Kind::write, explore::place_of(from),
                                false);
        publish(execution.me(), execution.objects().at(explore::address_of(p)), order, false);
        execution.atomic_done(true);
    }
    __atomic_store_n(p, value, __ATOMIC_RELAXED);
}

/// `change` does it, on real memory.
template <class T, class Change>
T update(volatile T* p, int order, const void* from, const Change& change) {
    if (explore::scheduled() && explore::execution().concurrent()) {
        explore::Execution& execution = explore::execution();
        execution.atomic_access(explore::address_of(p), sizeof(T), Kind::update,
                                explore::place_of(from), false);
        explore::Object& object = execution.objects().at(explore::address_of(p));
        learn(execution.me(), object, order);
        publish(execution.me(), object, order, true);
        const T before = change();
        execution.atomic_done(__atomic_load_n(p, __ATOMIC_RELAXED) != before);
        return before;
    }
    return change();
}

template <class T>
bool compare_exchange(volatile T* p, T* expected, T desired, int order, int failure_order,
                      bool weak, const void* from) {
    if (!explore::scheduled() || !explore::execution().concurrent())
        return __atomic_compare_exchange_n(p, expected, desired, false, __ATOMIC_SEQ_CST,
                                           __ATOMIC_SEQ_CST);
    explore::Execution& execution = explore::execution();
    const bool may_fail = weak && execution.me().surprises > 0;
    const bool is_step = execution.atomic_access(explore::address_of(p), sizeof(T), Kind::update,
                                                 explore::place_of(from), may_fail);
    explore::Thread& me = execution.me();
    const bool fails_spuriously = is_step && me.variant == 1;
    if (fails_spuriously) --me.surprises;
    explore::Object& object = execution.objects().at(explore::address_of(p));
    const T found = __atomic_load_n(p, __ATOMIC_SEQ_CST);
    if (found != *expected || fails_spuriously) {
        learn(me, object, failure_order);
        *expected = found;
        return false;
    }
    learn(me, object, order);
    publish(me, object, order, true);
    __atomic_store_n(p, desired, __ATOMIC_SEQ_CST);
    execution.atomic_done(true);
    return true;
}

void fence(int order) {
    if (!explore::scheduled()) return;
    if (order == __ATOMIC_SEQ_CST) explore::execution().drain();
    explore::Execution& execution = explore::execution();
    explore::Thread& me = execution.me();
    if (acquires(order)) me.sync.join(me.to_acquire_by_fence);
    if (releases(order)) {
        me.released_by_fence = me.sync;
        ++me.sync[me.id];
    }
}

}  // namespace

#define TRIPTYCH_UPDATE(bits, type, name)                                           \
    type __tsan_atomic##bits##_##name(volatile type* p, type value, int order) {    \
        return update(p, order, __builtin_return_address(0),                        \
                      [&] { return __atomic_##name(p, value, __ATOMIC_SEQ_CST); }); \
    }
#define TRIPTYCH_ATOMICS(bits, type)                                                        \
    type __tsan_atomic##bits##_load(const volatile type* p, int order) {                    \
        return load(p, order, __builtin_return_address(0));                                 \
    }                                                                                       \
    void __tsan_atomic##bits##_store(volatile type* p, type value, int order) {             \
        store(p, value, order, __builtin_return_address(0));                                \
    }                                                                                       \
    type __tsan_atomic##bits##_exchange(volatile type* p, type value, int order) {          \
        return update(p, order, __builtin_return_address(0),                                \
                      [&] { return __atomic_exchange_n(p, value, __ATOMIC_SEQ_CST); });     \
    }                                                                                       \
    TRIPTYCH_UPDATE(bits, type, fetch_add)                                                  \
    TRIPTYCH_UPDATE(bits, type, fetch_sub)                                                  \
    TRIPTYCH_UPDATE(bits, type, fetch_and)                                                  \
    TRIPTYCH_UPDATE(bits, type, fetch_or)                                                   \
    TRIPTYCH_UPDATE(bits, type, fetch_xor)                                                  \
    TRIPTYCH_UPDATE(bits, type, fetch_nand)                                                 \
    int __tsan_atomic##bits##_compare_exchange_strong(volatile type* p, type* expected,     \
                                                      type desired, int order, int other) { \
        return compare_exchange(p, expected, desired, order, other, false,                  \
                                __builtin_return_address(0));                               \
    }                                                                                       \
    int __tsan_atomic##bits##_compare_exchange_weak(volatile type* p, type* expected,       \
                                                    type desired, int order, int other) {   \
        return compare_exchange(p, expected, desired, order, other, true,                   \
                                __builtin_return_address(0));                               \
    }

extern "C" {
TRIPTYCH_ATOMICS(8, std::uint8_t)
TRIPTYCH_ATOMICS(16, std::uint16_t)
TRIPTYCH_ATOMICS(32, std::uint32_t)
TRIPTYCH_ATOMICS(64, std::uint64_t)

void __tsan_atomic_thread_fence(int order) {
    fence(order);
}
void __tsan_atomic_signal_fence(int /*order*/) {}
}
