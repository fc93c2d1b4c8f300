/// Signals that ask to stop.
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <unistd.h>

#include "catch.hpp"
#include "common/harness/stop_signals.hpp"

using namespace triptych::harness;

namespace {

bool is_readable(int descriptor) {
    pollfd ready{descriptor, POLLIN, 0};
    return ::poll(&ready, 1, 0) == 1;
}

bool is_held_back(int signal) {
    sigset_t mask;
    ::pthread_sigmask(SIG_SETMASK, nullptr, &mask);
    return sigismember(&mask, signal) == 1;
}

}  // namespace

TEST_CASE("a signal to stop is told by a descriptor, not by death") {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
        StopSignals signals;
        CHECK(signals.received() == 0);
        CHECK_FALSE(is_readable(signals.descriptor()));
        ::raise(signal);
        CHECK(is_readable(signals.descriptor()));
        CHECK(signals.received() == signal);
        CHECK(signals.received() == signal);
    }
}

TEST_CASE("afterwards signals are as they were, and none is pending") {
    {
        const StopSignals signals;
        CHECK(is_held_back(SIGINT));
        ::raise(SIGINT);
    }
    CHECK_FALSE(is_held_back(SIGINT));  // and we live
}

TEST_CASE("writing to a pipe that nobody reads is an error, not death") {
    const StopSignals signals;
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    ::close(ends[0]);
    CHECK(::write(ends[1], "!", 1) == -1);
    CHECK(errno == EPIPE);
    ::close(ends[1]);
}
