#include "trace/recorder/recording.hpp"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <map>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>

#include "common/stable_order.hpp"

namespace triptych::trace {
namespace {

[[noreturn]] void fail(const char* call) {
    throw std::system_error{errno, std::generic_category(), call};
}

void copy_events(const Chunk& chunk, std::vector<Recorded>& events) {
    for (const Event& event : chunk.events) {
        const Kind kind = event.kind.load(std::memory_order_acquire);
        if (kind == Kind::none) continue;
        events.push_back({.time = event.time,
                          .task = event.task,
                          .object = event.object,
                          .value = event.value,
                          .flags = event.flags,
                          .reason = event.reason,
                          .kind = kind});
    }
}

}  // namespace

Recording::Recording(std::uint32_t chunks)
    : bytes_{(std::size_t{1} + chunks) * chunk_bytes},
      file_{::memfd_create("triptych-trace", MFD_CLOEXEC)} {
    if (!file_.is_open()) fail("memfd_create");
    if (::ftruncate(file_.get(), static_cast<off_t>(bytes_)) == -1) fail("ftruncate");
    void* const memory =
        ::mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_SHARED, file_.get(), 0);
    if (memory == MAP_FAILED) fail("mmap");
    buffer_ = Buffer{memory};
    Header& header = *new (memory) Header;
    header.version = format_version;
    header.chunks = chunks;
    header.magic = magic;
}

Recording::~Recording() {
    ::munmap(&buffer_.header(), bytes_);
}

std::string Recording::path() const {
    return fmt::format("/proc/{}/fd/{}", ::getpid(), file_.get());
}

std::vector<RecordedLane> Recording::read() const {
    const Header& header = buffer_.header();
    const auto taken = std::min(header.chunks, header.next_chunk.load(std::memory_order_relaxed));
    std::map<std::uint32_t, RecordedLane> lanes;
    for (std::uint32_t i = 0; i < taken; ++i) {
        const Chunk& chunk = buffer_.chunk(i);
        const auto number = chunk.lane.load(std::memory_order_acquire);
        if (number == 0) continue;
        RecordedLane& lane = lanes[number];
        lane.lane = number;
        lane.pid = static_cast<pid_t>(chunk.pid);
        lane.tid = static_cast<pid_t>(chunk.tid);
        copy_events(chunk, lane.events);
    }
    std::vector<RecordedLane> sorted;
    for (auto& [number, lane] : lanes) {
        sort_stably(lane.events, &Recorded::time);
        sorted.push_back(std::move(lane));
    }
    return sorted;
}

}  // namespace triptych::trace
