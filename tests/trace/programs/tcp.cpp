/// A thread that connects to main over TCP/IP, and sends it a line.
#include <array>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

int main() {
    const int listening = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const name = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    if (::bind(listening, name, size) == -1 || ::listen(listening, 1) == -1 ||
        ::getsockname(listening, name, &size) == -1)
        return 1;
    std::thread sender{[&] {
        const int connected = ::socket(AF_INET, SOCK_STREAM, 0);
        if (::connect(connected, name, size) == 0) ::send(connected, "hello\n", 6, 0);
        ::close(connected);
    }};
    const int accepted = ::accept(listening, nullptr, nullptr);
    std::array<char, 6> line{};
    ssize_t received = -1;
    if (accepted != -1) {
        received = ::recv(accepted, line.data(), 1, MSG_PEEK);  // it comes again
        received = ::recv(accepted, line.data(), line.size(), MSG_WAITALL);
        ::close(accepted);
    }
    sender.join();
    ::close(listening);
    return received == 6 ? 0 : 1;
}
