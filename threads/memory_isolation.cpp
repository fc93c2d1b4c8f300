/// Memory isolation with threads: there is none. What one thread writes all others see,
/// once join() or a lock has said when.
#include <thread>
#include <vector>

#include "threads/answers.hpp"

namespace triptych::threads {

Sight memory_isolation(std::int64_t count) {
    std::vector<Page> pages(static_cast<std::size_t>(count));
    std::int64_t faults = 0;
    std::jthread worker{[&] { faults = write_notes(pages); }};
    worker.join();
    return look_at(pages, faults);
}

}  // namespace triptych::threads
