/// What is wrong with an answer: a key, what was seen, and a witness that can be seen again.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace triptych::checker {

struct Diagnosis {
    std::string key;        // "lost_update": one of all_keys()
    std::string what;       // what was seen this time: numbers, lines, who waits for what
    std::string check;      // the name of the check
    std::string build;      // where it was seen
    std::string witness;    // lines to read: a schedule as a story, stacks, a table
    nlohmann::json replay;  // how to see it again; null: by running the check again
};

/// How specific a key is; a diagnosis that comes first is spoken first. 0 is the most specific.
int rank_of(const std::string& key);

/// Whether the checker knows why: a diagnosis such as "wrong_result" only says what failed.
bool knows_why(const std::string& key);

/// What the key means, in one sentence.
const char* sentence_for(const std::string& key);

/// All keys, the most specific first.
std::vector<std::string> all_keys();

/// Orders them, the most specific first, and drops repetitions of a key.
void settle(std::vector<Diagnosis>& diagnoses);

}  // namespace triptych::checker
