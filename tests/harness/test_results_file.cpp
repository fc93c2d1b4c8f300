/// Tests of read_results().
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include "catch.hpp"
#include "common/harness/exports.hpp"
#include "common/harness/results_file.hpp"
#include "common/harness/summary.hpp"
#include "tests/harness/analysed.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;
using nlohmann::json;

namespace {

/// A temporary file with this content.
class File {
public:
    explicit File(const std::string& content) {
        std::string name = (std::filesystem::temp_directory_path() / "triptych-XXXXXX").string();
        const int descriptor = ::mkstemp(name.data());
        REQUIRE(descriptor != -1);
        ::close(descriptor);
        path_ = name;
        std::ofstream{path_, std::ios::binary} << content;
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() { std::filesystem::remove(path_); }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

std::vector<Result> results() {
    std::vector<Result> list{
        made_up("sequential", {4.0}, {{"cpu_seconds", 4.0}}, Role::baseline),
        made_up("threads.pool", {2.0, 2.5}, {{"cpu_seconds", 3.0}, {"lost", 7}}),
        made_up_failure("processes", "12 at most", Outcome::skipped),
        made_up_failure("coroutines", "killed by SIGSEGV")};
    return list;
}

std::string written() {
    Host host;
    host.cpu = "Abacus";
    return as_json(results(), {.context = json{{"host_name", "here"}},
                               .seed = 7,
                               .repetitions = 2,
                               .cores = 2,
                               .command = {"triptych"},
                               .complete = true,
                               .host = host});
}

std::string replaced(std::string text, const std::string& old, const std::string& by) {
    for (std::size_t place = 0; (place = text.find(old, place)) != std::string::npos;)
        text.replace(place, old.size(), by);
    return text;
}

std::string why_not(const std::string& content) {
    const File file{content};
    try {
        read_results(file.path());
        return "it can be read";
    } catch (const ResultsFileError& error) {
        CHECK_THAT(error.what(), StartsWith(file.path() + ": "));
        return error.what();
    }
}

std::string without_format(int format) {
    json document = json::parse(written());
    document["context"]["triptych"]["format"] = format;
    return document.dump();
}

}  // namespace

TEST_CASE("read_results reads back what as_json wrote") {
    const File file{written()};
    const auto files = read_results(file.path());
    REQUIRE(files.size() == 1);
    const ResultsFile& read = files.front();
    REQUIRE(read.results.size() == 4);
    CHECK(read.results[0].benchmark.role == Role::baseline);
    CHECK(read.results[1].benchmark.name() == "sums/threads.pool/1000");
    CHECK(read.results[1].benchmark.unit == "ints");
    CHECK(wall_seconds(read.results[1]) == std::vector<double>{2.0, 2.5});
    CHECK(read.results[1].repetitions[1].counters.at("lost") == 7);
    CHECK(read.results[2].outcome == Outcome::skipped);
    CHECK(read.results[2].reason == "12 at most");
    CHECK(read.results[3].outcome == Outcome::failed);
    CHECK(read.host() == "here");
    CHECK(read.about("/seed") == "7");
    CHECK(read.about("/host/cpu") == "Abacus");
    CHECK(read.about("/host/colour").empty());
}

TEST_CASE("read_results gives back what belongs to a benchmark as a whole") {
    Result whole = made_up("threads", {2.0, 2.5}, {{"wait_seconds", 1}, {"lost", 7}});
    whole.remark = "a thread per message";
    whole.speedup = 1.9;
    whole.peak = {.processes = 3, .threads = 5, .tree_bytes = 400, .descriptors = 12, .samples = 7};
    const File file{as_json(std::vector{whole}, {})};
    const Result read = read_results(file.path()).front().results.front();
    CHECK(read.remark == whole.remark);
    CHECK(read.speedup == whole.speedup);
    CHECK(read.peak.threads == 5);
    CHECK(read.peak.tree_bytes == 400);
    CHECK(read.peak.processes == 3);
    CHECK(read.peak.descriptors == 12);
    CHECK(read.peak.samples == 7);
    CHECK(read.repetitions[1].counters ==
          triptych::Metrics{{"wait_seconds", 1}, {"lost", 7}, {"peak_bytes", 400}});
}

TEST_CASE("read_results reads the names that roles have now, and those that they had before") {
    const std::vector<Result> roles{made_up("sequential", {4.0}, {}, Role::baseline),
                                    made_up("threads", {2.0}, {}),
                                    made_up("threads.unguarded", {1.0}, {}, Role::broken),
                                    made_up("tbb", {1.5}, {}, Role::peer)};
    const std::string now = as_json(roles, {});
    CHECK_THAT(now, Contains(R"("role": "broken")") && Contains(R"("role": "peer")"));
    const std::string before =
        replaced(replaced(now, R"("broken")", R"("exhibit")"), R"("peer")", R"("reference")");
    for (const std::string& content : {now, before}) {
        const File file{content};
        const auto files = read_results(file.path());
        REQUIRE(files.front().results.size() == 4);
        for (std::size_t i = 0; i < roles.size(); ++i)
            CHECK(files.front().results[i].benchmark.role == roles[i].benchmark.role);
    }
}

TEST_CASE("read_results refuses a file that is no results file, and says why") {
    CHECK_THAT(why_not(""), Contains("empty"));
    CHECK_THAT(why_not("Dear diary"), Contains("not JSON, or cut short"));
    CHECK_THAT(why_not(written().substr(0, 500)), Contains("not JSON, or cut short"));
    CHECK_THAT(why_not("[1, 2]"), Contains("no list of benchmarks"));
    CHECK_THAT(why_not(R"({"cells": [], "nbformat": 4})"), Contains("no list of benchmarks"));
    CHECK_THAT(why_not(R"({"benchmarks": [{"name": "BM_copy/64", "real_time": 1}]})"),
               Contains("none of its 1 benchmarks is named workload/model/size"));
    CHECK_THAT(why_not(R"({"benchmarks": [{"name": "a/b/1", "real_time": "soon"}]})"),
               Contains("not in the format of results"));
    CHECK_THAT(why_not(R"({"merged": []})"), Contains("a merged file without any results"));
    CHECK_THAT(why_not(R"({"merged": [{"name": "x"}]})"), Contains("not in the format of results"));
    CHECK_THROWS_WITH(read_results("/no/such/file.json"),
                      Contains("there is no such file. Check its name"));
    CHECK_THROWS_WITH(read_results("/"), Contains("it is a folder: name a file in it"));
    const std::string deep(100'000, '[');
    CHECK_THAT(why_not(R"({"benchmarks": [], "x": )" + deep), Contains("nested more than"));
}

TEST_CASE("read_results refuses a device or FIFO that may never end") {
    const File large{""};
    std::filesystem::resize_file(large.path(), (std::uintmax_t{256} << 20) + 1);
    CHECK_THROWS_WITH(read_results(large.path()), Contains("larger than 256 MiB"));
    CHECK_THROWS_WITH(read_results("/dev/zero"), Contains("a pipe or a device"));
    const File pipe{""};
    std::filesystem::remove(pipe.path());
    REQUIRE(::mkfifo(pipe.path().c_str(), 0600) == 0);
    CHECK_THROWS_WITH(read_results(pipe.path()),
                      Contains("a pipe or a device") && Contains("write it to a file first"));
}

TEST_CASE("read_results reads a pipe that a shell has opened") {
    int ends[2];  // NOLINT(*-avoid-c-arrays)
    REQUIRE(::pipe(ends) == 0);
    const std::string text =
        R"({"benchmarks": [{"name": "a/b/1", "real_time": 1, "cpu_time": 1}]})";
    CHECK(::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    ::close(ends[1]);
    CHECK(read_results("/dev/fd/" + std::to_string(ends[0])).size() == 1);
    ::close(ends[0]);
}

TEST_CASE("read_results refuses impossible times") {
    for (const double time : {0.0, -1.0, 1.1e9}) {
        json document = json::parse(written());
        document["benchmarks"][2]["real_time"] = time * 1e9;
        CHECK_THAT(why_not(document.dump()), Contains("sums/threads.pool/1000 is said to take"));
    }
}

TEST_CASE("read_results keeps only known workloads of a file without our context") {
    const File foreign{R"({"benchmarks": [{"name": "memcpy/aligned/1024", "real_time": 1,
                           "cpu_time": 1}, {"name": "sums/threads/10", "real_time": 1,
                           "cpu_time": 1}]})"};
    CHECK(read_results(foreign.path()).front().results.size() == 2);
    const auto known = read_results(foreign.path(), {.workloads = {"sums"}});
    REQUIRE(known.front().results.size() == 1);
    CHECK(known.front().results[0].benchmark.workload == "sums");
    CHECK_THROWS_WITH(
        read_results(foreign.path(), {.workloads = {"merge_sort"}}),
        Contains("from another program: it measured memcpy and sums, and no workload of Triptych"));
    const File ours{written()};  // any workload
    CHECK(read_results(ours.path(), {.workloads = {"merge_sort"}}).front().results.size() == 4);
}

TEST_CASE("remarks name another version, a debug build and the run was stopped") {
    const auto remarks_of = [](auto change) {
        json document = json::parse(written());
        change(document["context"]["triptych"]);
        const File file{document.dump()};
        return remarks(read_results(file.path()).front());
    };
    const auto only = [&](auto change) {
        const auto lines = remarks_of(change);
        REQUIRE(lines.size() == 1);
        return lines[0];
    };
    const auto release = [](json& ours) {
        ours["warnings"] = json::array();
        ours["flags"] = "-O3 -DNDEBUG";
    };
    CHECK(remarks_of(release).empty());
    CHECK_THAT(only([&](json& ours) {
                   release(ours);
                   ours["versions"]["triptych"] = "0.0.7";
               }),
               Contains("measured by version 0.0.7, this is "));
    CHECK_THAT(only([&](json& ours) {
                   release(ours);
                   ours["flags"] = "-O0";
               }),
               Contains("a debug build"));
    CHECK_THAT(only([&](json& ours) {
                   release(ours);
                   ours["warnings"] = {{{"about", "build"}, {"text", "debug"}}};
               }),
               Contains("a debug build"));
    CHECK_THAT(only([&](json& ours) {
                   release(ours);
                   ours["complete"] = false;
               }),
               Contains("the run was stopped"));
}

TEST_CASE("read_results names a part of a merged file that cannot be used, and reads the others") {
    const File one{written()};
    auto files = read_results(one.path());
    files.resize(3, files.front());
    files[1].name = "bad\x1b[2J";
    json document = json::parse(merged(files));
    document["merged"][1]["results"]["benchmarks"] = 7;
    document["merged"][2].erase("results");
    const File all{document.dump()};
    std::vector<std::string> skipped;
    const auto read =
        read_results(all.path(), {.skip = [&](const auto& why) { skipped.push_back(why); }});
    CHECK(read.size() == 1);
    REQUIRE(skipped.size() == 2);
    CHECK_THAT(skipped[0], Contains(": bad\\x1b[2J: JSON, but not results"));
    CHECK_THAT(skipped[1], Contains("not in the format of results"));
}

TEST_CASE("read_results ignores benchmarks of other programs that have two arguments") {
    for (const char* name : {"BM_insert/8/64", "bm/8/64", "insert/real_time/threads:8",
                             "bm/iterations:5/8", "a/b.c/d/1", "a/b./1", "a/.c/1"}) {
        CAPTURE(name);
        const json document{{"benchmarks", {{{"name", name}, {"real_time", 1}, {"cpu_time", 1}}}}};
        CHECK_THAT(why_not(document.dump()), Contains("none of its 1 benchmarks"));
    }
}

TEST_CASE("read_results takes one failed repetition for the failure of the benchmark") {
    const File file{R"({"benchmarks": [{"name": "a/b/1", "error_occurred": true,
                        "error_message": "wrong"}, {"name": "a/b/1", "real_time": 1,
                        "cpu_time": 1}]})"};
    const Result result = read_results(file.path()).front().results.at(0);
    CHECK(result.outcome == Outcome::failed);
    CHECK(result.reason == "wrong");
}

