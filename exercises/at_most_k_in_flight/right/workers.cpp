// So many workers as are allowed take the next page.
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

Task<> work(int& next, int pages, const Download& download) {
    while (next < pages) {
        const int page = next++;
        co_await download(page);
    }
}

}  // namespace

Task<> download_all(int pages, int most, Download download) {
    int next = 0;
    std::vector<Task<>> workers;
    for (int i = 0; i < most; ++i)
        workers.push_back(work(next, pages, download));
    co_await triptych::coroutines::gather(std::move(workers));
}
