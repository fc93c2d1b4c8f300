#include "benches/mpi/find_mpi.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <sstream>
#include <string_view>
#include <unistd.h>
#include <utility>

#include "benches/mpi/job.hpp"

namespace triptych {
namespace {

const char* variable(const char* name) {
    return std::getenv(name);  // NOLINT(concurrency-mt-unsafe): no thread sets any
}

/// The rest of the line after `words`; nothing if the text does not have them.
std::optional<std::string> rest_of_line(const std::string& text, std::string_view words) {
    const auto found = text.find(words);
    if (found == std::string::npos) return std::nullopt;
    const auto begin = found + words.size();
    return text.substr(begin, text.find_first_of("\r\n", begin) - begin);
}

/// The words of `text` with one blank between them, so that wrapped lines are one.
std::string in_one_line(const std::string& text) {
    std::istringstream words{text};
    std::string line;
    for (std::string word; words >> word;)
        if (word.find_first_not_of('-') != std::string::npos)
            line += line.empty() ? word : ' ' + word;
    return line;
}

}  // namespace

std::string find_mpirun() {
    const char* const path = variable("PATH");
    std::istringstream folders{path == nullptr ? "/usr/bin:/bin" : path};
    for (std::string folder; std::getline(folders, folder, ':');)
        if (std::string program = folder + "/mpirun"; ::access(program.c_str(), X_OK) == 0)
            return program;
    return {};
}

std::string rank_program() {
    if (const char* const other = variable("TRIPTYCH_RANK")) return other;
    return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "triptych_rank";
}

std::optional<std::string> why_no_mpi() {
    if (find_mpirun().empty())
        return "there is no mpirun; try: ./triptych setup mpi, then cmake --preset release, then "
               "./triptych";
    if (::access(rank_program().c_str(), X_OK) == 0) return std::nullopt;
    return "built without MPI; try: ./triptych setup mpi, then cmake --preset release, then "
           "./triptych";
}

std::string explain_mpirun(const std::string& errors) {
    if (const auto ours = rest_of_line(errors, "triptych_rank: ")) return *ours;
    const std::string all = in_one_line(errors);
    const auto says = [&](std::string_view words) { return all.find(words) != std::string::npos; };
    if (const auto host = rest_of_line(errors, "Could not resolve hostname "))
        return fmt::format(
            "no host of that name: {}; try: ssh to it by hand, then correct the "
            "file of --hosts",
            *host);
    if (says("not enough slots"))
        return "not enough slots: --hosts names fewer than there are ranks; try: slots=N behind a "
               "host, fewer --ranks, or --oversubscribe";
    if (says("unable to reliably start one or more daemons"))
        return fmt::format(
            "a host cannot be reached or has no MPI ({}); try: ssh HOST orted "
            "--version, for each HOST",
            errors.substr(0, std::min(errors.find('\n'), errors.find("--------"))));
    if (says("unable to find the specified executable") || says("unable to launch the specified"))
        return fmt::format("a host has no {}; try: build Triptych in the same folder on all hosts",
                           rank_program());
    if (const auto signal = all.find("exited on signal"); signal != std::string::npos) {
        const auto rank = all.rfind("process rank ", signal);
        if (rank != std::string::npos)
            return all.substr(rank + 8, all.find('.', signal) - rank - 8);
    }
    // mpirun says first that one has ended, and then why; the second may come too late to be read.
    if (says("Primary job terminated normally"))
        return "a rank has ended before the others: it was killed, or it failed";
    if (says("lost communication with a remote daemon") || says("lost connection"))
        return "a host has vanished: mpirun has lost its connection to it";
    const auto end = all.find(". ");
    return all.substr(0, end);
}

}  // namespace triptych
