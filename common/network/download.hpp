/// Download: fetch many files into a folder, each complete or not at all.
///
/// Concepts: I/O-bound, thread pool, event loop
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "common/network/download_list.hpp"
#include "common/network/tally.hpp"

namespace triptych::network {

struct DownloadSettings {
    int folder = -1;                            // its descriptor
    std::chrono::milliseconds timeout{30'000};  // without a byte, or without a connection
    int attempts = 5;
    std::chrono::milliseconds first_pause{250};  // before the second attempt; then twice as long
    int redirects = 10;
};

/// Called in the thread that waits for the downloads, about ten times a second.
using Report = std::function<void(const Tally&)>;
inline constexpr std::chrono::milliseconds report_interval{100};

/// What came of one file. Plain bytes, so that it can be sent to another process.
struct Downloaded {
    std::int64_t bytes = 0;         // of the whole file
    std::array<char, 65> sha256{};  // with a zero at its end
    std::array<char, 200> error{};  // the same; empty if the file is there
    bool was_there = false;         // from an earlier run
    std::int32_t attempts = 0;

    std::string_view sum() const { return sha256.data(); }
    std::string_view why_not() const { return error.data(); }
};

/// The download of one file: attempts, each of which goes on where the one before has ended. It
/// never waits between them: how to wait is the model's business.
///
///     while (file.prepare()) {}
///     while (file.is_wanted()) {
///         int code = file.perform();
///         sleep(file.pause_after(code));
///     }
///     return file.result();
///
/// Thread safety: one thread at a time.
class FileDownload {
public:
    /// Requires: all three live as long as this.
    FileDownload(const WantedFile& wanted, const DownloadSettings& settings, Tally& tally);
    FileDownload(const FileDownload&) = delete;
    FileDownload& operator=(const FileDownload&) = delete;
    ~FileDownload();

    /// Does a small part (at most a millisecond or so) of the work before the first attempt: reads
    /// what is here from an earlier run. Returns false when that is done.
    bool prepare();

    /// Whether another attempt should be made.
    bool is_wanted() const noexcept;

    /// The CURL* of the next attempt, for those who let it wait elsewhere (see CurlMulti).
    void* handle();

    /// Makes the next attempt, and blocks until its end. Returns curl's result code.
    int perform();

    /// An attempt has ended with `code`. Returns how long to wait before the next one; zero if
    /// there is none.
    std::chrono::milliseconds pause_after(int code);

    const Downloaded& result() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace triptych::network
