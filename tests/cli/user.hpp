/// Runs the program as a user does, with a fake bench program.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "common/harness/command.hpp"

namespace triptych {

using Words = std::vector<std::string>;

/// Runs `triptych` with these words. `environment` may have FAKE_BENCH=... (see fake_bench.cpp).
inline harness::Ending run_triptych(const Words& words, const Words& environment = {},
                                    const harness::Watch& watch = {}) {
    Words all{"/usr/bin/env", "TRIPTYCH_BENCH=" FAKE_BENCH_PATH};
    all.insert(all.end(), environment.begin(), environment.end());
    all.emplace_back(TRIPTYCH_PATH);
    all.insert(all.end(), words.begin(), words.end());
    return harness::run_command(all, watch);
}

inline int exit_code(const harness::Ending& ending) {
    REQUIRE(WIFEXITED(ending.status));
    return WEXITSTATUS(ending.status);
}

/// A temporary folder.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "triptych-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }

    std::string operator/(const char* name) const { return (path_ / name).string(); }

    Words files() const {
        Words names;
        for (const auto& entry : std::filesystem::directory_iterator{path_})
            names.push_back(entry.path().filename().string());
        return names;
    }

private:
    std::filesystem::path path_;
};

inline std::string content_of(const std::string& path) {
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace triptych
