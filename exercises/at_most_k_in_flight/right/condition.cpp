// Counts by itself, and waits for a condition.
#include <vector>

#include "coroutines/primitives/event.hpp"
#include "coroutines/primitives/gather.hpp"
#include "exercise.hpp"

using namespace triptych::coroutines;

namespace {

struct Limit {
    int free;
    Event changed;
};

Task<> one(Limit& limit, int page, const Download& download) {
    while (limit.free == 0) {
        limit.changed.clear();
        co_await limit.changed.wait();
    }
    --limit.free;
    co_await download(page);
    ++limit.free;
    limit.changed.set();
}

}  // namespace

Task<> download_all(int pages, int most, Download download) {
    Limit limit{most, {}};
    std::vector<Task<>> tasks;
    for (int page = 0; page < pages; ++page)
        tasks.push_back(one(limit, page, download));
    co_await gather(std::move(tasks));
}
