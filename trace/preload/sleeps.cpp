/// Sleeping, and waiting for a signal.
#include <csignal>
#include <ctime>
#include <unistd.h>

#include "trace/preload/real.hpp"
#include "trace/preload/this_thread.hpp"

using namespace triptych::trace;

namespace {

constinit Real<int(const timespec*, timespec*)> real_nanosleep{"nanosleep"};
constinit Real<int(clockid_t, int, const timespec*, timespec*)> real_clock_nanosleep{
    "clock_nanosleep"};
constinit Real<int(useconds_t)> real_usleep{"usleep"};
constinit Real<unsigned(unsigned)> real_sleep{"sleep"};
constinit Real<int()> real_pause{"pause"};
constinit Real<int(const sigset_t*)> real_sigsuspend{"sigsuspend"};
constinit Real<int(const sigset_t*, int*)> real_sigwait{"sigwait"};

constexpr Told asleep{.reason = Reason::sleep, .flags = is_timed};
constexpr Told for_signal{.reason = Reason::other};

}  // namespace

extern "C" {

int nanosleep(const timespec* time, timespec* left) {
    const Waiting waiting{asleep};
    return real_nanosleep(time, left);
}

int clock_nanosleep(clockid_t clock, int flags, const timespec* time, timespec* left) {
    const Waiting waiting{asleep};
    return real_clock_nanosleep(clock, flags, time, left);
}

int usleep(useconds_t time) {
    const Waiting waiting{asleep};
    return real_usleep(time);
}

unsigned sleep(unsigned seconds) {
    const Waiting waiting{asleep};
    return real_sleep(seconds);
}

int pause() {
    const Waiting waiting{for_signal};
    return real_pause();
}

int sigsuspend(const sigset_t* mask) {
    const Waiting waiting{for_signal};
    return real_sigsuspend(mask);
}

int sigwait(const sigset_t* signals, int* signal) {
    const Waiting waiting{for_signal};
    return real_sigwait(signals, signal);
}

}  // extern "C"
