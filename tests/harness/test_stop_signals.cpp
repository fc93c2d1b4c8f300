/// Tests of StopSignals.
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

TEST_CASE("StopSignals makes a descriptor readable on a signal, instead of ending the program") {
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

TEST_CASE("StopSignals restores the signals in its destructor, and leaves none pending") {
    {
        const StopSignals signals;
        CHECK(is_held_back(SIGINT));
        ::raise(SIGINT);
    }
    CHECK_FALSE(is_held_back(SIGINT));  // and we are still alive
}

TEST_CASE("StopSignals makes writing to a pipe without a reader an error, instead of a SIGPIPE") {
    const StopSignals signals;
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    ::close(ends[0]);
    CHECK(::write(ends[1], "!", 1) == -1);
    CHECK(errno == EPIPE);
    ::close(ends[1]);
}
