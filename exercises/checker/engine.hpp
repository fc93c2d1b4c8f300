/// The engine of explore, linked with an answer: a question, and its answer.
#pragma once

#include <cstddef>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "exercises/checker/sandbox.hpp"

namespace triptych::checker {

class Engine {
public:
    /// What stands before a check's words.
    static constexpr const char* token = "explored";

    /// Asks the executable `explored` in the folder about check `number`; each question may take so
    /// many seconds. `sandbox` must outlive this.
    Engine(const Sandbox& sandbox, std::filesystem::path folder, std::size_t number, double seconds,
           int stop_descriptor);

    /// The engine's answer; null if there is none. "printed" is what the program printed.
    nlohmann::json ask(nlohmann::json request);

    bool stopped() const { return stopped_; }

private:
    const Sandbox& sandbox_;
    std::filesystem::path folder_;
    std::string number_;
    double seconds_;
    int stop_descriptor_;
    bool stopped_ = false;
};

}  // namespace triptych::checker
