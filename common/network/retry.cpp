#include "common/network/retry.hpp"

#include <algorithm>
#include <cstdint>
#include <curl/curl.h>

namespace triptych::network {

using std::chrono::milliseconds;

bool code_may_pass(int code) {
    return code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
           code == CURLE_OPERATION_TIMEDOUT || code == CURLE_RECV_ERROR ||
           code == CURLE_SEND_ERROR || code == CURLE_PARTIAL_FILE || code == CURLE_GOT_NOTHING;
}

bool status_may_pass(long status) {
    return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 ||
           status == 504;
}

milliseconds pause_after_attempt(int number, milliseconds first_pause, void* curl) {
    constexpr milliseconds longest{10'000};
    const milliseconds doubled = first_pause * (std::int64_t{1} << std::min(number - 1, 10));
    curl_off_t asked = 0;  // in seconds
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &asked);
    asked = std::min<curl_off_t>(asked, 10);
    return std::min(longest, std::max<milliseconds>(doubled, std::chrono::seconds{asked}));
}

}  // namespace triptych::network
