/// Crawl with threads.
#pragma once

#include "common/network/crawl.hpp"

namespace triptych::threads {

/// Returns the lines of each page, with `workers` pages at a time. Throws what ThreadPool throws.
std::vector<std::string> crawl(const network::Urls& urls, const network::FetchLimits& limits,
                               int workers);

}  // namespace triptych::threads
