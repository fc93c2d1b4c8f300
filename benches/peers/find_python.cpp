#include "benches/peers/find_python.hpp"

#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <unistd.h>
#include <utility>

namespace triptych::peers {
namespace {

const char* variable(const char* name) {
    return std::getenv(name);  // NOLINT(concurrency-mt-unsafe): no thread sets any
}

}  // namespace

std::string python_interpreter() {
    const char* const path = variable("PATH");
    std::istringstream folders{path == nullptr ? "/usr/bin:/bin" : path};
    std::string script;
    for (std::string folder; std::getline(folders, folder, ':');) {
        std::string program = fmt::format("{}/{}", folder, interpreter);
        if (::access(program.c_str(), X_OK) != 0) continue;
        std::array<char, 2> start{};
        std::ifstream{program}.read(start.data(), start.size());
        if (start != std::array{'#', '!'}) return program;
        if (script.empty()) script = std::move(program);
    }
    return script;
}

std::optional<std::string> why_no_python() {
    if (!python_interpreter().empty()) return std::nullopt;
    return "python3 is not there; try: apt-get install python3";
}

std::string python_program(const std::string& name) {
    const char* const moved = variable("TRIPTYCH_SOURCE_DIR");
    return fmt::format("{}/benches/peers/python/{}.py",
                       moved == nullptr ? TRIPTYCH_SOURCE_DIR : moved, name);
}

}  // namespace triptych::peers
