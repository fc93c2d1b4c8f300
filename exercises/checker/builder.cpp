#include "exercises/checker/builder.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

#include "exercises/checker/compiler_words.hpp"
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

/// FNV-1a, 64 bits (Fowler, Noll & Vo).
std::string hash_of(const std::string& text) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char letter : text)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211U;
    return fmt::format("{:016x}", hash);
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words)
        all += word + '\n';
    return all;
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

/// The text of all headers in these folders.
std::string headers_text(const std::vector<fs::path>& folders) {
    std::vector<fs::path> headers;
    for (const fs::path& folder : folders)
        for (const auto& entry : fs::recursive_directory_iterator{folder})
            if (entry.path().extension() == ".hpp") headers.push_back(entry.path());
    std::ranges::sort(headers);
    std::string text;
    for (const fs::path& header : headers)
        text += read_text(header);
    return text;
}

/// Of all headers that the suite's own part may include: what was compiled with others is compiled
/// again.
std::string suite_headers_text() {
    std::vector<fs::path> folders;
    for (const char* const name :
         {"common", "threads", "processes", "coroutines", "exercises/support"})
        folders.push_back(source_folder / name);
    return headers_text(folders);
}

}  // namespace

Builder::Builder(const Sandbox& sandbox)
    : sandbox_{sandbox}, cache_{find_cache()}, suite_headers_{hash_of(suite_headers_text())} {}

Ran Builder::compile(const std::vector<std::string>& words, const fs::path& folder,
                     const std::vector<std::string>& readable) const {
    return sandbox_.run({.words = words, .trusted_folder = folder, .readable = readable},
                        compiler_limits);
}

fs::path Builder::precompiled(Build build) const {
    const fs::path header = source_folder / "explore" / "standard_headers.hpp";
    const fs::path folder = cache_ / hash_of(joined(compiler_words(build)) + read_text(header));
    const fs::path copy = folder / "standard_headers.hpp";
    const fs::path made = folder / "standard_headers.hpp.gch";
    if (fs::exists(made)) return copy;
    fs::create_directories(folder);
    fs::copy_file(header, copy, fs::copy_options::overwrite_existing);
    const fs::path part = folder / fmt::format("{}.part", ::getpid());
    std::vector<std::string> words = compiler_words(build);
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
    std::vector<std::string> words = compiler_words(build);
    words.insert(words.end(), {"-include", precompiled(build), "-I" + source_folder.string()});
    std::string headers = suite_headers_;
    if (exercise != nullptr) {
        words.push_back("-I" + exercise->folder.string());
        headers += headers_text({exercise->folder});
    }
    if (build == Build::plain) words.emplace_back("-DTRIPTYCH_CENSUS");
    if (build == Build::explored) words.emplace_back("-DTRIPTYCH_EXPLORED");
    words.insert(words.end(), {"-w", "-c", source, "-o"});
    const fs::path object = cache_ / (hash_of(joined(words) + read_text(source) + headers) + ".o");
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

    std::vector<std::string> words = compiler_words(build);
    std::vector<std::string> readable = suite_headers();
    readable.push_back(cache_);
    words.insert(words.end(), {"-include", precompiled(build), "-I" + source_folder.string(),
                               "-fdiagnostics-color=never", "-c", "answer.cpp", "-o", object});
    Ran ran = compile(words, folder, readable);
    Built built{.executable = {}, .messages = ran.errors, .killed = ran.killed};
    if (!ran.succeeded()) return built;

    const fs::path executable = folder / name;
    words = compiler_words(build);
    words.insert(words.end(),
                 {"-w", object, own_object(exercise.file("checks.cpp"), build, &exercise)});
    for (const char* const own : {"main.cpp", "left_over.cpp"})
        words.push_back(own_object(source_folder / "exercises" / "support" / own, build));
    ran = link(words, build, executable);
    built.messages += ran.errors;
    built.link_failed = !ran.succeeded();
    if (ran.succeeded()) built.executable = executable;
    return built;
}

/// Links the objects among the words with the suite's libraries, or with the engine of explore.
Ran Builder::link(std::vector<std::string> words, Build build, const fs::path& executable) const {
    const fs::path folder = executable.parent_path();
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
        for (const std::string& library : library_words())
            words.push_back(library);
    words.insert(words.end(), {"-o", executable});
    return compile(words, folder, {cache_, build_folder});
}

fs::path Builder::build_program(const Exercise& exercise, const std::string& name, Build build,
                                const fs::path& folder) const {
    fs::copy_file(exercise.file(name), folder / name, fs::copy_options::overwrite_existing);
    const fs::path object = folder / "program.o";
    std::vector<std::string> words = compiler_words(build);
    words.insert(words.end(), {"-include", precompiled(build), "-I" + source_folder.string(),
                               "-I" + exercise.folder.string(), "-w", "-c", name, "-o", object});
    Ran ran = compile(words, folder, {source_folder, cache_});
    fs::path executable = folder / name_of(build);
    if (ran.succeeded()) {
        words = compiler_words(build);
        words.insert(words.end(), {"-w", object});
        ran = link(words, build, executable);
    }
    if (!ran.succeeded())
        throw std::runtime_error{
            fmt::format("{} does not compile\n{}", exercise.file(name).string(), ran.errors)};
    return executable;
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
