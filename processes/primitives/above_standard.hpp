/// Descriptors that are not standard input, output or error.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include "common/descriptor.hpp"
#include "processes/primitives/error.hpp"

namespace triptych::processes {

/// Owns `number`, or a copy of it with a higher one: in a program whose standard output is closed,
/// the next descriptor gets its number, and then printf would write into a channel. Throws
/// std::system_error if the system refuses the copy.
inline Descriptor above_standard(int number) {
    Descriptor descriptor{number};
    if (number > STDERR_FILENO) return descriptor;
    Descriptor copy{::fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)};
    if (!copy.is_open()) throw_errno("fcntl");
    return copy;
}

}  // namespace triptych::processes
