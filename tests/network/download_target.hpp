/// A folder that is downloaded into.
#pragma once

#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <string>

#include "common/descriptor.hpp"
#include "common/network/download.hpp"
#include "common/network/sha256.hpp"
#include "tests/cli/user.hpp"

namespace triptych {

/// A temporary folder, opened, with what is downloaded into it.
class Target : public Folder {
public:
    network::DownloadSettings settings() const {
        return {.folder = opened_.get(),
                .timeout = std::chrono::minutes{1},
                .first_pause = std::chrono::milliseconds{1}};
    }

    void put(const std::string& name, const std::string& bytes) const {
        std::ofstream{*this / name.c_str(), std::ios::binary} << bytes;
    }

    /// Whether the file of that name has these bytes.
    bool has(const std::string& name, const std::string& bytes) const {
        return content_of(*this / name.c_str()) == bytes;
    }

    Words names() const {
        Words all = files();
        std::ranges::sort(all);
        return all;
    }

private:
    Descriptor opened_{::open((*this / "").c_str(), O_DIRECTORY | O_RDONLY | O_CLOEXEC)};
};

inline std::string sha256_of(const std::string& bytes) {
    network::Sha256 sum;
    sum.add(bytes);
    return sum.hex();
}

}  // namespace triptych
