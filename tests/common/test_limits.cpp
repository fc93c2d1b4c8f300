/// What the system allows, found out before it is asked for.
#include <sys/resource.h>
#include <unistd.h>

#include "catch.hpp"
#include "common/cores.hpp"
#include "common/limits.hpp"

using namespace triptych;

TEST_CASE("the stricter of two limits gives the reason, too") {
    CHECK(stricter({1, "few"}, {2, "many"}).reason == "few");
    CHECK(stricter({2, "many"}, {1, "few"}).reason == "few");
    CHECK(stricter({2, "many"}, {1, "few"}).count == 1);
}

TEST_CASE("some tasks are allowed, and not as many as there are people") {
    const Limit tasks = tasks_allowed();
    CHECK(tasks.count > 0);
    CHECK(tasks.count < 10'000'000);
    CHECK_FALSE(tasks.reason.empty());
}

TEST_CASE("memory for twice as much fits half as often") {
    const auto small = static_cast<double>(memory_allows(1 << 20).count);
    const auto large = static_cast<double>(memory_allows(1 << 21).count);
    CHECK(small > 0);
    CHECK(large < small * 0.6);  // and not exactly half: others take memory meanwhile
    CHECK(large > small * 0.4);
}

TEST_CASE("thread stacks are limited by mappings") {
    const Limit stacks = thread_stacks_allowed();
    CHECK(stacks.count >= 0);
    CHECK(stacks.reason == "vm.max_map_count");
}

TEST_CASE("an open descriptor leaves one less") {
    const auto before = descriptors_allowed();
    const int descriptor = ::dup(0);
    REQUIRE(descriptor != -1);
    CHECK(descriptors_allowed().count == before.count - 1);
    ::close(descriptor);
    CHECK(descriptors_allowed().count == before.count);
}

TEST_CASE("a process that may use one core sees one, and forks no work") {
    cpu_set_t all;
    REQUIRE(::sched_getaffinity(0, sizeof all, &all) == 0);
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(::sched_getcpu()), &one);
    REQUIRE(::sched_setaffinity(0, sizeof one, &one) == 0);
    const int cores = cores_allowed();
    const int forks = forks_to_fill_cores();
    ::sched_setaffinity(0, sizeof all, &all);
    CHECK(cores == 1);
    CHECK(forks == 0);
    CHECK(cores_allowed() == CPU_COUNT(&all));
}
