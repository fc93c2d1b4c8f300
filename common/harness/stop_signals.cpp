#include "common/harness/stop_signals.hpp"

#include <cerrno>
#include <ctime>
#include <sys/signalfd.h>
#include <system_error>

namespace triptych::harness {
namespace {

sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
        sigaddset(&set, signal);
    return set;
}

}  // namespace

StopSignals::StopSignals() {
    const sigset_t set = stop_signals();
    signals_ = Descriptor{::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)};
    if (signals_.get() == -1) throw std::system_error{errno, std::generic_category(), "signalfd"};
    ::pthread_sigmask(SIG_BLOCK, &set, &before_);
    struct sigaction ignore{};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &ignore, &pipe_before_);
}

StopSignals::~StopSignals() {
    const sigset_t set = stop_signals();
    const timespec at_once{};
    while (::sigtimedwait(&set, nullptr, &at_once) > 0) {
    }
    ::sigaction(SIGPIPE, &pipe_before_, nullptr);
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

int StopSignals::received() noexcept {
    signalfd_siginfo signal{};
    if (received_ == 0 && ::read(signals_.get(), &signal, sizeof signal) == sizeof signal)
        received_ = static_cast<int>(signal.ssi_signo);
    return received_;
}

}  // namespace triptych::harness
