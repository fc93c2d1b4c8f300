/// One schedule as a story: a column for each thread, what it does and on which line.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>

#include "explore/story/source_lines.hpp"

namespace triptych::explore {

/// " (a.cpp:7: ++counter;)"; empty if the line is unknown.
std::string where(const SourceLine& line);

/// "main", "thread 1".
std::string thread_name(int thread);

/// Added to the number of a thread that is the first of a forked process.
constexpr int first_process_column = 2000;

/// The steps of a replay, in order.
std::string story_text(const nlohmann::json& story, const SourceLines& lines, std::size_t width);

/// For a deadlock: each thread that waits, for what, and for whom. Else empty.
std::string waiting_text(const nlohmann::json& story, const SourceLines& lines, std::size_t width);

/// For a crash and the like: which thread, and on which line. Else empty.
std::string ending_text(const nlohmann::json& story, const SourceLines& lines, std::size_t width);

/// The first data race of a replay: both accesses, and why nothing orders them. Else empty.
std::string race_text(const nlohmann::json& story, const SourceLines& lines, std::size_t width);

}  // namespace triptych::explore
