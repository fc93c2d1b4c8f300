/// Tests of `triptych compare`, `merge` and `run --save`.
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "catch.hpp"
#include "common/harness/text.hpp"
#include "tests/cli/recorded.hpp"

using namespace triptych;
using nlohmann::json;

namespace {

/// Runs a small comparison in which threads take so many seconds, and keeps it as NAME in `folder`.
void save(const Folder& folder, const std::string& name, const std::string& seconds) {
    const harness::Ending run =
        run_triptych({"run", "merge_sort", "--size", "1000", "--repetitions", "5", "--model",
                      "threads", "--save", name},
                     {"TRIPTYCH_SAVED=" + (folder / "saved"), "FAKE_BENCH=threads=slow=" + seconds,
                      "TRIPTYCH_CANARY=2"});
    REQUIRE(exit_code(run) == 0);
}

harness::Ending with_saved(const Folder& folder, const Words& words) {
    return run_triptych(words, {"TRIPTYCH_SAVED=" + (folder / "saved"), "COLUMNS=160"});
}

void write(const std::string& path, const std::string& content) {
    std::ofstream{path} << content;
}

}  // namespace

TEST_CASE("compare and list know saved runs by name") {
    const Folder folder;
    save(folder, "before", "0.010");
    save(folder, "after", "0.020");
    CHECK(with_saved(folder, {"list", "--saved"}).output == "after\nbefore\n");
    const harness::Ending compared = with_saved(folder, {"compare", "before", "after"});
    CHECK(exit_code(compared) == 0);
    CHECK_THAT(compared.output, Contains("A: before") && Contains("B: after"));
    CHECK_THAT(compared.output,
               Contains("merge_sort/threads/1000") && Contains("2.00x") && Contains("worse"));
    CHECK_THAT(compared.output, Contains("2 benchmarks: B is better in 0, worse in 1"));
    check_recorded("compare_160.txt", without_warnings(compared.output));
}

TEST_CASE("compare --fail-above fails if a benchmark is clearly slower, and names it") {
    const Folder folder;
    save(folder, "before", "0.010");
    save(folder, "after", "0.012");
    const auto compare = [&](const std::string& limit) {
        return with_saved(folder, {"compare", "before", "after", "--fail-above", limit});
    };
    const harness::Ending failed = compare("5%");
    CHECK(exit_code(failed) == 1);
    CHECK_THAT(failed.errors, Contains("merge_sort/threads/1000 takes 1.2 times as long"));
    CHECK(exit_code(compare("30%")) == 0);
    for (const char* nonsense : {"", "5", "0.05", "-5%", "five%", "%", "inf%", "nan%"}) {
        CAPTURE(nonsense);
        const harness::Ending rejected = compare(nonsense);
        CHECK(exit_code(rejected) == 2);
        CHECK_THAT(rejected.errors, Contains("give a percentage, such as 5%"));
    }
}

TEST_CASE("compare --fail-above fails for all together if all benchmarks are slower") {
    const Folder folder;
    save(folder, "before", "0.010");
    json before = json::parse(content_of(folder / "saved" + "/before.json"));
    const json entries = before["benchmarks"];
    before["benchmarks"] = json::array();
    for (int size = 1; size <= 12; ++size)
        for (json entry : entries) {
            const std::string name = entry["run_name"];
            entry["run_name"] = name.substr(0, name.rfind('/') + 1) + std::to_string(size);
            before["benchmarks"].push_back(entry);
        }
    json after = before;
    for (json& entry : after["benchmarks"])
        entry["real_time"] = 1.2 * entry["real_time"].get<double>();
    write(folder / "before.json", before.dump());
    write(folder / "after.json", after.dump());
    const auto compare = [&](const char* limit) {
        return with_saved(folder, {"compare", folder / "before.json", folder / "after.json",
                                   "--fail-above", limit});
    };
    const harness::Ending failed = compare("5%");
    CHECK(exit_code(failed) == 1);
    CHECK_THAT(failed.output, Contains("B takes 1.20 times as long (95% interval 1.19 to") &&
                                  Contains("worse in 24"));
    CHECK_THAT(failed.errors,
               Contains("all benchmarks together take 1.2 times as long (at least 1.19), above"));
    CHECK(exit_code(compare("30%")) == 0);
}

TEST_CASE("compare --fail-above fails if a benchmark has failed in B") {
    const Folder folder;
    save(folder, "before", "0.010");
    json after = json::parse(content_of(folder / "saved" + "/before.json"));
    for (json& entry : after["benchmarks"])
        if (entry["run_name"] == "merge_sort/threads/1000") {
            entry["error_occurred"] = true;
            entry["error_message"] = "out of order";
        }
    write(folder / "after.json", after.dump());
    const Words words{"compare", "before", folder / "after.json"};
    const harness::Ending told = with_saved(folder, words);
    CHECK(exit_code(told) == 0);
    CHECK_THAT(told.output, Contains("merge_sort/threads/1000 failed in B: out of order"));
    CHECK(exit_code(with_saved(folder, {words[0], words[1], words[2], "--fail-above", "900%"})) ==
          1);
}

