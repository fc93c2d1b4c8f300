/// Telling the C++ runtime's own calls from the program's.
#pragma once

namespace triptych::explore {

/// Whether this return address is in libgcc, whose unwinder has a mutex and a pthread_once of its
/// own: they are not the program's, and no steps.
bool is_in_unwinder(const void* return_address);

/// Finds out where it is. Requires: called before the first execution.
void find_unwinder();

}  // namespace triptych::explore
