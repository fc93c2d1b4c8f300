// The suite's gather_bounded, with tasks that return something.
#include "coroutines/primitives/gather_bounded.hpp"

#include <vector>

#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

Task<bool> one(int page, const Download& download) {
    co_await download(page);
    co_return true;
}

}  // namespace

Task<> download_all(int pages, int most, Download download) {
    std::vector<Task<bool>> tasks;
    for (int page = 0; page < pages; ++page)
        tasks.push_back(one(page, download));
    co_await triptych::coroutines::gather_bounded(static_cast<std::size_t>(most), std::move(tasks));
}
