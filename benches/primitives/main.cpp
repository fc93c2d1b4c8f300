/// The benchmark program of the primitives: Google Benchmark over all of them, or one by its name.
#include <benchmark/benchmark.h>
#include <csignal>
#include <cstdio>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <vector>

#include "common/inheritance.hpp"

namespace {

constexpr int usage_error = 2;

/// Translates `--benchmark=NAME` of the harness to a filter that matches only this benchmark,
/// whatever suffix Google Benchmark adds ("/real_time"). Drops the seed and the time limit, which
/// the harness passes, too, and which have no effect here.
std::vector<std::string> translated(int argc, char** argv) {
    std::vector<std::string> words;
    for (int i = 0; i < argc; ++i) {
        const std::string_view word{argv[i]};
        if (word.starts_with("--benchmark=")) {
            std::string pattern;
            for (const char c : word.substr(12))
                pattern += c == '.' ? std::string{"\\."} : std::string(1, c);
            words.push_back(fmt::format("--benchmark_filter=^{}(/|$)", pattern));
        } else if (!word.starts_with("--seed=") && !word.starts_with("--time-limit=")) {
            words.emplace_back(word);
        }
    }
    return words;
}

}  // namespace

int main(int argc, char** argv) {
    triptych::settle_inheritance();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // the kernel kills this program if its parent dies
    std::vector<std::string> words = translated(argc, argv);
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    int count = static_cast<int>(pointers.size());
    pointers.push_back(nullptr);
    benchmark::Initialize(&count, pointers.data());
    if (benchmark::ReportUnrecognizedArguments(count, pointers.data())) return usage_error;
    const std::size_t run = benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    if (run != 0) return 0;
    fmt::print(stderr, "triptych_primitives: no benchmark matches (see --benchmark_list_tests)\n");
    return usage_error;
}
