#include "exercises/checker/builder.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <unistd.h>

#include "exercises/checker/temporary_folder.hpp"

namespace triptych::checker {
namespace {

namespace fs = std::filesystem;

constexpr Limits compiler_limits{.seconds = 60,
                                 .memory = std::int64_t{2} << 30,
                                 .output = std::size_t{4} << 20,
                                 .file = std::int64_t{256} << 20};
const fs::path source_folder{TRIPTYCH_SOURCE_DIR};
const fs::path build_folder{TRIPTYCH_BUILD_DIR};

std::vector<std::string> words_of(const char* text) {
    std::istringstream words{text};
    return {std::istream_iterator<std::string>{words}, {}};
}

/// What answers are linked with.
std::vector<std::string> libraries() {
    std::vector<std::string> words;
    std::istringstream all{TRIPTYCH_ANSWER_LIBRARIES};
    for (std::string word; std::getline(all, word, '|');)
        words.push_back(word);
    return words;
}

const char* flags_of(Build build) {
    switch (build) {
        case Build::plain: return "-std=c++20 -O1 -g -Wall -Wextra";
        case Build::address:
            return "-std=c++20 -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all "
                   "-fno-omit-frame-pointer";
        case Build::thread: return "-std=c++20 -O1 -g -fsanitize=thread -fno-omit-frame-pointer";
#ifdef TRIPTYCH_EXPLORE_FLAGS
        case Build::explored: return TRIPTYCH_EXPLORE_FLAGS;
#else
        case Build::explored: return "";
#endif
    }
    return "";
}

std::string compiler_of(Build build) {
#ifdef TRIPTYCH_EXPLORE_COMPILER
    if (build == Build::explored) return TRIPTYCH_EXPLORE_COMPILER;
#endif
    (void)build;
    return TRIPTYCH_ANSWER_COMPILER;
}

std::vector<std::string> begin_command(Build build) {
    std::vector<std::string> words{compiler_of(build)};
    for (const std::string& flag : words_of(flags_of(build)))
        words.push_back(flag);
#ifdef TRIPTYCH_EXPLORE_INCLUDE
    if (build == Build::explored) {
        words.push_back(std::string{"-I"} + TRIPTYCH_EXPLORE_INCLUDE);
        words.push_back(std::string{"-I"} + TRIPTYCH_EXPLORE_LIBRARIES);
    }
#endif
    return words;
}

/// FNV-1a, 64 bits (Fowler, Noll & Vo).
std::string hash_of(const std::string& text) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char letter : text)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211U;
    return fmt::format("{:016x}", hash);
}

/// Where things are kept between runs: in the build folder, or in a folder of this user's.
fs::path find_cache() {
    fs::path first = build_folder / "exercises" / "kept";
    std::error_code error;
    fs::create_directories(first, error);
    if (::access(first.c_str(), W_OK) == 0) return first;
    const fs::path second =
        fs::temp_directory_path() / fmt::format("triptych-learn-{}", ::getuid());
    fs::create_directories(second);
    return second;
}

std::vector<std::string> suite_headers() {
    std::vector<std::string> folders;
    for (const char* const name : {"common", "threads", "processes", "coroutines"})
        folders.push_back(source_folder / name);
    folders.push_back(source_folder / "exercises" / "support");
#ifdef TRIPTYCH_EXPLORE_INCLUDE
    folders.emplace_back(TRIPTYCH_EXPLORE_INCLUDE);
#endif
    return folders;
}

/// The text of all headers that the suite's own part may include: what was compiled with others is
/// compiled again.
std::string suite_headers_text() {
    std::vector<fs::path> headers;
    for (const char* const name :
         {"common", "threads", "processes", "coroutines", "exercises/support"})
        for (const auto& entry : fs::recursive_directory_iterator{source_folder / name})
            if (entry.path().extension() == ".hpp") headers.push_back(entry.path());
    std::ranges::sort(headers);
    std::string text;
    for (const fs::path& header : headers)
        text += read_text(header);
    return text;
}

}  // namespace

bool is_available(Build build) {
#ifdef TRIPTYCH_EXPLORE_COMPILER
    (void)build;
    return true;
#else
    return build != Build::explored;
#endif
}

Builder::Builder(const Sandbox& sandbox)
    : sandbox_{sandbox}, cache_{find_cache()}, suite_headers_{hash_of(suite_headers_text())} {}

Ran Builder::compile(const std::vector<std::string>& words, const fs::path& folder,
                     const std::vector<std::string>& readable) const {
    return sandbox_.run({.words = words, .trusted_folder = folder, .readable = readable},
                        compiler_limits);
}

