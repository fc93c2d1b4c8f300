/// When to try again: which failures may pass, and how long to wait.
#pragma once

#include <chrono>

namespace triptych::network {

/// Whether a transfer that curl ended with `code` (a CURLcode) may succeed later.
bool code_may_pass(int code);

/// The same of an answer with this HTTP status.
bool status_may_pass(long status);

/// How long to wait after the attempt of that number, from 1: twice as long each time (exponential
/// back-off), so that a server that has too much to do is not asked more and more. Longer if the
/// server's last answer to `curl`, a CURL*, says so (Retry-After); 10 s at most.
std::chrono::milliseconds pause_after_attempt(int number, std::chrono::milliseconds first_pause,
                                              void* curl);

}  // namespace triptych::network
