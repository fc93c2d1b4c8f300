#include "coroutines/primitives/listener.hpp"

#include <cerrno>
#include <sys/socket.h>

#include "common/refusal.hpp"
#include "coroutines/primitives/readiness.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace triptych::coroutines {

Listener::Listener(const Address& address, ListenOptions options)
    : socket_{listen_at(address, options)} {}

Task<Socket> Listener::accept() const {
    while (true) {
        Descriptor connection{
            ::accept4(descriptor(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
        if (connection.is_open()) co_return Socket{std::move(connection)};
        const int error = errno;
        switch (after_accept(error)) {
            case AfterAccept::wait: co_await readable(descriptor()); break;
            case AfterAccept::retry: break;
            case AfterAccept::back_off: co_await sleep_for(accept_pause); break;
            case AfterAccept::give_up: throw_refused(error, "accept");
        }
    }
}

}  // namespace triptych::coroutines
