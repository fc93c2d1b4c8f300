#include <csignal>
#include <fcntl.h>
#include <fmt/format.h>
#include <map>
#include <string>
#include <sys/file.h>
#include <sys/resource.h>
#include <vector>

#include "census.hpp"
#include "common/network/download.hpp"
#include "coroutines/download.hpp"
#include "in_child.hpp"
#include "network/download_target.hpp"
#include "network/site.hpp"
#include "network/site_files.hpp"
#include "processes/download.hpp"
#include "threads/download.hpp"

namespace triptych {
namespace {

using network::Downloaded;
using network::DownloadList;
using network::DownloadSettings;
using network::read_download_list;
using network::Tally;
using Download = std::vector<Downloaded> (*)(const DownloadList&, const DownloadSettings&, int,
                                             const network::Report&);

const std::map<std::string, Download>& downloaders() {
    static const std::map<std::string, Download> all{{"threads", threads::download},
                                                     {"processes", processes::download},
                                                     {"coroutines", coroutines::download}};
    return all;
}

void report_nothing(const Tally& /*tally*/) {}

/// The worker processes of a killed program end a moment later than it does.
void wait_until_unlocked(const std::string& path) {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    CHECK(::flock(file.get(), LOCK_EX) == 0);
}

TEST_CASE("download fetches each file, and says which are missing, in all models") {
    const Site site;
    const DownloadList list = read_download_list(fmt::format(
        "{}\n{} {}\n{}\n{}\n{}\n{}\ngopher://127.0.0.1/x\n", site / "files/good/0",
        site / "files/good/1000", sha256_of(site_file(1000)), site / "files/whole/300000",
        site / "files/whole/1000", site / "missing", site / "files/good/..%2F..%2F0"));
    const Words names{"0", "1000", "1000-2", "300000", "_._.._0"};
    for (const auto& [model, download] : downloaders()) {
        INFO(model);
        for (const int most : {1, 4}) {
            const Target target;
            const Census before = take_census();
            const auto results = download(list, target.settings(), most, report_nothing);
            CHECK(changes_since(before) == "");
            CHECK(target.names() == names);
            CHECK(target.has("1000", site_file(1000)));
            CHECK(target.has("1000-2", site_file(1000)));
            CHECK(target.has("300000", site_file(300'000)));
            CHECK(results[2].sum() == sha256_of(site_file(300'000)));
            CHECK(results[2].bytes == 300'000);
            CHECK(results[0].sum() == sha256_of(""));
            CHECK(results[4].why_not() == "HTTP status 404");
            CHECK(results[6].why_not() != "");

            // What is there is not fetched again, but its sum is computed.
            const auto again = download(list, target.settings(), most, report_nothing);
            CHECK(target.names() == names);
            CHECK(again[2].was_there);
            CHECK(again[2].sum() == results[2].sum());
        }
    }
}

TEST_CASE("download refuses bytes with another SHA-256 than the list's, in all models") {
    const Site site;
    const std::string wrong(64, '0');
    const DownloadList list = read_download_list(site / "files/good/1000 " + wrong);
    for (const auto& [model, download] : downloaders()) {
        INFO(model);
        const Target target;
        const auto results = download(list, target.settings(), 2, report_nothing);
        CHECK(results[0].why_not() ==
              fmt::format("its SHA-256 is {}, not that of the list", sha256_of(site_file(1000))));
        CHECK(target.names().empty());
        target.put("1000", "mine");
        const auto there = download(list, target.settings(), 2, report_nothing);
        CHECK(there[0].why_not() == "a file of that name is there, with another SHA-256");
        CHECK(target.has("1000", "mine"));
    }
}

TEST_CASE("download goes on with what is here, whatever the server makes of it, in all models") {
    struct Case {
        const char* kind;
        int size;
        int here;  // bytes
        int attempts;
    };
    const Site site;
    for (const auto& [model, download] : downloaders())
        for (const Case& each : {Case{"good", 1001, 500, 1}, Case{"whole", 1002, 500, 1},
                                 Case{"wrong-part", 1003, 500, 2}, Case{"changed", 1004, 500, 2},
                                 Case{"satisfied", 1005, 1005, 1}, Case{"shorter", 1006, 500, 2},
                                 Case{"piecewise", 1007, 1004, 2}}) {
            const std::string name = std::to_string(each.size);
            const std::string file = site_file(each.size);
            const std::string url = site / fmt::format("files/{}/{}", each.kind, each.size);
            CAPTURE(model, url);
            const Target target;
            target.put('.' + name + ".part", file.substr(0, static_cast<std::size_t>(each.here)));
            target.put('.' + name + ".version", SiteFiles::tag);
            const auto results =
                download(read_download_list(url), target.settings(), 1, report_nothing);
            CHECK(results[0].why_not() == "");
            CHECK(results[0].attempts == each.attempts);
            CHECK(target.names() == Words{name});
            CHECK(target.has(name, file));
        }
}

TEST_CASE("download sends If-Range, and asks for the rest only of the version that it has") {
    const Site site;
    const std::string url = site / "files/good/1000";
    const std::string file = site_file(1000);
    const std::string junk(300, '?');
    for (const auto& [model, download] : downloaders()) {
        const auto with_junk = [&, &fetch = download](const std::string& version,
                                                      const std::string& sum) {
            const Target target;
            target.put(".1000.part", junk);
            if (!version.empty()) target.put(".1000.version", version);
            fetch(read_download_list(url + ' ' + sum), target.settings(), 1, report_nothing);
            return content_of(target / "1000");
        };
        INFO(model);
        CHECK(with_junk(SiteFiles::tag, "") ==
              junk + file.substr(300));  // it has asked for the rest
        CHECK(with_junk("\"v0\"", "") == file);
        CHECK(with_junk("", "") == file);
        CHECK(with_junk(SiteFiles::tag, sha256_of(file)) == file);  // the sum shows that it is junk
    }
}

TEST_CASE("download tries again what may pass, and goes on where it was cut, in all models") {
    const Site site;
    for (const auto& [model, download] : downloaders()) {
        INFO(model);
        const Target target;
        const DownloadList list = read_download_list(fmt::format(
            "{}?{}\n{}?{}\n", site / "files/busy/1000", model, site / "files/cut/2000", model));
        DownloadSettings impatient = target.settings();
        impatient.attempts = 1;
        auto results = download(list, impatient, 2, report_nothing);
        CHECK(results[0].why_not() == "HTTP status 503");
        CHECK(target.names() == Words{".2000.part", ".2000.version"});
        results = download(list, target.settings(), 2, report_nothing);
        CHECK(results[0].attempts == 2);
        CHECK(results[1].attempts == 1);
        CHECK(target.names() == Words{"1000", "2000"});
        CHECK(target.has("2000", site_file(2000)));
    }
}

TEST_CASE("download keeps what it has when the disk is full, in all models") {
    const Site site;
    const DownloadList list = read_download_list(site / "files/good/300000");
    for (const auto& [model, download] : downloaders()) {
        INFO(model);
        const Target target;
        const std::string error = in_child([&, &fetch = download] {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit little{4096, 4096};
            ::setrlimit(RLIMIT_FSIZE, &little);
            return std::string{fetch(list, target.settings(), 1, report_nothing)[0].why_not()};
        });
        CHECK(error == "cannot write .300000.part: File too large");
        CHECK(target.names() == Words{".300000.part", ".300000.version"});
        CHECK(target.has(".300000.part", site_file(300'000).substr(0, 4096)));
        download(list, target.settings(), 1, report_nothing);
        CHECK(target.has("300000", site_file(300'000)));
    }
}

TEST_CASE("download that is interrupted leaves a part, and the next one goes on, in all models") {
    const Site site;
    const DownloadList list =
        read_download_list(site / "files/stuck/5000");  // only a part has an end
    for (const auto& [model, download] : downloaders()) {
        INFO(model);
        const Target target;
        const std::string ending = in_child([&, &fetch = download] {
            ::signal(SIGINT, SIG_DFL);  // the test framework has a handler
            fetch(list, target.settings(), 1, [](const Tally& tally) {
                if (tally.bytes == 2500) static_cast<void>(::raise(SIGINT));
            });
            return std::string{"not interrupted"};
        });
        CHECK(ending == "signal 2");
        wait_until_unlocked(target / ".5000.part");
        CHECK(target.names() == Words{".5000.part", ".5000.version"});
        CHECK(target.has(".5000.part", site_file(5000).substr(0, 2500)));
        const auto results = download(list, target.settings(), 1, report_nothing);
        CHECK(results[0].why_not() == "");
        CHECK(target.names() == Words{"5000"});
        CHECK(target.has("5000", site_file(5000)));
    }
}

}  // namespace
}  // namespace triptych
