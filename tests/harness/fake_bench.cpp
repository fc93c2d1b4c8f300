/// A fake bench program for tests: it takes the same flags and writes the same
/// JSON, and each benchmark does what FAKE_BENCH says, without measuring anything.
///
/// FAKE_BENCH is a list of "implementation=behaviour" words, for example "threads=crash
/// processes=hang";
/// "*" stands for every other implementation. The behaviours: ok (the default), wait, crash,
/// killed, out_of_time, no_memory, exit, hostile (text made for terminals, pages and spreadsheets
/// to obey), hang, fork, fork_hang, orphan, garbage, silent, flood, skip, fail, slow=<seconds>: a
/// made-up time, busy=<seconds> and idle=<seconds>: the same, in which two cores computed or none,
/// scatter=<seconds>: half of it and one and a half of it in turn (it needs FAKE_BENCH_LOG), and
/// items=<count>: 10 ms, in which so many things were done. Updates lost, pages seen, workers
/// ended and deadlocks are none. FAKE_BENCH_LOG names a file to which each run adds its benchmark,
/// and FAKE_BENCH_WORDS_LOG one to which it adds all its words.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

using nlohmann::json;

std::string variable(const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
    return value == nullptr ? "" : value;
}

std::string value_of(const std::vector<std::string>& words, const std::string& flag) {
    for (const std::string& word : words)
        if (word.starts_with(flag + '=')) return word.substr(flag.size() + 1);
    return "";
}

std::string behaviour_of(const std::string& implementation) {
    std::istringstream words{variable("FAKE_BENCH")};
    std::string behaviour = "ok";
    for (std::string word; words >> word;) {
        if (word.starts_with("*=")) behaviour = word.substr(2);
        if (word.starts_with(implementation + '=')) return word.substr(implementation.size() + 1);
    }
    return behaviour;
}

void log_line(const char* to, const std::string& line) {
    const std::string path = variable(to);
    std::FILE* file = path.empty() ? nullptr : std::fopen(path.c_str(), "ae");
    if (file == nullptr) return;
    std::fprintf(file, "%s\n", line.c_str());
    std::fclose(file);
}

/// How often it has run, this run included: the lines of the log.
int runs_of(const std::string& benchmark) {
    std::ifstream log{variable("FAKE_BENCH_LOG")};
    int runs = 0;
    for (std::string line; std::getline(log, line);)
        runs += line.starts_with(benchmark + ' ') ? 1 : 0;
    return runs;
}

void print_result(const std::string& benchmark, json metrics) {
    json entry = {{"name", benchmark}, {"run_name", benchmark}, {"run_type", "iteration"},
                  {"repetitions", 1},  {"threads", 1},          {"repetition_index", 0},
                  {"iterations", 1},   {"time_unit", "ns"}};
    entry.update(metrics);
    if (benchmark.starts_with("fork_join/threads.waiting/")) entry["deadlocks"] = 0;
    const json context = {{"date", "2024-01-01T00:00:00+00:00"},
                          {"host_name", "fake"},
                          {"executable", "fake_bench"},
                          {"num_cpus", 2},
                          {"mhz_per_cpu", 1000},
                          {"cpu_scaling_enabled", false},
                          {"caches", json::array()},
                          {"load_avg", {0.5, 0.5, 0.5}},
                          {"library_build_type", "release"}};
    std::cout << json{{"context", context}, {"benchmarks", {entry}}}.dump(2) << '\n';
}

json times(double wall_seconds, double cores) {
    return {{"real_time", wall_seconds * 1e9},
            {"cpu_time", wall_seconds * 1e9},
            {"wait_seconds", 0},
            {"lost", 0},
            {"seen", 0},
            {"ended", 0},
            {"cpu_seconds", wall_seconds * cores},
            {"voluntary_switches", 3},
            {"involuntary_switches", 1},
            {"peak_bytes", 4 << 20}};
}

void print_error(const std::string& benchmark, const std::string& message) {
    print_result(benchmark, {{"error_occurred", true}, {"error_message", message}});
}

