/// std::counting_semaphore by the engine of `triptych explore`, each call one step.
///
/// Takes the place of libstdc++'s header of this name (GCC 12 to 14); <semaphore> calls these
/// members.
#ifndef _GLIBCXX_SEMAPHORE_BASE_H
#define _GLIBCXX_SEMAPHORE_BASE_H 1
#pragma GCC system_header

#include <bits/atomic_base.h>
#include <bits/atomic_timed_wait.h>
#include <ext/numeric_traits.h>

#define __cpp_lib_semaphore 201907L

extern "C" {
void triptych_semaphore_acquire(int* number);
/// Whether it got one. `timed`: it may wait first.
int triptych_semaphore_try_acquire(int* number, int timed);
void triptych_semaphore_release(int* number, long update);
}

namespace std _GLIBCXX_VISIBILITY(default) {
_GLIBCXX_BEGIN_NAMESPACE_VERSION

class __semaphore_impl {
public:
    static constexpr ptrdiff_t _S_max = __gnu_cxx::__int_traits<int>::__max;

    explicit constexpr __semaphore_impl(ptrdiff_t __number) noexcept
        : _M_number(static_cast<int>(__number)) {}
    __semaphore_impl(const __semaphore_impl&) = delete;
    __semaphore_impl& operator=(const __semaphore_impl&) = delete;

    void _M_acquire() noexcept { triptych_semaphore_acquire(&_M_number); }
    bool _M_try_acquire() noexcept { return triptych_semaphore_try_acquire(&_M_number, 0) != 0; }
    template <class _Time>
    bool _M_try_acquire_until(const _Time&) noexcept {
        return triptych_semaphore_try_acquire(&_M_number, 1) != 0;
    }
    template <class _Time>
    bool _M_try_acquire_for(const _Time&) noexcept {
        return triptych_semaphore_try_acquire(&_M_number, 1) != 0;
    }
    void _M_release(ptrdiff_t __update) noexcept {
        triptych_semaphore_release(&_M_number, __update);
    }

private:
    alignas(8) int _M_number;
};

_GLIBCXX_END_NAMESPACE_VERSION
}  // namespace std
#endif
