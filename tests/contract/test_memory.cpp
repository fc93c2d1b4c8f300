/// Whose memory it is, in each model.
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"

using namespace triptych;

TEST_CASE("a thread and a coroutine write into their creator's memory, and copy nothing") {
    constexpr std::int64_t pages = 500;
    for (const Visibility& visibility :
         {threads::memory_isolation(pages), coroutines::memory_isolation(pages)}) {
        CHECK(check_all_seen(pages, visibility) == "");
        CHECK(visibility.faults < pages / 10);
    }
}

TEST_CASE("a child writes into copies of its own: nothing is seen, and each page is a fault") {
    constexpr std::int64_t pages = 500;
    const Visibility visibility = processes::memory_isolation_private(pages);
    CHECK(check_nothing_seen(pages, visibility) == "");
    CHECK(visibility.faults >=
          pages / 2);  // one may bring in several, if the kernel's pages are large
}

TEST_CASE("a child's notes in a shared mapping are seen") {
    constexpr std::int64_t pages = 500;
    CHECK(check_all_seen(pages, processes::memory_isolation_shared(pages)) == "");
}
