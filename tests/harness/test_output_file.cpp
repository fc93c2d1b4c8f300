/// Tests of OutputFile.
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <unistd.h>

#include "catch.hpp"
#include "common/harness/output_file.hpp"

using namespace triptych::harness;
namespace fs = std::filesystem;

namespace {

/// A temporary folder.
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

TEST_CASE("OutputFile::write puts the content in place, and leaves no temporary file") {
    const Folder folder;
    {
        OutputFile file{folder / "new"};
        CHECK_FALSE(fs::exists(folder / "new"));
        file.write("text");
    }
    CHECK(content_of(folder / "new") == "text");
    CHECK(folder.files() == 1);
}

TEST_CASE("OutputFile keeps an older file until the new one is complete") {
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

TEST_CASE("OutputFile keeps the mode of a file, and gives a new one the default mode") {
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

TEST_CASE("OutputFile keeps a symbolic link, and replaces its target") {
    const Folder folder;
    fs::create_symlink(folder / "target", folder / "link");
    OutputFile{folder / "link"}.write("text");
    CHECK(fs::is_symlink(folder / "link"));
    CHECK(content_of(folder / "target") == "text");
}

TEST_CASE("OutputFile throws in its constructor if the file cannot be written") {
    const Folder folder;
    CHECK_THROWS_AS(OutputFile{folder / "missing/file"}, std::system_error);
    CHECK_THROWS_AS(OutputFile{"/"}, std::system_error);
    CHECK_THROWS_AS(OutputFile{""}, std::system_error);
}

TEST_CASE("OutputFile::write throws if the disk is full") {
    OutputFile full{"/dev/full"};
    CHECK_THROWS_AS(full.write("text"), std::system_error);
}

TEST_CASE("OutputFile writes to a device, and does not replace it") {
    OutputFile{"/dev/null"}.write("text");
    CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("OutputFile writes to a FIFO that has a reader, and fails at once on one without") {
    const Folder folder;
    const std::string pipe = folder / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    try {
        const OutputFile unread{pipe};
        FAIL("the FIFO has no reader");
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

namespace {

/// Replaces descriptor `number` by another open file during its lifetime.
class Redirected {
public:
    Redirected(int number, int to) : number_{number}, before_{::dup(number)} {
        REQUIRE(::dup2(to, number) == number);
    }
    Redirected(const Redirected&) = delete;
    Redirected& operator=(const Redirected&) = delete;
    ~Redirected() {
        ::dup2(before_, number_);
        ::close(before_);
    }

private:
    int number_;
    int before_;
};

/// Root may write everywhere.
bool is_root() {
    return ::geteuid() == 0;
}

}  // namespace

TEST_CASE("OutputFile appends to stdout, after what other programs have written there") {
    const Folder folder;
    for (const char* name : {"-", "/dev/stdout", "/proc/self/fd/1", "/dev/fd/1"}) {
        CAPTURE(name);
        std::ofstream{folder / "shared"} << "before ";
        const triptych::Descriptor file{
            ::open((folder / "shared").c_str(), O_WRONLY | O_APPEND | O_CLOEXEC)};
        bool is_stdout = false;
        {
            const Redirected stdout_to{STDOUT_FILENO, file.get()};
            OutputFile output{name};
            is_stdout = output.is_stdout();
            output.write("results ");
        }
        CHECK(is_stdout);
        CHECK(::write(file.get(), "after", 5) == 5);
        CHECK(content_of(folder / "shared") == "before results after");
        CHECK(folder.files() == 1);
    }
}

TEST_CASE("OutputFile writes all content to a non-blocking socket as stdout") {
    int ends[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0);
    const triptych::Descriptor ours{ends[0]};
    const triptych::Descriptor theirs{ends[1]};
    ::fcntl(theirs.get(), F_SETFL, 0);
    const std::string content(4 << 20, 'x');  // more than a socket holds
    std::size_t got = 0;
    std::thread reader{[&] {
        std::string part(1 << 16, ' ');
        for (ssize_t size = 0; (size = ::read(theirs.get(), part.data(), part.size())) > 0;)
            got += static_cast<std::size_t>(size);
    }};
    {
        const Redirected stdout_to{STDOUT_FILENO, ours.get()};
        OutputFile{"-"}.write(content);
    }
    ::shutdown(ours.get(), SHUT_WR);
    reader.join();
    CHECK(got == content.size());
}

TEST_CASE("OutputFile refuses a descriptor that is open for reading only") {
    const triptych::Descriptor null{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
    const Redirected stdout_to{STDOUT_FILENO, null.get()};
    CHECK_THROWS_AS(OutputFile{"-"}, std::system_error);
}

TEST_CASE("OutputFile writes in place if it may not write to the folder") {
    if (is_root()) return;
    const Folder folder;
    std::ofstream{folder / "old"} << "what was there before is longer";
    fs::permissions(folder / ".", fs::perms{0500});
    OutputFile file{folder / "old"};
    CHECK(content_of(folder / "old").starts_with("what"));
    file.write("after");
    CHECK(content_of(folder / "old") == "after");
    CHECK_THROWS_AS(OutputFile{folder / "new"}, std::system_error);
    fs::permissions(folder / ".", fs::perms{0700});
}

TEST_CASE("OutputFile writes in place if the new file cannot be renamed over the old one") {
    const Folder folder;
    std::ofstream{folder / "old"} << "what was there before is longer";
    OutputFile file{folder / "old"};
    for (const auto& entry : fs::directory_iterator{folder / "."})
        if (entry.path().filename() != "old") fs::remove(entry.path());  // so that rename() fails
    file.write("after");
    CHECK(content_of(folder / "old") == "after");
    CHECK(folder.files() == 1);
}

TEST_CASE("OutputFile accepts the longest possible name") {
    const Folder folder;
    const std::string name(255, 'n');
    OutputFile{folder / name.c_str()}.write("text");
    CHECK(content_of(folder / name.c_str()) == "text");
}

TEST_CASE("OutputFile::is_same_as recognises a file by any of its names") {
    const Folder folder;
    std::ofstream{folder / "old"} << "text";
    fs::create_hard_link(folder / "old", folder / "hard");
    fs::create_symlink("old", folder / "soft");
    fs::create_symlink("new", folder / "dangling");
    fs::create_directory(folder / "below");
    const auto same = [&](const char* one, const char* other) {
        return OutputFile{folder / one}.is_same_as(OutputFile{folder / other});
    };
    for (const char* other : {"old", "hard", "soft", "./old", "below/../old"}) {
        CAPTURE(other);
        CHECK(same("old", other));
    }
    for (const char* other : {"new", "dangling", "./new", "below/../new"}) {
        CAPTURE(other);
        CHECK(same("new", other));
        CHECK_FALSE(same("old", other));
    }
    CHECK_FALSE(same("new", "newer"));
    CHECK_FALSE(same("new", "below/new"));
    CHECK(OutputFile{"-"}.is_same_as(OutputFile{"/dev/stdout"}));
}
