/// Memory isolation with threads: there is none. All threads share one memory; another thread
/// may read what one wrote once join() or a lock has ordered the two (happens-before).
#include "common/workloads/memory_isolation.hpp"

#include <thread>
#include <vector>

namespace triptych::threads {
namespace {

Visibility write_and_look(std::span<Page> pages) {
    std::int64_t faults = 0;
    std::jthread worker{[&] { faults = write_notes(pages); }};
    worker.join();
    return look_at(pages, faults);
}

}  // namespace

Visibility memory_isolation(std::int64_t count) {
    std::vector<Page> pages(static_cast<std::size_t>(count));
    return write_and_look(pages);
}

}  // namespace triptych::threads
