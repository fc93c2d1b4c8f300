#include "cli/rank_options.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <string_view>

#include "cli/numbers.hpp"
#include "cli/usage.hpp"
#include "common/cores.hpp"

namespace triptych::cli {
namespace {

constexpr int most_ranks = 100'000;

/// What a file of hosts offers.
struct Hosts {
    int count = 0;
    int slots = 0;
    bool all_say = true;  // each host says how many slots it has
};

/// The number behind "slots="; 0 if the word is another one.
int slots_in(std::string_view word) {
    constexpr std::string_view name = "slots=";
    int slots = 0;
    if (word.starts_with(name))
        std::from_chars(word.data() + name.size(), word.data() + word.size(), slots);
    return slots;
}

/// A host in each line, perhaps with "slots=4"; # begins a comment.
Hosts read_hosts(const std::string& path) {
    std::ifstream file{path};
    if (!file || std::filesystem::is_directory(path))
        throw UsageError{fmt::format("--hosts {}: cannot be read", path)};
    Hosts hosts;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words{line.substr(0, line.find('#'))};
        std::string word;
        if (!(words >> word)) continue;
        ++hosts.count;
        int slots = 0;
        while (words >> word)
            slots += slots_in(word);
        hosts.slots += slots;
        hosts.all_say = hosts.all_say && slots > 0;
    }
    if (hosts.count == 0)
        throw UsageError{
            fmt::format("--hosts {}: names no host; write one in each line: pc01 slots=4", path)};
    return hosts;
}

}  // namespace

std::shared_ptr<RankOptions> add_rank_options(CLI::App& command) {
    auto options = std::make_shared<RankOptions>();
    command
        .add_option("--ranks", options->ranks,
                    "how many processes MPI starts (default: one for each core)")
        ->transform(plain_numbers())
        ->check(CLI::Range(1, most_ranks));
    command.add_option("--hosts", options->hosts,
                       "a file with the machines on which they run: pc01 slots=4 in a line");
    command.add_flag("--oversubscribe", options->oversubscribe, "allow more ranks than cores");
    return options;
}

std::vector<std::string> rank_words(const RankOptions& options) {
    std::vector<std::string> words;
    if (options.ranks && !options.hosts && !options.oversubscribe &&
        *options.ranks > cores_allowed())
        throw UsageError{
            fmt::format("--ranks {}: this machine has {} core{}; try --oversubscribe, or --hosts",
                        *options.ranks, cores_allowed(), cores_allowed() == 1 ? "" : "s")};
    if (options.hosts) {
        const Hosts hosts = read_hosts(*options.hosts);
        if (options.ranks && hosts.all_say && *options.ranks > hosts.slots &&
            !options.oversubscribe)
            throw UsageError{
                fmt::format("--ranks {}: {} has {} slot{} on {} host{}; try fewer, more hosts, or "
                            "--oversubscribe",
                            *options.ranks, *options.hosts, hosts.slots,
                            hosts.slots == 1 ? "" : "s", hosts.count, hosts.count == 1 ? "" : "s")};
        words.push_back("--hosts=" + std::filesystem::absolute(*options.hosts).string());
        if (!options.ranks && hosts.all_say)
            words.push_back(fmt::format("--ranks={}", hosts.slots));
    }
    if (options.ranks) words.push_back(fmt::format("--ranks={}", *options.ranks));
    if (options.oversubscribe) words.emplace_back("--oversubscribe");
    return words;
}

RankFiles::RankFiles(std::span<const harness::Result> benchmarks) {
    if (std::ranges::any_of(benchmarks, [](const harness::Result& result) {
            return result.benchmark.variant.starts_with("mpi");
        }))
        folder_.emplace();
}

std::vector<std::string> RankFiles::words() const {
    if (!folder_) return {};
    return {"--rank-files=" + folder_->path().string()};
}

}  // namespace triptych::cli
