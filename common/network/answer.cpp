#include "common/network/answer.hpp"

#include <charconv>
#include <curl/curl.h>
#include <string_view>

namespace triptych::network {
namespace {

/// A header of the last answer; empty if it has none.
std::string header_of(CURL* curl, const char* name) {
    curl_header* header = nullptr;
    return curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value
                                                                                   : "";
}

/// The number at the beginning of `text`; -1 if there is none.
std::int64_t number_at(std::string_view text) {
    std::int64_t number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// "bytes 5-9/10": first 5, size 10. "bytes */10": no first.
void read_content_range(CURL* curl, Answer& answer) {
    const std::string text = header_of(curl, "Content-Range");
    constexpr std::string_view unit = "bytes ";
    if (!text.starts_with(unit)) return;
    answer.first = number_at(std::string_view{text}.substr(unit.size()));
    if (const auto slash = text.find('/'); slash != std::string::npos)
        answer.size = number_at(std::string_view{text}.substr(slash + 1));
}

/// For If-Range (RFC 9110, 13.1.5): a strong ETag; or the date of the last change, if it was at
/// least a second before the answer.
std::string version_of(CURL* curl) {
    std::string tag = header_of(curl, "ETag");
    if (!tag.empty() && !tag.starts_with("W/")) return tag;
    const std::string changed = header_of(curl, "Last-Modified");
    const std::string now = header_of(curl, "Date");
    if (changed.empty() || now.empty()) return "";
    const auto seconds =
        curl_getdate(now.c_str(), nullptr) - curl_getdate(changed.c_str(), nullptr);
    if (seconds < 1) return "";
    return changed;
}

}  // namespace

Answer read_answer(void* curl) {
    Answer answer;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    answer.version = version_of(curl);
    if (answer.status == 206 || answer.status == 416) read_content_range(curl, answer);
    if (answer.status == 416) answer.first = -1;
    if (answer.status == 200) {
        curl_off_t length = -1;
        curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
        answer.first = 0;
        answer.size = length;
    }
    return answer;
}

}  // namespace triptych::network
