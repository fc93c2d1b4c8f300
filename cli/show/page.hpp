/// Lays out a workload's files for a terminal of some width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/show/steps.hpp"

namespace triptych::cli {

/// The file of one model, with its heading.
struct Panel {
    std::string model;  // "threads"
    std::string file;   // "merge_sort.cpp"
    std::vector<Step> steps;
};

/// The panels in columns if `width` is at least narrowest_triptych, else one above the other. In
/// colour, models are bold and comments dim. Ends with a newline.
std::string page(const std::vector<Panel>& panels, std::size_t width, bool colour);

/// The panels in JSON: a list of files, and a list of levels. Each level has a list of lines for
/// each file, or null if a file has no step there. Ends with a newline.
std::string page_as_json(const std::vector<Panel>& panels, std::string_view problem);

/// With fewer columns three files side by side are hard to read.
inline constexpr std::size_t narrowest_triptych = 100;

}  // namespace triptych::cli
