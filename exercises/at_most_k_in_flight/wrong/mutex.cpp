// expects: awaits_in_sequence
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/semaphore.hpp"
#include "exercise.hpp"

using triptych::coroutines::Semaphore;
using triptych::coroutines::Task;

namespace {

Task<> with_permit(Semaphore& permits, int page, const Download& download) {
    const auto permit = co_await permits.acquire();
    co_await download(page);
}

}  // namespace

Task<> download_all(int pages, int /*most*/, Download download) {
    Semaphore permits{1};
    std::vector<Task<>> tasks;
    for (int page = 0; page < pages; ++page)
        tasks.push_back(with_permit(permits, page, download));
    co_await triptych::coroutines::gather(std::move(tasks));
}
