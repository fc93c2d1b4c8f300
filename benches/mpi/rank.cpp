/// The program that mpirun starts, once for each rank: prepares a workload, solves it on command,
/// and checks it.
///
/// Rank 0 talks with benches/mpi/job.cpp in lines, through mpirun:
///     ready WAIT_SECONDS LEAST_SECONDS IDEAL_IS_REACHABLE
///                                                         go
///     done
///     wrong MESSAGE                          (or: right)
///     metric VALUE NAME                      (any number)
///     end
#include <charconv>
#include <csignal>
#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <unistd.h>

#include "benches/cost.hpp"
#include "benches/mpi/rank_workloads.hpp"
#include "common/inheritance.hpp"

namespace {

using namespace triptych;
using processes::mpi::World;

constexpr int usage_error = 2;

/// Throws std::invalid_argument if it is none.
template <typename Number>
Number number_in(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        throw std::invalid_argument{fmt::format("\"{}\" is no number", text)};
    return number;
}

/// What this rank has cost, and what it sent.
struct Share {
    double cpu_seconds;
    double voluntary_switches;
    double involuntary_switches;
    double peak_bytes;
    double messages_sent;
    double bytes_sent;
};

void say(const std::string& line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

/// Waits for "go", in all ranks. False if the program that started this job has ended.
bool wait_for_go(World& world) {
    std::string word;
    bool go = world.is_root() && std::getline(std::cin, word) && word == "go";
    world.broadcast(go);
    return go;
}

Metrics cost_of_all(World& world, const Metrics& own) {
    const Share share{.cpu_seconds = own.at("cpu_seconds"),
                      .voluntary_switches = own.at("voluntary_switches"),
                      .involuntary_switches = own.at("involuntary_switches"),
                      .peak_bytes = own.at("peak_bytes"),
                      .messages_sent = own.at("messages_sent"),
                      .bytes_sent = own.at("bytes_sent")};
    Metrics sum{{"ranks", static_cast<double>(world.size())}};
    for (const auto& shares : world.gather(std::span{&share, 1})) {
        const Share& of_one = shares.at(0);
        sum["cpu_seconds"] += of_one.cpu_seconds;
        sum["voluntary_switches"] += of_one.voluntary_switches;
        sum["involuntary_switches"] += of_one.involuntary_switches;
        sum["peak_bytes"] += of_one.peak_bytes;
        sum["messages_sent"] += of_one.messages_sent;
        sum["bytes_sent"] += of_one.bytes_sent;
    }
    return sum;
}

void report(const PreparedRun& run, const std::string& wrong, const Metrics& cost) {
    say(wrong.empty() ? "right" : fmt::format("wrong {}", wrong));
    for (const Metrics& metrics : {cost, wrong.empty() ? run.metrics() : Metrics{}})
        for (const auto& [name, value] : metrics)
            say(fmt::format("metric {} {}", value, name));
    say("end");
}

void solve(World& world, int argc, char** argv) {
    if (argc < 4)
        throw std::invalid_argument{"IMPLEMENTATION SIZE SEED [PARAMETER:VALUE]... needed"};
    Parameters set;
    for (int i = 4; i < argc; ++i) {
        const std::string_view word{argv[i]};
        const auto colon = word.find(':');
        set.emplace(word.substr(0, colon), number_in<std::int64_t>(word.substr(colon + 1)));
    }
    const auto run = prepare_ranks(world, argv[1], number_in<std::int64_t>(argv[2]),
                                   number_in<std::uint64_t>(argv[3]), set);
    if (!run) throw std::invalid_argument{fmt::format("no implementation \"{}\"", argv[1])};
    world.barrier();
    if (world.is_root())
        say(fmt::format("ready {} {} {}", run->wait_seconds, run->least_seconds,
                        run->ideal_is_reachable ? 1 : 0));
    if (!wait_for_go(world)) return;
    const CostMeter meter;
    const auto messages = world.messages_sent();
    const auto bytes = world.bytes_sent();
    run->solve();
    if (world.is_root()) say("done");
    Metrics cost = meter.read();
    cost["messages_sent"] = static_cast<double>(world.messages_sent() - messages);
    cost["bytes_sent"] = static_cast<double>(world.bytes_sent() - bytes);
    world.barrier();  // what is sent from here on is no part of the work
    cost = cost_of_all(world, cost);
    const std::string wrong = run->check();  // together: each may have a part of the result
    if (world.is_root()) report(*run, wrong, cost);
}

}  // namespace

int main(int argc, char** argv) {
    settle_inheritance();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // the kernel kills this rank if mpirun dies
    try {
        World world;
        try {
            solve(world, argc, argv);
        } catch (const std::exception& error) {
            fmt::print(stderr, "triptych_rank: rank {} on {}: {}\n", world.rank(), World::host(),
                       error.what());
            throw;  // and the world ends the job
        }
    } catch (const std::exception&) {
        return usage_error;
    }
    return 0;
}
