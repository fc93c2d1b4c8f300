#include "coroutines/primitives/signals.hpp"

#include <cerrno>
#include <sys/signalfd.h>
#include <unistd.h>

#include "common/refusal.hpp"
#include "coroutines/primitives/readiness.hpp"

namespace triptych::coroutines {

Signals::Signals(std::initializer_list<int> numbers) {
    sigset_t watched{};
    ::sigemptyset(&watched);
    for (const int number : numbers)
        ::sigaddset(&watched, number);
    arrivals_ = Descriptor{::signalfd(-1, &watched, SFD_NONBLOCK | SFD_CLOEXEC)};
    if (!arrivals_.is_open()) throw_refused(errno, "signalfd");
    if (const int error = ::pthread_sigmask(SIG_BLOCK, &watched, &before_); error != 0)
        throw_refused(error, "pthread_sigmask");
}

Signals::~Signals() {
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

Task<int> Signals::next() {
    while (true) {
        signalfd_siginfo signal{};
        if (::read(arrivals_.get(), &signal, sizeof signal) == sizeof signal)
            co_return static_cast<int>(signal.ssi_signo);
        if (errno == EAGAIN)
            co_await readable(arrivals_.get());
        else if (errno != EINTR)
            throw_refused(errno, "read from a signalfd");
    }
}

}  // namespace triptych::coroutines
