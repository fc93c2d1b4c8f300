#include "cli/learn/editor_settings.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <string>

#include "common/harness/escape.hpp"
#include "common/harness/output_file.hpp"

namespace triptych::cli {
namespace {

using nlohmann::json;

void write(const std::filesystem::path& path, const json& document) {
    harness::OutputFile{path.string()}.write(harness::for_json(document, 2));
}

}  // namespace

void write_editor_settings(const std::vector<checker::Exercise>& exercises,
                           const std::filesystem::path& folder) {
    json commands = json::array();
    for (const checker::Exercise& exercise : exercises) {
        const std::filesystem::path answer = folder / exercise.name / "answer.cpp";
        commands.push_back({{"directory", answer.parent_path()},
                            {"file", answer},
                            {"arguments",
                             {"g++", "-std=c++20", "-Wall", "-Wextra",
                              std::string{"-I"} + TRIPTYCH_SOURCE_DIR, "-c", answer}}});
    }
    write(folder / "compile_commands.json", commands);
    std::filesystem::create_directories(folder / ".vscode");
    write(folder / ".vscode" / "tasks.json",
          {{"version", "2.0.0"},
           {"tasks",
            {{{"label", "check this exercise"},
              {"type", "process"},
              {"command", TRIPTYCH_SOURCE_DIR "/triptych"},
              {"args", {"learn", "check", "${fileDirnameBasename}"}},
              {"options", {{"cwd", folder}}},
              {"group", {{"kind", "test"}, {"isDefault", true}}},
              {"problemMatcher", "$gcc"}}}}});
}

}  // namespace triptych::cli
