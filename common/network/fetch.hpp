/// Fetching one web page with libcurl: what all three models have in common. How transfers wait,
/// and how many do so at once, is each model's own business.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace triptych::network {

/// How long a page may take, and how large and how far away it may be.
struct FetchLimits {
    std::chrono::milliseconds timeout{5000};  // for all of it, redirects included
    int redirects = 10;
    std::size_t bytes = std::size_t{4} << 20;
};

/// A page, or why there is none.
struct Page {
    std::string address;  // after redirects: links are relative to this
    bool is_html = false;
    std::string body;
    std::string error;  // empty if the page is here
};

/// The transfer of one page over http or https. Thread safety: one thread at a time; different
/// transfers may run in different threads.
class Transfer {
public:
    struct State;  // curl's handle, and what it has received

    /// Throws std::bad_alloc.
    Transfer(const std::string& url, const FetchLimits& limits);
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer();

    /// Transfers the page, and blocks until its end. Returns curl's result code (0: no error).
    int perform();

    /// The CURL* of this transfer, for those who let it wait elsewhere (see CurlMulti).
    void* handle() noexcept;

    /// The page, once the transfer has ended with `code`.
    Page take(int code);

private:
    std::unique_ptr<State> state_;
};

}  // namespace triptych::network
