/// The one way in which a failed system call is reported here.
#pragma once

#include <cerrno>
#include <system_error>

namespace triptych::processes {

/// Throws what errno says, with the name of the call that said it.
[[noreturn]] inline void throw_errno(const char* call) {
    throw std::system_error{errno, std::generic_category(), call};
}

}  // namespace triptych::processes
