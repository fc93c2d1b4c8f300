#include "benches/mpi/job.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <sstream>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

#include "benches/mpi/find_mpi.hpp"
#include "benches/peers/companion.hpp"
#include "common/cores.hpp"

namespace triptych {
namespace {

using Words = std::vector<std::string>;

/// The command that starts the ranks. (mpirun is not called by its path: it would expect MPI in the
/// same folder on all hosts.) mpirun gets a signal if this program dies. Ranks are not
/// bound to cores: the scheduler places them, as it does threads and processes.
Words command(int ranks, const Words& program) {
    const RankSettings& settings = rank_settings();
    Words words{"/usr/bin/env", "OMPI_MCA_hwloc_base_binding_policy=none"};
    if (::geteuid() == 0)
        words.insert(words.end(), {"OMPI_ALLOW_RUN_AS_ROOT=1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1"});
    if (!settings.files.empty()) words.push_back("TMPDIR=" + settings.files);
    // What Open MPI counts as a core has perhaps two hardware threads; we count these.
    if (settings.oversubscribe || settings.hosts.empty())
        words.emplace_back("OMPI_MCA_rmaps_base_oversubscribe=1");
    // On this machine a rank that polls gives its core to any other program that wants it:
    // otherwise the rank for which it waits may get none.
    if (settings.hosts.empty()) words.emplace_back("OMPI_MCA_mpi_yield_when_idle=1");
    if (::access("/usr/bin/setpriv", X_OK) == 0)
        words.insert(words.end(), {"/usr/bin/setpriv", "--pdeathsig", "TERM"});
    words.insert(words.end(), {"mpirun", "-n", fmt::format("{}", ranks)});
    if (!settings.hosts.empty()) words.insert(words.end(), {"--hostfile", settings.hosts});
    words.insert(words.end(), program.begin(), program.end());
    return words;
}

/// The ranks that solve one workload; see rank.cpp for what they say.
class Job {
public:
    Job(int ranks, const Words& program)
        : mpirun_{{.words = command(ranks, program),
                   .name = "mpirun",
                   .ends_by_itself = true,
                   .explain = [this](const std::string& errors) {
                       return explain_mpirun(noise_ + errors);
                   }}} {}

    /// Keeps it until it is understood: mpirun explains on stdout, too, why it ends, at any moment.
    std::string line() {
        std::string line;
        for (char c = 0; c != '\n';) {
            mpirun_.read(&c, 1);
            if (c != '\n') line += c;
        }
        noise_ += line + '\n';
        return line;
    }

    /// The rest of the next line that begins with this word. Others are mpirun's.
    std::string after(std::string_view word) {
        std::string said = line();
        while (!said.starts_with(word))
            said = line();
        noise_.clear();
        return said.substr(std::min(said.size(), word.size() + 1));
    }

    void go() {
        mpirun_.write("go\n", 3);
        after("done");
    }

    /// Returns what is wrong with the output; empty if it is correct. Then the metrics are there.
    std::string check() {
        const std::string said = line();
        for (std::string next = line(); next != "end"; next = line()) {
            std::istringstream words{next};
            std::string word;
            double value = 0;
            std::string name;
            if (words >> word >> value >> name) metrics_[name] = value;
        }
        noise_.clear();
        return said == "right" ? "" : said.substr(std::min<std::size_t>(said.size(), 6));
    }

    const Metrics& metrics() const { return metrics_; }

private:
    std::string noise_;
    peers::Companion mpirun_;
    Metrics metrics_;
};

}  // namespace

RankSettings& rank_settings() {
    static RankSettings settings;
    return settings;
}

int ranks_for(const Parameters& set, int least) {
    if (rank_settings().ranks > 0) return rank_settings().ranks;
    int workers = 0;
    set_from(set, "workers", workers);
    return std::max(least, workers > 0 ? workers : cores_allowed());
}

Refusal ranks_refuse(int least) {
    return [least](std::int64_t, const Parameters& set) -> std::optional<std::string> {
        if (auto why = why_no_mpi()) return why;
        const int ranks = ranks_for(set, least);
        if (ranks < least)
            return fmt::format("needs a rank that hands out and one that works: at least {}",
                               least);
        const RankSettings& settings = rank_settings();
        const bool has_room = settings.oversubscribe || !settings.hosts.empty();
        if (has_room || ranks <= cores_allowed()) return std::nullopt;
        return fmt::format("needs {} cores for {} ranks, and may use {}: try --oversubscribe",
                           ranks, ranks, cores_allowed());
    };
}

PreparedRun run_on_ranks(const std::string& implementation, std::int64_t size, std::uint64_t seed,
                         const Parameters& set, int least) {
    Words program{rank_program(), implementation, fmt::format("{}", size), fmt::format("{}", seed)};
    for (const auto& [name, value] : set)
        program.push_back(fmt::format("{}:{}", name, value));
    const auto job = std::make_shared<Job>(ranks_for(set, least), program);
    PreparedRun run{.solve = [job] { job->go(); },
                    .check = [job] { return job->check(); },
                    .metrics = [job] { return job->metrics(); }};
    std::istringstream{job->after("ready")} >> run.wait_seconds >> run.least_seconds >>
        run.ideal_is_reachable;
    return run;
}

}  // namespace triptych
