#include "cli/explore/explore_play.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <fmt/format.h>
#include <optional>
#include <poll.h>
#include <string>
#include <unistd.h>

#include "cli/terminal.hpp"
#include "explore/story/coroutine_steps.hpp"
#include "explore/story/source_lines.hpp"
#include "explore/story/story.hpp"
#include "explore/story/variable_names.hpp"

namespace triptych::cli {
namespace {

using explore::SourceLine;
using explore::SourceLines;
using explore::story_text;
using explore::task_column;
using explore::thread_name;
using nlohmann::json;

constexpr double seconds_for_a_turn = 60;

/// A line of standard input without its end; empty optional: there is no more.
/// Throws Stopped if a signal comes first.
std::optional<std::string> read_line(ExploredProgram& program) {
    std::string line;
    for (;;) {
        std::array<pollfd, 2> ready{
            {{STDIN_FILENO, POLLIN, 0}, {program.stop_descriptor(), POLLIN, 0}}};
        if (::poll(ready.data(), ready.size(), -1) < 0) continue;
        if (ready[1].revents != 0) throw Stopped{program.stop_signal()};
        char letter = 0;
        if (::read(STDIN_FILENO, &letter, 1) <= 0) {
            if (line.empty()) return std::nullopt;
            return line;
        }
        if (letter == '\n') return line;
        line += letter;
    }
}

std::string line_text(const SourceLine& line) {
    return line.line > 0 ? fmt::format("   {}: {}", line.line, line.text) : "";
}

/// A turn of an event loop: one of its tasks goes on where it was last seen, or begins.
std::string turn_text(const json& choice, const json& story, const SourceLines& lines) {
    const int task = choice["task"];
    if (task == 0) return "a new task begins" + line_text(lines.at(choice["place"]));
    const auto last = last_lines(story, lines);
    const auto known = last.find(task);
    return fmt::format("{:<9} goes on", thread_name(task_column(task))) +
           (known == last.end() ? "" : line_text(known->second));
}

std::string choice_text(const json& choice, const json& story, const SourceLines& lines) {
    if (choice["kind"] == "turn") return turn_text(choice, story, lines);
    std::string text =
        fmt::format("{:<9} {}", thread_name(choice["thread"]), choice["kind"].get<std::string>());
    if (choice["kind"] == "flush") text += ": its oldest store becomes visible";
    if (choice["variant"] != 0)
        text += choice["kind"] == "notify_one"
                    ? fmt::format(", waiter {}", choice["variant"].get<int>() + 1)
                    : ", which gives up or fails for no reason";
    return text + line_text(lines.at(choice["place"]));
}

std::string choices_text(const json& story, const SourceLines& lines) {
    std::string text = "\nWho goes next?\n";
    std::size_t number = 0;
    for (const json& choice : story["choices"])
        text += fmt::format("  {}  {}\n", ++number, choice_text(choice, story, lines));
    return text + "A number, u to undo, q to leave: ";
}

std::optional<std::size_t> number_in(const std::string& text, std::size_t most) {
    std::size_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
    if (number < 1 || number > most) return std::nullopt;
    return number - 1;
}

}  // namespace

json play(ExploredProgram& program, json request, std::size_t width) {
    json made = json::array();
    for (;;) {
        request["play"] = made;
        json story = program.ask(request, seconds_for_a_turn);
        explore::name_variables(story, program.executable());
        const json& choices = story["choices"];
        const SourceLines lines{program.executable(), program.source(), story};
        print_to(stdout, "\n" + story_text(story, lines, width), "the game");
        if (choices.empty()) return story;
        print_to(stdout, choices_text(story, lines), "the game");
        const std::optional<std::string> line = read_line(program);
        if (!line || *line == "q") {
            print_to(stdout, "\n", "the game");
            return nullptr;
        }
        if (*line == "u") {
            if (!made.empty()) made.erase(made.size() - 1);
            continue;
        }
        const auto number = number_in(*line, choices.size());
        if (!number) {
            print_to(stdout, fmt::format("Not one of 1 to {}.\n", choices.size()), "the game");
            continue;
        }
        made.push_back(
            {{"thread", choices[*number]["runs"]}, {"variant", choices[*number]["variant"]}});
    }
}

}  // namespace triptych::cli
