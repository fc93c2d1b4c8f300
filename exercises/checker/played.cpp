#include "exercises/checker/played.hpp"

#include <fmt/format.h>
#include <sstream>
#include <stdexcept>

#include "exercises/checker/engine.hpp"
#include "explore/story/source_lines.hpp"
#include "explore/story/story.hpp"

namespace triptych::checker {
namespace {

using nlohmann::json;

constexpr std::size_t story_width = 92;
constexpr double seconds_to_play = 10;

/// "returned 1", or how else it ended.
std::string end_of(const json& outcome) {
    std::string end = outcome["end"];
    if (end == "returned") end += fmt::format(" {}", outcome["value"].get<long>());
    return end;
}

}  // namespace

std::optional<Diagnosis> play_check(const Sandbox& sandbox, const std::filesystem::path& folder,
                                    const ListedCheck& check, const std::string& order,
                                    int stop_descriptor) {
    json made = json::array();
    std::istringstream threads{order};
    for (int thread = 0; threads >> thread;)
        made.push_back({{"thread", thread}, {"variant", 0}});
    Engine engine{sandbox, folder, 0, seconds_to_play, stop_descriptor};
    const json story = engine.ask({{"play", made}, {"steps", 2000}, {"surprises", 0}});
    if (story.is_null()) {
        if (engine.stopped()) return std::nullopt;
        throw std::runtime_error{"explore gave no answer about " + check.played};
    }
    const std::string end = end_of(story["outcome"]);
    if (story["choices"].empty() && end == check.breaks) return std::nullopt;
    const explore::SourceLines lines{folder / "explored", folder / check.played, story};
    Diagnosis diagnosis{.key = "wrong_result",
                        .what = "",
                        .check = check.name,
                        .build = "explored",
                        .witness = explore::story_text(story, lines, story_width) +
                                   explore::waiting_text(story, lines, story_width),
                        .replay = {{"order", order}}};
    if (!story["choices"].empty()) {
        diagnosis.what = fmt::format("after these {} steps {} has not ended: who goes next?",
                                     story["steps"].size(), check.played);
    } else if (end == "mismatch") {
        diagnosis.what = fmt::format(
            "after these {} steps, the next thread of your order cannot go", story["steps"].size());
    } else {
        diagnosis.key = "program_survived";
        diagnosis.what =
            fmt::format("{} ended: {}; to break it: {}", check.played, end, check.breaks);
    }
    return diagnosis;
}

}  // namespace triptych::checker
