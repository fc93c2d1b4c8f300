/// Where Python's interpreter is, and the programs that it runs.
#pragma once

#include <optional>
#include <string>

namespace triptych::peers {

constexpr const char* interpreter = "python3";

/// Returns the path of the interpreter: the first python3 on PATH that is not a script, if there is
/// one (a script such as pyenv's starts processes, which would be measured, too). Empty if there is
/// none.
std::string python_interpreter();

/// Returns why no program in Python can be started, and what to do; nothing if one can.
std::optional<std::string> why_no_python();

/// Returns the path of a program in the folder python/ ("merge_sort_processes"). The build knows
/// the folder of the sources; the environment variable TRIPTYCH_SOURCE_DIR overrides it.
std::string python_program(const std::string& name);

}  // namespace triptych::peers