TEST_CASE("read_results refuses a file of another format, and says so") {
    CHECK_THAT(why_not(without_format(results_format + 1)),
               Contains("format 2, but this program reads only format 1"));
    CHECK(why_not(without_format(results_format)) == "it can be read");
}

TEST_CASE("read_results reads a file of Google Benchmark with our names, whatever is missing") {
    const File file{R"({"benchmarks": [{"name": "a/b.c/1", "real_time": 2, "cpu_time": 1,
                        "time_unit": "ms"}, {"name": "other", "real_time": 1}, 17]})"};
    const auto files = read_results(file.path());
    REQUIRE(files.front().results.size() == 1);
    CHECK(wall_seconds(files.front().results[0]).front() == Approx(0.002));
    CHECK(files.front().host().empty());
    CHECK(files.front().about("/seed").empty());
}

TEST_CASE("merged files are read back complete, and can be merged again") {
    const File one{written()};
    auto files = read_results(one.path());
    files.push_back(files.front());
    files[1].name = "other";
    const File both{merged(files)};
    const auto read = read_results(both.path());
    REQUIRE(read.size() == 2);
    CHECK(read[1].name == "other");
    CHECK(read[1].document == files[1].document);
    json document = json::parse(merged(files));
    document["merged"][1]["results"]["context"]["triptych"]["format"] = results_format + 1;
    CHECK_THAT(why_not(document.dump()), Contains(": other: written in format"));
    const File again{merged(read)};
    CHECK(read_results(again.path()).size() == 2);
}

TEST_CASE(
    "read_results reads or refuses a file cut anywhere or with a changed byte, and never crashes") {
    const std::string whole = written();
    for (std::size_t i = 0; i < whole.size(); i += 7) {
        static_cast<void>(why_not(whole.substr(0, i)));
        std::string changed = whole;
        changed[i] = static_cast<char>(changed[i] ^ 0x15);
        const std::string why = why_not(changed);
        CHECK_FALSE(why.empty());
    }
}
