#include "common/network/curl_handle.hpp"

#include <curl/curl.h>
#include <new>

namespace triptych::network {

void CloseCurl::operator()(void* handle) const noexcept {
    curl_easy_cleanup(handle);
}

void FreeCurlHeaders::operator()(void* list) const noexcept {
    curl_slist_free_all(static_cast<curl_slist*>(list));
}

CurlHeaders add_header(void* curl, const std::string& line) {
    CurlHeaders headers{curl_slist_append(nullptr, line.c_str())};
    if (!headers) throw std::bad_alloc{};
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    return headers;
}

CurlHandle new_transfer(const std::string& url, int redirects) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);  // once, by one thread
    CurlHandle handle{ready == CURLE_OK ? curl_easy_init() : nullptr};
    if (!handle) throw std::bad_alloc{};
    CURL* const curl = handle.get();
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    // Signals are the whole program's, not a thread's.
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, static_cast<long>(redirects));
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "triptych");
    return handle;
}

}  // namespace triptych::network
