/// Sizes that are not measured, and why.
#include <cctype>
#include <string>
#include <sys/resource.h>

#include "benches/catalog/catalog.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "catch.hpp"
#include "common/sanitizers.hpp"
#include "coroutines/primitives/limit.hpp"
#include "processes/primitives/limit.hpp"
#include "tests/in_child.hpp"
#include "threads/primitives/limit.hpp"

using namespace triptych;

TEST_CASE("more workers than this system allows are refused, with the number that it allows") {
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

TEST_CASE("what this system allows is allowed, and one more is not") {
    const auto seven = +[] { return Limit{7, "the number of dwarfs"}; };
    const auto refuses = more_than(seven, "dwarfs");
    CHECK_FALSE(refuses(7));
    CHECK(refuses(8) == "needs 8 dwarfs, and this system allows 7 now (the number of dwarfs)");
}

TEST_CASE("a limit on this user's tasks is found out") {
    const std::string told = in_child([] {
        allow_tasks(400);  // and a quarter of them is left to others
        std::string limits;
        for (const Limit& limit : {threads::most_alive(), processes::most_alive()})
            limits += limit.reason + (limit.count >= 290 && limit.count <= 305 ? " " : "? ");
        return limits;
    });
    CHECK(told == "ulimit -u ulimit -u ");
}

TEST_CASE("limits on the address space bind threads, and no processes") {
    if (address_sanitizer || thread_sanitizer) return;  // a sanitizer has all of the address space
    const std::string told = in_child([] {
        constexpr rlim_t little = 600'000'000;
        const rlimit limit{little, little};
        if (::setrlimit(RLIMIT_AS, &limit) == -1) return std::string{"setrlimit"};
        return threads::most_alive().reason + "; " + processes::most_alive().reason;
    });
    CHECK_THAT(told, StartsWith("ulimit -v; "));
    CHECK_THAT(told, !EndsWith("ulimit -v"));
}

TEST_CASE("what tries patience one after another is refused, with how long it would take") {
    const auto refuses = one_after_another(0.5, 2);
    CHECK_FALSE(refuses(4));
    CHECK(refuses(5) == "one after another would take 2.5 s");
    CHECK(refuses(100) == "one after another would take 50 s");
}

TEST_CASE("the time limit is a limit on patience, whatever else is refused") {
    const auto refuses = without_workers(one_after_another(0.5, 2));
    CHECK(refuses(4, {}, 1.5) == "one after another would take 2.0 s");
    CHECK_FALSE(refuses(4, {}, 3));
    CHECK(refuses(5, {}, 60) == "one after another would take 2.5 s");
}

TEST_CASE("messages one after another try patience") {
    for (const Workload& workload : catalog())
        for (const Implementation& implementation : workload.implementations)
            if (workload.name == "delayed_messages" && implementation.model == "sequential") {
                CHECK_FALSE(implementation.refuses(100));
                CHECK(implementation.refuses(1'000) == "one after another would take 55 s");
            }
}

TEST_CASE("a million coroutines are few") {
    CHECK(coroutines::most_alive().count > 1'000'000);
}
