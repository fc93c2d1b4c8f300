// Workers take the pages from a queue.
#include "coroutines/primitives/queue.hpp"

#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "exercise.hpp"

using namespace triptych::coroutines;

namespace {

Task<> work(Queue<int>& pages, const Download& download) {
    while (!pages.empty()) {
        const int page = co_await pages.get();
        co_await download(page);
    }
}

}  // namespace

Task<> download_all(int pages, int most, Download download) {
    Queue<int> queue;
    for (int page = 0; page < pages; ++page)
        co_await queue.put(page);
    std::vector<Task<>> workers;
    for (int i = 0; i < most; ++i)
        workers.push_back(work(queue, download));
    co_await gather(std::move(workers));
}
