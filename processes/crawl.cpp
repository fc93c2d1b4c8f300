/// Crawl with processes: a few children fetch page after page. They inherit the URLs by
/// copy-on-write, and send the lines of each page to the parent as bytes. A page whose parser
/// crashes takes no other page with it.
#include "processes/crawl.hpp"

#include <numeric>

#include "processes/primitives/process_pool.hpp"

namespace triptych::processes {

using namespace network;

std::vector<std::string> crawl(const Urls& urls, const FetchLimits& limits, int workers) {
    ProcessPool pool{workers};
    std::vector<std::size_t> numbers(urls.size());
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    const auto crawl_one = [&urls, &limits](std::size_t number) {
        const std::string lines = crawl_page(urls[number], limits);
        return std::vector<char>(lines.begin(), lines.end());
    };
    std::vector<std::string> pages;
    for (const std::vector<char>& lines : pool.map(crawl_one, numbers))
        pages.emplace_back(lines.begin(), lines.end());
    return pages;
}

}  // namespace triptych::processes
