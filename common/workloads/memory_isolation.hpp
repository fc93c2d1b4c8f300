/// Memory isolation: a worker writes a note into each of many pages. Does its creator see them?
///
/// Concepts: process, copy-on-write, shared memory, happens-before
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "common/metrics.hpp"

namespace triptych {

/// The unit in which the kernel copies memory and shares it (4 KiB on x86-64 and most Arm).
inline constexpr std::size_t page_bytes = 4096;

struct alignas(page_bytes) Page {
    std::int64_t note = 0;  // 0: not written yet
};

/// Writes a note into each of the pages. Returns the number of page faults of the calling
/// thread: how often the kernel had to map or copy a page.
std::int64_t write_notes(std::span<Page> pages);

/// What the creator of the worker sees in the pages after the worker has ended.
struct Visibility {
    std::int64_t noted = 0;   // pages with the right note
    std::int64_t blank = 0;   // pages without a note; all others have a wrong one
    std::int64_t faults = 0;  // as write_notes() returned
};
Visibility look_at(std::span<const Page> pages, std::int64_t faults);

/// Returns an error message; empty if the creator sees all that its worker wrote.
std::string check_all_seen(std::int64_t pages, const Visibility& visibility);

/// The same for a worker with its own memory: the creator sees none of its notes.
std::string check_nothing_seen(std::int64_t pages, const Visibility& visibility);

/// seen: the pages in which the creator found a note; faults: as write_notes() returned.
Metrics visibility_metrics(const Visibility& visibility);

}  // namespace triptych