[[noreturn]] void hang() {
    while (true)
        ::pause();
}

/// Two children, alive until the end of the scope.
void fork_and_join(int alive_milliseconds) {
    std::vector<pid_t> children(2);
    for (pid_t& child : children) {
        child = ::fork();
        if (child == 0) hang();
    }
    ::usleep(static_cast<useconds_t>(alive_milliseconds) * 1000);
    for (const pid_t child : children) {
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
    }
}

void behave(const std::string& behaviour, const std::string& benchmark) {
    if (behaviour == "crash") std::abort();
    if (behaviour == "killed") std::raise(SIGKILL);
    if (behaviour == "out_of_time") std::raise(SIGXCPU);
    if (behaviour == "no_memory") {
        std::cerr << "terminate called after throwing an instance of 'std::bad_alloc'\n"
                     "  what():  std::bad_alloc\n";
        std::abort();
    }
    if (behaviour == "exit") {
        std::cerr << "the dog ate it\n";
        std::exit(3);  // NOLINT(concurrency-mt-unsafe)
    }
    if (behaviour == "hostile") {
        std::cerr << "\x1b]0;title\x07\x1b[2J\xc2\x9b\xff<script>alert(1)</script>|=1\n";
        std::exit(3);  // NOLINT(concurrency-mt-unsafe)
    }
    if (behaviour == "hang") hang();
    if (behaviour == "fork") fork_and_join(300);
    if (behaviour == "fork_hang") {
        if (::fork() != 0 && ::fork() != 0) std::cerr << "forked\n";
        hang();
    }
    if (behaviour == "orphan" && ::fork() == 0) hang();
    if (behaviour == "flood") {
        const std::string line(1023, 'x');
        for (int i = 0; i < 32 * 1024; ++i)
            std::cerr << line << '\n';
    }
    if (behaviour == "garbage") std::cout << "no JSON at all\n";
    if (behaviour == "skip") print_error(benchmark, "skipped: this system allows 12 of them");
    if (behaviour == "fail") print_error(benchmark, "message 7 arrived twice");
    const bool is_done = behaviour == "garbage" || behaviour == "skip" || behaviour == "fail" ||
                         behaviour == "silent";
    if (is_done) return;
    if (behaviour.starts_with("items=")) {
        json metrics = times(0.010, 1);
        metrics["items_per_second"] = std::stod(behaviour.substr(6)) / 0.010;
        print_result(benchmark, metrics);
        return;
    }
    if (behaviour.starts_with("scatter=")) {
        const double part = runs_of(benchmark) % 2 == 0 ? 0.5 : 1.5;
        print_result(benchmark, times(part * std::stod(behaviour.substr(8)), 1));
        return;
    }
    const bool is_slow = behaviour.starts_with("slow=");
    const bool is_busy = behaviour.starts_with("busy=");
    const bool is_idle = behaviour.starts_with("idle=");
    const bool is_timed = is_slow || is_busy || is_idle;
    print_result(benchmark,
                 times(is_timed ? std::stod(behaviour.substr(5)) : 0.010, is_busy   ? 2
                                                                          : is_idle ? 0
                                                                                    : 1));
}

}  // namespace

int main(int argc, char* argv[]) {
    const std::vector<std::string> words{argv + 1, argv + argc};
    const std::string benchmark = value_of(words, "--benchmark");
    const std::string rest = benchmark.substr(benchmark.find('/') + 1);
    const std::string implementation = rest.substr(0, rest.find('/'));
    std::cerr << "***WARNING*** Library was built as DEBUG. Timings may be affected.\n";
    log_line("FAKE_BENCH_LOG", benchmark + ' ' + std::to_string(::getpid()));
    std::string all;
    for (const std::string& word : words)
        all += ' ' + word;
    log_line("FAKE_BENCH_WORDS_LOG", all);
    behave(behaviour_of(implementation), benchmark);
    return 0;
}
