/// Reading and writing pipes and sockets.
#include "trace/preload/descriptors.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "trace/preload/real.hpp"

using namespace triptych::trace;

namespace {

constinit Real<ssize_t(int, void*, size_t)> real_read{"read"};
constinit Real<ssize_t(int, const void*, size_t)> real_write{"write"};
constinit Real<ssize_t(int, const iovec*, int)> real_readv{"readv"};
constinit Real<ssize_t(int, const iovec*, int)> real_writev{"writev"};
constinit Real<ssize_t(int, void*, size_t, int)> real_recv{"recv"};
constinit Real<ssize_t(int, const void*, size_t, int)> real_send{"send"};
constinit Real<ssize_t(int, void*, size_t, int, sockaddr*, socklen_t*)> real_recvfrom{"recvfrom"};
constinit Real<ssize_t(int, const void*, size_t, int, const sockaddr*, socklen_t)> real_sendto{
    "sendto"};
constinit Real<ssize_t(int, msghdr*, int)> real_recvmsg{"recvmsg"};
constinit Real<ssize_t(int, const msghdr*, int)> real_sendmsg{"sendmsg"};
constinit Real<int(int, int)> real_flock{"flock"};

/// Calls it as a wait, and records how many bytes went which way.
template <typename Call>
auto transfer(int descriptor, Kind kind, Call call, int flags = 0) {
    if (!this_thread.writer.is_on()) return call();
    Told told = told_of_descriptor(descriptor);
    if (told.reason == Reason::none) return call();
    const auto done = [&] {
        const Waiting waiting{told};
        return call();
    }();
    if (done > 0 && (flags & MSG_PEEK) == 0) {  // a byte that is only looked at comes again
        told.value = static_cast<std::uint32_t>(done);
        record(kind, told);
    }
    return done;
}

}  // namespace

namespace triptych::trace {

Told told_of_descriptor(int descriptor) {
    const int before = errno;
    struct stat status{};
    const bool is_open = ::fstat(descriptor, &status) == 0;
    errno = before;
    if (!is_open || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode) || S_ISBLK(status.st_mode))
        return {};
    Reason reason = Reason::descriptor;
    if (S_ISFIFO(status.st_mode)) reason = Reason::pipe;
    if (S_ISSOCK(status.st_mode)) reason = Reason::socket;
    return {.reason = reason, .object = status.st_ino, .flags = is_shared};
}

}  // namespace triptych::trace

extern "C" {

ssize_t read(int file, void* to, size_t size) {
    return transfer(file, Kind::receives, [=] { return real_read(file, to, size); });
}

ssize_t __read_chk(int file, void* to, size_t size, size_t /*room*/) {
    return read(file, to, size);
}

ssize_t write(int file, const void* from, size_t size) {
    return transfer(file, Kind::sends, [=] { return real_write(file, from, size); });
}

ssize_t readv(int file, const iovec* to, int count) {
    return transfer(file, Kind::receives, [=] { return real_readv(file, to, count); });
}

ssize_t writev(int file, const iovec* from, int count) {
    return transfer(file, Kind::sends, [=] { return real_writev(file, from, count); });
}

ssize_t recv(int file, void* to, size_t size, int flags) {
    return transfer(file, Kind::receives, [=] { return real_recv(file, to, size, flags); }, flags);
}

ssize_t __recv_chk(int file, void* to, size_t size, size_t /*room*/, int flags) {
    return recv(file, to, size, flags);
}

ssize_t send(int file, const void* from, size_t size, int flags) {
    return transfer(file, Kind::sends, [=] { return real_send(file, from, size, flags); });
}

ssize_t recvfrom(int file, void* to, size_t size, int flags, sockaddr* sender, socklen_t* length) {
    return transfer(
        file, Kind::receives, [=] { return real_recvfrom(file, to, size, flags, sender, length); },
        flags);
}

ssize_t sendto(int file, const void* from, size_t size, int flags, const sockaddr* receiver,
               socklen_t length) {
    return transfer(file, Kind::sends,
                    [=] { return real_sendto(file, from, size, flags, receiver, length); });
}

ssize_t recvmsg(int file, msghdr* message, int flags) {
    return transfer(
        file, Kind::receives, [=] { return real_recvmsg(file, message, flags); }, flags);
}

ssize_t sendmsg(int file, const msghdr* message, int flags) {
    return transfer(file, Kind::sends, [=] { return real_sendmsg(file, message, flags); });
}

int flock(int file, int operation) noexcept {
    if ((operation & (LOCK_NB | LOCK_UN)) != 0) return real_flock(file, operation);
    const Waiting waiting{{.reason = Reason::file, .object = static_cast<std::uint64_t>(file)}};
    return real_flock(file, operation);
}

}  // extern "C"
