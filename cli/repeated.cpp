#include "cli/repeated.hpp"

#include <algorithm>
#include <cctype>

#include "benches/catalog/catalog.hpp"

namespace triptych::cli {
namespace {

bool names_a_model(const std::string& word) {
    return std::ranges::any_of(catalog(), [&](const Workload& workload) {
        return std::ranges::any_of(
            workload.implementations, [&](const Implementation& implementation) {
                return implementation.model == word || implementation.name() == word;
            });
    });
}

bool begins_with_digit(const std::string& word) {
    return !word.empty() && std::isdigit(static_cast<unsigned char>(word[0])) != 0;
}

/// "--model", for --model, --model=threads, -m and -mthreads; empty if it is another word.
std::string option_of(const std::string& word) {
    for (const std::string& name : {std::string{"--model"}, std::string{"--size"}})
        if (word == name || word.starts_with(name + '=')) return name;
    if (word.starts_with("-m")) return "--model";
    return word.starts_with("-n") ? "--size" : "";
}

}  // namespace

std::vector<std::string> with_options_repeated(const std::vector<std::string>& words) {
    std::vector<std::string> all;
    std::string option;     // the one whose words may still follow
    bool has_word = false;  // it has its first
    for (const std::string& word : words) {
        const bool is_option = word.size() > 1 && word[0] == '-';
        const bool belongs =
            !option.empty() && !is_option &&
            (!has_word || (option == "--model" ? names_a_model(word) : begins_with_digit(word)));
        if (is_option) {
            option = option_of(word);
            has_word = word != option && word.size() > 2;  // --model=threads, -mthreads
        } else if (!belongs) {
            option.clear();
        } else {
            if (has_word) all.push_back(option);
            has_word = true;
        }
        all.push_back(word);
    }
    return all;
}

}  // namespace triptych::cli
