/// HTTP server: each page takes half a second, because the server waits for something: a database,
/// another server. Many clients ask at the same time.
///
/// Concepts: I/O-bound, C10K, blocking call, back-pressure, thread pool
#pragma once

#include <chrono>
#include <functional>
#include <string_view>

#include "common/descriptor.hpp"
#include "common/network/http.hpp"
#include "common/network/listening.hpp"

namespace triptych {

/// What a server serves, and how patient it is.
struct Site {
    std::chrono::milliseconds delay{500};       // for each page
    std::chrono::milliseconds idle{15'000};     // a client that says nothing: the server hangs up
    std::chrono::milliseconds request{10'000};  // from its first byte to its last; then 408
    std::chrono::milliseconds writing{10'000};  // until the client has room for an answer
    int workers = 1;                            // threads of the pool, processes, loops
    std::chrono::milliseconds parting{200};     // reading on after an error, see hang_up()
    http::Limits limits;

    /// Called for each answer, by any thread or process. Empty: no log.
    std::function<void(const http::Request&, std::string_view answer)> log;
};

/// A request and its answer, as the log has it.
inline void note(const Site& site, const http::Request& request, std::string_view answer) {
    if (site.log) site.log(request, answer);
}

}  // namespace triptych