TEST_CASE("compare finds a run neither better nor worse than itself") {
    const Folder folder;
    save(folder, "same", "0.010");
    const harness::Ending compared = with_saved(folder, {"compare", "same", "same"});
    CHECK_THAT(compared.output, Contains("better in 0, worse in 0"));
}

TEST_CASE("compare reads a file if the word names one, and suggests a name if it names nothing") {
    const Folder folder;
    save(folder, "before", "0.010");
    const std::string path = folder / "saved" + "/before.json";
    CHECK(exit_code(with_saved(folder, {"compare", path, "before"})) == 0);
    const harness::Ending unknown = with_saved(folder, {"compare", "before", "before1"});
    CHECK(exit_code(unknown) == 2);
    CHECK_THAT(unknown.errors, Contains("did you mean before?"));
    for (const std::string& unusable : {std::string(300, 'x'), std::string{"/"}}) {
        const harness::Ending refused = with_saved(folder, {"compare", "before", unusable});
        CHECK(exit_code(refused) == 2);
        CHECK_THAT(refused.errors, Contains(unusable + ": "));
    }
    write(folder / "broken.json", "{");
    const harness::Ending broken =
        with_saved(folder, {"compare", folder / "broken.json", "before"});
    CHECK(exit_code(broken) == 2);
    CHECK_THAT(broken.errors, Contains("broken.json: not JSON, or cut short"));
}

TEST_CASE("run --save refuses a name that is not plain before it measures") {
    const Folder folder;
    for (const char* name : {"", "a/b", "..", ".hidden", "-x", "a b"}) {
        CAPTURE(name);
        const harness::Ending refused =
            with_saved(folder, {"run", "merge_sort", std::string{"--save="} + name});
        CHECK(exit_code(refused) == 2);
        CHECK(refused.output.empty());
    }
    CHECK(folder.files().empty());
}

TEST_CASE("run --save refuses a name that is too long, with the limit") {
    const Folder folder;
    const harness::Ending refused =
        with_saved(folder, {"run", "merge_sort", "--save", std::string(101, 'x')});
    CHECK(exit_code(refused) == 2);
    CHECK_THAT(refused.errors, Contains("at most 100 characters, and this one has 101"));
}

TEST_CASE("run --save reports that it has replaced a saved run, and only then") {
    const Folder folder;
    const auto save_as = [&](const char* name) {
        return with_saved(folder, {"run", "merge_sort", "--size", "1000", "--repetitions", "1",
                                   "--model", "threads", "--save", name});
    };
    CHECK(save_as("mine").errors.empty());
    CHECK(save_as("mine").errors ==
          "triptych: mine is now this run; the run that was saved before is replaced\n");
    CHECK(save_as("other").errors.empty());
}

TEST_CASE("merge names and skips files that cannot be used, and loses nothing of the others") {
    const Folder folder;
    save(folder, "anna", "0.010");
    save(folder, "ben", "0.020");
    write(folder / "truncated.json", R"({"benchmarks": [)");
    write(folder / "foreign.json", R"({"benchmarks": [{"name": "BM_x"}]})");
    const std::string anna = folder / "saved" + "/anna.json";
    const std::string ben = folder / "saved" + "/ben.json";
    const harness::Ending merged = with_saved(
        folder, {"merge", anna, folder / "truncated.json", ben, anna, folder / "foreign.json",
                 "--json", folder / "class.json", "--csv", folder / "class.csv"});
    CHECK(exit_code(merged) == 1);
    CHECK_THAT(merged.output, Contains("2 machines: anna, ben.") && Contains("merge_sort"));
    CHECK_THAT(merged.errors, Contains("truncated.json: not JSON") &&
                                  Contains("foreign.json: none of its 1 benchmarks") &&
                                  Contains("the run anna has been read already"));
    const json document = json::parse(content_of(folder / "class.json"));
    REQUIRE(document.at("merged").size() == 2);
    CHECK(document.at("merged").at(0).at("results") == json::parse(content_of(anna)));
    CHECK_THAT(content_of(folder / "class.csv"), Contains("\nben,"));

    const harness::Ending piped = with_saved(folder, {"merge", anna, ben, "--json", "-"});
    CHECK(json::parse(piped.output).at("merged").size() == 2);  // and nothing else

    const harness::Ending again = with_saved(folder, {"merge", folder / "class.json", ben});
    CHECK(exit_code(again) == 0);
    CHECK_THAT(again.output, Contains("2 machines: anna, ben."));
}

