#include "cli/serve/stop_signal.hpp"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <sys/eventfd.h>
#include <sys/time.h>
#include <unistd.h>

#include "common/refusal.hpp"

namespace triptych::cli {
namespace {

// A signal handler has no other way to reach them. Written before the handler is installed.
int stop_descriptor = -1;    // NOLINT(*-avoid-non-const-global-variables)
itimerval time_to_finish{};  // NOLINT(*-avoid-non-const-global-variables)

// Both call only functions that are safe in a signal handler (signal-safety(7)).
void stop(int /*signal*/) {
    const int error = errno;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(stop_descriptor, &one, sizeof one);
    ::setitimer(ITIMER_REAL, &time_to_finish, nullptr);
    errno = error;
}

void exit_now(int /*signal*/) {
    ::_exit(0);
}

void handle(int signal, void (*handler)(int)) {
    struct sigaction action{};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    if (::sigaction(signal, &action, nullptr) == -1) throw_refused(errno, "sigaction");
}

}  // namespace

int readable_after_stop_signal(std::chrono::milliseconds longest) {
    stop_descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (stop_descriptor == -1) throw_refused(errno, "eventfd");
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(longest);
    time_to_finish.it_value.tv_sec = seconds.count();
    time_to_finish.it_value.tv_usec =
        std::chrono::duration_cast<std::chrono::microseconds>(longest - seconds).count();
    handle(SIGALRM, exit_now);
    handle(SIGINT, stop);
    handle(SIGTERM, stop);
    return stop_descriptor;
}

}  // namespace triptych::cli
