/// Too many pages at once: what you write.
#pragma once

#include <functional>

#include "coroutines/primitives/task.hpp"

using Download = std::function<triptych::coroutines::Task<>(int page)>;

/// Awaits download(page) for the pages 0 to pages - 1, `most` at a time.
triptych::coroutines::Task<> download_all(int pages, int most, Download download);
