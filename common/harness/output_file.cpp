#include "common/harness/output_file.hpp"

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace triptych::harness {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(int error, const std::string& path) {
    throw std::system_error{error, std::generic_category(), path};
}

/// The mode that open() would give to a new file.
mode_t default_mode() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

/// The descriptor that a path in /proc/self/fd of this process names; -1 if it names none.
int descriptor_named(const fs::path& path) {
    std::error_code ignored;
    const fs::path folder = fs::canonical(path.parent_path(), ignored);
    if (ignored || folder != fs::canonical("/proc/self/fd", ignored)) return -1;
    const std::string name = path.filename();
    int number = -1;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    return error == std::errc{} && end == name.data() + name.size() ? number : -1;
}

/// Follows the symbolic links of `path`, even if the last one leads to nothing, but not those in
/// /proc/self/fd.
fs::path followed(fs::path path) {
    constexpr int most_links = 40;  // as many as the kernel follows
    std::error_code no_link;
    for (int i = 0; i < most_links && descriptor_named(path) == -1; ++i) {
        const fs::path next = fs::read_symlink(path, no_link);
        if (no_link) break;
        path = path.parent_path() / next;  // this is `next` if that is absolute
    }
    return path;
}

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

}  // namespace

OutputFile::OutputFile(const std::string& path)
    : path_{path}, target_{path == "-" ? fs::path{"/proc/self/fd/1"} : followed(path)} {
    if (path.empty()) fail(ENOENT, path);
    given_ = descriptor_named(target_);
    struct stat found{};
    if (given_ != -1)
        open_given(given_);
    else if (::stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode))
        open_special();
    else
        open_regular();
    identify();
}

OutputFile::~OutputFile() {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

bool OutputFile::is_stdout() const {
    return given_ == STDOUT_FILENO;
}

void OutputFile::open_given(int descriptor) {
    file_ = Descriptor{::fcntl(descriptor, F_DUPFD_CLOEXEC, 0)};
    if (file_.get() == -1) fail(errno, path_);
    if ((::fcntl(file_.get(), F_GETFL) & O_ACCMODE) == O_RDONLY) fail(EBADF, path_);
}

void OutputFile::open_special() {
    // Without O_NONBLOCK, opening a FIFO would wait for a reader.
    file_ = Descriptor{::open(path_.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK)};
    if (file_.get() == -1) fail(errno, path_);
    const int flags = ::fcntl(file_.get(), F_GETFL);
    ::fcntl(file_.get(), F_SETFL, flags & ~O_NONBLOCK);
}

void OutputFile::open_regular() {
    struct stat found{};
    const bool exists = ::stat(target_.c_str(), &found) == 0;
    if (exists && ::access(target_.c_str(), W_OK) == -1) fail(errno, path_);
    temporary_ = folder_of(target_) / ".triptych.XXXXXX";
    file_ = Descriptor{::mkostemp(temporary_.data(), O_CLOEXEC)};
    if (file_.get() != -1) {
        ::fchmod(file_.get(), exists ? found.st_mode : default_mode());
        return;
    }
    const int error = errno;
    temporary_.clear();
    if (!exists) fail(error, path_);
    file_ = Descriptor{::open(target_.c_str(), O_WRONLY | O_CLOEXEC)};
    if (file_.get() == -1) fail(errno, path_);
    in_place_ = true;
}

void OutputFile::identify() {
    struct stat found{};
    const bool is_new = !temporary_.empty() && ::stat(target_.c_str(), &found) == -1;
    const fs::path target{target_};
    if (is_new)
        ::stat(folder_of(target).c_str(), &found);
    else if (temporary_.empty())
        ::fstat(file_.get(), &found);
    identity_ = {found.st_dev, found.st_ino, is_new ? target.filename().string() : ""};
}

void OutputFile::write(std::string_view content) {
    if (in_place_) return write_in_place(content);
    write_all(content);
    if (temporary_.empty()) return;
    if (::rename(temporary_.c_str(), target_.c_str()) == -1) {
        const int error = errno;
        file_ = Descriptor{::open(target_.c_str(), O_WRONLY | O_CLOEXEC)};
        if (file_.get() == -1) fail(error, path_);
        return write_in_place(content);  // the destructor removes the temporary file
    }
    temporary_.clear();
}

void OutputFile::write_in_place(std::string_view content) {
    if (::ftruncate(file_.get(), 0) == -1) fail(errno, path_);
    write_all(content);
}

void OutputFile::write_all(std::string_view content) const {
    while (!content.empty()) {
        const ssize_t written = ::write(file_.get(), content.data(), content.size());
        if (written == -1 && errno == EINTR) continue;
        if (written == -1 && errno == EAGAIN) {  // an inherited descriptor may be non-blocking
            pollfd ready{file_.get(), POLLOUT, 0};
            ::poll(&ready, 1, -1);
            continue;
        }
        if (written == -1) fail(errno, path_);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace triptych::harness
