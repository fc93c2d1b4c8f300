/// What is recorded of a mutex; conditions need it, too, which unlock one while they wait.
#pragma once

#include <pthread.h>

#include "trace/preload/this_thread.hpp"

namespace triptych::trace {

Told told_of(const pthread_mutex_t& mutex);
void record_lock(const pthread_mutex_t& mutex, bool has_waited);
void record_unlock(const pthread_mutex_t& mutex);

}  // namespace triptych::trace
