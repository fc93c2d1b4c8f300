#include "common/network/listening.hpp"

#include <cerrno>
#include <sys/socket.h>

#include "common/refusal.hpp"

namespace triptych {

Descriptor listen_at(const Address& address, ListenOptions options) {
    const int kind = SOCK_STREAM | SOCK_CLOEXEC | (options.is_blocking ? 0 : SOCK_NONBLOCK);
    Descriptor listening{::socket(address.family(), kind, 0)};
    if (!listening.is_open()) throw_refused(errno, "socket");
    const int on = 1;
    ::setsockopt(listening.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (options.shares_port &&
        ::setsockopt(listening.get(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == -1)
        throw_refused(errno, "setsockopt SO_REUSEPORT");
    if (::bind(listening.get(), address.get(), address.size()) == -1)
        throw_refused(errno, ("bind " + address.text()).c_str());
    if (::listen(listening.get(), options.backlog) == -1)
        throw_refused(errno, ("listen " + address.text()).c_str());
    return listening;
}

AfterAccept after_accept(int error) noexcept {
    switch (error) {
        case EAGAIN: return AfterAccept::wait;
        case EMFILE:
        case ENFILE:
        case ENOBUFS:
        case ENOMEM: return AfterAccept::back_off;
        // accept(2): Linux passes on errors of the new connection; treat them as EAGAIN.
        case EINTR:
        case ECONNABORTED:
        case EPROTO:
        case ENOPROTOOPT:
        case ENETDOWN:
        case ENETUNREACH:
        case EHOSTDOWN:
        case EHOSTUNREACH:
        case ENONET:
        case EPERM:  // a firewall forbids this connection
        case ETIMEDOUT: return AfterAccept::retry;
        default: return AfterAccept::give_up;
    }
}

}  // namespace triptych
