/// pthread_create, pthread_join and their like, of which std::thread is made.
#include <cerrno>
#include <pthread.h>
#include <sched.h>

#include "explore/hooks.hpp"
#include "explore/real.hpp"

namespace explore = triptych::explore;

namespace {

// A handle is no address: std::hash of it must be the same in every execution.
constexpr pthread_t first_handle = 0x7000'0001;

pthread_t handle_of(int thread) {
    return first_handle + static_cast<pthread_t>(thread);
}
int thread_of(pthread_t handle) {
    return static_cast<int>(handle - first_handle);
}

}  // namespace

extern "C" {

int pthread_create(pthread_t* handle, const pthread_attr_t* attributes, void* (*body)(void*),
                   void* argument) {
    if (!explore::scheduled())
        return explore::real::pthread_create(handle, attributes, body, argument);
    explore::Execution& execution = explore::execution();
    *handle =
        handle_of(execution.create(body, argument, explore::place_of(__builtin_return_address(0))));
    return 0;
}

int pthread_join(pthread_t handle, void** result) {
    if (!explore::scheduled()) return ESRCH;
    explore::Execution& execution = explore::execution();
    const int thread = thread_of(handle);
    if (thread < 0 || thread >= execution.threads()) return ESRCH;
    if (thread == execution.me().id) return EDEADLK;
    execution.join(thread, explore::place_of(__builtin_return_address(0)));
    if (result != nullptr) *result = execution.thread(thread).result;
    return 0;
}

int pthread_detach(pthread_t handle) {
    if (explore::scheduled()) explore::execution().thread(thread_of(handle)).detached = true;
    return 0;
}

pthread_t pthread_self() noexcept {
    return handle_of(explore::scheduled() ? explore::execution().me().id : 0);
}

int sched_yield() noexcept {
    if (explore::scheduled()) explore::execution().yield();
    return 0;
}

// Destructors of thread_local variables: run when the thread of the program ends.
int __cxa_thread_atexit(void (*function)(void*), void* object, void* /*library*/) {
    if (explore::scheduled()) explore::execution().me().destructors.push_back({function, object});
    return 0;
}
int __cxa_thread_atexit_impl(void (*function)(void*), void* object, void* library) {
    return __cxa_thread_atexit(function, object, library);
}
}
