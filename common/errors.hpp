/// How a job that has no result says so, in every model; the names are those of Python's
/// concurrent.futures.
#pragma once

#include <stdexcept>

namespace triptych {

/// It was called off.
struct CancelledError : std::runtime_error {
    CancelledError() : runtime_error{"the job was cancelled"} {}
};

/// It goes on, but whoever asked did not want to wait any longer.
struct TimeoutError : std::runtime_error {
    TimeoutError() : runtime_error{"the job has not ended in time"} {}
};

/// It will never end, for its pool has lost a worker. Python: BrokenExecutor.
struct BrokenPool : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// It was submitted to an executor that takes no more. Python: a RuntimeError.
struct ShutDownError : std::logic_error {
    ShutDownError() : logic_error{"a job was submitted after shutdown"} {}
};

}  // namespace triptych
