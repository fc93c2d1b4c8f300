/// The errors of a job that has no result, the same in every model; the names are those of Python's
/// concurrent.futures.
#pragma once

#include <stdexcept>

namespace triptych {

/// The job was cancelled.
struct CancelledError : std::runtime_error {
    CancelledError() : runtime_error{"the job was cancelled"} {}
};

/// The wait timed out; the job continues.
struct TimeoutError : std::runtime_error {
    TimeoutError() : runtime_error{"the job has not ended in time"} {}
};

/// The job will never end, because its pool has lost a worker. Python: BrokenExecutor.
struct BrokenPool : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The job was submitted after shutdown. Python: a RuntimeError.
struct ShutDownError : std::logic_error {
    ShutDownError() : logic_error{"a job was submitted after shutdown"} {}
};

}  // namespace triptych
