/// A program with known cost, for tests of the meter and of the sampler.
///
/// Its words are name=value, 0 if left out: children, and for each of them cpu_seconds,
/// private_mebibytes, descriptors and sleeps (each of which is a voluntary switch);
/// shared_mebibytes are in memory that all of them have mapped. When all is spent, and while all is
/// held, it calls itself "spent" and waits for SIGUSR1. Then it prints what the meter read, and as
/// clock_seconds what the kernel's clocks of the processes say: "name value" lines.
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <map>
#include <string_view>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "benches/cost.hpp"

namespace {

using Costs = std::map<std::string_view, double>;

Costs costs_of(int argc, char** argv) {
    Costs costs;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word{argv[i]};
        const auto equals = word.find('=');
        std::from_chars(word.begin() + equals + 1, word.end(), costs[word.substr(0, equals)]);
    }
    return costs;
}

/// The CPU time of this process, from another clock than getrusage's.
double clock_seconds() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

void* written_memory(double mebibytes, int sharing) {
    const auto size = static_cast<std::size_t>(mebibytes) << 20U;
    if (size == 0) return nullptr;
    void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, sharing | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) _exit(1);
    return std::memset(memory, 1, size);
}

/// One end of a pipe each.
struct Pipe {
    Pipe() {
        if (::pipe(ends.data()) != 0) _exit(1);
    }
    template <typename T>
    void put(const T& value) const {
        if (::write(ends[1], &value, sizeof value) != sizeof value) _exit(1);
    }
    template <typename T>
    T take() const {
        T value{};
        if (::read(ends[0], &value, sizeof value) != sizeof value) _exit(1);
        return value;
    }
    std::array<int, 2> ends{};
};

[[noreturn]] void spend(Costs& costs, const Pipe& spent, const Pipe& go_home) {
    written_memory(costs["private_mebibytes"], MAP_PRIVATE);
    for (int i = 0; i < static_cast<int>(costs["descriptors"]); ++i)
        if (::dup(0) == -1) _exit(1);
    for (int i = 0; i < static_cast<int>(costs["sleeps"]); ++i)
        std::this_thread::sleep_for(std::chrono::microseconds{1});
    while (clock_seconds() < costs["cpu_seconds"]) {
    }
    spent.put('!');
    go_home.take<char>();
    spent.put(clock_seconds());
    _exit(0);
}

}  // namespace

int main(int argc, char** argv) {
    Costs costs = costs_of(argc, argv);
    sigset_t go_on;
    sigemptyset(&go_on);
    sigaddset(&go_on, SIGUSR1);
    sigprocmask(SIG_BLOCK, &go_on, nullptr);

    const triptych::CostMeter meter;
    double clocks = -clock_seconds();
    const auto children = static_cast<int>(costs["children"]);
    const Pipe spent;
    const Pipe go_home;
    written_memory(costs["shared_mebibytes"], MAP_SHARED);
    for (int i = 0; i < children; ++i)
        if (::fork() == 0) spend(costs, spent, go_home);
    for (int i = 0; i < children; ++i)
        spent.take<char>();

    ::prctl(PR_SET_NAME, "spent");
    int signal = 0;
    sigwait(&go_on, &signal);
    for (int i = 0; i < children; ++i)
        go_home.put('!');
    for (int i = 0; i < children; ++i)
        clocks += spent.take<double>();
    while (::wait(nullptr) != -1) {
    }
    clocks += clock_seconds();
    for (const auto& [name, value] : meter.read())
        std::printf("%s %.9f\n", name.c_str(), value);
    std::printf("clock_seconds %.9f\n", clocks);
    return 0;
}
