/// A two-way pipe between a parent and one child, for messages of any size.
#pragma once

#include <optional>
#include <utility>

#include "common/descriptor.hpp"
#include "processes/primitives/bytes.hpp"

namespace triptych::processes {

/// One end. What is sent at the one arrives at the other, whole and in order.
///
/// A pair of sockets, and not of pipes: writing to one whose reader has died is an error here,
/// and no SIGPIPE, and hanging up reaches the other side even if somebody has inherited a copy.
class Channel {
public:
    Channel() = default;

    /// Two ends that belong together.
    static std::pair<Channel, Channel> make();

    /// A descriptor that is readable once the other side is dead (its Process's), or none.
    static constexpr int no_death = -1;

    /// Sends a message, waiting while the other side is slow to read. False if it has hung up, or
    /// if `death` is readable: then it is dead, even if somebody has inherited a copy of its end.
    [[nodiscard]] bool send(const Bytes& message, int death = no_death) const;

    /// Waits for a message. Nothing if the other side has hung up, or has died before it had sent
    /// all of it; `death` as in send().
    std::optional<Bytes> receive(int death = no_death) const;

    /// Tells the other side, at once, that no more will come.
    void hang_up() const noexcept;

    /// Whether the other side has hung up, or died, and everything that it sent has been received.
    bool has_ended() const noexcept;

    void close() noexcept { socket_.close(); }
    int descriptor() const noexcept { return socket_.get(); }

private:
    explicit Channel(int socket) : socket_{socket} {}

    Descriptor socket_;
};

}  // namespace triptych::processes
