/// Numbers on the command line, as people and programs write them.
#include <algorithm>

#include "cli/numbers.hpp"
#include "tests/cli/user.hpp"

using namespace triptych;
using cli::plain_number;

TEST_CASE("plain_number accepts all common ways to write a whole number") {
    for (const char* word : {"1000000", "1,000,000", "1_000_000", "1'000'000", "1e6", "1E6", "1e+6",
                             "1.0e6", "1M", "1m", "1000k", "1000K", "0.001G", "0001000000"}) {
        CAPTURE(word);
        CHECK(plain_number(word) == "1000000");
    }
    CHECK(plain_number("1.5e6") == "1500000");
    CHECK(plain_number("2.5k") == "2500");
    CHECK(plain_number("0") == "0");
    CHECK(plain_number("010") == "10");  // not octal
    CHECK(plain_number("18,446,744,073,709,551,615") == "18446744073709551615");
}

TEST_CASE("plain_number leaves other words unchanged") {
    for (const char* word : {"",       "-1",        "+1",   "1,00",
                             "1,0000", "1,000_000", ",000", "1e",
                             "e6",     "1e-3",      "1.5",  "1.5555k",
                             "1kk",    "1 000",     "1e20", "18446744073709551616",
                             "99e18",  "abc",       "0x10", "1e999999999",
                             "5%"}) {
        CAPTURE(word);
        CHECK(plain_number(word) == word);
    }
    const std::string endless(100'000, '9');
    CHECK(plain_number(endless) == endless);
}

TEST_CASE("Options that take a number accept all common ways to write it") {
    for (const char* size : {"1,000", "1_000", "1e3", "1k"}) {
        const harness::Ending run = run_triptych(
            {"run", "mixed", "--model", "threads.pool", "--size", size, "--repetitions", "0.001k",
             "--seed", "1M", "--time-limit", "1e3", "-L", "workers", "1_000,2e1"});
        CAPTURE(size, run.errors);
        CHECK(exit_code(run) == 0);
        CHECK_THAT(run.output, Contains("mixed, 1,000 tasks") && Contains("seed 1000000"));
        CHECK_THAT(run.output, Contains("1000") && Contains("20"));
    }
}

TEST_CASE("Options refuse what is not a number in one line that names the option") {
    const std::vector<Words> wrong{{"run", "merge_sort", "--size", "1,00"},
                                   {"run", "merge_sort", "--size", "1e99"},
                                   {"run", "--repetitions", "1,0"},
                                   {"run", "--repetitions", "1e-1"},
                                   {"run", "--seed", "1kk"},
                                   {"run", "--time-limit", "1,00"},
                                   {"claims", "--repetitions", "many"},
                                   {"goals", "--repetitions", "1e9"},
                                   {"prices", "--repetitions", "2.5"},
                                   {"map", "--minutes", "1,00"}};
    for (const Words& words : wrong) {
        const harness::Ending refused = run_triptych(words);
        CAPTURE(words, refused.errors);
        CHECK(exit_code(refused) == 2);
        CHECK(std::ranges::count(refused.errors, '\n') == 1);
        CHECK_THAT(refused.errors, Contains(words[words.size() - 2]));
    }
}
