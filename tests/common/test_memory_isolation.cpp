/// Notes in pages, and who sees them.
#include <vector>

#include "catch.hpp"
#include "common/workloads/memory_isolation.hpp"
#include "common/workloads/sequential.hpp"

using namespace triptych;

TEST_CASE("each page has the size and the place of one of the kernel's") {
    const std::vector<Page> pages(3);
    CHECK(sizeof(Page) == page_bytes);
    CHECK(reinterpret_cast<std::uintptr_t>(pages.data()) % page_bytes == 0);
}

TEST_CASE("what was written is seen, what was not is blank, and the rest is neither") {
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

TEST_CASE("a note that the creator does not see is a fault, if memory is shared") {
    CHECK(check_all_seen(4, {.noted = 4}).empty());
    CHECK(check_all_seen(4, {.noted = 3}) == "of 4 pages that a worker wrote its creator sees 3");
}

TEST_CASE("a note that the creator does see is a fault, if memory is not shared") {
    CHECK(check_nothing_seen(4, {.blank = 4}).empty());
    CHECK(check_nothing_seen(4, {.noted = 1, .blank = 3}) ==
          "of 4 pages that a worker wrote for itself its creator sees 1");
}

TEST_CASE("who writes sees what he wrote") {
    CHECK(check_all_seen(5, sequential::memory_isolation(5)).empty());
}
