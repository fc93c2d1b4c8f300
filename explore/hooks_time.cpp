/// Time: virtual, so that a program that sleeps for an hour is explored in no time.
///
/// A thread that sleeps may be overtaken by any other however long that takes, and it may be late
/// itself, so a sleep orders nothing: it only moves the clock.
#include <algorithm>
#include <cerrno>
#include <ctime>
#include <sys/time.h>
#include <unistd.h>

#include "explore/hooks.hpp"
#include "explore/real.hpp"

namespace explore = triptych::explore;

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t epoch = 1'000'000 * second;  // when every execution begins

std::int64_t nanoseconds(const timespec& time) {
    return time.tv_sec * second + time.tv_nsec;
}

constexpr std::int64_t tick = 1'000'000;  // that a look at the clock takes, for those who wait so

timespec now() {
    const std::int64_t time = epoch + (explore::execution().now += tick);
    return {time / second, time % second};
}

void sleep_for(std::int64_t duration) {
    if (duration > 0) explore::execution().now += duration;
    explore::execution().yield();
}

}  // namespace

namespace triptych::explore {

void Execution::pass_time_until(const timespec& until) {
    now = std::max(now, nanoseconds(until) - epoch);
}

}  // namespace triptych::explore

extern "C" {

int clock_gettime(clockid_t clock, timespec* time) noexcept {
    if (!explore::scheduled()) return explore::real::clock_gettime(clock, time);
    *time = now();
    return 0;
}

int gettimeofday(timeval* time, void* /*zone*/) noexcept {
    timespec precise{};
    clock_gettime(CLOCK_REALTIME, &precise);
    *time = {precise.tv_sec, precise.tv_nsec / 1000};
    return 0;
}

time_t time(time_t* out) noexcept {
    timespec precise{};
    clock_gettime(CLOCK_REALTIME, &precise);
    if (out != nullptr) *out = precise.tv_sec;
    return precise.tv_sec;
}

int nanosleep(const timespec* duration, timespec* /*left*/) {
    if (explore::scheduled()) sleep_for(nanoseconds(*duration));
    return 0;
}

int clock_nanosleep(clockid_t /*clock*/, int flags, const timespec* time, timespec* /*left*/) {
    if (!explore::scheduled()) return 0;
    const std::int64_t wanted = nanoseconds(*time);
    sleep_for((flags & TIMER_ABSTIME) != 0 ? wanted - nanoseconds(now()) : wanted);
    return 0;
}

int usleep(useconds_t duration) {
    if (explore::scheduled()) sleep_for(std::int64_t{duration} * 1000);
    return 0;
}

unsigned sleep(unsigned duration) {
    if (explore::scheduled()) sleep_for(duration * second);
    return 0;
}
}
