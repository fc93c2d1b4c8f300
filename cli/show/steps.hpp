/// Steps: a C++ source file cut at the seams a reader sees, each part under its name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace triptych::cli {

/// One type, alias or function, with the comment right above it.
struct Step {
    std::string name;                // "deliver", "Inbox"; "///" the file's header comment
    std::vector<std::string> lines;  // as they stand in the file, never empty
    bool spaced = false;             // the file has a blank line above it
    bool boilerplate = false;        // an include, or where a namespace begins or ends
};

/// The steps of a file, in its order. Of the file's lines only the blank ones between
/// steps are left out. Requires: formatted source, one statement a line.
std::vector<Step> steps(std::string_view source);

/// The steps that are not boilerplate.
std::vector<Step> essential(const std::vector<Step>& steps);

/// Where the line's `//` comment begins (not a `//` inside a string); npos if it has none.
std::size_t comment_start(std::string_view line);

}  // namespace triptych::cli
