// The only file that includes Boost.Beast: its parser knows the corners of RFC 9112.
#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <utility>

#include "common/network/http.hpp"

namespace triptych::http {
namespace {

namespace beast = boost::beast::http;

Status status_for(const boost::system::error_code& error) {
    if (error == beast::error::header_limit) return Status::header_too_large;
    if (error == beast::error::body_limit) return Status::content_too_large;
    if (error == beast::error::bad_version) return Status::version_not_supported;
    return Status::bad_request;
}

}  // namespace

class RequestReader::Parser {
public:
    explicit Parser(Limits limits) : limits_{limits} { begin(); }

    void receive(std::string_view bytes) { buffer_.append(bytes); }
    bool has_begun() const noexcept { return !buffer_.empty() || parser_->got_some(); }

    std::optional<Request> next() {
        if (is_over_) return std::nullopt;
        if (!has_line_ && !check_request_line()) return wrong(Status::uri_too_long);
        boost::system::error_code error;
        while (!buffer_.empty() && !parser_->is_done()) {
            const std::size_t used = parser_->put(boost::asio::buffer(buffer_), error);
            buffer_.erase(0, used);
            if (error == beast::error::need_more) return too_long_header();
            if (error) return wrong(status_for(error));
            if (used == 0) break;
        }
        if (!parser_->is_done()) return std::nullopt;
        return take();
    }

    bool wants_continue() noexcept {
        if (was_told_ || !parser_->is_header_done() || parser_->is_done()) return false;
        was_told_ = true;
        const auto expect = parser_->get()[beast::field::expect];
        return boost::beast::iequals(expect, "100-continue") && parser_->get().version() >= 11;
    }

private:
    /// Beast's parser, and whether it has been given anything.
    struct Message : beast::request_parser<beast::string_body> {
        bool got_some() const { return is_header_done() && !is_done(); }
    };

    void begin() {
        parser_ = std::make_unique<Message>();
        parser_->eager(true);
        parser_->header_limit(static_cast<std::uint32_t>(limits_.header));
        parser_->body_limit(limits_.body);
        has_line_ = false;
        was_told_ = false;
    }

    /// Returns false if the request line is too long. A server ignores empty lines before it (RFC
    /// 9112, section 2.2).
    bool check_request_line() {
        const std::size_t line = buffer_.find_first_not_of("\r\n");
        buffer_.erase(0, std::min(line, buffer_.size()));
        const std::size_t end = buffer_.find('\n');
        has_line_ = end != std::string::npos;
        constexpr std::size_t around = 32;  // the method, the version, blanks
        return std::min(end, buffer_.size()) <= limits_.target + around;
    }

    std::optional<Request> too_long_header() {
        if (buffer_.size() <= limits_.header) return std::nullopt;
        return wrong(Status::header_too_large);
    }

    std::optional<Request> wrong(Status status) {
        is_over_ = true;
        buffer_.clear();
        return Request{.method = {}, .target = {}, .keeps_alive = false, .wrong = status};
    }

    Request take() {
        const auto& message = parser_->get();
        Request request{.method = std::string{message.method_string()},
                        .target = std::string{message.target()},
                        .keeps_alive = message.keep_alive()};
        const bool has_host = message.count(beast::field::host) == 1 || message.version() < 11;
        const bool is_known = message.version() == 10 || message.version() == 11;
        if (!has_host) return *wrong(Status::bad_request);
        if (!is_known) return *wrong(Status::version_not_supported);
        is_over_ = !request.keeps_alive;
        begin();
        return request;
    }

    Limits limits_;
    std::string buffer_;  // received, and not yet parsed
    std::unique_ptr<Message> parser_;
    bool has_line_ = false;  // the request line is complete
    bool was_told_ = false;  // see wants_continue()
    bool is_over_ = false;   // there is no next request
};

RequestReader::RequestReader(Limits limits) : parser_{std::make_unique<Parser>(limits)} {}
RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&&) noexcept = default;
RequestReader::~RequestReader() = default;

void RequestReader::receive(std::string_view bytes) {
    parser_->receive(bytes);
}
std::optional<Request> RequestReader::next() {
    return parser_->next();
}
bool RequestReader::has_begun() const noexcept {
    return parser_->has_begun();
}
bool RequestReader::wants_continue() noexcept {
    return parser_->wants_continue();
}

}  // namespace triptych::http
