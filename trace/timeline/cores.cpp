#include "trace/timeline/cores.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <ctime>
#include <linux/perf_event.h>
#include <optional>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/descriptor.hpp"

namespace triptych::trace {
namespace {

constexpr std::size_t page = 4096;
constexpr std::size_t data_bytes = 64 * page;  // a power of two, as the kernel demands

Descriptor open_switches(int core) {
    perf_event_attr wanted{};
    wanted.type = PERF_TYPE_SOFTWARE;
    wanted.size = sizeof wanted;
    wanted.config = PERF_COUNT_SW_DUMMY;
    wanted.context_switch = 1;
    wanted.inherit = 1;
    wanted.exclude_kernel = 1;  // which anyone may watch; a switch is told all the same
    wanted.exclude_hv = 1;
    wanted.sample_id_all = 1;
    wanted.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME;
    wanted.use_clockid = 1;
    wanted.clockid = CLOCK_MONOTONIC;
    return Descriptor{static_cast<int>(
        ::syscall(SYS_perf_event_open, &wanted, 0, core, -1, PERF_FLAG_FD_CLOEXEC))};
}

}  // namespace

/// One core's buffer, which the kernel writes and we read.
class CoreWatch::PerCore {
public:
    explicit PerCore(int core) : event_{open_switches(core)} {
        if (!event_.is_open()) return;
        void* const memory =
            ::mmap(nullptr, page + data_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, event_.get(), 0);
        if (memory != MAP_FAILED) memory_ = static_cast<std::byte*>(memory);
    }
    PerCore(const PerCore&) = delete;
    PerCore& operator=(const PerCore&) = delete;
    ~PerCore() {
        if (memory_ != nullptr) ::munmap(memory_, page + data_bytes);
    }

    bool is_open() const { return memory_ != nullptr; }

    void read(std::vector<Switch>& switches, std::uint64_t& lost) {
        auto& state = *reinterpret_cast<perf_event_mmap_page*>(memory_);
        const std::uint64_t head = std::atomic_ref{state.data_head}.load(std::memory_order_acquire);
        std::uint64_t tail = state.data_tail;
        while (tail < head) {
            const auto header = copy<perf_event_header>(tail);
            if (header.type == PERF_RECORD_SWITCH) {
                struct Body {
                    perf_event_header header;
                    std::uint32_t pid;
                    std::uint32_t tid;
                    std::uint64_t time;
                };
                const auto body = copy<Body>(tail);
                switches.push_back(
                    {.time = body.time,
                     .tid = static_cast<pid_t>(body.tid),
                     .gets_core = (header.misc & PERF_RECORD_MISC_SWITCH_OUT) == 0,
                     .preempted = (header.misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT) != 0});
            } else if (header.type == PERF_RECORD_LOST) {
                lost += copy<std::array<std::uint64_t, 3>>(tail)[2];
            }
            tail += header.size;
        }
        std::atomic_ref{state.data_tail}.store(tail, std::memory_order_release);
    }

private:
    /// From the kernel's ring, whose end may lie in the middle of it.
    template <typename T>
    T copy(std::uint64_t from) const {
        std::array<std::byte, sizeof(T)> bytes{};
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = memory_[page + ((from + i) & (data_bytes - 1))];
        T value{};
        std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }

    Descriptor event_;
    std::byte* memory_ = nullptr;  // null if it is not allowed
};

CoreWatch::CoreWatch() {
    const long count = ::sysconf(_SC_NPROCESSORS_CONF);
    for (int core = 0; core < count; ++core) {
        auto one = std::make_unique<PerCore>(core);
        if (one->is_open()) cores_.push_back(std::move(one));
    }
}

CoreWatch::~CoreWatch() = default;

bool CoreWatch::is_allowed() const {
    return !cores_.empty();
}

void CoreWatch::collect() {
    for (const auto& core : cores_)
        core->read(switches_, lost_);
}

}  // namespace triptych::trace
