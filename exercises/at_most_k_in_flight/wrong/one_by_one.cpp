// expects: awaits_in_sequence
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<> download_all(int pages, int /*most*/, Download download) {
    for (int page = 0; page < pages; ++page)
        co_await download(page);
}
