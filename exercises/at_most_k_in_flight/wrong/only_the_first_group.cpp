// expects: wrong_result
#include <algorithm>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<> download_all(int pages, int most, Download download) {
    std::vector<Task<>> group;
    for (int page = 0; page < std::min(pages, most); ++page)
        group.push_back(download(page));
    co_await triptych::coroutines::gather(std::move(group));
}
