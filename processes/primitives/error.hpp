/// The one way in which a failed system call is reported here.
#pragma once

#include <cerrno>

#include "common/refusal.hpp"

namespace triptych::processes {

/// Throws std::system_error: what errno says, with the name of the call that said it, and with
/// the limit that it has met, if that is why.
[[noreturn]] inline void throw_errno(const char* call) {
    throw_refused(errno, call);
}

}  // namespace triptych::processes
