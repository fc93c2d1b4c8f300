#include "cli/trace/traced_program.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <elf.h>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "cli/environment.hpp"
#include "cli/usage.hpp"
#include "common/descriptor.hpp"
#include "trace/recorder/overlap.hpp"
#include "trace/recorder/recording.hpp"
#include "trace/recorder/writer.hpp"
#include "trace/timeline/build.hpp"
#include "trace/timeline/cores.hpp"
#include "trace/timeline/delays.hpp"

namespace triptych::cli {
namespace {

namespace fs = std::filesystem;

std::string find_in_path(const std::string& name) {
    if (name.find('/') != std::string::npos) return name;
    const char* const path = environment_variable("PATH");
    std::istringstream folders{path == nullptr ? "/usr/bin:/bin" : path};
    for (std::string folder; std::getline(folders, folder, ':');) {
        const std::string file = (folder.empty() ? "." : folder) + '/' + name;
        std::error_code error;
        if (::access(file.c_str(), X_OK) == 0 && fs::is_regular_file(file, error)) return file;
    }
    throw UsageError{fmt::format("trace: there is no program {} in the folders of PATH", name)};
}

/// "#!/usr/bin/env python3": the program that runs a script; empty if it is none.
std::string interpreter_of(const std::string& first_line) {
    if (!first_line.starts_with("#!")) return "";
    std::istringstream words{first_line.substr(2)};
    std::string program;
    std::string argument;
    words >> program >> argument;
    return fs::path{program}.filename() == "env" && !argument.empty() ? argument : program;
}

/// Whether the program asks for a dynamic linker, which is what loads our library.
bool is_dynamically_linked(std::ifstream& file) {
    Elf64_Ehdr header{};
    file.seekg(0);
    if (!file.read(reinterpret_cast<char*>(&header), sizeof header)) return false;
    if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
        header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_phentsize != sizeof(Elf64_Phdr))
        return false;
    file.seekg(static_cast<std::streamoff>(header.e_phoff));
    for (int i = 0; i < header.e_phnum; ++i) {
        Elf64_Phdr part{};
        if (!file.read(reinterpret_cast<char*>(&part), sizeof part)) return false;
        if (part.p_type == PT_INTERP) return true;
    }
    return false;
}

/// Only for programs that gain rights does the dynamic linker ignore LD_PRELOAD.
bool has_special_rights(const std::string& path) {
    struct stat status{};
    if (::stat(path.c_str(), &status) == -1) return false;
    const bool changes_user = (status.st_mode & S_ISUID) != 0 && status.st_uid != ::getuid();
    const bool changes_group = (status.st_mode & S_ISGID) != 0 && status.st_gid != ::getgid();
    const bool has_capabilities =
        ::getxattr(path.c_str(), "security.capability", nullptr, 0) > 0 && ::getuid() != 0;
    return changes_user || changes_group || has_capabilities;
}

void require_traceable(const std::string& path, int depth) {
    std::error_code error;
    if (!fs::exists(path, error))
        throw UsageError{fmt::format("trace: there is no program {}", path)};
    if (!fs::is_regular_file(path, error) || ::access(path.c_str(), X_OK) == -1)
        throw UsageError{fmt::format("trace: {} is no program that may be run", path)};
    if (has_special_rights(path))
        throw UsageError{fmt::format(
            "trace: {} runs with rights that are not yours (set-uid), so nothing can be loaded "
            "into it: trace a copy of it",
            path)};
    std::ifstream file{path, std::ios::binary};
    std::string line;
    std::getline(file, line);
    file.clear();
    if (const std::string interpreter = interpreter_of(line); !interpreter.empty() && depth < 4)
        return require_traceable(find_in_path(interpreter), depth + 1);
    if (file && !is_dynamically_linked(file))
        throw UsageError{fmt::format(
            "trace: {} is statically linked, or no program of this machine's kind, so the "
            "recording library cannot be loaded into it: link it dynamically",
            path)};
}

/// The recording library, by a path that has neither blanks nor colons, which LD_PRELOAD takes for
/// ends of names: that of a descriptor of this process.
class Library {
public:
    Library() {
        const fs::path self = fs::read_symlink("/proc/self/exe");
        const std::string path = self.parent_path() / "libtriptych_trace.so";
        file_ = Descriptor{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
        if (!file_.is_open())
            throw UsageError{
                fmt::format("trace: no {}: build the target triptych_trace_preload first", path)};
    }

    std::string path() const { return fmt::format("/proc/{}/fd/{}", ::getpid(), file_.get()); }

private:
    Descriptor file_;
};

}  // namespace

std::string find_traceable(const std::string& name) {
    const std::string path = find_in_path(name);
    require_traceable(path, 0);
    return path;
}

TracedRun run_traced(const std::vector<std::string>& words, const TraceLimits& limits,
                     const harness::StopSignals& signals) {
    const trace::Recording recording{limits.chunks};
    trace::CoreWatch cores;  // before the program, which inherits it
    const Library library;
    std::vector<std::string> all{"/usr/bin/env", "LD_PRELOAD=" + library.path(),
                                 std::string{trace::path_variable} + '=' + recording.path()};
    all.insert(all.end(), words.begin(), words.end());
    trace::Overlap overlap{recording, limits.overlap};
    trace::DelayWatch delays{recording};
    const auto collect = [&](pid_t) {
        cores.collect();
        if (limits.overlap != 0) overlap.look();
        return cores.is_allowed() ? harness::Seconds{0.005} : harness::Seconds{delays.collect()};
    };
    TracedRun run;
    run.ending = harness::run_command(
        all, {.limit = limits.time, .stop_descriptor = signals.descriptor(), .sample = collect});
    const std::uint64_t end = trace::now();
    cores.collect();
    const bool knows = cores.is_allowed() && cores.lost() == 0;
    run.timeline =
        trace::build(recording.read(), knows ? cores.switches() : std::vector<trace::Switch>{}, end,
                     delays.delays());
    run.timeline.lost = recording.lost();
    run.inside = overlap.inside();
    run.refuted = overlap.is_refuted();
    return run;
}

}  // namespace triptych::cli
