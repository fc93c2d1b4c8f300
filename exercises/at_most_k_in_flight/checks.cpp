#include <algorithm>
#include <vector>

#include "coroutines/primitives/sleep.hpp"
#include "exercise.hpp"
#include "exercises/support/run_to_end.hpp"

namespace triptych::exercises {
namespace {

using coroutines::Task;

struct Server {
    std::vector<int> pages;  // in the order in which they were asked for
    int in_flight = 0;
    int peak = 0;
};

Task<> serve(Server& server, int page) {
    server.pages.push_back(page);
    server.peak = std::max(server.peak, ++server.in_flight);
    for (int turn = 0; turn < 3; ++turn)
        co_await coroutines::yield();
    --server.in_flight;
}

Server used(int pages, int most) {
    Server server;
    run_to_end(download_all(pages, most, [&](int page) { return serve(server, page); }),
               "download_all waits for ever");
    return server;
}

void expect_all_pages(int pages, int most) {
    Server server = used(pages, most);
    expect_equal(server.in_flight, 0,
                 "the number of downloads that are not done when download_all");
    std::ranges::sort(server.pages);
    std::vector<int> all;
    for (int page = 0; page < pages; ++page)
        all.push_back(page);
    expect(server.pages == all, "with " + std::to_string(pages) + " pages, " +
                                    std::to_string(most) +
                                    " at a time, not each page was downloaded once");
}

void all_pages() {
    expect_all_pages(0, 3);
    expect_all_pages(1, 1);
    expect_all_pages(5, 2);
    expect_all_pages(3, 10);
}

// Only of an answer that downloads each page once is anything else said.

void never_more() {
    all_pages();
    for (const int most : {1, 2, 4}) {
        const Server server = used(9, most);
        expect(server.peak <= most,
               "at most " + std::to_string(most) + " are allowed, and " +
                   std::to_string(server.peak) + " were in flight",
               "unbounded_in_flight");
    }
}

Task<> meet(TaskMeeting& meeting) {
    co_await meeting.enter();
}

void as_many_as_allowed() {
    all_pages();
    TaskMeeting three{3};
    run_to_end(download_all(3, 3, [&](int) { return meet(three); }),
               "three are allowed; each of three waits until all are in flight, and they never are",
               "awaits_in_sequence");
}

Task<> second_page_is_quick(int page, coroutines::Event& third) {
    if (page == 2) third.set();
    if (page == 0) co_await third.wait();
}

void next_one_begins() {
    as_many_as_allowed();
    coroutines::Event third;
    run_to_end(download_all(3, 2, [&](int page) { return second_page_is_quick(page, third); }),
               "two are allowed; page 1 has ended, page 0 goes on, and page 2 does not begin",
               "sequential_in_disguise");
    TaskMeeting last_two{2};
    run_to_end(download_all(4, 2,
                            [&](int page) {
                                return page < 2 ? second_page_is_quick(1, third) : meet(last_two);
                            }),
               "two are allowed; pages 0 and 1 have ended, and pages 2 and 3 are not in flight "
               "together",
               "sequential_in_disguise");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "each page is downloaded once", .run = all_pages},
        {.name = "never are more in flight than are allowed", .run = never_more},
        {.name = "as many are in flight as are allowed", .run = as_many_as_allowed},
        {.name = "when one has ended, the next one begins", .run = next_one_begins},
    };
}

}  // namespace triptych::exercises
