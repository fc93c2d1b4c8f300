/// What downloading is made of, and `triptych download` as a user sees it.
#include <chrono>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <string>

#include "common/network/curl_handle.hpp"
#include "common/network/download_list.hpp"
#include "common/network/partial_file.hpp"
#include "common/network/retry.hpp"
#include "common/network/sha256.hpp"
#include "common/network/tally.hpp"
#include "network/download_target.hpp"
#include "network/site.hpp"
#include "network/site_files.hpp"

namespace triptych {
namespace {

using std::chrono::milliseconds;

TEST_CASE("Sha256 is that of the standard, in one piece or in many") {
    constexpr const char* of_abc =
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";  // FIPS 180-4
    CHECK(sha256_of("abc") == of_abc);
    network::Sha256 sum;
    sum.add(std::string{"forgotten"});
    sum.restart();
    sum.add(std::string{"ab"});
    CHECK(sum.hex() != of_abc);
    sum.add(std::string{"c"});
    CHECK(sum.hex() == of_abc);
}

TEST_CASE("pause_after_attempt doubles the pause, up to ten seconds") {
    const network::CurlHandle curl = network::new_transfer("http://127.0.0.1/", 1);
    CHECK(network::pause_after_attempt(1, milliseconds{250}, curl.get()) == milliseconds{250});
    CHECK(network::pause_after_attempt(2, milliseconds{250}, curl.get()) == milliseconds{500});
    CHECK(network::pause_after_attempt(4, milliseconds{250}, curl.get()) == milliseconds{2000});
    CHECK(network::pause_after_attempt(1000, milliseconds{250}, curl.get()) ==
          milliseconds{10'000});
    CHECK_FALSE(network::status_may_pass(404));
}

TEST_CASE("PartialFile refuses a file that is being downloaded, and keeps one that is there") {
    const Target target;
    const int folder = target.settings().folder;
    network::PartialFile first{folder, "x"};
    CHECK_THROWS_WITH(network::PartialFile(folder, "x"), "another program is downloading it");
    first.append(std::string{"new"});
    target.put("x", "old");
    CHECK_THROWS_WITH(first.finish(), Contains("cannot create x"));
    CHECK(target.has("x", "old"));
}

TEST_CASE("bytes_left takes files of unknown size to be as large as the others, until they end") {
    network::Tally tally;
    CHECK(network::bytes_left(tally, 5) == std::nullopt);
    tally.sized = 2;
    tally.expected = 1000;
    tally.bytes = 100;
    CHECK(network::bytes_left(tally, 5) == 1000 + 3 * 500 - 100);
    tally.unsized = 3;  // errors
    CHECK(network::bytes_left(tally, 5) == 900);
}

TEST_CASE("read_download_list takes URLs with sums, and gives each file a name of its own") {
    const std::string sum(64, 'A');
    const network::DownloadList list = network::read_download_list(
        "# mine\n\nhttp://a/x.txt " + sum + "\r\nhttp://b/x.txt?q=1\nhttp://a/x.txt " + sum + '\n');
    REQUIRE(list.size() == 2);
    CHECK(list[0].sha256 == std::string(64, 'a'));
    CHECK(list[0].name == "x.txt");
    CHECK(list[1].name == "x-2.txt");
    CHECK_THROWS_WITH(network::read_download_list("\nhttp://a/x 12\n"),
                      "line 2: \"12\" is no SHA-256, which has 64 hexadecimal digits");
    CHECK_THROWS_WITH(network::read_download_list("http://a/x\nhttp://a/x " + sum),
                      "line 2: the same URL again, with another SHA-256");
}

TEST_CASE("file_name_of gives a name that stays in its folder") {
    const std::map<std::string, std::string> names{
        {"http://a", "index.html"},
        {"http://a/", "index.html"},
        {"http://a/b/..", "_."},
        {"http://a/%2e%2E%2fetc%2Fpasswd", "_._etc_passwd"},
        {"http://a/.bashrc", "_bashrc"},
        {"http://a/b%00c%0A%zz#d", "b_c_%zz"},
        {"http://a/b.tar.gz?c=/d", "b.tar.gz"}};
    for (const auto& [url, name] : names)
        CHECK(network::file_name_of(url) == name);
    CHECK(network::file_name_of("http://a/" + std::string(300, 'x') + ".iso") ==
          std::string(196, 'x') + ".iso");
}

TEST_CASE("triptych download prints sums to stdout, and exits with 1 if a file is missing") {
    const Site site;
    const Target target;
    target.put("list", site / "files/good/1000" + '\n' + site / "missing" + '\n');
    const auto run = [&](const std::string& model) {
        return run_triptych(
            {"download", target / "list", "--model", model, "--into", target / "new"});
    };
    for (const char* model : {"threads", "processes", "coroutines"}) {
        INFO(model);
        const auto ending = run(model);
        CHECK(exit_code(ending) == 1);
        CHECK(ending.output == sha256_of(site_file(1000)) + "  1000\n");
        CHECK_THAT(ending.errors, Contains(site / "missing: HTTP status 404"));
        CHECK_THAT(ending.errors, Contains("files: 1, "));
        CHECK_THAT(ending.errors, !Contains("\x1b"));
        CHECK(target.has("new/1000", site_file(1000)));
    }
    const auto unknown = run("fibres");
    CHECK(exit_code(unknown) == 2);
    CHECK_THAT(unknown.errors, Contains("fibres"));
    target.put("list", "http://127.0.0.1/x y\n");
    CHECK(exit_code(run("threads")) == 2);
}

TEST_CASE("triptych download shows its progress on a terminal") {
    const Site site;
    const Target target;
    target.put("list", site / "files/cut/1000\n");  // it waits 250 ms for the second attempt
    const auto ending = harness::run_command(
        {"/usr/bin/env", "TERM=xterm", "script", "--quiet", "--return", "--command",
         fmt::format("'{}' download '{}' --model threads --into '{}'", TRIPTYCH_PATH,
                     target / "list", target / "new"),
         "/dev/null"});
    CHECK(exit_code(ending) == 0);
    CHECK_THAT(ending.output, Contains("0 of 1 files, 0.5 kB, "));
    CHECK_THAT(ending.output, Contains("\r\x1b[K"));
    CHECK_THAT(ending.output, Contains(sha256_of(site_file(1000)) + "  1000"));
}

}  // namespace
}  // namespace triptych
