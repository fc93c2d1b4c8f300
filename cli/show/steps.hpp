/// Cuts a C++ source file into steps: types, aliases and functions, each with its name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace triptych::cli {

/// One type, alias or function, with the comment directly above it.
struct Step {
    std::string name;                // "deliver", "Inbox"; "///" the file's header comment
    std::vector<std::string> lines;  // unchanged from the file; not empty
    bool spaced = false;             // there is a blank line above it
    bool boilerplate = false;        // an include, or the beginning or end of a namespace
};

/// The steps of a file, in its order. Only the blank lines between steps are left out. Requires:
/// formatted source, one statement a line.
std::vector<Step> steps(std::string_view source);

/// The steps that are not boilerplate.
std::vector<Step> essential(const std::vector<Step>& steps);

/// Where the line's `//` comment begins (not a `//` inside a string); npos if it has none.
std::size_t comment_start(std::string_view line);

}  // namespace triptych::cli
