/// Connecting sockets: which two of them are the ends of one connection.
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

#include "trace/preload/descriptors.hpp"
#include "trace/preload/real.hpp"

using namespace triptych::trace;

namespace {

constinit Real<int(int, sockaddr*, socklen_t*)> real_accept{"accept"};
constinit Real<int(int, sockaddr*, socklen_t*, int)> real_accept4{"accept4"};
constinit Real<int(int, const sockaddr*, socklen_t)> real_connect{"connect"};
constinit Real<int(int, int, int, int*)> real_socketpair{"socketpair"};

template <typename Call>
int wait_for_socket(int descriptor, Call call) {
    const Waiting waiting{told_of_descriptor(descriptor)};
    return call();
}

/// The address and port of one end of a TCP/IP connection as a number: FNV-1a of both, an IPv4
/// address as IPv6 writes it. 0 for sockets of other kinds.
std::uint64_t number_of(const sockaddr_storage& end) {
    std::array<unsigned char, 18> bytes{};
    if (end.ss_family == AF_INET) {
        sockaddr_in known{};
        std::memcpy(&known, &end, sizeof known);
        bytes[10] = bytes[11] = 0xFF;
        std::memcpy(&bytes[12], &known.sin_addr, 4);
        std::memcpy(&bytes[16], &known.sin_port, 2);
    } else if (end.ss_family == AF_INET6) {
        sockaddr_in6 known{};
        std::memcpy(&known, &end, sizeof known);
        std::memcpy(bytes.data(), &known.sin6_addr, 16);
        std::memcpy(&bytes[16], &known.sin6_port, 2);
    } else {
        return 0;
    }
    std::uint64_t number = 0xcbf29ce484222325;
    for (const unsigned char byte : bytes)
        number = (number ^ byte) * 0x100000001b3;
    return number;
}

/// Records a number that is the same for both ends, for their two addresses are the same, in the
/// other order. `peer`: where it connects to, if the connection is still being made.
void record_connection(int descriptor, const sockaddr* peer, socklen_t peer_size) {
    if (!this_thread.writer.is_on() || descriptor < 0) return;
    const int before = errno;
    sockaddr_storage ours{};
    sockaddr_storage theirs{};
    socklen_t size = sizeof ours;
    const bool is_bound = ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&ours), &size) == 0;
    size = sizeof theirs;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&theirs), &size) == -1) {
        theirs = {};
        if (peer != nullptr && peer_size <= sizeof theirs) std::memcpy(&theirs, peer, peer_size);
    }
    const std::uint64_t here = is_bound ? number_of(ours) : 0;
    const std::uint64_t there = number_of(theirs);
    if (here != 0 && there != 0) {
        Told told = told_of_descriptor(descriptor);
        told.task = here + there;
        record(Kind::connects, told);
    }
    errno = before;
}

}  // namespace

extern "C" {

int accept(int file, sockaddr* address, socklen_t* length) {
    const int accepted = wait_for_socket(file, [=] { return real_accept(file, address, length); });
    record_connection(accepted, nullptr, 0);
    return accepted;
}

int accept4(int file, sockaddr* address, socklen_t* length, int flags) {
    const int accepted =
        wait_for_socket(file, [=] { return real_accept4(file, address, length, flags); });
    record_connection(accepted, nullptr, 0);
    return accepted;
}

int connect(int file, const sockaddr* address, socklen_t length) {
    const int result = wait_for_socket(file, [=] { return real_connect(file, address, length); });
    if (result == 0 || errno == EINPROGRESS) record_connection(file, address, length);
    return result;
}

int socketpair(int domain, int type, int protocol, int* ends) noexcept {
    const int result = real_socketpair(domain, type, protocol, ends);
    if (result == -1 || !this_thread.writer.is_on()) return result;
    Told told = told_of_descriptor(ends[0]);
    told.value = static_cast<std::uint32_t>(told_of_descriptor(ends[1]).object);
    record(Kind::pairs, told);
    return result;
}

}  // extern "C"
