/// Files are found to be writable first, and replaced last.
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "catch.hpp"
#include "common/harness/output_file.hpp"

using namespace triptych::harness;
namespace fs = std::filesystem;

namespace {

/// A folder that is gone afterwards.
class Folder {
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "triptych-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path_); }

    fs::path operator/(const char* name) const { return path_ / name; }
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator{path_}, fs::directory_iterator{}));
    }

private:
    fs::path path_;
};

std::string content_of(const fs::path& path) {
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

TEST_CASE("a file has its content once it is written, and nothing is left beside it") {
    const Folder folder;
    {
        OutputFile file{folder / "new"};
        CHECK_FALSE(fs::exists(folder / "new"));
        file.write("text");
    }
    CHECK(content_of(folder / "new") == "text");
    CHECK(folder.files() == 1);
}

TEST_CASE("an older file is kept until the new one is whole") {
    const Folder folder;
    std::ofstream{folder / "old"} << "before";
    {
        const OutputFile unwritten{folder / "old"};
    }
    CHECK(content_of(folder / "old") == "before");
    CHECK(folder.files() == 1);
    OutputFile{folder / "old"}.write("after");
    CHECK(content_of(folder / "old") == "after");
}

TEST_CASE("a file keeps its mode, and a new one has the usual mode") {
    const Folder folder;
    std::ofstream{folder / "old"} << "before";
    ::chmod((folder / "old").c_str(), 0600);
    OutputFile{folder / "old"}.write("after");
    CHECK((fs::status(folder / "old").permissions() & fs::perms::mask) == fs::perms{0600});

    const mode_t before = ::umask(022);
    OutputFile{folder / "new"}.write("text");
    ::umask(before);
    CHECK((fs::status(folder / "new").permissions() & fs::perms::mask) == fs::perms{0644});
}

TEST_CASE("a link stays a link") {
    const Folder folder;
    fs::create_symlink(folder / "target", folder / "link");
    OutputFile{folder / "link"}.write("text");
    CHECK(fs::is_symlink(folder / "link"));
    CHECK(content_of(folder / "target") == "text");
}

TEST_CASE("a file that cannot be written is told before anything is written") {
    const Folder folder;
    CHECK_THROWS_AS(OutputFile{folder / "missing/file"}, std::system_error);
    CHECK_THROWS_AS(OutputFile{"/"}, std::system_error);
    CHECK_THROWS_AS(OutputFile{""}, std::system_error);
}

TEST_CASE("a full disk is told") {
    OutputFile full{"/dev/full"};
    CHECK_THROWS_AS(full.write("text"), std::system_error);
}

TEST_CASE("a device is written to and not replaced") {
    OutputFile{"/dev/null"}.write("text");
    CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("a pipe is written to if somebody reads from it, and never waited for") {
    const Folder folder;
    const std::string pipe = folder / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    try {
        const OutputFile unread{pipe};
        FAIL("nobody reads");
    } catch (const std::system_error& error) {
        CHECK(error.code().value() == ENXIO);
    }
    const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
    REQUIRE(reader != -1);
    OutputFile{pipe}.write("text");
    std::string got(9, ' ');
    CHECK(::read(reader, got.data(), got.size()) == 4);
    CHECK(got.starts_with("text"));
    ::close(reader);
}
