/// Tests of select().
#include <algorithm>

#include "catch.hpp"
#include "cli/run/selection.hpp"
#include "cli/usage.hpp"

using namespace triptych;
using namespace triptych::cli;

namespace {

using Words = std::vector<std::string>;

Implementation implementation(std::string_view model, std::string_view variant,
                              Role role = Role::contender) {
    return {.model = model,
            .variant = variant,
            .remark = "",
            .role = role,
            .prepare = {},
            .refuses = {}};
}

std::vector<Workload> workloads() {
    std::vector<Workload> list(3);
    list[0].name = "sums";
    list[0].sizes = {10, 100};
    list[0].implementations = {implementation("sequential", "", Role::baseline),
                               implementation("threads", ""),
                               implementation("threads", "pool"),
                               implementation("processes", ""),
                               implementation("tbb", "", Role::peer),
                               implementation("processes", "mpi", Role::peer)};
    list[1].name = "products";
    list[1].sizes = {20};
    list[1].implementations = {implementation("sequential", "", Role::baseline),
                               implementation("threads", "")};
    list[2].name = "rare";
    list[2].sizes = {30};
    list[2].by_default = false;
    list[2].implementations = {implementation("threads", "")};
    for (Workload& workload : list) {
        workload.unit = "ints";
        workload.usual = workload.sizes.front();
        workload.quick = {1};
        workload.largest = 1000;
    }
    return list;
}

Words names(const Request& request) {
    const std::vector<Workload> list = workloads();
    Words names;
    for (const harness::Result& result : select(list, request))
        names.push_back(result.benchmark.name());
    return names;
}

std::string complaint(const Request& request) {
    try {
        names(request);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE(
    "select returns all default workloads, implementations and sizes if nothing is asked for") {
    const auto all = names({});
    CHECK(all.size() == 4 + 2);  // at the usual size
    CHECK(names({.sweep = true}).size() == 4 * 2 + 2);
    CHECK(all.front() == "sums/sequential/10");
    CHECK(all.back() == "products/threads/20");
}

TEST_CASE("select includes peers if they are asked for, or if they are named") {
    CHECK(names({.workloads = {"sums"}, .sizes = {"5"}, .peers = true}) ==
          Words{"sums/sequential/5", "sums/threads/5", "sums/threads.pool/5", "sums/processes/5",
                "sums/tbb/5", "sums/processes.mpi/5"});
    CHECK(names({.workloads = {"sums"}, .models = {"processes"}, .sizes = {"5"}, .peers = true}) ==
          Words{"sums/sequential/5", "sums/processes/5", "sums/tbb/5", "sums/processes.mpi/5"});
    CHECK(names({.workloads = {"sums"}, .models = {"processes.mpi"}, .sizes = {"5"}}) ==
          Words{"sums/sequential/5", "sums/processes.mpi/5"});
    CHECK(names({.workloads = {"sums"}, .models = {"tbb"}, .sizes = {"5"}}) ==
          Words{"sums/sequential/5", "sums/tbb/5"});
}

TEST_CASE("select includes a workload that is not a default if it is named") {
    CHECK(names({.workloads = {"rare"}}) == Words{"rare/threads/30"});
}

TEST_CASE("select returns the variants of a model, and the baseline") {
    CHECK(names({.workloads = {"sums"}, .models = {"threads"}, .sizes = {"5"}}) ==
          Words{"sums/sequential/5", "sums/threads/5", "sums/threads.pool/5"});
    CHECK(names({.workloads = {"sums"}, .models = {"threads.pool"}, .sizes = {"5"}}) ==
          Words{"sums/sequential/5", "sums/threads.pool/5"});
}

TEST_CASE("select leaves out a workload without an implementation of the model") {
    const auto found = names({.models = {"processes"}, .quick = true});
    CHECK(found == Words{"sums/sequential/1", "sums/processes/1"});
}

TEST_CASE("select returns each size once, in ascending order") {
    CHECK(names({.workloads = {"products"}, .models = {"sequential"}, .sizes = {"7", "3", "7"}}) ==
          Words{"products/sequential/3", "products/sequential/7"});
}

TEST_CASE("select throws for an unknown word, and suggests the nearest name") {
    CHECK(complaint({.workloads = {"sum"}}) == "unknown workload \"sum\": did you mean sums?");
    CHECK(complaint({.models = {"thread"}}) == "unknown model \"thread\": did you mean threads?");
    CHECK(complaint({.models = {"threads.pol"}}) ==
          "unknown model \"threads.pol\": did you mean threads.pool?");
    CHECK(complaint({.workloads = {"xyzzy"}}) ==
          "unknown workload \"xyzzy\": there are sums, products, rare");
}

TEST_CASE("select suggests only names of the workloads to be measured") {
    CHECK(complaint({.workloads = {"sums"}, .models = {"threads.pol"}}) ==
          "unknown model \"threads.pol\": did you mean threads.pool?");
    CHECK(complaint({.workloads = {"products"}, .models = {"threads.pol"}}) ==
          "unknown model \"threads.pol\": did you mean threads?");
    CHECK(complaint({.workloads = {"products"}, .models = {"threads", "threads.pool"}}) ==
          "nothing to measure: products has no implementation with threads.pool; there are "
          "sequential, "
          "threads");
}

TEST_CASE("select suggests --model for a model among the workloads") {
    CHECK(complaint({.workloads = {"threads"}}) ==
          "unknown workload \"threads\": did you mean --model threads?");
    CHECK(complaint({.workloads = {"procesess"}, .models = {"threads"}}) ==
          "unknown workload \"procesess\": did you mean --model processes?");
}

TEST_CASE("select refuses --ranks if no ranks are measured") {
    CHECK_THAT(complaint({.workloads = {"sums"}, .models = {"processes"}, .ranks_are_set = true}),
               Contains("have no effect without MPI"));
    CHECK(complaint({.models = {"processes.mpi"}, .ranks_are_set = true}).empty());
}

TEST_CASE("select refuses --loop if no coroutines are measured") {
    CHECK_THAT(complaint({.workloads = {"sums"}, .loop_is_set = true}),
               Contains("--loop has no effect without coroutines"));
}

TEST_CASE("select accepts whole numbers from 1 to the workload's largest as sizes") {
    for (const char* size :
         {"0", "-1", "1001", "99999999999999999999", "abc", "", "1.5", "1e3", " 1", "+1"}) {
        INFO("size " << size);
        CHECK_THAT(complaint({.workloads = {"sums"}, .sizes = {size}}),
                   Contains("--size") && Contains("1 to 1,000 ints"));
    }
    CHECK(complaint({.workloads = {"sums"}, .sizes = {"1", "1000"}}).empty());
}

TEST_CASE("select throws if nothing matches") {
    CHECK(complaint({.workloads = {"products"}, .models = {"tbb"}}) ==
          "nothing to measure: products has no implementation with tbb; there are sequential, "
          "threads");
}
