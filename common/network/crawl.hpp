/// Crawl: fetch many web pages, and list the links of each. The network is slow, and parsing is CPU
/// work.
///
/// Concepts: I/O-bound, thread pool, event loop, readiness and completion
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/network/fetch.hpp"

namespace triptych::network {

using Urls = std::vector<std::string>;

/// One URL a line: each once, in the order of the text. Blank lines, and those that begin with #,
/// do not count. Throws std::invalid_argument, with the line's number, if a line has control
/// characters or blanks within.
Urls read_urls(std::string_view text);

/// The lines of one page: "URL <tab> link <tab>" for each link; "URL <tab> <tab> error" if there is
/// no page.
std::string lines_of(const std::string& url, const Page& page);

/// Fetches and parses one page, and blocks meanwhile.
std::string crawl_page(const std::string& url, const FetchLimits& limits);

/// The lines of all pages as one table: a header, and the lines sorted by their bytes. So it does
/// not depend on the order in which the pages came.
std::string sorted_table(const std::vector<std::string>& lines_of_pages);

}  // namespace triptych::network
