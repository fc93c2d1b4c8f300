/// Tests with unusual inherited descriptors, signals and limits.
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/cli/user.hpp"

using namespace triptych;
using nlohmann::json;

namespace {

/// Runs a shell script in which $TRIPTYCH is the program, on the fake bench, and $1 the argument.
harness::Ending shell(const std::string& script, const std::string& argument = "",
                      const Words& environment = {}) {
    Words words{"/usr/bin/env", "TRIPTYCH_BENCH=" FAKE_BENCH_PATH, "TRIPTYCH=" TRIPTYCH_PATH,
                "TRIPTYCH_PRIMITIVES=" FAKE_BENCH_PATH};
    words.insert(words.end(), environment.begin(), environment.end());
    words.insert(words.end(), {"/bin/sh", "-c", script, "sh", argument});
    return harness::run_command(words);
}

const std::string small = "\"$TRIPTYCH\" run merge_sort --model threads --size 9 --repetitions 1 ";

}  // namespace

TEST_CASE("run --json - appends to stdout, after what other programs have written") {
    const Folder folder;
    for (const char* option : {"--json -", "--csv -", "--markdown -", "--json /dev/stdout"}) {
        const std::string file = folder / "shared";
        CAPTURE(option);
        const harness::Ending run =
            shell("{ echo before; " + small + option + "; echo after; } >>\"$1\"", file);
        CHECK(exit_code(run) == 0);
        const std::string text = content_of(file);
        CHECK(text.starts_with("before\n"));
        CHECK(text.ends_with("\nafter\n"));
        CHECK_THAT(text, Contains("merge_sort"));
        CHECK_THAT(run.errors, Contains("sequential (baseline)"));  // the tables
        std::filesystem::remove(file);
    }
    CHECK(folder.files().empty());
}

TEST_CASE("run writes nothing but results into a file, whichever streams are closed") {
    const Folder folder;
    for (const char* closed : {">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"}) {
        CAPTURE(closed);
        const harness::Ending run = shell(small + "--json \"$1\" " + closed, folder / "a.json");
        CHECK(exit_code(run) == 0);
        CHECK(json::accept(content_of(folder / "a.json")));
    }
}

TEST_CASE("run detects a crash even if it inherits an ignored SIGCHLD") {
    const harness::Ending run =
        shell("trap '' CHLD; exec " + small, "", {"FAKE_BENCH=threads=exit"});
    CHECK(exit_code(run) == 1);
    CHECK_THAT(run.output, Contains("FAILED: exit code 3"));
}

TEST_CASE("run reports a file that gets too large, and leaves nothing of it") {
    const Folder folder;
    for (const char* option : {"--json", "--csv", "--markdown"}) {
        CAPTURE(option);
        const harness::Ending run =
            shell("ulimit -f 0; exec " + small + option + " \"$1\"", folder / "a");
        CHECK(exit_code(run) == 1);
        CHECK_THAT(run.errors, Contains("File too large"));
        CHECK(folder.files().empty());
    }
}

TEST_CASE("run refuses two outputs to one file, however it is spelled") {
    const Folder folder;
    std::ofstream{folder / "a"} << "before";
    std::filesystem::create_hard_link(folder / "a", folder / "hard");
    std::filesystem::create_symlink("a", folder / "soft");
    std::filesystem::create_symlink("new", folder / "dangling");
    for (const char* pair :
         {"a --csv a", "a --csv ./a", "a --csv hard", "soft --csv a", "new --csv ./new",
          "dangling --csv new", "- --csv /dev/stdout", "a --csv b --markdown soft"}) {
        CAPTURE(pair);
        const harness::Ending run = shell("cd \"$1\"; " + small + "--json " + pair, folder / "");
        CHECK(exit_code(run) == 2);
        CHECK(run.output.empty());
        CHECK_THAT(run.errors, Contains("cannot share one file"));
    }
    CHECK(content_of(folder / "a") == "before");
    const harness::Ending merged =
        shell("cd \"$1\"; " + small +
                  "--json run.json >/dev/null; \"$TRIPTYCH\" merge run.json --json "
                  "m --csv ./m",
              folder / "");
    CHECK(exit_code(merged) == 2);
    CHECK_THAT(merged.errors, Contains("cannot share one file"));
}

TEST_CASE("Wrong usage exits with 2 even if stderr cannot be written") {
    for (const char* words : {"run nosuch", "nosuch", "run --nosuch", "show nosuch", "compare a b",
                              "merge nosuch", "claims --nosuch", "goals --json /", "prices nosuch",
                              "map --minutes 0", "list more", "run --size 0 hello"})
        for (const char* stderr_to : {"2>/dev/full", "2>&-", ">/dev/full 2>/dev/full"}) {
            CAPTURE(words, stderr_to);
            CHECK(exit_code(shell(std::string{"\"$TRIPTYCH\" "} + words + ' ' + stderr_to)) == 2);
        }
}

TEST_CASE("Output that cannot be printed is an error in every command, even without stderr") {
    for (const char* words : {"list", "show hello", "run hello --size 3 --repetitions 1",
                              "prices threads.mutex_free --repetitions 1", "--help", "--version"})
        for (const char* full : {">/dev/full", ">/dev/full 2>/dev/full"}) {
            CAPTURE(words, full);
            CHECK(exit_code(shell(std::string{"\"$TRIPTYCH\" "} + words + ' ' + full)) == 1);
        }
}

TEST_CASE("COLUMNS is ignored unless it is a number of columns") {
    const auto list = [](const std::string& columns) {
        const harness::Ending run = run_triptych({"list"}, {columns});
        CHECK(exit_code(run) == 0);
        return run.output;
    };
    const auto show = [](const std::string& columns) {
        const harness::Ending run = run_triptych({"show", "hello"}, {columns});
        CHECK(exit_code(run) == 0);
        return run.output;
    };
    for (const char* huge : {"COLUMNS=1000000000", "COLUMNS=99999999999999999999999"}) {
        CHECK(list(huge) == list("COLUMNS=5000"));
        CHECK(show(huge) == show("COLUMNS=5000"));
    }
    for (const char* none :
         {"COLUMNS=0", "COLUMNS=-5", "COLUMNS=abc", "COLUMNS=12abc", "COLUMNS="}) {
        CAPTURE(none);
        CHECK(list(none) == list("COLUMNS=80"));
    }
}
