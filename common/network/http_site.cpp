#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "common/network/http.hpp"

namespace triptych::http {
namespace {

constexpr std::string_view greeting_path = "/hello/";

std::string_view reason(Status status) {
    switch (status) {
        case Status::ok: return "OK";
        case Status::bad_request: return "Bad Request";
        case Status::not_found: return "Not Found";
        case Status::method_not_allowed: return "Method Not Allowed";
        case Status::request_timeout: return "Request Timeout";
        case Status::content_too_large: return "Content Too Large";
        case Status::uri_too_long: return "URI Too Long";
        case Status::header_too_large: return "Request Header Fields Too Large";
        case Status::version_not_supported: return "HTTP Version Not Supported";
    }
    return "";
}

std::string page(std::string_view text) {
    return fmt::format(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<title>{0}</title>\n<h1>{0}</h1>\n", text);
}

/// The path, without the query.
std::string_view path_of(const Request& request) {
    const std::string_view target = request.target;
    return target.substr(0, target.find('?'));
}

bool is_greeting(std::string_view path) {
    return path.starts_with(greeting_path) && path.size() > greeting_path.size() &&
           path.find('/', greeting_path.size()) == std::string_view::npos;
}

Status status_for(const Request& request) {
    const std::string_view path = path_of(request);
    if (request.wrong != Status::ok) return request.wrong;
    if (path != "/" && !is_greeting(path)) return Status::not_found;
    if (request.method != "GET" && request.method != "HEAD") return Status::method_not_allowed;
    if (!percent_decoded(path)) return Status::bad_request;
    return Status::ok;
}

std::string body_of(const Request& request) {
    const std::string_view path = path_of(request);
    if (path == "/") return page("Hello, world!");
    const auto name = percent_decoded(path.substr(greeting_path.size()));
    return page(fmt::format("Hello, {}!", html_escaped(name.value_or(""))));
}

std::string bytes_of(Status status, std::string_view body, bool keeps_alive, bool is_head) {
    const int code = static_cast<int>(status);
    std::string bytes = fmt::format(
        "HTTP/1.1 {} {}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n{}"
        "Connection: {}\r\n\r\n",
        code, reason(status), body.size(),
        status == Status::method_not_allowed ? "Allow: GET, HEAD\r\n" : "",
        keeps_alive ? "keep-alive" : "close");
    if (!is_head) bytes += body;
    return bytes;
}

}  // namespace

bool is_page(const Request& request) {
    return status_for(request) == Status::ok;
}

std::string answer(const Request& request) {
    const Status status = status_for(request);
    const std::string body =
        status == Status::ok ? body_of(request)
                             : page(fmt::format("{} {}", static_cast<int>(status), reason(status)));
    return bytes_of(status, body, request.keeps_alive, request.method == "HEAD");
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        unsigned char byte = 0;
        const std::string_view digits = text.substr(std::min(i + 1, text.size()), 2);
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
        if (error != std::errc{} || end != digits.data() + 2 || byte == 0) return std::nullopt;
        decoded += static_cast<char>(byte);
        i += 2;
    }
    return decoded;
}

std::string html_escaped(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '&': escaped += "&amp;"; break;
            case '<': escaped += "&lt;"; break;
            case '>': escaped += "&gt;"; break;
            case '"': escaped += "&quot;"; break;
            case '\'': escaped += "&#39;"; break;
            default: escaped += c;
        }
    }
    return escaped;
}

std::string_view status_of(std::string_view answer) {
    constexpr std::size_t before = std::string_view{"HTTP/1.1 "}.size();
    return answer.substr(before, 3);
}

}  // namespace triptych::http
