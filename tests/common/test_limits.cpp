/// The limits of the system.
#include <sys/resource.h>
#include <unistd.h>

#include "catch.hpp"
#include "common/cores.hpp"
#include "common/limits.hpp"

using namespace triptych;

TEST_CASE("stricter returns the count and the reason of the stricter limit") {
    CHECK(stricter({1, "few"}, {2, "many"}).reason == "few");
    CHECK(stricter({2, "many"}, {1, "few"}).reason == "few");
    CHECK(stricter({2, "many"}, {1, "few"}).count == 1);
}

TEST_CASE("tasks_allowed is positive and plausible, and has a reason") {
    const Limit tasks = tasks_allowed();
    CHECK(tasks.count > 0);
    CHECK(tasks.count < 10'000'000);
    CHECK_FALSE(tasks.reason.empty());
}

TEST_CASE("memory_allows: objects of twice the size fit half as often") {
    const auto small = static_cast<double>(memory_allows(1 << 20).count);
    const auto large = static_cast<double>(memory_allows(1 << 21).count);
    CHECK(small > 0);
    CHECK(large < small * 0.6);  // not exactly half: other programs use memory meanwhile
    CHECK(large > small * 0.4);
}

TEST_CASE("thread_stacks_allowed is limited by vm.max_map_count") {
    const Limit stacks = thread_stacks_allowed();
    CHECK(stacks.count >= 0);
    CHECK(stacks.reason == "vm.max_map_count");
}

TEST_CASE("descriptors_allowed is one less for each open descriptor") {
    const auto before = descriptors_allowed();
    const int descriptor = ::dup(0);
    REQUIRE(descriptor != -1);
    CHECK(descriptors_allowed().count == before.count - 1);
    ::close(descriptor);
    CHECK(descriptors_allowed().count == before.count);
}

TEST_CASE("cores_allowed is 1, and forks_to_fill_cores 0, in a process that may use one core") {
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
