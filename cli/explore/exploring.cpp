#include "cli/explore/exploring.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <utility>

#include "cli/explore/explore_answers.hpp"
#include "cli/explore/explore_play.hpp"
#include "cli/explore/explore_table.hpp"
#include "cli/explore/schedule_timeline.hpp"
#include "cli/terminal.hpp"
#include "cli/trace/picture.hpp"
#include "cli/usage.hpp"
#include "common/harness/text.hpp"
#include "explore/story/story.hpp"
#include "explore/story/variable_names.hpp"

namespace triptych::cli {
namespace {

using nlohmann::json;

constexpr const char* schedule_version = "1";
constexpr double seconds_to_answer = 30;  // on top of what the search may take

}  // namespace

Exploring::Exploring(const ExploreOptions& options, ExploredProgram& program)
    : options_{options},
      program_{program},
      name_{std::filesystem::path{options.program}.filename().string()},
      width_{terminal_width(stdout)} {}

int Exploring::search() {
    const json found = program_.ask(search_request(), options_.seconds + seconds_to_answer);
    if (options_.as_json) {
        print(found.dump(2) + '\n');
        return exit_code_of(found, options_);
    }
    print(findings_text(name_, found, width_, wants_colour(stdout)));
    if (found["prints"])
        print("It prints: that is shown only by --schedule, not for each execution.\n");
    tell(found);
    return exit_code_of(found, options_);
}

int Exploring::play() {
    const json story = cli::play(program_, search_request(), width_);
    return story.is_null() ? 0 : tell_end(story);
}

int Exploring::replay() {
    const json story = replay(schedule_of_options());
    if (const std::string printed = story["printed"]; !printed.empty())
        print("It printed:\n" + printed + "\n\n");
    if (options_.as_json) {
        print(story.dump(2) + '\n');
    } else {
        const explore::SourceLines lines = lines_of(story);
        print(explore::story_text(story, lines, width_));
        draw(story, lines);
    }
    return tell_end(story);
}

int Exploring::tell_end(const json& story) {
    if (!options_.as_json) {
        const explore::SourceLines lines = lines_of(story);
        print(fmt::format("\nIt ends: {}.\n", outcome_name(story["outcome"])));
        print(explore::ending_text(story, lines, width_));
        print(explore::waiting_text(story, lines, width_));
        print_race(story, lines);
    }
    const std::string end = story["outcome"]["end"];
    if (!story["races"].empty() || end == "deadlock") return race_or_deadlock;
    return is_failure(story["outcome"]) ? check_failed : 0;
}

json Exploring::search_request() const {
    std::string mode = options_.preemptions ? "bounded" : "reduced";
    if (options_.all) mode = "all";
    json request{{"mode", mode},
                 {"seconds", options_.seconds},
                 {"executions", options_.executions},
                 {"steps", options_.steps},
                 {"surprises", options_.surprises},
                 {"repeat", options_.repeat},
                 {"memory", options_.memory}};
    if (options_.all && options_.as_json) request["count_traces"] = true;
    if (options_.preemptions) request["preemptions"] = *options_.preemptions;
    return request;
}

json Exploring::replay_request(const std::string& schedule) const {
    return {{"schedule", schedule},
            {"steps", options_.steps},
            {"surprises", options_.surprises},
            {"memory", options_.memory}};
}

int Exploring::debug() {
    json request = replay_request(schedule_of_options());
    request["stops"] = true;
    program_.debug(request);
    return 0;
}

json Exploring::replay(const std::string& schedule) {
    json story = program_.ask(replay_request(schedule), seconds_to_answer);
    if (story.contains("error")) throw UsageError{"explore: " + story["error"].get<std::string>()};
    explore::name_variables(story, program_.executable());
    return story;
}

std::string Exploring::schedule_of_options() const {
    const std::string& text = *options_.schedule;
    const std::size_t first = text.find('.');
    const std::size_t second = first == std::string::npos ? first : text.find('.', first + 1);
    if (second == std::string::npos)
        throw UsageError{"explore: --schedule wants what explore printed, as 1.0123abcd.b2c2"};
    if (text.substr(0, first) != schedule_version)
        throw UsageError{fmt::format(
            "explore: that schedule is of version {}, this is version {}: explore again",
            text.substr(0, first), schedule_version)};
    if (text.substr(first + 1, second - first - 1) != program_.fingerprint())
        throw UsageError{fmt::format(
            "explore: that schedule is of another program, or {} was changed: explore again",
            name_)};
    return text.substr(second + 1);
}

std::string Exploring::command_for(const std::string& schedule) const {
    return fmt::format("triptych explore {}{} --schedule {}.{}.{}", options_.program,
                       options_.memory == "sc" ? "" : " --memory " + options_.memory,
                       schedule_version, program_.fingerprint(), schedule);
}

explore::SourceLines Exploring::lines_of(const json& story) const {
    return {program_.executable(), program_.source(), story};
}

void Exploring::print(const std::string& text) const {
    print_to(stdout, text, "what was found");
}

void Exploring::draw(const json& story, const explore::SourceLines& lines) const {
    if (!options_.trace) return;
    const trace::Timeline timeline = timeline_of(story, lines, name_);
    if (timeline.length > 0) print('\n' + picture({&timeline, 1}, width_, true) + '\n');
}

void Exploring::print_race(const json& story, const explore::SourceLines& lines) const {
    const std::string race = explore::race_text(story, lines, width_);
    if (!race.empty()) print("\nDATA RACE\n" + race);
}

void Exploring::tell(const json& found) {
    const json* const row = worst_row(found, options_);
    bool told_race = false;
    if (row != nullptr && !tell_why_not(*row, !found["races"].empty())) {
        const json story = replay((*row)["schedule"]);
        const explore::SourceLines lines = lines_of(story);
        print(fmt::format("\nHow it comes to \"{}\":\n", outcome_name(*row)));
        print(explore::story_text(story, lines, width_));
        draw(story, lines);
        print(explore::ending_text(story, lines, width_));
        print(explore::waiting_text(story, lines, width_));
        print_race(story, lines);
        told_race = !story["races"].empty();
        print("\nTo see it again: " + command_for((*row)["schedule"]) + '\n');
    }
    if (!found["races"].empty() && !told_race) {
        const std::string schedule = found["races"].front()["schedule"];
        const json story = replay(schedule);
        const explore::SourceLines lines = lines_of(story);
        print("\nHow it comes to a data race:\n" + explore::story_text(story, lines, width_));
        draw(story, lines);
        print_race(story, lines);
        print("\nTo see it again: " + command_for(schedule) + '\n');
    }
    if (options_.no_leak && found["leaked"] > 0)
        print(fmt::format("\nLEAK: {} blocks of memory are not freed.\nTo see it again: {}\n",
                          found["leaked"].get<long>(), command_for(found["leak"])));
    print(answers_text(found, options_));
}

bool Exploring::tell_why_not(const json& row, bool has_race) {
    if (row["end"] == "unsupported") {
        const json story = replay(row["schedule"]);
        const std::string line = explore::where(lines_of(story).at(story["outcome"]["place"]));
        print("\n" + harness::hanging("",
                                      fmt::format("Not supported: {}{}. explore cannot look into "
                                                  "that; docs/explore.md says what it runs.{}",
                                                  row["text"].get<std::string>(), line,
                                                  has_race ? " But first see the data race below: "
                                                             "after it a program may do anything."
                                                           : ""),
                                      width_));
        return true;
    }
    if (row["end"] == "mismatch") {
        print(
            "\nThe program does not do the same again under the same schedule: does it use "
            "random numbers, addresses as numbers, or a file?\n");
        return true;
    }
    return false;
}

}  // namespace triptych::cli
