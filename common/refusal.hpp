/// What the kernel refuses, told with the limit that was reached.
#pragma once

#include <string>
#include <system_error>

namespace triptych {

/// The limit that has most likely been reached if a call fails with `error`: "ulimit -n" for
/// EMFILE; for EAGAIN, which is what fork and std::thread say, the strictest that there is on
/// threads, processes and their stacks; for ENOMEM the strictest on memory. Empty for errors that
/// are not about a limit.
std::string limit_behind(int error);

/// Throws std::system_error with `call`, and the limit, if there is one behind `error` (errno).
[[noreturn]] void throw_refused(int error, const char* call);

/// What `error` says. std::thread says neither that it was it nor which limit it met: this does.
std::string explain(const std::system_error& error);

}  // namespace triptych
