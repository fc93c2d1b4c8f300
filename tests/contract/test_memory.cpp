/// Properties of every implementation of memory_isolation.
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"

using namespace triptych;

TEST_CASE(
    "memory_isolation: a thread and a coroutine write to their creator's memory, without copies") {
    constexpr std::int64_t pages = 500;
    for (const Visibility& visibility :
         {threads::memory_isolation(pages), coroutines::memory_isolation(pages)}) {
        CHECK(check_all_seen(pages, visibility) == "");
        CHECK(visibility.faults < pages / 10);
    }
}

TEST_CASE(
    "memory_isolation_private: a child writes to its own copies, with a page fault for each page") {
    constexpr std::int64_t pages = 500;
    const Visibility visibility = processes::memory_isolation_private(pages);
    CHECK(check_nothing_seen(pages, visibility) == "");
    CHECK(visibility.faults >=
          pages / 2);  // one fault may map several pages, if the kernel uses large ones
}

TEST_CASE("memory_isolation_shared: the parent sees the child's notes in a shared mapping") {
    constexpr std::int64_t pages = 500;
    CHECK(check_all_seen(pages, processes::memory_isolation_shared(pages)) == "");
}
