/// A program as text, explored by `triptych explore` as a user does it.
#pragma once

#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "catch.hpp"
#include "common/harness/command.hpp"
#include "tests/cli/user.hpp"

namespace triptych {

struct Explored {
    int exit_code = 0;
    std::string text;
    std::string errors;

    nlohmann::json json() const { return nlohmann::json::parse(text); }
    bool says(const std::string& words) const { return text.find(words) != std::string::npos; }
};

inline Explored explore_file(const std::string& path, const Words& options = {}) {
    Words words{TRIPTYCH_PATH, "explore", path};
    words.insert(words.end(), options.begin(), options.end());
    const harness::Ending ending = harness::run_command(words);
    REQUIRE(WIFEXITED(ending.status));
    CHECK(ending.left_behind == 0);
    return {WEXITSTATUS(ending.status), ending.output, ending.errors};
}

/// Writes it to a file that is gone afterwards.
inline Explored explore(const std::string& program, const Words& options = {}) {
    const Folder folder;
    const std::string path = folder / "program.cpp";
    std::ofstream{path} << program;
    return explore_file(path, options);
}

inline nlohmann::json explore_json(const std::string& program, Words options = {}) {
    options.emplace_back("--json");
    const Explored explored = explore(program, options);
    INFO(explored.errors);
    REQUIRE_FALSE(explored.text.empty());
    return explored.json();
}

/// How many schedules return this value.
inline double schedules_that_return(const nlohmann::json& found, long value) {
    for (const auto& row : found["outcomes"])
        if (row["end"] == "returned" && row["value"] == value) return row["schedules"];
    return 0;
}

/// So many threads that each add one so often, with nothing that guards the counter.
inline std::string counting(int threads, int times) {
    std::string text =
        "#include <thread>\n"
        "int main() {\n"
        "    int counter = 0;\n";
    text +=
        fmt::format("    auto add = [&] {{ for (int i = 0; i < {}; ++i) ++counter; }};\n", times);
    for (int i = 0; i < threads; ++i)
        text += fmt::format("    std::thread t{}(add);\n", i);
    for (int i = 0; i < threads; ++i)
        text += fmt::format("    t{}.join();\n", i);
    return text + "    return counter;\n}\n";
}

}  // namespace triptych
