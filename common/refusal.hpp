/// Errors of system calls, with the limit that was reached.
#pragma once

#include <string>
#include <system_error>

namespace triptych {

/// Returns the limit that has most likely been reached if a call fails with `error` (errno). For
/// EMFILE that is "ulimit -n"; for EAGAIN, the error of fork and std::thread, the strictest limit
/// on threads, processes and their stacks; for ENOMEM the strictest limit on memory. Empty for
/// errors that are not about a limit.
std::string limit_behind(int error);

/// Throws std::system_error with `call`, and with limit_behind(error) if there is one.
[[noreturn]] void throw_refused(int error, const char* call);

/// Returns the message of `error`, and adds the limit if the message is only that of its error code
/// (as from std::thread).
std::string explain(const std::system_error& error);

}  // namespace triptych
