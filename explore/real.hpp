/// The C library's own functions, where the engine has put its own in their place.
#pragma once

#include <ctime>
#include <pthread.h>

namespace triptych::explore::real {

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*body)(void*),
                   void* argument);
long syscall(long number, ...);
int clock_gettime(clockid_t clock, timespec* time);

using Main = int (*)(int, char**, char**);
int libc_start_main(Main main, int argc, char** argv, void (*init)(), void (*fini)(),
                    void (*rtld_fini)(), void* stack_end);

}  // namespace triptych::explore::real
