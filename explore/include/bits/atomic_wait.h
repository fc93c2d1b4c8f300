/// std::atomic::wait and what stands on it, by the engine of `triptych explore`.
///
/// Takes the place of libstdc++'s header of this name (GCC 12 to 14), whose waiting spins for a
/// while and keeps counts that different objects share: sixteen reads that each would be a step of
/// the schedule. The functions below are those that <atomic>, <semaphore>, <latch> and <barrier>
/// call; their names and meaning are libstdc++'s.
#ifndef _GLIBCXX_ATOMIC_WAIT_H
#define _GLIBCXX_ATOMIC_WAIT_H 1
#pragma GCC system_header

#include <bits/c++config.h>
#include <bits/functional_hash.h>
#include <bits/gthr.h>
#include <ext/numeric_traits.h>

#define __cpp_lib_atomic_wait 201907L

extern "C" {
/// Waits until notified, unless the memory is no longer as it was. The value is in the low bytes.
/// False: the memory has changed. `timed`: or until time runs out, which gives -1.
int triptych_wait(const volatile void* address, unsigned long size, unsigned long value, int timed);
/// Which state of the memory this is; no step of the schedule.
long triptych_changes(const volatile void* address, unsigned long size);
/// Waits until notified, unless the memory was changed since. -1: time ran out.
int triptych_wait_for_change(const volatile void* address, unsigned long size, long since,
                             int timed);
void triptych_notify(const volatile void* address, unsigned long size, int all);
/// The memory as it is, up to 8 bytes; no step of the schedule.
unsigned long triptych_peek(const volatile void* address, unsigned long size);
}

namespace std _GLIBCXX_VISIBILITY(default) {
_GLIBCXX_BEGIN_NAMESPACE_VERSION

namespace __detail {
using __platform_wait_t = int;
inline constexpr size_t __platform_wait_alignment = 4;
template <class _Tp>
inline constexpr bool __platform_wait_uses_type = false;

inline void __thread_relax() noexcept {}
inline void __thread_yield() noexcept { __gthread_yield(); }

/// Where libstdc++ tries for a while, once is enough: all schedules are tried.
template <class _Pred>
bool __atomic_spin(_Pred& __pred) noexcept {
    return __pred();
}

template <class _Tp>
unsigned long __as_bits(const _Tp& __value) noexcept {
    return triptych_peek(std::__addressof(__value), sizeof(_Tp));
}
}  // namespace __detail

template <class _Tp, class _ValFn>
void __atomic_wait_address_v(const _Tp* __addr, _Tp __old, _ValFn) noexcept {
    while (triptych_wait(__addr, sizeof(_Tp), __detail::__as_bits(__old), 0) != 0) {
    }
}

template <class _Tp, class _Pred>
void __atomic_wait_address(const _Tp* __addr, _Pred __pred) noexcept {
    for (;;) {
        const long __seen = triptych_changes(__addr, sizeof(_Tp));
        if (__pred()) return;
        triptych_wait_for_change(__addr, sizeof(_Tp), __seen, 0);
    }
}

template <class _Pred>
void __atomic_wait_address_bare(const __detail::__platform_wait_t* __addr, _Pred __pred) noexcept {
    std::__atomic_wait_address(__addr, __pred);
}

template <class _Tp>
void __atomic_notify_address(const _Tp* __addr, bool __all) noexcept {
    triptych_notify(__addr, sizeof(_Tp), __all);
}

inline void __atomic_notify_address_bare(const __detail::__platform_wait_t* __addr,
                                         bool __all) noexcept {
    triptych_notify(__addr, sizeof(*__addr), __all);
}

_GLIBCXX_END_NAMESPACE_VERSION
}  // namespace std
#endif
