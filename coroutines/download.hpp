/// Download with coroutines.
#pragma once

#include <vector>

#include "common/network/download.hpp"

namespace triptych::coroutines {

/// Returns what came of each file of the list, with `most` files at a time.
/// `report` must not throw.
std::vector<network::Downloaded> download(const network::DownloadList& list,
                                          const network::DownloadSettings& settings, int most,
                                          const network::Report& report);

}  // namespace triptych::coroutines
