/// The files of the site on loopback, and what goes wrong with them.
#pragma once

#include <charconv>
#include <chrono>
#include <cstddef>
#include <fmt/format.h>
#include <map>
#include <string>
#include <string_view>

namespace triptych {

struct SiteAnswer {
    std::string text;  // empty: none, the connection is closed
    std::chrono::milliseconds delay{0};
    bool is_endless = false;
    bool stays_open = false;  // silent after the text
};

/// The number after the last slash of `path`.
inline int number_at_end(std::string_view path) {
    int number = 0;
    const std::string_view digits = path.substr(path.rfind('/') + 1);
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

/// The bytes of a file of that size.
inline std::string site_file(int size) {
    std::string bytes;
    for (int i = 0; i < size; ++i)
        bytes += static_cast<char>(i * 31 + i / 251 * 7);
    return bytes;
}

/// A file of N bytes is in each of these. A request with another query is for another file.
///
///     /files/good/N        sent in parts, if the request has Range and no If-Range of another
///     version /files/whole/N       always sent from the first byte, without a version /files/cut/N
///     the first answer ends in the middle /files/stuck/N       an answer with the first byte ends
///     in the middle, but the connection does not /files/busy/N        503 to the first two
///     requests /files/wrong-part/N  another part than the one that was requested /files/changed/N
///     the part is of another version /files/satisfied/N   416 to each request for a part: the file
///     ends where the part would begin /files/shorter/N     416 to each request for a part: the
///     file is shorter now /files/piecewise/N   one half of what was requested, and no more
class SiteFiles {
public:
    SiteAnswer answer_to(const std::string& path, const std::string& request) {
        const int requests = ++requests_[path];
        const std::string file = site_file(number_at_end(path));
        const auto is = [&](std::string_view kind) {
            return path.starts_with("/files/" + std::string{kind} + "/");
        };
        if (is("busy") && requests <= 2)
            return {with_headers("503 Service Unavailable", "later", 5)};
        const std::string condition = value_of("If-Range: ", request);
        std::size_t first = 0;
        const std::string range = value_of("Range: bytes=", request);
        std::from_chars(range.data(), range.data() + range.size(), first);
        if (first == 0 || is("whole") || (!condition.empty() && condition != tag)) {
            const bool is_half = is("stuck") || (is("cut") && requests == 1);
            const std::string body = is_half ? file.substr(0, file.size() / 2) : file;
            const std::string version = is("whole") ? "" : fmt::format("ETag: {}\r\n", tag);
            return {.text = with_headers("200 OK", body, file.size(), version),
                    .stays_open = is("stuck")};
        }
        const std::size_t size = is("shorter") ? first / 2 : is("satisfied") ? first : file.size();
        if (first >= size)
            return {with_headers("416 Range Not Satisfiable", "", 0,
                                 fmt::format("Content-Range: bytes */{}\r\n", size))};
        if (is("wrong-part")) first /= 2;
        std::string part = file.substr(first);
        if (is("piecewise")) part.resize((part.size() + 1) / 2);
        return {with_headers(
            "206 Partial Content", part, part.size(),
            fmt::format("ETag: {}\r\nContent-Range: bytes {}-{}/{}\r\n",
                        is("changed") ? "\"new\"" : tag, first, first + part.size() - 1, size))};
    }

    static constexpr const char* tag = "\"v1\"";

private:
    static std::string with_headers(std::string_view status, const std::string& body,
                                    std::size_t size, const std::string& headers = "") {
        return fmt::format("HTTP/1.1 {}\r\nConnection: close\r\nContent-Length: {}\r\n{}\r\n{}",
                           status, size, headers, body);
    }

    static std::string value_of(const std::string& header, const std::string& request) {
        const auto begin = request.find("\r\n" + header);
        if (begin == std::string::npos) return "";
        const auto value = begin + 2 + header.size();
        return request.substr(value, request.find("\r\n", value) - value);
    }

    std::map<std::string, int> requests_;  // so far, by path
};

}  // namespace triptych
