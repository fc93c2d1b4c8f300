/// A server of each model in a process of its own, and a client that sends what the test wants.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/descriptor.hpp"
#include "common/network/address.hpp"
#include "common/workloads/http_server.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/worker_crew.hpp"

namespace triptych {

struct Variant {
    std::string name;  // "threads", "processes prefork"
    void (*serve)(Descriptor listening, const Site& site, int stop);
    bool shares_port = false;
};

/// All implementations, for GENERATE.
std::vector<Variant> variants();

/// A site that takes no time, and is patient: tests change what they are about.
Site quick_site();

/// Serves until stop(), in a child that then checks that nothing is left: no descriptor, no thread,
/// no child process.
class ServerUnderTest {
public:
    explicit ServerUnderTest(
        const Variant& variant, const Site& site = quick_site(),
        const std::function<void()>& prepare = [] {});

    const Address& address() const noexcept { return address_; }
    pid_t pid() const noexcept { return process_.pid(); }

    /// Returns how the server ended: "" is well.
    std::string stop();

private:
    ServerUnderTest(const Variant& variant, const Site& site, const std::function<void()>& prepare,
                    Descriptor listening);

    Address address_;
    processes::StopLine line_;
    processes::Process process_;
};

/// A connection to it. Each wait ends after 20 s at most, and fails the test.
class TestClient {
public:
    /// `room`: for the bytes that have come and were not read; 0: as the system has it.
    explicit TestClient(const Address& address, int room = 0);
    static constexpr int few_bytes = 2'048;

    void send(std::string_view bytes) const;

    /// Sends `bytes` again and again, and reads nothing, until the server has ended the connection.
    /// Returns false if it has not after 20 s.
    bool sends_until_refused(std::string_view bytes) const;

    bool has_answer() const;                    // whether read() need not wait
    std::string read_all() const;               // until the server ends the connection
    std::string read(std::size_t bytes) const;  // so many, or less at the end
    std::string answer() const;                 // the header of the next answer, and its body
    void end_sending() const noexcept;
    void reset();  // closes such that the server receives a reset
    int descriptor() const noexcept { return connection_.get(); }

private:
    Descriptor connection_;
};

/// One request, with `Connection: close`; returns all that the server sends.
std::string ask(const Address& address, std::string_view request_line);

}  // namespace triptych
