/// What a child has inherited stays its parent's: no copy of a pool, a future or a process harms
/// it.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/process_pool.hpp"
#include "tests/in_child.hpp"

using namespace triptych;
using namespace triptych::processes;

namespace {

constexpr const char* refused = "a job cannot use its parent's process pool: create one in the job";

/// What it throws; nothing if it does not.
std::string thrown_by(const std::function<void()>& body) {
    try {
        body();
        return "";
    } catch (const std::exception& error) {
        return error.what();
    }
}

/// A job that runs until `go` has a word for it.
auto wait_for(Pipe<int>& go) {
    return [&go] { return go.take().value_or(0); };
}

}  // namespace

TEST_CASE("ProcessPool goes on although a child has left the scope of its copy") {
    CHECK(in_child([] {
              Pipe<int> go;
              pid_t child = 0;
              std::string told;
              {
                  ProcessPool pool{1};
                  const auto answer = pool.submit(wait_for(go));
                  child = ::fork();
                  if (child != 0) {
                      ::waitpid(child, nullptr, 0);
                      go.put(7);
                      told = std::to_string(answer.result());
                  }
              }
              if (child == 0) ::_exit(0);
              return told;
          }) == "7");
}

TEST_CASE("ProcessPool goes on although a child has called exit and so destroyed its copy") {
    CHECK(in_child([] {
              Pipe<int> go;
              static std::optional<ProcessPool> pool;
              pool.emplace(2);
              const auto answer = pool->submit(wait_for(go));
              Process{[] { std::exit(0); }}.join();
              const auto exited = pool->submit([] { std::exit(3); });
              std::string told = thrown_by([&] { exited.result(); });
              if (told.find("exited with status 3") == std::string::npos) return told;
              go.put(7);
              told = std::to_string(answer.result());
              pool.reset();
              return told;
          }) == "7");
}

TEST_CASE("Future::result refuses its parent's job in another process, and takes no answer away") {
    CHECK(in_child([] {
              Pipe<int> go;
              ProcessPool pool{1};
              const auto answer = pool.submit(wait_for(go));
              Process child{[&] {
                  const std::string told = thrown_by([&] { answer.result(); });
                  ::_exit(told == refused ? 0 : 1);
              }};
              if (const std::string how = child.wait(); !how.empty()) return how;
              ProcessPool later{1};
              const auto* const inherited = &answer;
              const auto asked = later.submit([inherited] { return inherited->result(); });
              std::string told = thrown_by([&] { asked.result(); });
              if (told != refused) return told;
              go.put(7);
              return std::to_string(answer.result());
          }) == "7");
}

TEST_CASE("Process::has_ended and wait say the truth of a child of another process") {
    CHECK(in_child([] {
              Pipe<int> go;
              Process first{[&go] { go.take(); }};
              Process second{[&first] { ::_exit(first.has_ended() ? 1 : 0); }};
              const std::string how = second.wait();
              go.put(1);
              first.join();
              return how;
          }) == "");
}

TEST_CASE("Process is not killed because an exception passes a copy of it in another child") {
    CHECK(in_child([] {
              Pipe<int> go;
              Process first{[&go] { go.take(); }};
              const pid_t child = ::fork();
              if (child == 0) {
                  try {
                      const Process copy{std::move(first)};
                      throw std::runtime_error{"in the child"};
                  } catch (const std::runtime_error&) {
                      ::_exit(0);
                  }
              }
              ::waitpid(child, nullptr, 0);
              go.put(1);
              return first.wait();
          }) == "");
}

TEST_CASE("Process and ProcessPool made while an exception is on its way end well") {
    static std::string told;
    struct AtTheEnd {
        ~AtTheEnd() {
            Pipe<int> news;
            {
                const Process child{[&news] { ::usleep(1'000), news.put(1); }};
            }
            std::optional<Future<int>> answer;
            {
                ProcessPool pool{1};
                answer = pool.submit([] { return 7; });
            }
            told = std::to_string(news.take().value_or(0));
            told += thrown_by([&] { told += std::to_string(answer->result()); });
        }
    };
    CHECK(in_child([] {
              try {
                  const AtTheEnd end;
                  throw std::runtime_error{"on its way"};
              } catch (const std::runtime_error&) {
                  return told;
              }
          }) == "17");
}

TEST_CASE("ProcessPool and Pipe carry no printed text where standard output was closed") {
    CHECK(in_child([] {
              // The pipe to this test's parent is kept from the numbers that become free.
              for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
                  ::close(standard);
              ProcessPool pool{2};
              const auto print = [](int number) {
                  std::printf("printed\n");
                  std::cerr << "printed\n";
                  return number;
              };
              std::string told;
              for (const int number : pool.map(print, std::vector{1, 2, 3}))
                  told += std::to_string(number);
              Pipe<int> pipe;
              Process{[&pipe] {
                  std::printf("printed\n");
                  std::fflush(stdout);
                  pipe.put(4);
              }}.join();
              return told + std::to_string(pipe.take().value_or(0));
          }) == "1234");
}
