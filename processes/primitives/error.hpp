/// How these primitives report a failed system call.
#pragma once

#include <cerrno>

#include "common/refusal.hpp"

namespace triptych::processes {

/// Throws std::system_error with errno, the name of the failed call and, if the call failed because
/// of a limit, that limit.
[[noreturn]] inline void throw_errno(const char* call) {
    throw_refused(errno, call);
}

}  // namespace triptych::processes
