/// Properties of every implementation of retries.
#include <string>
#include <vector>

#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"
#include "tests/census.hpp"

using namespace triptych;

TEST_CASE("retries breaks no line, however many tasks print at once") {
    struct Writer {
        const char* name;
        std::string (*write)(const Retries& retries);
    };
    for (const auto& [name, write] :
         {Writer{"threads", threads::retries}, Writer{"processes", processes::retries},
          Writer{"coroutines", coroutines::retries}})
        for (const std::int64_t tasks : {0, 1, 200}) {
            CAPTURE(name, tasks);
            const Retries retries{.tasks = tasks, .seed = 6};
            const Census before = take_census();
            CHECK(check_screen(retries, write(retries)) == "");
            CHECK(changes_since(before) == "");
        }
}
