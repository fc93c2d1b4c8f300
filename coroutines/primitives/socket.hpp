/// Socket: a TCP connection whose calls suspend the coroutine where a thread would block.
///
/// Concepts: blocking call, readiness and completion
#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string_view>

#include "common/descriptor.hpp"
#include "common/network/address.hpp"
#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

/// Owns a connection; its destructor closes it. The counterpart of the pair (reader, writer) of
/// asyncio's streams, without their buffers.
///
/// Each call first tries, and suspends only if the kernel has nothing to give or no room. So a call
/// that need not wait lets no other task run; see yield().
///
/// All calls throw std::system_error when the connection fails: ECONNRESET if the peer has reset
/// it, EPIPE for a write after that. There is no SIGPIPE.
///
/// One task may read while another one writes. Requires: the socket outlives the calls, also those
/// that are cancelled.
class Socket {
public:
    /// Takes a connection that exists; from now on it is non-blocking. Throws std::system_error.
    explicit Socket(Descriptor connection);

    /// co_await read(room): waits for bytes, and returns how many came; 0 means that the peer has
    /// ended its side, or that `room` is empty.
    Task<std::size_t> read(std::span<char> room) const;

    /// co_await write(bytes): returns when the kernel has taken all of them. If it is cancelled or
    /// throws, some may have been sent: then the connection is of no more use.
    Task<> write(std::string_view bytes) const;

    /// Ends our side: the peer reads all that was written, and then the end. Reading goes on.
    void shutdown_write() const noexcept;

    int descriptor() const noexcept { return connection_.get(); }
    void close() noexcept { connection_.close(); }

private:
    Descriptor connection_;
};

/// co_await connect(address): connects to a server. Throws std::system_error (ECONNREFUSED if none
/// listens there).
Task<Socket> connect(Address address);

/// The same, but throws TimeoutError if there is no connection after `longest`.
Task<Socket> connect(Address address, Clock::duration longest);

}  // namespace triptych::coroutines
