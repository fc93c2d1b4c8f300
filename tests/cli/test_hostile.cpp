/// What foreign files, measured programs and the environment say is text, wherever the program puts
/// it.
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "common/harness/escape.hpp"
#include "tests/cli/user.hpp"

using namespace triptych;
using nlohmann::json;

namespace {

/// Hostile text for terminals, pages and spreadsheets, escaped for JSON.
const std::string hostile =
    "=1+1;@x\x1b]0;title\x07\x1b[2J\xc2\x9b"
    "31m\u202e<script>alert(1)</script>[x](javascript:alert(1))|\n\r";

/// Whether a terminal would interpret something in the text, apart from newlines.
bool is_obeyed(std::string text) {
    std::erase(text, '\n');
    return harness::for_terminal(text) != text;
}

/// The same with these words instead of all texts that are not names.
json with_hostile_texts(const json& value) {
    if (value.is_string()) return hostile;
    if (!value.is_structured()) return value;
    json changed = value;
    for (json& part : changed)
        part = with_hostile_texts(part);
    return changed;
}

/// A file of one run in which all texts are hostile, except the names of its benchmarks. In
/// it threads take so many seconds.
std::string hostile_file(const Folder& folder, const std::string& name,
                         const std::string& seconds) {
    const std::string path = folder / name.c_str();
    const harness::Ending run = run_triptych(
        {"run", "merge_sort", "--size", "1000", "--repetitions", "5", "--json", path},
        {"FAKE_BENCH=threads=slow=" + seconds + " processes=skip", "TRIPTYCH_CANARY=2"});
    REQUIRE(exit_code(run) == 0);
    json document = json::parse(content_of(path));
    document["context"] = with_hostile_texts(document["context"]);
    document["context"]["triptych"]["versions"][hostile] = hostile;
    document["context"]["triptych"]["complete"] = false;
    document["context"]["triptych"]["warnings"] = {{{"about", hostile}, {"text", hostile}}};
    for (json& entry : document["benchmarks"]) {
        entry["unit"] = entry["role"] = entry["aggregate_unit"] = hostile;
        entry[hostile] = 1;
        if (entry.contains("error_message")) entry["error_message"] = hostile;
    }
    std::ofstream{path} << document.dump();
    return path;
}

void check_csv(std::string csv) {
    for (const char* formula : {"\n=", ",=", ";=", ";@", "\"=", "\r="})
        CHECK(csv.find(formula) == std::string::npos);
    std::erase(csv, '\r');
    CHECK_FALSE(is_obeyed(csv));
}

}  // namespace

TEST_CASE("print_message, which escapes, is the only way in which a command writes to stderr") {
    const Words others{"main.cpp", "same_against_same.cpp", "terminal.cpp"};
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator{TRIPTYCH_SOURCE_DIR "/cli"}) {
        if (!entry.is_regular_file()) continue;
        const std::string name = entry.path().filename();
        if (std::ranges::find(others, name) != others.end()) continue;
        CAPTURE(name);
        const std::string source = content_of(entry.path());
        for (const char* around : {"print(stderr", "fprintf(", "fputs(", "std::cerr"})
            CHECK(source.find(around) == std::string::npos);
    }
}

TEST_CASE("compare escapes all texts of hostile files") {
    const Folder folder;
    const std::string before = hostile_file(folder, "\x1b[31mbefore\n.json", "0.010");
    std::string after = hostile_file(folder, "after.json", "0.020");
    json failed = json::parse(content_of(after));
    for (json& entry : failed["benchmarks"])
        if (entry["run_name"] == "merge_sort/coroutines/1000") {
            entry["error_occurred"] = true;
            entry["error_message"] = hostile;
        }
    failed["context"]["host_name"] = "another" + hostile;
    std::ofstream{after} << failed.dump();
    const harness::Ending compared =
        run_triptych({"compare", before, after, "--fail-above", "1%"}, {"COLUMNS=4000"});
    CHECK(exit_code(compared) == 1);
    CHECK_THAT(compared.output, Contains("failed in B: =1+1;@x\\x1b]0;title") &&
                                    Contains("host: =1+1") && Contains("in A, another=1+1") &&
                                    Contains("Warnings when A was measured") && Contains("A: ") &&
                                    Contains("\\x1b[31mbefore\\x0a.json\n"));
    CHECK_FALSE(is_obeyed(compared.output));
    CHECK_FALSE(is_obeyed(compared.errors));
}

