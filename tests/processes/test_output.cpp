/// The output of child processes is printed exactly once.
#include <array>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <unistd.h>

#include "catch.hpp"
#include "processes/primitives/flush_output.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/process_pool.hpp"
#include "tests/in_child.hpp"

using namespace triptych;
using namespace triptych::processes;

namespace {

/// What `body` and its children write to descriptor 1. It is a file, so stdio buffers the output.
std::string written_by(const std::function<void()>& body) {
    flush_output();  // the output of Catch does not belong to the child
    return in_child([&] {
        std::FILE* const file = std::tmpfile();
        ::dup2(::fileno(file), STDOUT_FILENO);
        std::setvbuf(stdout, nullptr, _IOFBF, 4'096);
        body();
        std::fflush(stdout);
        std::string text(1'000, '\0');
        const ssize_t got = ::pread(::fileno(file), text.data(), text.size(), 0);
        text.resize(static_cast<std::size_t>(got));
        return text;
    });
}

}  // namespace

TEST_CASE(
    "Process flushes its output (stdio and streams), and prints its parent's output only once") {
    CHECK(written_by([] {
              std::printf("parent\n");
              Process{[] {
                  std::printf("stdio\n");
                  std::cout << "stream\n";
              }}.join();
              std::printf("end\n");
          }) == "parent\nstdio\nstream\nend\n");
}

TEST_CASE("Process flushes streams that have their own buffers") {
    CHECK(written_by([] {
              std::ios::sync_with_stdio(false);
              std::cout << "parent\n";
              Process{[] { std::cout << "child\n"; }}.join();
          }) == "parent\nchild\n");
}

TEST_CASE("Process flushes its output if it throws") {
    CHECK(written_by([] {
              Process child{[] {
                  ::close(STDERR_FILENO);
                  std::printf("before\n");
                  throw std::runtime_error{"no luck"};
              }};
              static_cast<void>(child.wait());
          }) == "before\n");
}

TEST_CASE("ProcessPool flushes a job's output before its future is done") {
    CHECK(written_by([] {
              ProcessPool pool{1};
              pool.submit([] { std::printf("job 1\n"); }).result();
              const pid_t worker = pool.submit(::getpid).result();
              ::kill(worker, SIGKILL);  // no output is lost
              std::printf("parent\n");
              pool.submit([] { std::printf("job 2\n"); }).result();
          }) == "job 1\nparent\njob 2\n");
}
