/// Crawl with processes.
#pragma once

#include "common/network/crawl.hpp"

namespace triptych::processes {

/// Returns the lines of each page, with `workers` pages at a time. Throws what ProcessPool throws.
/// Requires: this process has one thread.
std::vector<std::string> crawl(const network::Urls& urls, const network::FetchLimits& limits,
                               int workers);

}  // namespace triptych::processes
