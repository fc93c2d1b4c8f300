#include "exercises/checker/runner_words.hpp"

#include <fmt/format.h>
#include <sstream>

#include "common/harness/command.hpp"
#include "common/harness/text.hpp"

namespace triptych::checker {

Said said_in(const std::string& output, const std::string& token) {
    Said said;
    for (const std::string& line : harness::lines_of(output)) {
        if (!line.starts_with(token + ' ')) continue;
        std::istringstream words{line.substr(token.size())};
        Said one;
        words >> one.verdict >> one.key;
        std::getline(words >> std::ws, one.what);
        if (one.key == "-") one.key.clear();
        if (one.verdict == "order") {
            said.order = one.what;
            continue;
        }
        one.order = said.order;
        if (said.verdict.empty() || said.verdict == "passed")
            said = one;  // the first that is wrong
    }
    return said;
}

Diagnosis silent_end(const Ran& ran, const ListedCheck& check) {
    Diagnosis diagnosis;
    switch (ran.killed) {
        case Killed::stuck:
            diagnosis.key = check.if_stuck.empty() ? "hang" : check.if_stuck;
            diagnosis.what = "nothing can run any more";
            diagnosis.witness = ran.waiting;
            return diagnosis;
        case Killed::time:
            diagnosis.key = "hang";
            diagnosis.what = fmt::format("it was ended after {:.0f} s", ran.seconds);
            return diagnosis;
        case Killed::memory: diagnosis.key = "too_much_memory"; return diagnosis;
        case Killed::output: diagnosis.key = "flood"; return diagnosis;
        case Killed::no:
        case Killed::stopped: break;
    }
    if (ran.errors.find("terminate called without an active exception") != std::string::npos)
        diagnosis.key = "joinable_thread_destroyed";
    else if (ran.status == 0)
        diagnosis.key = "exited_early";
    else
        diagnosis.key = "crash";
    diagnosis.what = harness::describe_status(ran.status);
    return diagnosis;
}

std::vector<ListedCheck> listed(const std::string& text) {
    std::vector<ListedCheck> checks;
    for (const std::string& line : harness::lines_of(text)) {
        std::istringstream fields{line};
        ListedCheck check;
        std::string explored;
        if (!std::getline(fields, explored, '\t')) continue;
        std::getline(fields, check.if_wrong, '\t');
        std::getline(fields, check.if_stuck, '\t');
        std::getline(fields, check.memory, '\t');
        std::getline(fields, check.played, '\t');
        std::getline(fields, check.breaks, '\t');
        std::getline(fields, check.name);
        check.explored = explored == "1";
        checks.push_back(check);
    }
    return checks;
}

}  // namespace triptych::checker
