#include "exercises/checker/engine.hpp"

#include <cstdint>
#include <utility>

namespace triptych::checker {

using nlohmann::json;

Engine::Engine(const Sandbox& sandbox, std::filesystem::path folder, std::size_t number,
               double seconds, int stop_descriptor)
    : sandbox_{sandbox},
      folder_{std::move(folder)},
      number_{std::to_string(number)},
      seconds_{seconds},
      stop_descriptor_{stop_descriptor} {}

json Engine::ask(json request) {
    request["seconds"] = seconds_;
    const Ran ran =
        sandbox_.run({.words = {"explored"},
                      .files = {folder_ / "explored", folder_ / "libtriptych_explore.so"},
                      .environment = {{"TRIPTYCH_EXPLORE", request.dump()},
                                      {"TRIPTYCH_CHECK", number_},
                                      {"TRIPTYCH_TOKEN", token}}},
                     {.seconds = seconds_ + 10,
                      .memory = std::int64_t{2} << 30,
                      .output = std::size_t{16} << 20},
                     stop_descriptor_);
    stopped_ = stopped_ || ran.killed == Killed::stopped;
    std::string text = ran.output;
    text.erase(text.find_last_not_of('\n') + 1);
    json answer = json::parse(text.substr(text.rfind('\n') + 1), nullptr, false);
    if (!answer.is_object()) return nullptr;
    answer["printed"] = text;
    return answer;
}

}  // namespace triptych::checker
