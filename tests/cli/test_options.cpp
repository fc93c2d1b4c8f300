/// Tests of options with several arguments, and of options that have no effect together.
#include <algorithm>

#include "cli/repeated.hpp"
#include "tests/cli/user.hpp"

using namespace triptych;
using cli::with_options_repeated;

TEST_CASE("with_options_repeated gives --model and --size all words that can only be theirs") {
    CHECK(with_options_repeated({"run", "--model", "threads", "processes", "merge_sort"}) ==
          Words{"run", "--model", "threads", "--model", "processes", "merge_sort"});
    CHECK(with_options_repeated({"run", "-m", "threads", "threads.pool", "-n", "10", "1e3"}) ==
          Words{"run", "-m", "threads", "--model", "threads.pool", "-n", "10", "--size", "1e3"});
    CHECK(with_options_repeated({"run", "--model=threads", "processes", "--quick", "hello"}) ==
          Words{"run", "--model=threads", "--model", "processes", "--quick", "hello"});
    CHECK(with_options_repeated({"run", "-mthreads", "processes"}) ==
          Words{"run", "-mthreads", "--model", "processes"});
}

TEST_CASE("with_options_repeated leaves other words in place") {
    for (const Words& words :
         {Words{}, Words{"run"}, Words{"run", "--model"}, Words{"run", "hello", "threads"},
          Words{"run", "--model", "thraeds", "hello"}, Words{"run", "--size", "10", "hello"},
          Words{"run", "--seed", "3", "4"}, Words{"show", "merge_sort", "-m", "threads"}})
        CHECK(with_options_repeated(words) == words);
}

TEST_CASE("run and show accept several models") {
    const harness::Ending run =
        run_triptych({"run", "--model", "threads", "processes", "merge_sort", "--size", "9", "10",
                      "--repetitions", "1"});
    CHECK(exit_code(run) == 0);
    CHECK_THAT(run.output, Contains("merge_sort, 9 ") && Contains("merge_sort, 10 "));
    CHECK_THAT(run.output, Contains("processes") && !Contains("coroutines"));
    const harness::Ending shown =
        run_triptych({"show", "--model", "threads", "processes", "hello"});
    CHECK(exit_code(shown) == 0);
    CHECK_THAT(shown.output, Contains("threads") && Contains("processes") && !Contains("co_await"));
}

TEST_CASE("Options that have no effect together are refused in one line") {
    const std::vector<Words> idle{{"map", "--quick", "--minutes", "5"},
                                  {"map", "--minutes", "5", "--quick"},
                                  {"prices", "--quick", "--repetitions", "3"},
                                  {"run", "hello", "--quick", "--size", "3", "--repetitions", "1"},
                                  {"run", "--sweep", "--quick"},
                                  {"run", "--sweep", "--size", "3"},
                                  {"run", "merge_sort", "--model", "threads", "--loop", "poll"}};
    for (const Words& words : idle) {
        const harness::Ending refused = run_triptych(words);
        CAPTURE(words, refused.errors);
        CHECK(exit_code(refused) == 2);
        CHECK(refused.output.empty());
        CHECK(std::ranges::count(refused.errors, '\n') == 1);
        CHECK_THAT(refused.errors,
                   Contains("--quick") || Contains("--loop") || Contains("--sweep"));
    }
}

TEST_CASE("Options that have an effect together are accepted") {
    for (const Words& words :
         {Words{"run", "hello", "--quick", "--size", "3"},
          Words{"run", "hello", "--quick", "--repetitions", "1"},
          Words{"run", "hello", "--size", "3", "--repetitions", "1", "--loop", "poll"}})
        CHECK(exit_code(run_triptych(words)) == 0);
}
