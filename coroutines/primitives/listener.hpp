/// Listener: a socket that waits for clients, and accepts them without blocking the thread.
///
/// Concepts: readiness and completion
#pragma once

#include "common/network/listening.hpp"
#include "coroutines/primitives/socket.hpp"

namespace triptych::coroutines {

/// Owns a listening socket; its destructor closes it, and the kernel refuses further clients.
class Listener {
public:
    /// Listens at `address`. Throws std::system_error.
    explicit Listener(const Address& address, ListenOptions options = {});

    /// Takes a socket that listens already; from now on it is non-blocking.
    explicit Listener(Descriptor listening) : socket_{std::move(listening)} {}

    /// co_await accept(): returns the next connection. If the process has no descriptor left, tries
    /// again after accept_pause, and others run meanwhile; clients wait in the backlog. Throws
    /// std::system_error if the socket fails. Several tasks may wait at once.
    Task<Socket> accept() const;

    /// Where it listens, with the port that the kernel chose.
    Address address() const { return Address::of(socket_.descriptor()); }

    int descriptor() const noexcept { return socket_.descriptor(); }
    void close() noexcept { socket_.close(); }

private:
    Socket socket_;
};

}  // namespace triptych::coroutines
