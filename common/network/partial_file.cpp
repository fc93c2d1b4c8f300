#include "common/network/partial_file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <stdexcept>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace triptych::network {
namespace {

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error{errno, std::generic_category(), what};
}

Descriptor open_at(int folder, const std::string& name, int flags) {
    constexpr mode_t usual = 0666;  // less the umask
    return Descriptor{::openat(folder, name.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, usual)};
}

/// Returns how many bytes it has written.
std::size_t write_some(int file, std::span<const char> piece, const std::string& name) {
    while (true) {
        const auto size = ::write(file, piece.data(), piece.size());
        if (size >= 0) return static_cast<std::size_t>(size);
        if (errno != EINTR) fail("cannot write " + name);
    }
}

std::string read_small(int folder, const std::string& name) {
    const Descriptor file = open_at(folder, name, O_RDONLY);
    std::array<char, 1024> text{};
    const auto size = file.is_open() ? ::read(file.get(), text.data(), text.size()) : 0;
    return {text.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

}  // namespace

PartialFile::PartialFile(int folder, std::string name)
    : folder_{folder},
      name_{std::move(name)},
      part_name_{'.' + name_ + ".part"},
      version_name_{'.' + name_ + ".version"} {
    open();
    version_ = read_small(folder_, version_name_);
}

void PartialFile::open() {
    while (true) {
        file_ = open_at(folder_, part_name_, O_RDWR | O_CREAT | O_APPEND);
        if (!file_.is_open()) fail("cannot open " + part_name_);
        if (::flock(file_.get(), LOCK_EX | LOCK_NB) == -1) {
            if (errno == EWOULDBLOCK) throw std::runtime_error{"another program is downloading it"};
            fail("cannot lock " + part_name_);
        }
        struct stat ours{};
        struct stat named{};
        if (::fstat(file_.get(), &ours) == -1) fail("cannot read " + part_name_);
        // Another program may have finished it between the two calls.
        if (::fstatat(folder_, part_name_.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
            ours.st_ino == named.st_ino) {
            size_ = ours.st_size;
            return;
        }
    }
}

PartialFile::~PartialFile() {
    if (!is_finished_ && size_ == 0) remove();
}

void PartialFile::remove() noexcept {
    ::unlinkat(folder_, part_name_.c_str(), 0);
    ::unlinkat(folder_, version_name_.c_str(), 0);
}

bool PartialFile::hash_next_piece() {
    std::vector<char> piece(1 << 20);
    const auto read = ::pread(file_.get(), piece.data(), piece.size(), hashed_);
    if (read == -1) fail("cannot read " + part_name_);
    sum_.add({piece.data(), static_cast<std::size_t>(read)});
    hashed_ += read;
    return hashed_ < size_ && read > 0;
}

void PartialFile::append(std::span<const char> piece) {
    while (!piece.empty()) {  // a disk that is getting full takes a part of it
        const auto written = piece.first(write_some(file_.get(), piece, part_name_));
        sum_.add(written);
        size_ += static_cast<std::int64_t>(written.size());
        hashed_ = size_;
        piece = piece.subspan(written.size());
    }
}

void PartialFile::restart() {
    if (::ftruncate(file_.get(), 0) == -1) fail("cannot write " + part_name_);
    size_ = hashed_ = 0;
    sum_.restart();
}

void PartialFile::set_version(const std::string& version) {
    if (version == version_) return;
    version_ = version;
    ::unlinkat(folder_, version_name_.c_str(), 0);
    if (version.empty()) return;
    const Descriptor file = open_at(folder_, version_name_, O_WRONLY | O_CREAT | O_EXCL);
    if (!file.is_open()) fail("cannot open " + version_name_);
    write_some(file.get(), version, version_name_);  // a part of it is no version: harmless
}

void PartialFile::finish() {
    if (::renameat2(folder_, part_name_.c_str(), folder_, name_.c_str(), RENAME_NOREPLACE) == -1) {
        // Not every file system can do that; a link never replaces a file either.
        if (errno != EINVAL ||
            ::linkat(folder_, part_name_.c_str(), folder_, name_.c_str(), 0) == -1)
            fail("cannot create " + name_);
    }
    is_finished_ = true;
    remove();
}

bool PartialFile::is_finished(int folder, const std::string& name) {
    struct stat status{};
    return ::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

SumOfFile::SumOfFile(int folder, const std::string& name)
    : file_{open_at(folder, name, O_RDONLY | O_NONBLOCK)} {
    if (!file_.is_open()) fail("cannot open " + name);
}

bool SumOfFile::hash_next_piece() {
    std::vector<char> piece(1 << 20);
    const auto read = ::read(file_.get(), piece.data(), piece.size());
    if (read == -1) fail("cannot read a file that is there");
    sum_.add({piece.data(), static_cast<std::size_t>(read)});
    bytes_ += read;
    return read > 0;
}

}  // namespace triptych::network
