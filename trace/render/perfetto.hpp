/// Timelines for Perfetto and chrome://tracing: the JSON Array Format of Chrome's Trace Event
/// Format.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

/// Each timeline is a process of the trace; threads and processes are its tracks of nested spans,
/// coroutines are asynchronous tracks; flows lead from spawn to start and from send to receive.
/// Times are in microseconds, as the format wants.
nlohmann::json as_perfetto(std::span<const Timeline> timelines);

}  // namespace triptych::trace