TEST_CASE("merge escapes all texts of hostile files, in each format that it writes") {
    const Folder folder;
    const std::string one = hostile_file(folder, "one\x1b[31m.json", "0.010");
    const std::string other = hostile_file(folder, "=other.json", "0.020");
    const harness::Ending merged =
        run_triptych({"merge", one, other, one, folder / "none\x1b[31m.json", "--csv",
                      folder / "class.csv", "--json", folder / "class.json"});
    CHECK(exit_code(merged) == 1);
    CHECK_THAT(merged.output, Contains("one\\x1b[31m"));
    CHECK_THAT(merged.errors, Contains("from the same host as one\\x1b[31m (=1+1;@x\\x1b]0;") &&
                                  Contains("measured by version =1+1") &&
                                  Contains("none\\x1b[31m.json: there is no such file"));
    CHECK_FALSE(is_obeyed(merged.output));
    CHECK_FALSE(is_obeyed(merged.errors));
    CHECK_THAT(content_of(folder / "class.csv"), Contains("\n'=other,\"'=1+1;'@x"));
    check_csv(content_of(folder / "class.csv"));
    const std::string written = content_of(folder / "class.json");
    CHECK_FALSE(is_obeyed(written));
    CHECK(json::parse(written)["merged"][0]["results"] == json::parse(content_of(one)));
}

TEST_CASE("compare and merge escape the name of a file that cannot be used") {
    const Folder folder;
    const std::string path = folder / "broken\x1b[31m\xff.json";
    for (const std::string& content :
         {std::string{"{"}, json{{"benchmarks", {{{"name", hostile}}}}}.dump(),
          json{{"benchmarks", json::array()}, {"context", {{"triptych", {{"format", hostile}}}}}}
              .dump(),
          json{{"merged", {{{"name", hostile}, {"results", 1}}}}}.dump()}) {
        std::ofstream{path} << content;
        const harness::Ending refused = run_triptych({"compare", path, path});
        CHECK(exit_code(refused) == 2);
        CHECK_THAT(refused.errors, Contains("broken\\x1b[31m\\xff.json: "));
        CHECK_FALSE(is_obeyed(refused.errors));
    }
}

TEST_CASE("run escapes all texts of the bench program and the environment") {
    const Folder folder;
    const harness::Ending run =
        run_triptych({"run", "merge_sort", "--size", "1000", "--repetitions", "1", "--json",
                      folder / "a.json", "--csv", folder / "a.csv", "--markdown", folder / "a.md"},
                     {"FAKE_BENCH=threads=hostile", "TRIPTYCH_CANARY=2",
                      "TRIPTYCH_EXTRA=" + hostile + "\xff", "COLUMNS=4000"});
    CHECK(exit_code(run) == 1);
    CHECK_THAT(run.output, Contains("exit code 3: \\x1b]0;title\\x07\\x1b[2J\\x9b\\xff<script>"));
    CHECK_FALSE(is_obeyed(run.output));
    CHECK_FALSE(is_obeyed(run.errors));
    CHECK_FALSE(is_obeyed(content_of(folder / "a.json")));
    check_csv(content_of(folder / "a.csv"));
    const std::string markdown = content_of(folder / "a.md");
    CHECK_FALSE(is_obeyed(markdown));
    CHECK_THAT(markdown, Contains("&lt;script&gt;alert(1)&lt;/script&gt;\\|=1 |"));
    CHECK(markdown.find("<script") == std::string::npos);
}

TEST_CASE("print_message does not change the exit code if stderr cannot be written") {
    const Folder folder;
    const std::string one = hostile_file(folder, "one.json", "0.010");
    const harness::Ending merged = harness::run_command(
        {"/bin/sh", "-c", R"(exec "$0" merge "$1" "$1" 2>/dev/full)", TRIPTYCH_PATH, one}, {});
    CHECK(exit_code(merged) == 0);
}
