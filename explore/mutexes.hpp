/// Locking under the schedule. All return when the schedule lets them.
#pragma once

#include <cstdint>

namespace triptych::explore {

void lock_mutex(std::uint64_t address, bool recursive, std::uint64_t place);
/// May fail although the mutex is free, as the standard allows.
bool try_lock_mutex(std::uint64_t address, bool recursive, std::uint64_t place);
/// False: time ran out. In virtual time that can happen whenever another thread has the mutex.
bool timed_lock_mutex(std::uint64_t address, bool recursive, std::uint64_t place);
/// Unlocking what one has not locked is an outcome of its own, a misuse.
void unlock_mutex(std::uint64_t address, std::uint64_t place);

}  // namespace triptych::explore
