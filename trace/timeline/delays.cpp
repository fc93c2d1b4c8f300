#include "trace/timeline/delays.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <set>
#include <unistd.h>

#include "common/descriptor.hpp"
#include "trace/recorder/writer.hpp"

namespace triptych::trace {
namespace {

constexpr Time least_delay = 20'000;  // shorter ones are not shown: switching itself takes some

/// The sum of the thread's waits for a core; -1 if there is no such thread, or no such file.
std::int64_t read_delay(pid_t pid, pid_t tid) {
    const std::string path = fmt::format("/proc/{}/task/{}/schedstat", pid, tid);
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    std::array<char, 64> text{};
    if (!file.is_open() || ::read(file.get(), text.data(), text.size() - 1) <= 0) return -1;
    unsigned long long ran = 0;
    unsigned long long waited = 0;
    // NOLINTNEXTLINE(cert-err34-c): the kernel writes numbers
    if (std::sscanf(text.data(), "%llu %llu", &ran, &waited) != 2) return -1;
    return static_cast<std::int64_t>(waited);
}

Time time_of(const Delay& delay) {
    return static_cast<Time>(delay.time);
}

/// The growth of the sum between two looks.
Time growth(const Delay& from, const Delay& to) {
    return static_cast<Time>(to.waited - from.waited);
}

/// One span that is "ready or running", in parts.
void split(const Span& span, std::span<const Delay> delays, std::vector<Span>& parts) {
    const auto part = [&](Time begin, Time end, State state) {
        if (end <= begin) return;
        Span one = span;
        one.begin = begin;
        one.end = end;
        one.state = state;
        parts.push_back(one);
    };
    const auto first = std::ranges::upper_bound(delays, span.begin, {}, time_of);
    const auto after = std::ranges::lower_bound(delays, span.end, {}, time_of);
    const Delay before = first == delays.begin() ? Delay{} : *std::prev(first);
    if (after != delays.end() && growth(before, *after) < least_delay)
        return part(span.begin, span.end, State::running);
    if (after - first < 2) return part(span.begin, span.end, State::ready_or_running);

    std::vector<std::pair<Time, Time>> waits;
    for (auto look = first + 1; look != after; ++look)
        if (const Time grown = growth(*(look - 1), *look); grown >= least_delay)
            waits.emplace_back(std::max(span.begin, time_of(*look) - grown), time_of(*look));
    // A wait that lasted at the last look may have begun before it.
    const Time unknown = after == delays.end() ? time_of(*(after - 1)) - time_of(*(after - 2))
                                               : growth(*(after - 1), *after);
    const Time last =
        unknown < least_delay ? time_of(*(after - 1)) : time_of(*(after - 1)) - unknown;
    Time at = time_of(*first);
    if (!waits.empty()) at = std::min(at, waits.front().first);
    part(span.begin, at, State::ready_or_running);
    for (const auto& [begin, end] : waits) {
        if (begin > at) part(std::exchange(at, begin), begin, State::running);
        if (end > at) part(std::exchange(at, end), end, State::ready);
    }
    if (last > at) part(std::exchange(at, last), last, State::running);
    part(at, span.end, State::ready_or_running);
}

}  // namespace

std::chrono::duration<double> DelayWatch::collect() {
    const std::uint64_t begun = now();
    const Buffer buffer = recording_.buffer();
    const auto taken = std::min(buffer.header().chunks, buffer.header().next_chunk.load());
    std::set<std::pair<pid_t, pid_t>> known{threads_.begin(), threads_.end()};
    for (; chunks_ < taken; ++chunks_) {
        const Chunk& chunk = buffer.chunk(chunks_);
        if (chunk.lane.load(std::memory_order_acquire) == 0) break;  // it is being taken just now
        known.emplace(static_cast<pid_t>(chunk.pid), static_cast<pid_t>(chunk.tid));
    }
    threads_.clear();
    for (const auto& [pid, tid] : known) {
        const std::int64_t waited = read_delay(pid, tid);
        if (waited < 0) continue;
        delays_.push_back(
            {.time = now(), .tid = tid, .waited = static_cast<std::uint64_t>(waited)});
        threads_.emplace_back(pid, tid);
    }
    const std::chrono::duration<double> taken_time = std::chrono::nanoseconds{now() - begun};
    return std::max(std::chrono::duration<double>{0.001}, 4 * taken_time);
}

std::vector<Span> split_by_delays(const std::vector<Span>& spans, std::span<const Delay> delays) {
    std::vector<Span> parts;
    for (const Span& span : spans) {
        if (span.state == State::ready_or_running)
            split(span, delays, parts);
        else
            parts.push_back(span);
    }
    return parts;
}

}  // namespace triptych::trace
