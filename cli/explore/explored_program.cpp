#include "cli/explore/explored_program.hpp"

#include <cerrno>
#include <csignal>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

#include "cli/usage.hpp"
#include "common/harness/escape.hpp"

namespace triptych::cli {
namespace {

namespace fs = std::filesystem;

constexpr double seconds_to_compile = 120;

std::vector<std::string> flags() {
    std::istringstream words{TRIPTYCH_EXPLORE_FLAGS};
    return {std::istream_iterator<std::string>{words}, {}};
}

fs::path make_folder() {
    std::string name = (fs::temp_directory_path() / "triptych-explore-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::system_error{errno, std::generic_category(),
                                "cannot make a folder in " + name.substr(0, name.rfind('/'))};
    return name;
}

/// FNV-1a, 32 bits (Fowler, Noll & Vo).
std::string fingerprint_of(const std::string& text) {
    std::uint32_t hash = 2166136261U;
    for (const char letter : text)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
    return fmt::format("{:08x}", hash);
}

std::string read_source(const std::string& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error))
        throw UsageError{fmt::format("explore: there is no file {}", path)};
    std::ifstream file{path};
    if (!file) throw UsageError{fmt::format("explore: {} cannot be read", path)};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// What is not the program's text: -std and the like, and the headers it need not parse again.
std::vector<std::string> compile_command(const std::string& source, const std::string& object) {
    std::vector<std::string> words{TRIPTYCH_EXPLORE_COMPILER};
    for (const std::string& flag : flags())
        words.push_back(flag);
    words.push_back(std::string{"-I"} + TRIPTYCH_EXPLORE_INCLUDE);  // one word, blanks and all
    words.push_back(std::string{"-I"} + TRIPTYCH_EXPLORE_LIBRARIES);
    const std::string headers = TRIPTYCH_EXPLORE_FOLDER "/standard_headers.hpp";
    words.insert(words.end(), {"-Winvalid-pch", "-include", headers, "-c", source, "-o", object});
    return words;
}

std::vector<std::string> link_command(const std::string& object, const std::string& executable) {
    const std::string folder = TRIPTYCH_EXPLORE_FOLDER;
    return {TRIPTYCH_EXPLORE_COMPILER,
            "-no-pie",
            "-Wl,-z,now",
            object,
            folder + "/coroutines.o",
            folder + "/processes.o",
            "-L" + folder,
            "-ltriptych_explore",
            "-ltriptych_explore_main",
            "-Wl,-rpath," + folder,
            "-o",
            executable};
}

}  // namespace

ExploredProgram::ExploredProgram(const std::string& source) : source_{source} {
    fingerprint_ = fingerprint_of(read_source(source));
    folder_ = make_folder();
    try {
        const std::string object = folder_ / "program.o";
        executable_ = folder_ / "program";
        for (const auto& command :
             {compile_command(fs::absolute(source).lexically_normal(), object),
              link_command(object, executable_)}) {
            const harness::Ending ending = run(command, seconds_to_compile);
            if (!ending.ended_well())
                throw UsageError{fmt::format("explore: {} does not compile", source),
                                 ending.errors};
        }
    } catch (...) {
        fs::remove_all(folder_);
        throw;
    }
}

ExploredProgram::~ExploredProgram() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

harness::Ending ExploredProgram::run(const std::vector<std::string>& words, double seconds) {
    harness::Ending ending = harness::run_command(
        words, {.limit = harness::Seconds{seconds}, .stop_descriptor = signals_.descriptor()});
    if (ending.stopped) throw Stopped{signals_.received()};
    return ending;
}

void ExploredProgram::debug(const nlohmann::json& request) {
    const std::string variable = "set environment TRIPTYCH_EXPLORE " + request.dump();
    std::vector<std::string> words{"gdb",
                                   "-q",
                                   "-nx",
                                   "-iex",
                                   "set debuginfod enabled off",
                                   "-ex",
                                   "set confirm off",
                                   "-ex",
                                   variable,
                                   "-ex",
                                   "set breakpoint pending on",
                                   "-ex",
                                   "break triptych_breakpoint",
                                   "-ex",
                                   "run",
                                   "-ex",
                                   "backtrace",
                                   executable_};
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawnattr_t attributes{};
    ::posix_spawnattr_init(&attributes);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    pid_t gdb = -1;
    const int error = ::posix_spawnp(&gdb, "gdb", nullptr, &attributes, arguments.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    if (error != 0)
        throw UsageError{fmt::format("explore: gdb cannot be started ({}): try apt-get install gdb",
                                     std::generic_category().message(error))};
    while (::waitpid(gdb, nullptr, 0) == -1 && errno == EINTR) {
    }
}

nlohmann::json ExploredProgram::ask(const nlohmann::json& request, double seconds) {
    const harness::Ending ending =
        run({"/usr/bin/env", "TRIPTYCH_EXPLORE=" + request.dump(), executable_}, seconds);
    // The answer is the last line; what stands above it is the program's own.
    std::string text = ending.output;
    while (text.ends_with('\n'))
        text.pop_back();
    const std::size_t last = text.rfind('\n');
    const std::size_t begin = last == std::string::npos ? 0 : last + 1;
    nlohmann::json answer = nlohmann::json::parse(text.substr(begin), nullptr, false);
    if (ending.timed_out) throw std::runtime_error{"explore: the program did not answer in time"};
    if (answer.is_discarded() || !answer.is_object())
        throw std::runtime_error{fmt::format(
            "explore: the program ended without an answer ({}){}",
            harness::describe_status(ending.status),
            ending.errors.empty() ? "" : "\n" + harness::for_terminal_page(ending.errors))};
    answer["printed"] = text.substr(0, last == std::string::npos ? 0 : last);
    return answer;
}

}  // namespace triptych::cli
