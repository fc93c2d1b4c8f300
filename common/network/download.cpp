#include "common/network/download.hpp"

#include <algorithm>
#include <curl/curl.h>
#include <exception>
#include <fmt/format.h>
#include <optional>
#include <span>
#include <utility>

#include "common/network/answer.hpp"
#include "common/network/curl_handle.hpp"
#include "common/network/partial_file.hpp"
#include "common/network/retry.hpp"

namespace triptych::network {
namespace {

using std::chrono::milliseconds;

template <std::size_t size>
void set_text(std::array<char, size>& to, std::string_view text) {
    const auto kept = std::min(text.size(), size - 1);
    std::ranges::copy(text.substr(0, kept), to.begin());
    to.at(kept) = '\0';
}

constexpr std::int64_t longest_error_page = 1 << 20;

}  // namespace

struct FileDownload::State {
    const WantedFile& wanted;
    const DownloadSettings& settings;
    Tally& tally;
    std::optional<SumOfFile> there = std::nullopt;
    std::optional<PartialFile> part = std::nullopt;
    CurlHeaders headers = nullptr;  // curl reads them
    CurlHandle curl = nullptr;
    Downloaded result = {};
    bool is_over = false;
    bool is_sized = false;  // the server has said the size
    bool was_here = false;  // some bytes are from an earlier run

    // Of this attempt:
    Answer answer = {};          // once has_begun
    bool has_begun = false;      // the body, or the end without one
    bool is_error_page = false;  // the body is not the file's
    std::int64_t discarded = 0;  // bytes of an error page
    std::int64_t left = 0;       // bytes that the tally still expects of it
    std::string failure = {};    // what this program could not do; empty if nothing

