// expects: sequential_in_disguise
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<> download_all(int pages, int most, Download download) {
    for (int page = 0; page < pages;) {
        std::vector<Task<>> group;
        for (int i = 0; i < most && page < pages; ++i)
            group.push_back(download(page++));
        co_await triptych::coroutines::gather(std::move(group));
    }
}