fs::path Builder::precompiled(Build build) const {
    const fs::path header = source_folder / "explore" / "standard_headers.hpp";
    const fs::path folder =
        cache_ / hash_of(compiler_of(build) + flags_of(build) + read_text(header));
    const fs::path copy = folder / "standard_headers.hpp";
    const fs::path made = folder / "standard_headers.hpp.gch";
    if (fs::exists(made)) return copy;
    fs::create_directories(folder);
    fs::copy_file(header, copy, fs::copy_options::overwrite_existing);
    const fs::path part = folder / fmt::format("{}.part", ::getpid());
    std::vector<std::string> words = begin_command(build);
    words.insert(words.end(), {"-w", "-x", "c++-header", copy, "-o", part});
    const Ran ran = compile(words, folder, {source_folder});
    if (!ran.succeeded())
        throw std::runtime_error{"the standard headers do not compile\n" + ran.errors};
    fs::rename(part, made);
    return copy;
}

/// Compiles a file of the suite's, once for all answers; `exercise` is null if it is the same for
/// all exercises.
fs::path Builder::own_object(const fs::path& source, Build build, const Exercise* exercise) const {
    std::vector<std::string> words = begin_command(build);
    words.insert(words.end(), {"-include", precompiled(build), "-I" + source_folder.string()});
    std::string headers = suite_headers_;
    if (exercise != nullptr) {
        words.push_back("-I" + exercise->folder.string());
        headers += read_text(exercise->file("exercise.hpp"));
    }
    if (build == Build::plain) words.emplace_back("-DTRIPTYCH_CENSUS");
    if (build == Build::explored) words.emplace_back("-DTRIPTYCH_EXPLORED");
    words.insert(words.end(), {"-w", "-c", source, "-o"});
    std::string all;
    for (const std::string& word : words)
        all += word + '\n';
    const fs::path object = cache_ / (hash_of(all + read_text(source) + headers) + ".o");
    if (fs::exists(object)) return object;
    const fs::path part = object.string() + fmt::format(".{}.part", ::getpid());
    words.push_back(part);
    const Ran ran = compile(words, cache_, {source_folder});
    if (!ran.succeeded())
        throw std::runtime_error{
            fmt::format("{} does not compile\n{}", source.string(), ran.errors)};
    fs::rename(part, object);
    return object;
}

Built Builder::build(const Exercise& exercise, const fs::path& answer, Build build,
                     const fs::path& folder) const {
    const std::string name = name_of(build);
    const fs::path object = folder / (name + ".o");
    fs::copy_file(answer, folder / "answer.cpp", fs::copy_options::overwrite_existing);
    if (fs::exists(exercise.file("exercise.hpp")))
        fs::copy_file(exercise.file("exercise.hpp"), folder / "exercise.hpp",
                      fs::copy_options::overwrite_existing);

    std::vector<std::string> words = begin_command(build);
    std::vector<std::string> readable = suite_headers();
    readable.push_back(cache_);
    words.insert(words.end(), {"-include", precompiled(build), "-I" + source_folder.string(),
                               "-fdiagnostics-color=never", "-c", "answer.cpp", "-o", object});
    Ran ran = compile(words, folder, readable);
    Built built{.executable = {}, .messages = ran.errors, .killed = ran.killed};
    if (!ran.succeeded()) return built;

    const fs::path executable = folder / name;
    words = begin_command(build);
    words.insert(words.end(),
                 {"-w", object, own_object(exercise.file("checks.cpp"), build, &exercise)});
    for (const char* const own : {"main.cpp", "left_over.cpp"})
        words.push_back(own_object(source_folder / "exercises" / "support" / own, build));
#ifdef TRIPTYCH_EXPLORE_FOLDER
    if (build == Build::explored) {
        const std::string engine = "libtriptych_explore.so";
        fs::copy_file(fs::path{TRIPTYCH_EXPLORE_FOLDER} / engine, folder / engine,
                      fs::copy_options::overwrite_existing);
        words.insert(words.end(),
                     {"-fno-sanitize=thread", "-no-pie", "-Wl,-z,now", "-L" + folder.string(),
                      "-ltriptych_explore", "-Wl,-rpath,$ORIGIN"});
    }
#endif
    if (build != Build::explored)
        for (const std::string& library : libraries())
            words.push_back(library);
    words.insert(words.end(), {"-o", executable});
    ran = compile(words, folder, {cache_, build_folder});
    built.messages += ran.errors;
    if (ran.succeeded()) built.executable = executable;
    return built;
}

std::string Builder::list_checks(const Exercise& exercise) const {
    const fs::path checks = own_object(exercise.file("checks.cpp"), Build::plain, &exercise);
    const fs::path kept = checks.string() + ".list";
    if (fs::exists(kept)) return read_text(kept);
    const TemporaryFolder folder;
    const Built built = build(exercise, exercise.file("solution.cpp"), Build::plain, folder.path());
    if (built.executable.empty())
        throw std::runtime_error{
            fmt::format("the solution of {} does not compile\n{}", exercise.name, built.messages)};
    const Ran ran = sandbox_.run({.words = {"plain"}, .files = {built.executable}}, {});
    if (!ran.succeeded())
        throw std::runtime_error{fmt::format("the checks of {} cannot be listed", exercise.name)};
    const fs::path part = kept.string() + fmt::format(".{}.part", ::getpid());
    std::ofstream{part} << ran.output;
    fs::rename(part, kept);
    return ran.output;
}

}  // namespace triptych::checker
