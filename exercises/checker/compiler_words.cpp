#include "exercises/checker/compiler_words.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <sstream>

namespace triptych::checker {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> words_of(const char* text) {
    std::istringstream words{text};
    return {std::istream_iterator<std::string>{words}, {}};
}

const char* flags_of(Build build) {
    switch (build) {
        case Build::plain: return "-std=c++20 -O1 -g -Wall -Wextra";
        case Build::address:
            return "-std=c++20 -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all "
                   "-fno-omit-frame-pointer";
        case Build::thread: return "-std=c++20 -O1 -g -fsanitize=thread -fno-omit-frame-pointer";
#ifdef TRIPTYCH_EXPLORE_FLAGS
        case Build::explored: return TRIPTYCH_EXPLORE_FLAGS;
#else
        case Build::explored: return "";
#endif
    }
    return "";
}

std::string compiler_of(Build build) {
#ifdef TRIPTYCH_EXPLORE_COMPILER
    if (build == Build::explored) return TRIPTYCH_EXPLORE_COMPILER;
#endif
    (void)build;
    return TRIPTYCH_ANSWER_COMPILER;
}

/// The first file in the folder that was written after `time`; empty if there is none.
fs::path newer_file(const fs::path& folder, fs::file_time_type time) {
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        const fs::path& path = entry.path();
        if (path.extension() != ".hpp" && path.extension() != ".cpp") continue;
        if (entry.last_write_time() > time) return path;
    }
    return {};
}

}  // namespace

bool is_available(Build build) {
#ifdef TRIPTYCH_EXPLORE_COMPILER
    (void)build;
    return true;
#else
    return build != Build::explored;
#endif
}

std::vector<std::string> compiler_words(Build build) {
    std::vector<std::string> words{compiler_of(build)};
    for (const std::string& flag : words_of(flags_of(build)))
        words.push_back(flag);
#ifdef TRIPTYCH_EXPLORE_INCLUDE
    if (build == Build::explored) {
        words.push_back(std::string{"-I"} + TRIPTYCH_EXPLORE_INCLUDE);
        words.push_back(std::string{"-I"} + TRIPTYCH_EXPLORE_LIBRARIES);
    }
#endif
    return words;
}

std::vector<std::string> library_words() {
    std::vector<std::string> words;
    std::istringstream all{TRIPTYCH_ANSWER_LIBRARIES};
    for (std::string word; std::getline(all, word, '|');)
        words.push_back(word);
    return words;
}

std::string stale_libraries(const std::vector<std::string>& words, const fs::path& sources) {
    std::string text;
    for (const std::string& word : words) {
        const fs::path library = word;
        if (library.extension() != ".a") continue;
        std::error_code error;
        const auto made = fs::last_write_time(library, error);
        // Each library has the name of its folder: coroutines/libtriptych_coroutines.a.
        const fs::path folder = sources / library.parent_path().filename();
        if (error)
            text += fmt::format("{} is missing. ", word);
        else if (const fs::path newer = newer_file(folder, made); !newer.empty())
            text += fmt::format("{} is older than {}. ", word, newer.string());
    }
    if (!text.empty())
        text += fmt::format("Try: cmake --build {}", fs::path{TRIPTYCH_BUILD_DIR}.string());
    return text;
}

std::string stale_libraries() {
    return stale_libraries(library_words(), TRIPTYCH_SOURCE_DIR);
}

}  // namespace triptych::checker
