/// What `triptych explore` does with a compiled program: search, replay or play, and tell.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/explore/explore_options.hpp"
#include "cli/explore/explored_program.hpp"
#include "explore/story/source_lines.hpp"

namespace triptych::cli {

/// One run of the command.
class Exploring {
public:
    /// Both must outlive this.
    Exploring(const ExploreOptions& options, ExploredProgram& program);

    /// Each tells on stdout what came of it and returns the exit code. They throw UsageError,
    /// Stopped and what ExploredProgram::ask throws.
    int search();  // all schedules
    int play();    // the one that a person chooses
    int debug();   // --schedule, in gdb
    int replay();  // the one of --schedule

private:
    int tell_end(const nlohmann::json& story);

    nlohmann::json search_request() const;

    nlohmann::json replay_request(const std::string& schedule) const;
    nlohmann::json replay(const std::string& schedule);

    /// "1.0123abcd.b2c2": version, fingerprint of the program, steps.
    std::string schedule_of_options() const;

    std::string command_for(const std::string& schedule) const;

    explore::SourceLines lines_of(const nlohmann::json& story) const;

    void print(const std::string& text) const;

    /// With --trace: the story as a timeline.
    void draw(const nlohmann::json& story, const explore::SourceLines& lines) const;

    void print_race(const nlohmann::json& story, const explore::SourceLines& lines) const;

    void tell(const nlohmann::json& found);

    /// Not the program's schedule is at fault, but that it cannot be explored.
    bool tell_why_not(const nlohmann::json& row, bool has_race);

    const ExploreOptions& options_;
    ExploredProgram& program_;
    std::string name_;
    std::size_t width_;
};

}  // namespace triptych::cli
