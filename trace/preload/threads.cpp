/// Threads: created, joined.
#include <cstdlib>
#include <pthread.h>

#include "trace/preload/real.hpp"
#include "trace/preload/this_thread.hpp"

using namespace triptych::trace;

namespace {

using Body = void*(void*);

constinit Real<int(pthread_t*, const pthread_attr_t*, Body*, void*)> real_create{"pthread_create"};
constinit Real<int(pthread_t, void**)> real_join{"pthread_join"};
constinit Real<int(pthread_t, void**, const timespec*)> real_timedjoin{"pthread_timedjoin_np"};
constinit Real<int(pthread_t, void**, clockid_t, const timespec*)> real_clockjoin{
    "pthread_clockjoin_np"};

/// What the new thread needs to become a lane before its body runs.
struct Begin {
    Body* body;
    void* argument;
    std::uint32_t lane;
    std::uint32_t creator;
};

void* begin(void* given) {
    const Begin begin = *static_cast<Begin*>(given);
    std::free(given);
    begin_lane(begin.lane, begin.creator);
    return begin.body(begin.argument);
}

Told joining(pthread_t thread, bool timed) {
    return {.reason = Reason::join,
            .object = static_cast<std::uint64_t>(thread),
            .flags = timed ? is_timed : std::uint16_t{0}};
}

}  // namespace

extern "C" {

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, Body* body,
                   void* argument) noexcept {
    auto* const given = shared ? static_cast<Begin*>(std::malloc(sizeof(Begin))) : nullptr;
    if (given == nullptr) return real_create(thread, attributes, body, argument);
    // A thread that is no lane itself (of another library's clone) may create one, too.
    *given = {body, argument, shared.new_lane(), this_thread.writer.lane()};
    const std::uint32_t lane = given->lane;
    record(Kind::spawn, {.value = lane});
    this_thread.has_children = true;
    const int error = real_create(thread, attributes, begin, given);
    if (error != 0) std::free(given);
    return error;
}

int pthread_join(pthread_t thread, void** result) {
    const Waiting waiting{joining(thread, false)};
    return real_join(thread, result);
}

int pthread_timedjoin_np(pthread_t thread, void** result, const timespec* due) {
    const Waiting waiting{joining(thread, true)};
    return real_timedjoin(thread, result, due);
}

int pthread_clockjoin_np(pthread_t thread, void** result, clockid_t clock, const timespec* due) {
    const Waiting waiting{joining(thread, true)};
    return real_clockjoin(thread, result, clock, due);
}

}  // extern "C"
