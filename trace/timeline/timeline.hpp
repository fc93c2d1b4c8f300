/// What every task did, and when: the events of a recording, understood.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "trace/recorder/event.hpp"

namespace triptych::trace {

/// Nanoseconds since the beginning of the timeline.
using Time = std::int64_t;

inline constexpr std::size_t nobody = static_cast<std::size_t>(-1);

enum class State : std::uint8_t {
    running,           // the kernel says that it had a core; a coroutine: that it was its turn
    ready,             // it could run, but others had the cores (a coroutine: the thread)
    ready_or_running,  // the kernel does not tell which
    waiting,
};

/// A task was in one state from `begin` to `end`.
struct Span {
    Time begin = 0;
    Time end = 0;
    State state = State::running;
    Reason reason = Reason::none;  // none unless it waits
    std::size_t object = nobody;   // an index into Timeline::objects
    std::size_t whom = nobody;     // the lane that it waits for (which holds the mutex, is joined)
    bool blocks_loop = false;      // a coroutine that waits without giving up its thread

    Time length() const { return end - begin; }
};

enum class LaneKind : std::uint8_t { process, thread, coroutine };

/// One task.
struct Lane {
    LaneKind kind = LaneKind::thread;
    std::string name = {};  // "main", "thread 2", "process 1", "coroutine 7"
    pid_t pid = 0;
    pid_t tid = 0;
    std::size_t creator = nobody;  // a lane
    std::size_t thread = nobody;   // of a coroutine: the lane of the thread that runs it
    Time begin = 0;
    Time end = 0;
    bool has_ended = false;            // false: it was there to the end of the recording, or killed
    std::optional<int> status = {};    // of a process whose parent waited for it, as from waitpid
    std::vector<Span> spans = {};      // in order; they cover begin to end
    std::vector<Time> cancelled = {};  // when its cancellation was requested
};

/// What tasks wait for, or exchange: a mutex, a pipe.
struct Object {
    Reason reason = Reason::none;
    std::string name;  // "mutex 3"
};

enum class LinkKind : std::uint8_t {
    spawn,     // the first creates the second
    join,      // the end of the first ends the second's wait
    message,   // the first sends what the second receives
    handover,  // the first unlocks what the second has waited for
    wake,      // the first notifies the second
};

/// One task has acted on another.
struct Link {
    LinkKind kind = LinkKind::spawn;
    std::size_t from = nobody;
    std::size_t to = nobody;
    Time sent = 0;
    Time received = 0;
    std::size_t object = nobody;
    std::uint32_t bytes = 0;
};

/// A mutex was held.
struct Hold {
    std::size_t object = nobody;
    std::size_t lane = nobody;
    Time begin = 0;
    Time end = 0;
    bool has_waited = false;
};

/// One turn of an event loop: it asked the kernel, and then ran what was ready.
struct Turn {
    std::size_t thread = nobody;
    Time select = 0;                // it asks the kernel
    Time selected = 0;              // the kernel has answered
    Time last = 0;                  // the last that coroutines did in this turn
    std::uint32_t descriptors = 0;  // which are ready
    std::uint32_t woken = 0;        // coroutines
    std::uint32_t ran = 0;
};

struct Timeline {
    std::string title;
    Time length = 0;
    std::size_t steps = 0;    // not 0: times are not nanoseconds, but so many steps of a schedule
    std::vector<Lane> lanes;  // each after its creator
    std::vector<Object> objects;
    std::vector<Link> links;  // by the time they were received
    std::vector<Hold> holds;
    std::vector<Turn> turns;
    std::uint64_t lost = 0;       // events that did not fit
    bool knows_cores = false;     // the kernel told who had a core
    bool knows_delays = false;    // or at least, now and then, for how long each had none
    std::uint64_t switches = 0;   // of context, if it did
    std::uint64_t preempted = 0;  // of these: the thread could have gone on
    std::optional<Time> started;  // of the clock, for agreement with other tools
};

}  // namespace triptych::trace