    void begin_body();
    bool receive(std::span<const char> piece);
    bool add_what_is_there();
    milliseconds fail(std::string_view why);
    milliseconds fail_or_retry(std::string_view why, bool may_pass);
    milliseconds restart();
    milliseconds complete();
    milliseconds judge(CURLcode code);
};

namespace {

/// curl calls this for each piece of the body; another number than the piece's size ends the
/// transfer.
template <typename State>
std::size_t receive_piece(const char* piece, std::size_t /*one*/, std::size_t size,
                          void* user) noexcept {
    State& state = *static_cast<State*>(user);
    try {
        return state.receive({piece, size}) ? size : 0;
    } catch (const std::exception& error) {
        state.failure = error.what();
        return 0;
    }
}

}  // namespace

/// Looks at the answer, when its headers are here.
void FileDownload::State::begin_body() {
    if (std::exchange(has_begun, true)) return;
    answer = read_answer(curl.get());
    if (answer.status == 200 && part->size() > 0) restart();  // the server sends all of it
    // A server may ignore If-Range, and send the rest of another version.
    const bool is_other = part->size() > 0 && !part->version().empty() && !answer.version.empty() &&
                          answer.version != part->version();
    is_error_page = answer.first != part->size() || is_other;
    if (is_error_page) return;
    if (part->size() == 0) part->set_version(answer.version);
    if (answer.size < 0) return;
    left = answer.size - part->size();
    tally.expected += left;
    if (!std::exchange(is_sized, true)) ++tally.sized;
    result.bytes = answer.size;
}

bool FileDownload::State::receive(std::span<const char> piece) {
    begin_body();
    const auto size = static_cast<std::int64_t>(piece.size());
    if (is_error_page) return (discarded += size) <= longest_error_page;
    part->append(piece);
    tally.bytes += size;
    left -= size;
    return true;
}

/// Returns false when the file that is there has been read.
bool FileDownload::State::add_what_is_there() {
    if (there->hash_next_piece()) return true;
    const std::string sum = there->sha256();
    if (!wanted.sha256.empty() && sum != wanted.sha256) {
        fail("a file of that name is there, with another SHA-256");
        return false;
    }
    result.bytes = there->bytes();
    set_text(result.sha256, sum);
    result.was_there = is_over = true;
    return false;
}

milliseconds FileDownload::State::fail(std::string_view why) {
    set_text(result.error, why);
    is_over = true;
    return milliseconds{0};
}

milliseconds FileDownload::State::fail_or_retry(std::string_view why, bool may_pass) {
    if (may_pass && result.attempts < settings.attempts)
        return pause_after_attempt(result.attempts, settings.first_pause, curl.get());
    return fail(may_pass && result.attempts > 1 ? fmt::format("{}, {} times", why, result.attempts)
                                                : std::string{why});
}

/// What is here belongs to something else: the next attempt begins with the first byte.
milliseconds FileDownload::State::restart() {
    part->restart();
    part->set_version("");
    was_here = false;
    return milliseconds{0};
}

milliseconds FileDownload::State::complete() {
    const std::string sum = part->sha256();
    if (!wanted.sha256.empty() && sum != wanted.sha256) {
        if (was_here) return restart();
        part->restart();
        return fail(fmt::format("its SHA-256 is {}, not that of the list", sum));
    }
    result.bytes = part->size();
    set_text(result.sha256, sum);
    part->finish();
    is_over = true;
    return milliseconds{0};
}

milliseconds FileDownload::State::judge(CURLcode code) {
    if (!failure.empty()) return fail(failure);
    if (code == CURLE_OPERATION_TIMEDOUT)
        return fail_or_retry(fmt::format("no answer within {} ms", settings.timeout.count()), true);
    if (code != CURLE_OK && (code != CURLE_WRITE_ERROR || !is_error_page))
        return fail_or_retry(curl_easy_strerror(code), code_may_pass(code));
    begin_body();  // of an empty file
    if (!is_error_page)
        return left > 0 ? fail_or_retry("the server sent only a part of it", true) : complete();
    if (answer.status == 416 && part->size() > 0)
        return answer.size == part->size() ? complete() : restart();
    if (answer.status == 206)
        return part->size() > 0 ? restart() : fail_or_retry("a wrong part", false);
    return fail_or_retry(fmt::format("HTTP status {}", answer.status),
                         status_may_pass(answer.status));
}

FileDownload::FileDownload(const WantedFile& wanted, const DownloadSettings& settings, Tally& tally)
    : state_{new State{.wanted = wanted, .settings = settings, .tally = tally}} {}

FileDownload::~FileDownload() {
    if (!state_->is_sized) ++state_->tally.unsized;
    ++state_->tally.files;
}

bool FileDownload::prepare() {
    State& state = *state_;
    try {
        if (state.there) return state.add_what_is_there();
        if (state.part) return state.part->hash_next_piece();
        if (PartialFile::is_finished(state.settings.folder, state.wanted.name)) {
            state.there.emplace(state.settings.folder, state.wanted.name);
            return true;
        }
        state.part.emplace(state.settings.folder, state.wanted.name);
        state.was_here = state.part->size() > 0;
        return state.was_here;
    } catch (const std::exception& error) {
        state.fail(error.what());
        return false;
    }
}

const Downloaded& FileDownload::result() const noexcept {
    return state_->result;
}

bool FileDownload::is_wanted() const noexcept {
    return !state_->is_over;
}

void* FileDownload::handle() {
    State& state = *state_;
    ++state.result.attempts;
    state.has_begun = state.is_error_page = false;
    state.discarded = state.left = 0;
    // Without knowing which version it is, only the list's sum can tell whether the rest fits.
    if (state.part->size() > 0 && state.part->version().empty() && state.wanted.sha256.empty())
        state.restart();
    state.curl = new_transfer(state.wanted.url, state.settings.redirects);
    CURL* const curl = state.curl.get();
    const auto longest = static_cast<long>(state.settings.timeout.count());
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, longest);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, std::max(1L, (longest + 999) / 1000));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &receive_piece<State>);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &state);
    if (state.part->size() > 0) {
        curl_easy_setopt(curl, CURLOPT_RANGE, fmt::format("{}-", state.part->size()).c_str());
        if (!state.part->version().empty())
            state.headers = add_header(curl, "If-Range: " + state.part->version());
    }
    return curl;
}

int FileDownload::perform() {
    return curl_easy_perform(handle());
}

milliseconds FileDownload::pause_after(int code) {
    State& state = *state_;
    milliseconds pause{0};
    try {
        pause = state.judge(static_cast<CURLcode>(code));
    } catch (const std::exception& error) {
        state.fail(error.what());
    }
    state.tally.expected -= state.left;
    return pause;
}

}  // namespace triptych::network
