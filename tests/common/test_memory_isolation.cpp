/// The notes of memory_isolation, and their checks.
#include <vector>

#include "catch.hpp"
#include "common/workloads/memory_isolation.hpp"
#include "common/workloads/sequential.hpp"

using namespace triptych;

TEST_CASE("Page has the size and the alignment of a page of the kernel") {
    const std::vector<Page> pages(3);
    CHECK(sizeof(Page) == page_bytes);
    CHECK(reinterpret_cast<std::uintptr_t>(pages.data()) % page_bytes == 0);
}

TEST_CASE(
    "look_at counts written pages as noted, unwritten ones as blank, and wrong ones as neither") {
    std::vector<Page> pages(4);
    CHECK(look_at(pages, 0).blank == 4);
    CHECK(write_notes(pages) >= 0);
    CHECK(look_at(pages, 0).noted == 4);
    pages[1].note = 0;
    pages[2].note = -1;
    const Visibility visibility = look_at(pages, 7);
    CHECK(visibility.noted == 2);
    CHECK(visibility.blank == 1);
    CHECK(visibility_metrics(visibility) == Metrics{{"seen", 2}, {"faults", 7}});
}

TEST_CASE("check_all_seen reports a note that the creator does not see") {
    CHECK(check_all_seen(4, {.noted = 4}).empty());
    CHECK(check_all_seen(4, {.noted = 3}) ==
          "a worker wrote 4 pages, but its creator sees 3 of them");
}

TEST_CASE("check_nothing_seen reports a note that the creator sees") {
    CHECK(check_nothing_seen(4, {.blank = 4}).empty());
    CHECK(check_nothing_seen(4, {.noted = 1, .blank = 3}) ==
          "a worker wrote 4 private pages, but its creator sees 1 of them");
}

TEST_CASE("sequential::memory_isolation sees all its own notes") {
    CHECK(check_all_seen(5, sequential::memory_isolation(5)).empty());
}
