/// Download with threads.
#pragma once

#include <vector>

#include "common/network/download.hpp"

namespace triptych::threads {

/// Returns what came of each file of the list, with `workers` files at a time. Throws what
/// ThreadPool throws. `report` must not throw.
std::vector<network::Downloaded> download(const network::DownloadList& list,
                                          const network::DownloadSettings& settings, int workers,
                                          const network::Report& report);

}  // namespace triptych::threads
