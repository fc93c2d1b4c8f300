#include "common/harness/output_file.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace triptych::harness {
namespace {

[[noreturn]] void fail(int error, const std::string& path) {
    throw std::system_error{error, std::generic_category(), path};
}

/// What open() would give a new file.
mode_t usual_mode() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

/// Where `path` leads, even if nothing is there yet.
std::string followed(std::filesystem::path path) {
    constexpr int most_links = 40;  // as many as the kernel follows
    std::error_code no_link;
    for (int i = 0; i < most_links; ++i) {
        const std::filesystem::path next = std::filesystem::read_symlink(path, no_link);
        if (no_link) break;
        path = path.parent_path() / next;  // which is `next`, if that is absolute
    }
    return path.string();
}

}  // namespace

OutputFile::OutputFile(const std::string& path) : path_{path}, target_{followed(path)} {
    if (path.empty()) fail(ENOENT, path);
    struct stat found{};
    const bool exists = ::stat(path.c_str(), &found) == 0;
    if (exists && !S_ISREG(found.st_mode)) {
        // To open a pipe would else wait for a reader.
        file_ = Descriptor{::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK)};
        if (file_.get() == -1) fail(errno, path);
        const int flags = ::fcntl(file_.get(), F_GETFL);
        ::fcntl(file_.get(), F_SETFL, flags & ~O_NONBLOCK);
        return;
    }
    if (exists && ::access(path.c_str(), W_OK) == -1) fail(errno, path);
    temporary_ = target_ + ".XXXXXX";
    file_ = Descriptor{::mkostemp(temporary_.data(), O_CLOEXEC)};
    if (file_.get() == -1) {
        const int error = errno;
        temporary_.clear();
        fail(error, path);
    }
    ::fchmod(file_.get(), exists ? found.st_mode : usual_mode());
}

OutputFile::~OutputFile() {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void OutputFile::write(std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(file_.get(), content.data(), content.size());
        if (written == -1 && errno == EINTR) continue;
        if (written == -1) fail(errno, path_);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    if (temporary_.empty()) return;
    if (::rename(temporary_.c_str(), target_.c_str()) == -1) fail(errno, path_);
    temporary_.clear();
}

}  // namespace triptych::harness
