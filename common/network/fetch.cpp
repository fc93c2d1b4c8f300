#include "common/network/fetch.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <new>
#include <string_view>
#include <utility>

#include "common/network/curl_handle.hpp"

namespace triptych::network {

struct Transfer::State {
    CurlHandle curl;
    FetchLimits limits;
    std::string body;
    bool is_too_large = false;
};

namespace {

/// curl calls this for each piece of the body; another number than the piece's size ends the
/// transfer.
std::size_t receive(const char* piece, std::size_t /*one*/, std::size_t size, void* user) noexcept {
    Transfer::State& state = *static_cast<Transfer::State*>(user);
    if (size > state.limits.bytes - state.body.size()) {
        state.is_too_large = true;
        return 0;
    }
    try {
        state.body.append(piece, size);
    } catch (const std::bad_alloc&) {
        return 0;
    }
    return size;
}

/// In our own words what users meet often; the rest in curl's, which never depend on the moment.
std::string error_text(CURLcode code, const FetchLimits& limits, bool is_too_large) {
    if (is_too_large) return fmt::format("larger than {} bytes", limits.bytes);
    if (code == CURLE_OPERATION_TIMEDOUT)
        return fmt::format("no answer within {} ms", limits.timeout.count());
    if (code == CURLE_TOO_MANY_REDIRECTS)
        return fmt::format("more than {} redirects", limits.redirects);
    return curl_easy_strerror(code);
}

bool names_html(const char* type) {
    if (type == nullptr) return true;  // browsers guess as well
    const std::string_view text{type};
    return text.starts_with("text/html") || text.starts_with("application/xhtml+xml");
}

}  // namespace

Transfer::Transfer(const std::string& url, const FetchLimits& limits)
    : state_{std::make_unique<State>()} {
    state_->curl = new_transfer(url, limits.redirects);
    state_->limits = limits;
    CURL* const curl = state_->curl.get();
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.timeout.count()));
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");  // all that curl can decompress
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, state_.get());
}

Transfer::~Transfer() = default;

int Transfer::perform() {
    return curl_easy_perform(state_->curl.get());
}

void* Transfer::handle() noexcept {
    return state_->curl.get();
}

Page Transfer::take(int code) {
    Page page;
    if (code != CURLE_OK) {
        page.error = error_text(static_cast<CURLcode>(code), state_->limits, state_->is_too_large);
        return page;
    }
    long status = 0;
    curl_easy_getinfo(state_->curl.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status >= 300) {
        page.error = fmt::format("HTTP status {}", status);
        return page;
    }
    const char* text = nullptr;
    curl_easy_getinfo(state_->curl.get(), CURLINFO_EFFECTIVE_URL, &text);
    page.address = text;
    const char* type = nullptr;
    curl_easy_getinfo(state_->curl.get(), CURLINFO_CONTENT_TYPE, &type);
    page.is_html = names_html(type);
    page.body = std::move(state_->body);
    return page;
}

}  // namespace triptych::network
