#include <array>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

/// An order as it is sent.
std::string framed(const std::string& text) {
    const auto length = static_cast<std::uint32_t>(text.size());
    std::string bytes(sizeof length, '\0');
    std::memcpy(bytes.data(), &length, sizeof length);
    return bytes + text;
}

/// A pipe with bytes in it. In one of packets, `read` returns what one write has written: so if
/// each byte is a packet, each read is short, whatever else happens on this machine.
class Sent {
public:
    Sent(const std::string& bytes, bool in_single_bytes) {
        if (::pipe2(ends_.data(), in_single_bytes ? O_DIRECT : 0) != 0) throw Wrong{"no pipe"};
        ::fcntl(ends_[1], F_SETPIPE_SZ, 1 << 20);  // room for 256 packets
        const std::size_t part = in_single_bytes ? 1 : bytes.size();
        for (std::size_t done = 0; done < bytes.size(); done += part)
            if (::write(ends_[1], bytes.data() + done, part) != static_cast<ssize_t>(part))
                throw Wrong{"the check could not write to its pipe"};
        ::close(ends_[1]);
    }
    Sent(const Sent&) = delete;
    Sent& operator=(const Sent&) = delete;
    ~Sent() { ::close(ends_[0]); }

    int end() const { return ends_[0]; }

private:
    std::array<int, 2> ends_{};
};

std::string shown(const std::optional<std::string>& order) {
    return order ? "\"" + *order + "\"" : "nothing";
}

void expect_order(const std::optional<std::string>& found, const std::string& expected,
                  const std::string& how, const std::string& key = "") {
    expect(found == expected,
           how + ", receive returned " + shown(found) + ", expected \"" + expected + "\"", key);
}

void whole_orders() {
    const Sent sent{framed("two chairs") + framed("") + framed("a table"), false};
    expect_order(receive(sent.end()), "two chairs", "of three orders, the first");
    expect_order(receive(sent.end()), "", "of three orders, the second, which is empty");
    expect_order(receive(sent.end()), "a table", "of three orders, the third");
    expect(!receive(sent.end()), "after the last order, receive returned an order");
}

// Only of an answer that reads whole orders is it said that it ignores short reads.

void short_reads() {
    whole_orders();
    const Sent sent{framed("two chairs") + framed("a table"), true};
    std::optional<std::string> first;
    try {
        first = receive(sent.end());
    } catch (const std::runtime_error& error) {
        throw Wrong{"of an order that came in single bytes, receive threw \"" +
                        std::string{error.what()} + "\"",
                    "short_read_ignored"};
    }
    expect_order(first, "two chairs", "of an order that came in single bytes",
                 "short_read_ignored");
    expect_order(receive(sent.end()), "a table", "of an order that came in single bytes",
                 "short_read_ignored");
}

void expect_thrown(const std::string& bytes, const char* what) {
    const Sent sent{bytes, false};
    try {
        const auto order = receive(sent.end());
        throw Wrong{std::string{"of a pipe that ended "} + what + ", receive returned " +
                    shown(order) + ", and should throw"};
    } catch (const Wrong&) {
        throw;
    } catch (const std::runtime_error&) {  // NOLINT(bugprone-empty-catch): as it should be
    }
}

void ends_within() {
    const std::string order = framed("a lamp");
    expect_thrown(order.substr(0, order.size() - 1), "within the text");
    expect_thrown(order.substr(0, 2), "within the length");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "it returns whole orders one by one, and then nothing", .run = whole_orders},
        {.name = "an order may come in single bytes", .run = short_reads},
        {.name = "it throws if the pipe ends within an order", .run = ends_within},
    };
}

}  // namespace triptych::exercises
