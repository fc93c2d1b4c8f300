/// Memory isolation with processes: after fork, the child has a copy of its parent's memory. The
/// kernel copies a page when one of them writes to it (copy-on-write). Only a shared mapping is
/// the same memory for both.
#include "common/workloads/memory_isolation.hpp"

#include <vector>

#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared_array.hpp"

namespace triptych::processes {
namespace {

Visibility write_and_look(std::span<Page> pages) {
    Pipe<std::int64_t> faults;
    Process worker{[&] { faults.put(write_notes(pages)); }};
    const auto reported = faults.take();
    worker.join();
    return look_at(pages, reported.value());
}

}  // namespace

Visibility memory_isolation_shared(std::int64_t count) {
    SharedArray<Page> pages{static_cast<std::size_t>(count)};
    return write_and_look(pages.values());
}

/// Broken on purpose: the child writes to its own copies of the pages (copy-on-write), and they
/// are lost when it exits. Nothing is shared, so there is no race and no undefined behaviour: the
/// child does its work, and nobody ever sees the result.
Visibility memory_isolation_private(std::int64_t count) {
    std::vector<Page> pages(static_cast<std::size_t>(count));
    return write_and_look(pages);
}

}  // namespace triptych::processes
