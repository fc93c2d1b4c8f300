/// How far the downloads of a list are.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace triptych::network {

/// Thread safety: any thread, and any process if it is in shared memory.
struct Tally {
    std::atomic<std::int64_t> files{0};     // ended, with an error or without
    std::atomic<std::int64_t> bytes{0};     // received in this run
    std::atomic<std::int64_t> sized{0};     // files whose size the server has said
    std::atomic<std::int64_t> unsized{0};   // files that ended, but the server never said it
    std::atomic<std::int64_t> expected{0};  // bytes that are received in this run if all goes well
};

/// An estimate of the bytes that are still to be received for a list of so many files: the files
/// of unknown size are taken to be as large as the others are on average. Nullopt as long as no
/// size is known.
std::optional<std::int64_t> bytes_left(const Tally& tally, std::size_t files);

}  // namespace triptych::network
