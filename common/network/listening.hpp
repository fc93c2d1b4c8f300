/// Opening a socket that listens, and what a failed accept() means.
///
/// Concepts: file-descriptor leak
#pragma once

#include <chrono>

#include "common/descriptor.hpp"
#include "common/network/address.hpp"

namespace triptych {

struct ListenOptions {
    int backlog = 4'096;       // connections that the kernel keeps ready for accept()
    bool shares_port = false;  // SO_REUSEPORT: several sockets listen on the port, and the kernel
                               // deals the connections out among them
    bool is_blocking = true;   // whether accept() waits
};

/// Returns a socket that listens at `address`. The port of a server that has just ended may be used
/// again at once (SO_REUSEADDR). Throws std::system_error.
Descriptor listen_at(const Address& address, ListenOptions options = {});

/// What a server does after accept() has failed.
enum class AfterAccept {
    wait,      // no connection is there: wait until the socket is readable
    retry,     // that connection is gone, or a signal came: accept the next one
    back_off,  // out of descriptors or memory: the connection stays in the backlog, so the socket
               // stays readable, and to wait for that alone would spin. Sleep, then try again
    give_up,   // the socket itself is no good
};

/// `error` is the errno of accept().
AfterAccept after_accept(int error) noexcept;

/// How long to back off. Short, because a client waits; 50 attempts a second cost nothing.
inline constexpr std::chrono::milliseconds accept_pause{20};

}  // namespace triptych
