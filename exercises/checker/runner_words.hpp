/// What the runner of an exercise's checks said (exercises/support/main.cpp), or why it did not.
#pragma once

#include <string>
#include <vector>

#include "exercises/checker/diagnosis.hpp"
#include "exercises/checker/exploration.hpp"
#include "exercises/checker/sandbox.hpp"

namespace triptych::checker {

/// What the runner said about a check, if it came to say anything.
struct Said {
    std::string verdict;  // "passed", "wrong", "threw"; empty: nothing
    std::string key;
    std::string what;
    std::string order;  // that the check has handed over
};

/// Finds the lines that begin with the token. What is wrong counts before what passed.
Said said_in(const std::string& output, const std::string& token);

/// How a check ended without a word.
Diagnosis silent_end(const Ran& ran, const ListedCheck& check);

/// The checks that the runner listed.
std::vector<ListedCheck> listed(const std::string& text);

}  // namespace triptych::checker
