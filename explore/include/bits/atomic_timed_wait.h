/// Waiting with a limit, as atomic_wait.h beside this. In virtual time the limit itself does not
/// matter: whether it is reached is a choice of the schedule.
#ifndef _GLIBCXX_ATOMIC_TIMED_WAIT_H
#define _GLIBCXX_ATOMIC_TIMED_WAIT_H 1
#pragma GCC system_header

#include <bits/atomic_wait.h>
#include <bits/chrono.h>

#define __cpp_lib_atomic_timed_wait 201907L

namespace std _GLIBCXX_VISIBILITY(default) {
_GLIBCXX_BEGIN_NAMESPACE_VERSION

template <class _Tp, class _Pred>
bool __atomic_wait_or_time_out(const _Tp* __addr, _Pred __pred) noexcept {
    for (;;) {
        const long __seen = triptych_changes(__addr, sizeof(_Tp));
        if (__pred()) return true;
        if (triptych_wait_for_change(__addr, sizeof(_Tp), __seen, 1) < 0) return __pred();
    }
}

template <class _Tp, class _ValFn, class _Time>
bool __atomic_wait_address_until_v(const _Tp* __addr, _Tp&& __old, _ValFn&& __vfn,
                                   const _Time&) noexcept {
    return std::__atomic_wait_or_time_out(__addr, [&] { return __vfn() != __old; });
}
template <class _Tp, class _Pred, class _Time>
bool __atomic_wait_address_until(const _Tp* __addr, _Pred __pred, const _Time&) noexcept {
    return std::__atomic_wait_or_time_out(__addr, __pred);
}
template <class _Pred, class _Time>
bool __atomic_wait_address_until_bare(const __detail::__platform_wait_t* __addr, _Pred __pred,
                                      const _Time&) noexcept {
    return std::__atomic_wait_or_time_out(__addr, __pred);
}
template <class _Tp, class _ValFn, class _Time>
bool __atomic_wait_address_for_v(const _Tp* __addr, _Tp&& __old, _ValFn&& __vfn,
                                 const _Time&) noexcept {
    return std::__atomic_wait_or_time_out(__addr, [&] { return __vfn() != __old; });
}
template <class _Tp, class _Pred, class _Time>
bool __atomic_wait_address_for(const _Tp* __addr, _Pred __pred, const _Time&) noexcept {
    return std::__atomic_wait_or_time_out(__addr, __pred);
}
template <class _Pred, class _Time>
bool __atomic_wait_address_for_bare(const __detail::__platform_wait_t* __addr, _Pred __pred,
                                    const _Time&) noexcept {
    return std::__atomic_wait_or_time_out(__addr, __pred);
}

_GLIBCXX_END_NAMESPACE_VERSION
}  // namespace std
#endif
