/// Waiting until one of several descriptors is ready: poll, select, epoll.
#include <csignal>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>

#include "trace/preload/descriptors.hpp"
#include "trace/preload/real.hpp"

using namespace triptych::trace;

namespace {

constinit Real<int(pollfd*, nfds_t, int)> real_poll{"poll"};
constinit Real<int(pollfd*, nfds_t, const timespec*, const sigset_t*)> real_ppoll{"ppoll"};
constinit Real<int(int, fd_set*, fd_set*, fd_set*, timeval*)> real_select{"select"};
constinit Real<int(int, fd_set*, fd_set*, fd_set*, const timespec*, const sigset_t*)> real_pselect{
    "pselect"};
constinit Real<int(int, epoll_event*, int, int)> real_epoll_wait{"epoll_wait"};
constinit Real<int(int, epoll_event*, int, int, const sigset_t*)> real_epoll_pwait{"epoll_pwait"};
constinit Real<int(int, epoll_event*, int, const timespec*, const sigset_t*)> real_epoll_pwait2{
    "epoll_pwait2"};

enum class Limit { at_once, later, never };

Limit limit_of(int milliseconds) {
    if (milliseconds == 0) return Limit::at_once;
    return milliseconds > 0 ? Limit::later : Limit::never;
}

Limit limit_of(const timespec* time) {
    if (time == nullptr) return Limit::never;
    return time->tv_sec == 0 && time->tv_nsec == 0 ? Limit::at_once : Limit::later;
}

Limit limit_of(const timeval* time) {
    if (time == nullptr) return Limit::never;
    return time->tv_sec == 0 && time->tv_usec == 0 ? Limit::at_once : Limit::later;
}

/// A call that may not block is no wait. One that has only a time to wait for is a sleep.
template <typename Call>
int wait_for(Told told, Limit limit, Call call) {
    if (limit == Limit::at_once || !this_thread.writer.is_on()) return call();
    if (limit == Limit::later) told.flags |= is_timed;
    const Waiting waiting{told};
    return call();
}

Told told_of(pollfd* polled, nfds_t count) {
    if (count == 0) return {.reason = Reason::sleep};
    Told told{.reason = Reason::descriptor};
    if (count == 1) told = told_of_descriptor(polled[0].fd);
    if (told.reason == Reason::none) told.reason = Reason::descriptor;
    return told;
}

Told told_of_sets(int count) {
    return {.reason = count == 0 ? Reason::sleep : Reason::descriptor};
}

constexpr Told events{.reason = Reason::descriptor};

}  // namespace

extern "C" {

int poll(pollfd* polled, nfds_t count, int time) {
    return wait_for(told_of(polled, count), limit_of(time),
                    [=] { return real_poll(polled, count, time); });
}

int __poll_chk(pollfd* polled, nfds_t count, int time, size_t /*room*/) {
    return poll(polled, count, time);
}

int ppoll(pollfd* polled, nfds_t count, const timespec* time, const sigset_t* mask) {
    return wait_for(told_of(polled, count), limit_of(time),
                    [=] { return real_ppoll(polled, count, time, mask); });
}

int select(int count, fd_set* reads, fd_set* writes, fd_set* errors, timeval* time) {
    return wait_for(told_of_sets(count), limit_of(time),
                    [=] { return real_select(count, reads, writes, errors, time); });
}

int pselect(int count, fd_set* reads, fd_set* writes, fd_set* errors, const timespec* time,
            const sigset_t* mask) {
    return wait_for(told_of_sets(count), limit_of(time),
                    [=] { return real_pselect(count, reads, writes, errors, time, mask); });
}

int epoll_wait(int file, epoll_event* ready, int room, int time) {
    return wait_for(events, limit_of(time),
                    [=] { return real_epoll_wait(file, ready, room, time); });
}

int epoll_pwait(int file, epoll_event* ready, int room, int time, const sigset_t* mask) {
    return wait_for(events, limit_of(time),
                    [=] { return real_epoll_pwait(file, ready, room, time, mask); });
}

int epoll_pwait2(int file, epoll_event* ready, int room, const timespec* time,
                 const sigset_t* mask) {
    return wait_for(events, limit_of(time),
                    [=] { return real_epoll_pwait2(file, ready, room, time, mask); });
}

}  // extern "C"
