/// A two-way pipe between a parent and one child, for messages of any size.
#pragma once

#include <optional>
#include <utility>

#include "common/descriptor.hpp"
#include "processes/primitives/bytes.hpp"

namespace triptych::processes {

/// One end. What is sent at one end arrives at the other, whole and in order.
///
/// It is a pair of sockets, not of pipes. If the reader has died, a write to a socket returns an
/// error instead of raising SIGPIPE. And hang_up() reaches the other side even if another process
/// has inherited a copy of this end.
class Channel {
public:
    Channel() = default;

    /// Returns the two ends of a new channel. Throws std::system_error.
    static std::pair<Channel, Channel> make();

    /// For `death` below, which is a descriptor that becomes readable when the other side dies
    /// (Process::descriptor()): there is no such descriptor.
    static constexpr int no_death = -1;

    /// Sends a message; waits while the other side is slow to read. Returns false if the other side
    /// has hung up, or has died (`death` is readable). The latter is detected even if another
    /// process has inherited a copy of its end.
    [[nodiscard]] bool send(const Bytes& message, int death = no_death) const;

    /// Waits for a message. Returns nothing if the other side has hung up, or has died before it
    /// had sent the whole message; `death` as in send().
    std::optional<Bytes> receive(int death = no_death) const;

    /// Shuts the connection down in both directions, so the other side reads end-of-file at once.
    void hang_up() const noexcept;

    /// Returns whether the other side has hung up or died, and everything that it had sent has been
    /// received.
    bool has_ended() const noexcept;

    void close() noexcept { socket_.close(); }
    int descriptor() const noexcept { return socket_.get(); }

private:
    explicit Channel(Descriptor socket) : socket_{std::move(socket)} {}

    Descriptor socket_;
};

}  // namespace triptych::processes
