#include "explore/story/source_lines.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <set>

#include "common/harness/command.hpp"
#include "common/harness/text.hpp"

namespace triptych::explore {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t end_of_executable = 0x1000'0000;  // it is linked below; libraries are not
constexpr std::size_t addresses_at_once = 2000;

struct Frame {
    std::string path;
    int line = 0;
};
using Frames = std::map<std::uint64_t, std::vector<Frame>>;

std::string trimmed(const std::string& text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string::npos) return "";
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// "/a/b.cpp:12 (discriminator 3)"
Frame frame_of(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) return {};
    Frame frame{text.substr(0, colon), 0};
    std::from_chars(text.data() + colon + 1, text.data() + text.size(), frame.line);
    return frame;
}

/// For each address the chain of calls that were inlined there, innermost first.
Frames look_up(const std::string& executable, const std::set<std::uint64_t>& addresses) {
    Frames frames;
    auto next = addresses.begin();
    while (next != addresses.end()) {
        std::vector<std::string> words{"/usr/bin/addr2line", "-a", "-i", "-e", executable};
        for (std::size_t i = 0; i < addresses_at_once && next != addresses.end(); ++i, ++next)
            words.push_back(fmt::format("{:#x}", *next));
        std::vector<Frame>* current = nullptr;
        for (const std::string& line : harness::lines_of(harness::run_command(words).output)) {
            if (line.starts_with("0x")) {
                std::uint64_t address = 0;
                std::from_chars(line.data() + 2, line.data() + line.size(), address, 16);
                current = &frames[address];
            } else if (current != nullptr && !line.empty()) {
                current->push_back(frame_of(line));
            }
        }
    }
    return frames;
}

bool is_the_programs(const Frame& frame, const fs::path& source) {
    return frame.line > 0 && fs::path{frame.path}.lexically_normal() == source;
}

bool is_the_loop(const Frame& frame) {
    return frame.path.ends_with("explore/coroutines/event_loop_turn.cpp");
}

using Stacks = std::map<std::uint64_t, std::vector<std::uint64_t>>;

/// By place: those that were taken, and the addresses that stand for themselves.
Stacks stacks_of(const nlohmann::json& story) {
    Stacks stacks;
    std::uint64_t number = 0;
    for (const auto& stack : story["stacks"])
        stacks[++number] = stack.get<std::vector<std::uint64_t>>();
    const auto add = [&](const nlohmann::json& owner, const char* key) {
        const std::uint64_t place = owner.value(key, std::uint64_t{0});
        if (place > number) stacks[place] = {place};
    };
    add(story["outcome"], "place");
    for (const auto& step : story["steps"])
        add(step, "place");
    if (story.contains("choices"))
        for (const auto& choice : story["choices"])
            add(choice, "place");
    for (const auto& race : story["races"]) {
        add(race["first"], "place");
        add(race["second"], "place");
    }
    for (const auto& one : story["waiting"]) {
        add(one, "place");
        add(one, "locked_at");
    }
    return stacks;
}

std::vector<std::string> text_of(const std::string& source) {
    std::vector<std::string> text;
    std::ifstream file{source};
    for (std::string line; std::getline(file, line);)
        text.push_back(line);
    return text;
}

}  // namespace

// NOLINTNEXTLINE(readability-function-cognitive-complexity): one look through all stacks
SourceLines::SourceLines(const std::string& executable, const std::string& source,
                         const nlohmann::json& story) {
    const Stacks stacks = stacks_of(story);
    std::set<std::uint64_t> addresses;
    for (const auto& [place, stack] : stacks)
        for (const std::uint64_t address : stack)
            if (address < end_of_executable) addresses.insert(address);
    const Frames frames = look_up(executable, addresses);
    const fs::path path = fs::absolute(source).lexically_normal();
    const std::vector<std::string> text = text_of(source);
    for (const auto& [place, stack] : stacks) {
        SourceLine& found = lines_[place];
        bool is_direct = true;
        for (const std::uint64_t address : stack) {
            const auto known = frames.find(address);
            if (known == frames.end() || found.line > 0) continue;
            // A task's own lines end where the loop resumes it.
            if (std::ranges::any_of(known->second, is_the_loop)) break;
            for (const Frame& frame : known->second) {
                if (!is_the_programs(frame, path)) {
                    is_direct = is_direct && frame.path.starts_with("/usr/");
                    continue;
                }
                found = {path.filename().string(), frame.line, "", is_direct};
                if (static_cast<std::size_t>(frame.line) <= text.size())
                    found.text = trimmed(text[static_cast<std::size_t>(frame.line) - 1]);
                break;
            }
        }
    }
}

const SourceLine& SourceLines::at(std::uint64_t place) const {
    static const SourceLine unknown;
    const auto found = lines_.find(place);
    return found == lines_.end() ? unknown : found->second;
}

}  // namespace triptych::explore
