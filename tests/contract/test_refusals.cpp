/// Sizes that are not measured, and the reasons.
#include <cctype>
#include <chrono>
#include <cstdint>
#include <string>
#include <sys/resource.h>
#include <vector>

#include "benches/catalog/catalog.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "benches/trial.hpp"
#include "catch.hpp"
#include "common/sanitizers.hpp"
#include "coroutines/primitives/limit.hpp"
#include "processes/primitives/limit.hpp"
#include "tests/in_child.hpp"
#include "threads/primitives/limit.hpp"

using namespace triptych;

TEST_CASE("refuses: more workers than this system allows, and names the number that it allows") {
    for (const Workload& workload : catalog()) {
        if (workload.unit != "messages") continue;
        for (const Implementation& implementation : workload.implementations) {
            if (!implementation.variant.empty()) continue;
            if (implementation.model != "threads" && implementation.model != "processes") continue;
            CAPTURE(workload.name, implementation.name());
            CHECK_FALSE(implementation.refuses(1));
            const auto reason = implementation.refuses(workload.largest);
            REQUIRE(reason);
            CHECK_THAT(*reason, StartsWith("needs 10000000 " + std::string{implementation.model} +
                                           ", and this system allows "));
            const auto allowed = reason->find("allows ") + 7;
            CHECK(std::isdigit(static_cast<unsigned char>(reason->at(allowed))));
        }
    }
}

TEST_CASE("more_than accepts as many as the limit, and refuses one more") {
    const auto seven = +[] { return Limit{7, "the number of dwarfs"}; };
    const auto refuses = more_than(seven, "dwarfs");
    CHECK_FALSE(refuses(7));
    CHECK(refuses(8) == "needs 8 dwarfs, and this system allows 7 now (the number of dwarfs)");
}

TEST_CASE("most_alive respects the limit on this user's tasks") {
    const std::string message = in_child([] {
        allow_tasks(400);  // a quarter of them is left to other programs
        std::string limits;
        for (const Limit& limit : {threads::most_alive(), processes::most_alive()})
            limits += limit.reason + (limit.count >= 290 && limit.count <= 305 ? " " : "? ");
        return limits;
    });
    CHECK(message == "ulimit -u ulimit -u ");
}

TEST_CASE("most_alive: a limit on the address space applies to threads, but not to processes") {
    if (address_sanitizer || thread_sanitizer) return;  // a sanitizer reserves the address space
    const std::string message = in_child([] {
        constexpr rlim_t little = 600'000'000;
        const rlimit limit{little, little};
        if (::setrlimit(RLIMIT_AS, &limit) == -1) return std::string{"setrlimit"};
        return threads::most_alive().reason + "; " + processes::most_alive().reason;
    });
    CHECK_THAT(message, StartsWith("ulimit -v; "));
    CHECK_THAT(message, !EndsWith("ulimit -v"));
}

TEST_CASE("one_after_another refuses sizes that would take too long, and says how long") {
    const auto refuses = one_after_another(0.5, 2);
    CHECK_FALSE(refuses(4));
    CHECK(refuses(5) == "one after another would take 2.5 s");
    CHECK(refuses(100) == "one after another would take 50 s");
}

TEST_CASE("one_after_another respects the time limit, also inside without_workers") {
    const auto refuses = without_workers(one_after_another(0.5, 2));
    CHECK(refuses(4, {}, 1.5) == "one after another would take 2.0 s");
    CHECK_FALSE(refuses(4, {}, 3));
    CHECK(refuses(5, {}, 60) == "one after another would take 2.5 s");
}

TEST_CASE(
    "takes_too_long estimates from runs of smaller sizes, until one takes a tenth of a second") {
    std::chrono::steady_clock::time_point now;
    std::vector<std::int64_t> sizes;
    double wait = 0;
    const Implementation implementation{
        .model = "threads",
        .variant = {},
        .remark = {},
        .prepare = [&](std::int64_t size, std::uint64_t) -> PreparedRun {
            return {.solve =
                        [&, size] {
                            sizes.push_back(size);
                            now += std::chrono::milliseconds{1} + std::chrono::microseconds{size};
                        },
                    .check = [] { return std::string{}; },
                    .metrics = [] { return Metrics{}; },
                    .wait_seconds = wait};
        },
        .refuses = never_skipped};
    const Workload workload{.name = "busy",
                            .problem = {},
                            .unit = {},
                            .sizes = {10, 1'000},
                            .quick = {},
                            .implementations = {}};
    const auto reason = [&](std::int64_t size, double time_limit) {
        sizes.clear();
        return takes_too_long({&workload, &implementation, size},
                              {.time_limit = time_limit, .now = [&] { return now; }});
    };
    CHECK(reason(1'000'000'000, 60) == "would take about 1010 s, and the time limit is 60 s");
    CHECK(sizes == std::vector<std::int64_t>{1'000, 10'000, 100'000});
    CHECK_FALSE(reason(50'000'000, 60));
    CHECK(sizes == std::vector<std::int64_t>{1'000, 10'000});
    CHECK_FALSE(reason(9'999, 0.001));
    CHECK(sizes.empty());
    CHECK_FALSE(reason(1'000'000'000, Refusal::no_time_limit));
    CHECK(sizes.empty());
    wait = 1;
    CHECK_FALSE(reason(1'000'000'000, 60));
    CHECK(sizes.empty());
}

TEST_CASE("refuses: sequential delayed_messages that would take too long") {
    for (const Workload& workload : catalog())
        for (const Implementation& implementation : workload.implementations)
            if (workload.name == "delayed_messages" && implementation.model == "sequential") {
                CHECK_FALSE(implementation.refuses(100));
                CHECK(implementation.refuses(1'000) == "one after another would take 5.5 s");
            }
}

TEST_CASE("most_alive allows more than a million coroutines") {
    CHECK(coroutines::most_alive().count > 1'000'000);
}
