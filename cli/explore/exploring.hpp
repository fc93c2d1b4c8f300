/// What `triptych explore` does with a compiled program: search, replay or play, and tell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "cli/explore/explored_program.hpp"
#include "explore/story/source_lines.hpp"

namespace triptych::cli {

/// The words of the command line.
struct ExploreOptions {
    std::string program;
    std::optional<long> can_be;
    std::optional<long> always;
    bool no_leak = false;
    std::optional<std::string> schedule;
    bool all = false;
    std::optional<int> preemptions;
    double seconds = 60;
    std::int64_t executions = 10'000'000;
    int steps = 2000;
    int surprises = 1;
    bool as_json = false;
    bool play = false;
    bool gdb = false;
    int repeat = 1;
    std::string memory = "sc";
};

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

    void print_race(const nlohmann::json& story, const explore::SourceLines& lines) const;

    /// The outcome to tell the story of: what was asked for, else what is wrong, else what only
    /// comes about by an unlucky switch.
    const nlohmann::json* worst(const nlohmann::json& found) const;

    void tell(const nlohmann::json& found);

    /// Not the program's schedule is at fault, but that it cannot be explored.
    bool tell_why_not(const nlohmann::json& row) const;

    bool returns(const nlohmann::json& found, long value, bool only) const;

    void answer_questions(const nlohmann::json& found) const;

    int exit_code(const nlohmann::json& found) const;

    const ExploreOptions& options_;
    ExploredProgram& program_;
    std::string name_;
    std::size_t width_;
};

}  // namespace triptych::cli
