#include "explore/real.hpp"

#include <cstdarg>
#include <dlfcn.h>

namespace triptych::explore::real {
namespace {

/// The next definition of `name` after ours.
template <class Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*body)(void*),
                   void* argument) {
    static const auto function = next<decltype(&real::pthread_create)>("pthread_create");
    return function(thread, attributes, body, argument);
}

long syscall(long number, ...) {
    static const auto function = next<decltype(&real::syscall)>("syscall");
    std::va_list list;
    va_start(list, number);
    long words[6];
    for (long& word : words)
        word = va_arg(list, long);
    va_end(list);
    return function(number, words[0], words[1], words[2], words[3], words[4], words[5]);
}

int clock_gettime(clockid_t clock, timespec* time) {
    static const auto function = next<decltype(&real::clock_gettime)>("clock_gettime");
    return function(clock, time);
}

int libc_start_main(Main main, int argc, char** argv, void (*init)(), void (*fini)(),
                    void (*rtld_fini)(), void* stack_end) {
    static const auto function = next<decltype(&real::libc_start_main)>("__libc_start_main");
    return function(main, argc, argv, init, fini, rtld_fini, stack_end);
}

}  // namespace triptych::explore::real
