#include <functional>
#include <map>
#include <string>

#include "catch.hpp"
#include "census.hpp"
#include "common/network/crawl.hpp"
#include "common/network/links.hpp"
#include "coroutines/crawl.hpp"
#include "coroutines/primitives/curl_multi.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/wait_for.hpp"
#include "network/site.hpp"
#include "processes/crawl.hpp"
#include "threads/crawl.hpp"
#include "threads/primitives/thread_pool.hpp"

namespace triptych {
namespace {

using namespace std::chrono_literals;
using network::FetchLimits;
using network::sorted_table;
using network::Urls;
using Crawl =
    std::function<std::vector<std::string>(const Urls&, const FetchLimits&, int concurrency)>;

std::vector<std::string> crawl_and_parse_elsewhere(const Urls& urls, const FetchLimits& limits,
                                                   int most) {
    threads::ThreadPool pool{1};
    return coroutines::crawl_offloaded(
        urls, limits, most, [&](std::function<void()> job) { pool.submit(std::move(job)); });
}

const std::map<std::string, Crawl>& crawlers() {
    static const std::map<std::string, Crawl> all{
        {"threads", threads::crawl},
        {"processes", processes::crawl},
        {"coroutines", coroutines::crawl},
        {"coroutines.offload", crawl_and_parse_elsewhere}};
    return all;
}

constexpr FetchLimits patient{.timeout = 60s, .redirects = 5, .bytes = 1 << 19};

std::string link_line(const std::string& from, const std::string& to) {
    return from + '\t' + to + "\t\n";
}
std::string error_line(const std::string& from, const std::string& error) {
    return from + "\t\t" + error + '\n';
}

TEST_CASE("crawl writes the same table in all models, whatever the site does") {
    const Site site;
    Urls urls;
    for (int i = 0; i < 40; ++i)
        urls.push_back(site / ("page/" + std::to_string(i)));
    for (const char* path : {"to/5", "to/6", "ring", "endless", "closed", "cut", "missing",
                             "broken", "deep", "base", "latin1", "text"})
        urls.push_back(site / path);
    urls.emplace_back("gopher://127.0.0.1/");
    urls.emplace_back("http://127.0.0.1:1/");  // nobody listens
    const std::string right = sorted_table(threads::crawl(urls, patient, 8));
    for (const auto& [name, crawl] : crawlers()) {
        INFO(name);
        const Census before = take_census();
        CHECK(sorted_table(crawl(urls, patient, 8)) == right);
        CHECK(sorted_table(crawl(urls, patient, 1)) == right);
        CHECK(changes_since(before) == "");
    }
    for (const std::string& line :
         {link_line(site / "page/4", site / "page/13"), link_line(site / "to/5", site / "page/1"),
          error_line(site / "to/6", "more than 5 redirects"),
          error_line(site / "ring", "more than 5 redirects"),
          error_line(site / "endless", "larger than 524288 bytes"),
          error_line(site / "missing", "HTTP status 404"), link_line(site / "broken", site / "one"),
          link_line(site / "broken", site / "three"), link_line(site / "deep", site / "bottom"),
          link_line(site / "latin1", site / "plain"),
          link_line(site / "base", "http://127.0.0.1/folder/second")})
        CHECK_THAT(right, Contains(line));
    for (const char* path : {"closed", "cut"})
        CHECK_THAT(right, Contains(site / path + "\t\t"));
    CHECK_THAT(right, Contains("gopher://127.0.0.1/\t\t"));
    CHECK_THAT(right, Contains("http://127.0.0.1:1/\t\t"));
    CHECK_THAT(right, !Contains(site / "text\t"));
}

TEST_CASE("crawl gives up a page that does not answer in time") {
    const Site site;
    const FetchLimits impatient{.timeout = 20ms};
    for (const auto& [name, crawl] : crawlers()) {
        INFO(name);
        CHECK(crawl({site / "silent"}, impatient, 2) ==
              Urls{error_line(site / "silent", "no answer within 20 ms")});
    }
}

TEST_CASE("CurlMulti::perform stops its transfer when it is cancelled, and no other") {
    const Site site;
    const auto both = [&]() -> coroutines::Task<bool> {
        coroutines::CurlMulti curl;
        network::Transfer silent{site / "silent", patient};
        bool is_late = false;
        try {
            co_await coroutines::wait_for(curl.perform(silent.handle()), 5ms);
        } catch (const TimeoutError&) {
            is_late = true;
        }
        network::Transfer other{site / "page/2", patient};
        const int code = co_await curl.perform(other.handle());
        const bool is_here = other.take(code).error.empty();
        co_return is_late&& is_here;
    };
    const Census before = take_census();
    CHECK(coroutines::run(both()));
    CHECK(changes_since(before) == "");
}

TEST_CASE("links_of resolves against the base, drops fragments, and leaves out other schemes") {
    const Urls links = network::links_of(
        "<a href=first><base href='/folder/'><base href='/other/'><a href='second#part'>"
        "<a href=' ../third\n'><a href='?q=a b'><a href='#here'><a href='mailto:me@here'>"
        "<a href='JavaScript:alert(1)'><a href='data:,x'><a href='//other.invalid/x'>"
        "<a href='HTTPS://other.invalid/y'><a href='ftp://other.invalid/z'><a><a href=first>",
        "http://here.invalid/pages/one.html");
    CHECK(links == Urls{"http://here.invalid/folder/", "http://here.invalid/folder/?q=a%20b",
                        "http://here.invalid/folder/first", "http://here.invalid/folder/second",
                        "http://here.invalid/third", "http://other.invalid/x",
                        "https://other.invalid/y"});
}

TEST_CASE("read_urls takes each URL once, without comments and blanks around") {
    CHECK(network::read_urls("# mine\n\n http://b/ \r\nhttp://a/\nhttp://b/") ==
          Urls{"http://b/", "http://a/"});
    CHECK_THROWS_WITH(network::read_urls("http://a/\nhttp://b /\n"),
                      "line 2 is no URL: it has blanks or control characters");
}

}  // namespace
}  // namespace triptych
