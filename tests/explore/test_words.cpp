/// What is not a fault of the schedule, in a clear word.
#include "explored.hpp"

namespace triptych {
namespace {

TEST_CASE("explore says that there is no such file, with exit code 2") {
    const Explored explored = explore_file("/nowhere/program.cpp");
    CHECK(explored.exit_code == 2);
    CHECK(explored.errors == "triptych: explore: there is no file /nowhere/program.cpp\n");
}

TEST_CASE("explore shows the compiler's words for what does not compile, with exit code 2") {
    const Explored explored = explore("int main() { return missing; }");
    CHECK(explored.exit_code == 2);
    CHECK(explored.errors.find("does not compile") != std::string::npos);
    CHECK(explored.errors.find("missing") != std::string::npos);
    CHECK(explored.errors.find("does not compile\n") != std::string::npos);
    CHECK(explored.errors.find("\\x0a") == std::string::npos);
}

TEST_CASE("explore takes exit() for an outcome of its own") {
    const auto found = explore_json("#include <cstdlib>\nint main() { std::exit(3); }");
    CHECK(found["outcomes"][0]["end"] == "exited");
    CHECK(found["outcomes"][0]["value"] == 3);
}

TEST_CASE("explore shows what the program prints for one schedule, not for thousands") {
    const Folder folder;
    const std::string path = folder / "prints.cpp";
    std::ofstream{path} << "#include <cstdio>\nint main() { std::fputs(\"hello\", stderr); }";
    const Explored explored = explore_file(path);
    CHECK(explored.exit_code == 0);
    CHECK_FALSE(explored.says("hello"));
    CHECK(explored.says("It prints"));
}

TEST_CASE("explore ends a loop that nothing can change") {
    const Explored explored = explore("int main() { for (;;) asm volatile(\"\"); }");
    CHECK(explored.exit_code == 1);
    CHECK(explored.says("does not end"));
}

TEST_CASE("explore says what was not looked at when a limit stops it") {
    const Explored explored = explore(counting(2, 6), {"--executions", "100"});
    CHECK(explored.says("NOT all schedules were looked at: 100 schedules executed"));
    CHECK(explored.says("2,704,156"));
}

TEST_CASE("explore stops a program that allocates without end at 64 MiB, and says where") {
    for (const char* size : {"10", "300000", "1000000000"}) {
        const Explored explored =
            explore(fmt::format("#include <thread>\n"
                                "int* kept = nullptr;\n"
                                "int main() {{\n"
                                "    std::thread hoarder([] {{\n"
                                "        for (;;) kept = new int[{}];\n"
                                "    }});\n"
                                "    hoarder.join();\n"
                                "}}\n",
                                size));
        CHECK(explored.exit_code == 1);
        CHECK(explored.says("Not supported: more than 64 MiB of memory at once (program.cpp:5:"));
    }
}

TEST_CASE("explore ends an execution of very many accesses to memory") {
    const Explored explored = explore(
        "#include <thread>\n"
        "int main() {\n"
        "    long long turns = 0;\n"
        "    std::thread other([&] { for (;;) { ++turns; asm volatile(\"\" ::: \"memory\"); } });\n"
        "    other.join();\n"
        "}\n");
    CHECK(explored.exit_code == 1);
    CHECK(explored.says("does not end: it has made 2,000,000 accesses to memory"));
}

TEST_CASE("explore keeps to its time with schedules too many and too long to count") {
    const auto found = explore_json(R"(
        #include <atomic>
        #include <thread>
        int main() {
            std::atomic<int> x{0};
            auto add = [&] { for (int i = 0; i < 900; ++i) ++x; };
            std::thread a(add), b(add);
            a.join(); b.join();
            return x == 1800;
        })",
                                    {"--seconds", "0.1"});
    CHECK(found["complete"] == false);
    CHECK(found["stopped_by"] == "seconds");
    CHECK(found["interleavings"] == 1e300);
    CHECK(found["seconds"] < 10.0);
}

TEST_CASE("explore gives the same random numbers to each execution") {
    const auto found = explore_json(R"(
        #include <random>
        #include <thread>
        int main() {
            std::random_device device;
            const auto both = device() + device();
            std::thread a([] {}), b([] {});
            a.join(); b.join();
            return static_cast<int>(both % 1000);
        })");
    CHECK(found["outcomes"].size() == 1);
}

TEST_CASE("explore runs a program in virtual time") {
    const Explored explored = explore(R"(
        #include <chrono>
        #include <thread>
        int main() {
            std::thread sleeper([] { std::this_thread::sleep_for(std::chrono::hours(1000)); });
            sleeper.join();
        })");
    CHECK(explored.exit_code == 0);
}

TEST_CASE(
    "explore begins each execution with fresh global, static and thread_local variables and heap") {
    const auto found = explore_json(R"(
        #include <thread>
        #include <vector>
        int global = 1;
        std::vector<int> list{1, 2, 3};
        thread_local int own = 5;
        int counted() { static int calls = 0; return ++calls; }
        int main() {
            int shared = 0;
            std::thread other([&] { ++own; shared += own; });
            shared += 100;
            other.join();
            list.push_back(4);
            ++global;
            ++own;
            return global * 1000 + static_cast<int>(list.size()) * 10000 + counted() * 100000 +
                   own * 1000000 + (shared > 0);
        })");
    REQUIRE(found["outcomes"].size() == 1);
    CHECK(found["outcomes"][0]["value"] == 6142001);
}

TEST_CASE("explore leaves no folder behind") {
    const Folder temporary;
    const Folder programs;
    const std::string path = programs / "lost.cpp";
    std::ofstream{path} << counting(2, 1);
    const harness::Ending ending = harness::run_command(
        {"/usr/bin/env", "TMPDIR=" + (temporary / ""), TRIPTYCH_PATH, "explore", path});
    CHECK(WEXITSTATUS(ending.status) == 66);
    CHECK(temporary.files().empty());
}

TEST_CASE("explore does not accuse a worker that counts until it is stopped") {
    const Explored explored = explore(R"(
        #include <atomic>
        #include <thread>
        std::atomic<bool> stop{false};
        int turns = 0;
        int main() {
            std::thread worker([] { while (!stop) ++turns; });
            stop = true;
            worker.join();
            return turns > 0;
        })",
                                      {"--steps", "300"});
    INFO(explored.text);
    CHECK(explored.exit_code == 0);
    CHECK(explored.says("returns 1"));
    CHECK_FALSE(explored.says("does not end"));
    CHECK(explored.says("one thread makes very many steps"));
}

}  // namespace
}  // namespace triptych
