// expects: sequential_in_disguise
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

Task<> work(int first, int pages, int step, const Download& download) {
    for (int page = first; page < pages; page += step)
        co_await download(page);
}

}  // namespace

Task<> download_all(int pages, int most, Download download) {
    std::vector<Task<>> workers;
    for (int i = 0; i < most; ++i)
        workers.push_back(work(i, pages, most, download));
    co_await triptych::coroutines::gather(std::move(workers));
}
