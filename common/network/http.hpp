/// HTTP for a small server: from bytes to requests, and from answers to bytes. It knows no socket.
///
/// Concepts: back-pressure
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace triptych::http {

/// The statuses that a server here may send.
enum class Status {
    ok = 200,
    bad_request = 400,
    not_found = 404,
    method_not_allowed = 405,
    request_timeout = 408,
    content_too_large = 413,
    uri_too_long = 414,
    header_too_large = 431,
    version_not_supported = 505,
};

/// What a client may send; more is answered with an error, and the connection is closed. So the
/// memory for a connection has a limit, whatever the client does.
struct Limits {
    std::size_t target = 4'096;   // bytes of the path with its query; longer: 414
    std::size_t header = 16'384;  // bytes of the request line and the header; longer: 431
    std::size_t body = 65'536;    // bytes; longer: 413
};

/// What the server needs to know of a request.
struct Request {
    std::string method;         // "GET"
    std::string target;         // "/hello/Ada%20Lovelace?polite"
    bool keeps_alive = true;    // whether the connection stays open after the answer
    Status wrong = Status::ok;  // else the request cannot be answered in another way
};

/// The bytes of one connection, which arrive in pieces of any size, become requests. Several
/// requests may come in one piece (pipelining). Thread safety: none.
class RequestReader {
public:
    explicit RequestReader(Limits limits = {});
    RequestReader(RequestReader&&) noexcept;
    RequestReader& operator=(RequestReader&&) noexcept;
    ~RequestReader();  // NOLINT(performance-trivially-destructible): Parser is incomplete here

    /// Adds bytes that have arrived.
    void receive(std::string_view bytes);

    /// Returns the next request; nothing if more bytes must arrive first. What is no HTTP, or too
    /// much, is a request that says what is `wrong`, and the last one.
    std::optional<Request> next();

    /// Returns whether bytes of a request have come, but not all: whether a client that is too slow
    /// gets 408, or is just idle.
    bool has_begun() const noexcept;

    /// Returns true once if the client waits for "100 Continue" before it sends the body.
    bool wants_continue() noexcept;

private:
    class Parser;  // hides the library
    std::unique_ptr<Parser> parser_;
};

/// Stands for a request that did not arrive in time.
inline const Request too_slow{
    .method = {}, .target = {}, .keeps_alive = false, .wrong = Status::request_timeout};

/// The line that lets a client send its body.
inline constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

/// Returns the bytes of the site's answer: a page for `/` and for `/hello/{name}`, otherwise the
/// status that says what is wrong. The answer to HEAD has no body.
std::string answer(const Request& request);

/// Returns whether the answer is one of the site's pages, which take their time.
bool is_page(const Request& request);

/// Decodes %41 and the like. Returns nothing if an escape is not two hexadecimal digits, or stands
/// for the zero byte.
std::optional<std::string> percent_decoded(std::string_view text);

/// Returns `text` such that a browser shows it, and does not obey it: & < > " ' are escaped.
std::string html_escaped(std::string_view text);

/// The status code of an answer's bytes, for the log.
std::string_view status_of(std::string_view answer);

}  // namespace triptych::http
