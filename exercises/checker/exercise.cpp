#include "exercises/checker/exercise.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace triptych::checker {
namespace {

namespace fs = std::filesystem;

constexpr std::array all_builds{Build::plain, Build::address, Build::thread, Build::explored};

Build build_of(const std::string& name) {
    for (const Build build : all_builds)
        if (name == name_of(build)) return build;
    throw std::runtime_error{
        fmt::format(R"("builds" has "{}": try plain, address, thread or explored)", name)};
}

Exercise read_exercise(const fs::path& folder) {
    const fs::path manifest = folder / "exercise.json";
    try {
        const auto json = nlohmann::json::parse(read_text(manifest));
        Exercise exercise{.name = folder.filename(),
                          .folder = folder,
                          .title = json.at("title"),
                          .model = json.at("model"),
                          .order = json.at("order"),
                          .minutes = json.at("minutes"),
                          .points = json.at("points"),
                          .concepts = json.at("concepts"),
                          .builds = {},
                          .starter_needs_explore = json.value("starter_needs_explore", false),
                          .given = json.value("given", std::vector<std::string>{}),
                          .tasks = json.value("tasks", 64)};
        for (const std::string name : json.at("builds"))
            exercise.builds.push_back(build_of(name));
        return exercise;
    } catch (const std::exception& error) {
        throw std::runtime_error{fmt::format("{}: {}", manifest.string(), error.what())};
    }
}

}  // namespace

const char* name_of(Build build) {
    switch (build) {
        case Build::plain: return "plain";
        case Build::address: return "address";
        case Build::thread: return "thread";
        case Build::explored: return "explored";
    }
    return "";
}

std::vector<Exercise> read_exercises(const fs::path& folder) {
    std::vector<Exercise> exercises;
    for (const auto& entry : fs::directory_iterator{folder})
        if (fs::exists(entry.path() / "exercise.json"))
            exercises.push_back(read_exercise(entry.path()));
    std::ranges::sort(exercises, [](const Exercise& a, const Exercise& b) {
        return std::tie(a.order, a.name) < std::tie(b.order, b.name);
    });
    return exercises;
}

std::map<std::string, std::string> read_hints(const Exercise& exercise) {
    std::map<std::string, std::string> hints;
    std::string* current = nullptr;
    std::istringstream lines{read_text(exercise.file("hints.md"))};
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("## "))
            current = &hints[line.substr(3)];
        else if (current != nullptr && (!line.empty() || !current->empty()))
            *current += line + '\n';
    }
    for (auto& [key, text] : hints)
        text.erase(text.find_last_not_of('\n') + 1);
    return hints;
}

std::string read_text(const fs::path& path) {
    std::ifstream file{path};
    if (!file) throw std::runtime_error{fmt::format("{} cannot be read", path.string())};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace triptych::checker
