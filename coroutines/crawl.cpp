/// Crawl with coroutines: one thread waits for all pages at once. It parses them, too: while it
/// does, no other page makes progress. So there is a variant that parses in other threads.
#include "coroutines/crawl.hpp"

#include <utility>

#include "coroutines/primitives/curl_multi.hpp"
#include "coroutines/primitives/gather_bounded.hpp"
#include "coroutines/primitives/offload.hpp"
#include "coroutines/primitives/run.hpp"

namespace triptych::coroutines {

using namespace network;

namespace {

Task<std::string> crawl_page(CurlMulti& curl, const std::string& url, const FetchLimits& limits,
                             const RunElsewhere* elsewhere) {
    Transfer transfer{url, limits};
    const int code = co_await curl.perform(transfer.handle());
    const Page page = transfer.take(code);
    if (elsewhere == nullptr) co_return lines_of(url, page);
    const auto parse = [&] { return lines_of(url, page); };
    co_return co_await offload(*elsewhere, parse);
}

Task<std::vector<std::string>> crawl_all(const Urls& urls, const FetchLimits& limits, int most,
                                         const RunElsewhere* elsewhere) {
    CurlMulti curl;
    std::vector<Task<std::string>> pages;
    pages.reserve(urls.size());
    for (const std::string& url : urls)
        pages.push_back(crawl_page(curl, url, limits, elsewhere));
    co_return co_await gather_bounded(static_cast<std::size_t>(most), std::move(pages));
}

}  // namespace

std::vector<std::string> crawl(const Urls& urls, const FetchLimits& limits, int most) {
    return run(crawl_all(urls, limits, most, nullptr));
}

std::vector<std::string> crawl_offloaded(const Urls& urls, const FetchLimits& limits, int most,
                                         const RunElsewhere& elsewhere) {
    return run(crawl_all(urls, limits, most, &elsewhere));
}

}  // namespace triptych::coroutines
