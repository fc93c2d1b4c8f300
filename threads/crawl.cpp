/// Crawl with threads: a few threads fetch page after page. Each waits in the kernel, and then
/// parses, so pages are parsed on all cores.
#include "threads/crawl.hpp"

#include "threads/primitives/thread_pool.hpp"

namespace triptych::threads {

using namespace network;

std::vector<std::string> crawl(const Urls& urls, const FetchLimits& limits, int workers) {
    ThreadPool pool{workers};
    return pool.map([&](const std::string& url) { return crawl_page(url, limits); }, urls);
}

}  // namespace triptych::threads
