/// Crawl with coroutines.
#pragma once

#include "common/network/crawl.hpp"
#include "common/run_elsewhere.hpp"

namespace triptych::coroutines {

/// Returns the lines of each page, with `most` pages at a time.
std::vector<std::string> crawl(const network::Urls& urls, const network::FetchLimits& limits,
                               int most);

/// The same, but pages are parsed by `elsewhere`.
std::vector<std::string> crawl_offloaded(const network::Urls& urls,
                                         const network::FetchLimits& limits, int most,
                                         const RunElsewhere& elsewhere);

}  // namespace triptych::coroutines