TEST_CASE("merge gives machines of the same name different names, and fails without any") {
    const Folder folder;
    const Folder other;
    save(folder, "same", "0.010");
    save(other, "same", "0.030");
    const harness::Ending merged = with_saved(
        folder, {"merge", folder / "saved" + "/same.json", other / "saved" + "/same.json"});
    CHECK_THAT(merged.output, Contains("2 machines: same, same (2)."));
    const harness::Ending nothing = with_saved(folder, {"merge", folder / "no.json"});
    CHECK(exit_code(nothing) == 2);
    CHECK_THAT(nothing.errors, Contains("none of these files can be used"));
    CHECK(exit_code(with_saved(folder, {"merge"})) == 2);
}

TEST_CASE("merge reports another version, and two runs of one host") {
    const Folder folder;
    save(folder, "anna", "0.010");
    json ben = json::parse(content_of(folder / "saved" + "/anna.json"));
    ben["context"]["triptych"]["versions"]["triptych"] = "0.0.7";
    ben["context"]["triptych"]["complete"] = false;
    write(folder / "ben.json", ben.dump());
    const harness::Ending merged =
        with_saved(folder, {"merge", folder / "saved" + "/anna.json", folder / "ben.json"});
    CHECK(exit_code(merged) == 0);
    CHECK_THAT(merged.errors, Contains("triptych: ben: measured by version 0.0.7") &&
                                  Contains("triptych: ben: the run was stopped") &&
                                  Contains("triptych: ben: from the same host as anna (fake)"));
    CHECK_THAT(merged.output, Contains("2 machines: anna, ben."));
}

TEST_CASE("merge skips results of another program and bad parts, and escapes names") {
    const Folder folder;
    save(folder, "anna", "0.010");
    const json anna = json::parse(content_of(folder / "saved" + "/anna.json"));
    write(folder / "copy.json", R"({"benchmarks": [{"name": "memcpy/aligned/1024", "real_time": 1,
                                    "cpu_time": 1}]})");
    json bad = anna;
    bad["benchmarks"][0]["real_time"] = -1;
    write(folder / "class.json",
          json{{"merged",
                {{{"name", "a\x1b[2J"}, {"results", anna}}, {{"name", "bad"}, {"results", bad}}}}}
              .dump());
    const harness::Ending merged =
        with_saved(folder, {"merge", folder / "class.json", folder / "copy.json"});
    CHECK(exit_code(merged) == 1);
    CHECK_THAT(merged.output, Contains("1 machine: a\\x1b[2J.") && !Contains("\x1b"));
    CHECK_THAT(merged.errors,
               Contains("copy.json: from another program: it measured memcpy") &&
                   Contains("class.json: bad: merge_sort/sequential/1000 is said to take -"));
    const harness::Ending compared = with_saved(folder, {"compare", "anna", folder / "copy.json"});
    CHECK(exit_code(compared) == 2);
}

TEST_CASE("compare, merge and run refuse a FIFO, and merge reads a pipe that a shell has opened") {
    const Folder folder;
    save(folder, "anna", "0.010");
    const std::string pipe = folder / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const harness::Watch watch{.limit = harness::Seconds{20}};
    const std::string anna = folder / "saved" + "/anna.json";
    for (const Words& words : {Words{"merge", anna, pipe}, Words{"compare", anna, pipe},
                               Words{"run", "merge_sort", "--json", pipe}}) {
        const harness::Ending refused = run_triptych(words, {}, watch);
        REQUIRE_FALSE(refused.timed_out);
        CHECK(exit_code(refused) == (words[0] == "merge" ? 1 : 2));
        const auto lines = harness::lines_of(refused.errors);  // a debug build has a message, too
        CHECK(std::ranges::count_if(lines, [&](const std::string& line) {
                  return line.find(pipe + ": ") != std::string::npos;
              }) == 1);
    }
    const harness::Ending piped = harness::run_command(
        {"/bin/sh", "-c", R"(cat "$1" | "$0" merge /dev/stdin)", TRIPTYCH_PATH, anna}, watch);
    CHECK(exit_code(piped) == 0);
    CHECK_THAT(piped.output, Contains("1 machine: stdin."));
}

TEST_CASE("compare, merge and run say what to try if a file cannot be read or written") {
    const Folder folder;
    save(folder, "anna", "0.010");
    json other = json::parse(content_of(folder / "saved" + "/anna.json"));
    for (json& entry : other["benchmarks"])
        entry["run_name"] = "hello/threads/9";
    write(folder / "other.json", other.dump());
    const auto errors = [&](const Words& words) { return with_saved(folder, words).errors; };
    CHECK_THAT(errors({"compare", "anna", folder / "other.json"}),
               Contains("nothing to compare") && Contains("Try: triptych run with the same"));
    CHECK_THAT(errors({"compare", "anna", "/"}), Contains("name a file in it"));
    CHECK_THAT(errors({"merge", folder / "none.json"}),
               Contains("there is no such file. Check its"));
    CHECK_THAT(errors({"run", "hello", "--json", "/"}), Contains("name a file in it"));
    CHECK_THAT(errors({"run", "hello", "--json", folder / "no/a.json"}), Contains("make it first"));
}
