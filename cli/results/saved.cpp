#include "cli/results/saved.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <system_error>

#include "benches/catalog/catalog.hpp"
#include "cli/environment.hpp"
#include "cli/usage.hpp"

namespace triptych::cli {
namespace {

namespace fs = std::filesystem;

bool is_plain(const std::string& name) {
    constexpr const char* allowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    return !name.empty() && name[0] != '.' && name[0] != '-' &&
           name.find_first_not_of(allowed) == std::string::npos;
}

/// Suggests saved names for `word`.
std::string what_there_is(const std::string& word) {
    const auto names = saved_names();
    if (names.empty()) return "; save with: triptych run --save NAME";
    if (const std::string near = nearest(word, names); !near.empty())
        return fmt::format(": did you mean {}?", near);
    return fmt::format("; there are {}", fmt::join(names, ", "));
}

std::string path_of(const std::string& word) {
    std::error_code none;
    const fs::file_type type = fs::status(word, none).type();
    const bool is_folder =
        type == fs::file_type::directory;  // such as threads/: a saved name is more likely
    if (type != fs::file_type::not_found && !(is_folder && is_saved(word))) return word;
    if (is_saved(word)) return fs::path{saved_folder()} / (word + ".json");
    throw UsageError{fmt::format("{}: no such file, and no saved run has that name{}", word,
                                 what_there_is(word))};
}

}  // namespace

std::string saved_folder() {
    const char* other = environment_variable("TRIPTYCH_SAVED");
    return other != nullptr && *other != '\0' ? other : TRIPTYCH_SOURCE_DIR "/results";
}

bool is_saved(const std::string& name) {
    std::error_code none;
    return is_plain(name) && fs::exists(fs::path{saved_folder()} / (name + ".json"), none);
}

std::string path_to_save(const std::string& name) {
    if (!is_plain(name))
        throw UsageError{
            fmt::format("--save {}: a name consists of letters, digits, dots, dashes and "
                        "underscores, and does not begin with . or -",
                        name)};
    constexpr std::size_t longest = 100;
    if (name.size() > longest)
        throw UsageError{
            fmt::format("--save {}...: a name has at most {} characters, and this one "
                        "has {}",
                        name.substr(0, 20), longest, name.size())};
    const fs::path folder = saved_folder();
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw UsageError{fmt::format("--save {}: cannot make the folder {}: {}", name,
                                     folder.string(), error.message())};
    return folder / (name + ".json");
}

std::vector<std::string> saved_names() {
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator{saved_folder(), none})
        if (entry.path().extension() == ".json") names.push_back(entry.path().stem());
    std::ranges::sort(names);
    return names;
}

std::vector<std::string> known_workloads() {
    std::vector<std::string> names;
    for (const Workload& workload : catalog())
        names.emplace_back(workload.name);
    return names;
}

harness::ResultsFile find_results(const std::string& word) {
    const std::string path = path_of(word);
    try {
        auto files = harness::read_results(path, {.workloads = known_workloads()});
        if (files.size() > 1)
            throw UsageError{fmt::format("{}: holds {} merged runs: name a file with a single run",
                                         path, files.size())};
        return std::move(files.front());
    } catch (const harness::ResultsFileError& error) {
        throw UsageError{error.what()};
    }
}

}  // namespace triptych::cli
