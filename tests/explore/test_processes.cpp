/// Processes: fork, shared memory, pipes and waiting under every schedule.
#include "explored.hpp"

namespace triptych {
namespace {

const std::string headers =
    "#include <cassert>\n#include <mutex>\n#include <sys/mman.h>\n#include <sys/wait.h>\n"
    "#include <thread>\n#include <unistd.h>\n";

/// Two children that run `body`, after `before`; then the parent waits and does `after`.
std::string two_children(const std::string& before, const std::string& body,
                         const std::string& after) {
    return headers +
           "int main() {\n"
           "    int* shared = static_cast<int*>(mmap(nullptr, 4096, PROT_READ | PROT_WRITE,\n"
           "                                         MAP_SHARED | MAP_ANONYMOUS, -1, 0));\n    " +
           before +
           "\n    for (int child = 1; child <= 2; ++child)\n"
           "        if (fork() == 0) {\n            " +
           body +
           "\n            _exit(0);\n"
           "        }\n    " +
           after + "\n}\n";
}

const std::string wait_for_both = "waitpid(-1, nullptr, 0); waitpid(-1, nullptr, 0);";

TEST_CASE("explore knows of two processes that add to shared memory what it knows of threads") {
    const auto found = explore_json(
        headers +
            "int main() {\n"
            "    auto* shared = static_cast<volatile int*>(mmap(nullptr, 4096, PROT_READ |\n"
            "        PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));\n"
            "    pid_t children[2];\n"
            "    for (pid_t& child : children)\n"
            "        if ((child = fork()) == 0) {\n"
            "            for (int i = 0; i < 2; ++i) *shared = *shared + 1;\n"
            "            _exit(0);\n"
            "        }\n"
            "    for (pid_t child : children) waitpid(child, nullptr, 0);\n"
            "    return *shared;\n"
            "}\n",
        {"--all"});
    CHECK(found["executions"] == 70);
    CHECK(schedules_that_return(found, 2) == 32);
    CHECK(schedules_that_return(found, 3) == 32);
    CHECK(schedules_that_return(found, 4) == 6);
    CHECK(found["races"].size() > 0);
}

TEST_CASE("A forked child has its own stack, globals, heap and thread_local variables") {
    const Explored explored = explore(
        headers +
            "int global = 1;\nthread_local int local = 1;\n"
            "int main() {\n"
            "    int* shared = static_cast<int*>(mmap(nullptr, 4096, PROT_READ | PROT_WRITE,\n"
            "                                         MAP_SHARED | MAP_ANONYMOUS, -1, 0));\n"
            "    int* heap = new int{1};\n    int stack = 1;\n    int* at = &stack;\n"
            "    errno = 1;\n"
            "    for (int child = 0; child < 2; ++child)\n"
            "        if (fork() == 0) {\n"
            "            __atomic_fetch_add(shared, 1, __ATOMIC_SEQ_CST);\n"
            "            global += 1; local += 1; *heap += 1; *at += 1; errno += 1;\n"
            "            delete new int{5};\n"
            "            __atomic_fetch_add(shared, 1, __ATOMIC_SEQ_CST);\n"
            "            assert(global == 2 && local == 2 && *heap == 2 && stack == 2);\n"
            "            assert(errno == 2);\n"
            "            return 7;\n"
            "        }\n"
            "    for (int i = 0; i < 2; ++i) {\n"
            "        int status = 0;\n"
            "        assert(wait(&status) > 1 && WIFEXITED(status) && WEXITSTATUS(status) == 7);\n"
            "    }\n"
            "    assert(errno == 1 && wait(nullptr) == -1);\n"
            "    assert(global == 1 && local == 1 && *heap == 1 && stack == 1 && *shared == 4);\n"
            "    delete heap;\n"
            "}\n",
        {"--no-leak"});
    INFO(explored.text << explored.errors);
    CHECK(explored.exit_code == 0);
}

TEST_CASE("waitpid(-1) finds the children in either order, and WNOHANG finds none or one") {
    const auto any = explore_json(two_children("", "(void)shared;",
                                               "int first = wait(nullptr); wait(nullptr);"
                                               " return first % 1000;"));
    // Who ends first, and whether the second ends before the parent looks.
    CHECK(schedules_that_return(any, 1) == 2);
    CHECK(schedules_that_return(any, 2) == 2);
    const auto now = explore_json(headers +
                                  "int main() {\n"
                                  "    pid_t child = fork();\n"
                                  "    if (child == 0) _exit(0);\n"
                                  "    int early = waitpid(child, nullptr, WNOHANG) == child;\n"
                                  "    if (!early) waitpid(child, nullptr, 0);\n"
                                  "    return early;\n"
                                  "}\n");
    CHECK(schedules_that_return(now, 0) == 1);
    CHECK(schedules_that_return(now, 1) == 1);
}

TEST_CASE("What two processes send through one pipe comes in either order, and whole") {
    const auto found = explore_json(
        two_children("int ends[2]; pipe(ends);", "write(ends[1], &child, sizeof child);",
                     "close(ends[1]); int got[3]{}; std::size_t n = 0;"
                     " while (ssize_t more = read(ends[0], got + n, sizeof(int))) n += more > 0;"
                     " assert(n == 2); " +
                         wait_for_both + " return got[0];"));
    CHECK(found["complete"] == true);
    CHECK(found["outcomes"].size() == 2);
    CHECK(schedules_that_return(found, 1) > 0);
    CHECK(schedules_that_return(found, 1) == schedules_that_return(found, 2));
}

TEST_CASE("A process that ends while it holds a robust mutex: the next owner gets EOWNERDEAD") {
    const Explored explored = explore(headers +
                                      "#include <system_error>\n"
                                      "#include \"processes/primitives/mutex.hpp\"\n"
                                      "#include \"processes/primitives/process.hpp\"\n"
                                      "#include \"processes/primitives/shared.hpp\"\n"
                                      "using namespace triptych::processes;\n"
                                      "int main() {\n"
                                      "    Shared<Mutex> mutex;\n"
                                      "    Process dies{[&] { mutex->lock(); }};\n"
                                      "    int died = mutex->lock_and_recover();\n"
                                      "    mutex->unlock();\n"
                                      "    dies.join();\n"
                                      "    return died;\n"
                                      "}\n");
    INFO(explored.text << explored.errors);
    CHECK(explored.exit_code == 0);
    CHECK(explored.says("returns 1"));
    CHECK(explored.says("returns 0"));
}

TEST_CASE("A child is killed before, between and after its writes, and says how it ended") {
    const std::string path = TRIPTYCH_SOURCE_DIR "/explore/zoo/processes_killed_half_way.cpp";
    const Explored torn = explore_file(path);
    CHECK(torn.exit_code == 1);
    CHECK(torn.says("kills process 1"));
    const auto found = explore_json(
        headers +
        "#include <csignal>\n"
        "int main() {\n"
        "    auto* shared = static_cast<volatile int*>(mmap(nullptr, 4096, PROT_READ |\n"
        "        PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));\n"
        "    pid_t child = fork();\n"
        "    if (child == 0) {\n        *shared = 1;\n        *shared = 2;\n        _exit(0);\n    "
        "}\n"
        "    assert(kill(child, SIGKILL) == 0);\n"
        "    int status = 0;\n"
        "    waitpid(child, &status, 0);\n"
        "    assert(WIFEXITED(status) || WTERMSIG(status) == SIGKILL);\n"
        "    assert(!WIFEXITED(status) || *shared == 2);\n"
        "    return 10 * WIFEXITED(status) + *shared;\n"
        "}\n");
    for (const int value : {0, 1, 2, 12})
        CHECK(schedules_that_return(found, value) == 1);
}

TEST_CASE("A process that is killed with a robust mutex leaves it to the next") {
    const Explored explored =
        explore(headers +
                "#include \"processes/primitives/mutex.hpp\"\n"
                "#include \"processes/primitives/process.hpp\"\n"
                "#include \"processes/primitives/shared.hpp\"\n"
                "using namespace triptych::processes;\n"
                "int main() {\n"
                "    Shared<Mutex> mutex;\n"
                "    Process child{[&] { mutex->lock(); mutex->unlock(); }};\n"
                "    child.kill();\n"
                "    child.wait();\n"
                "    int died = mutex->lock_and_recover();\n"
                "    mutex->unlock();\n"
                "    return died;\n"
                "}\n");
    INFO(explored.text << explored.errors);
    CHECK(explored.exit_code == 0);
    CHECK(explored.says("returns 1"));
    CHECK(explored.says("returns 0"));
}

TEST_CASE("A child may start threads and processes of its own") {
    const auto found = explore_json(headers +
                                    "int main() {\n"
                                    "    if (fork() == 0) {\n"
                                    "        if (fork() == 0) return 3;\n"
                                    "        int status = 0, sum = 0;\n"
                                    "        wait(&status);\n"
                                    "        auto add = [&] { ++sum; };\n"
                                    "        std::thread a(add), b(add);\n"
                                    "        a.join();\n        b.join();\n"
                                    "        return 10 * WEXITSTATUS(status) + sum;\n"
                                    "    }\n"
                                    "    int status = 0;\n"
                                    "    wait(&status);\n"
                                    "    return WEXITSTATUS(status);\n"
                                    "}\n");
    CHECK(schedules_that_return(found, 31) == 4);
    CHECK(schedules_that_return(found, 32) == 2);
}

TEST_CASE("A schedule of processes is replayed, and tells of processes") {
    const std::string path = TRIPTYCH_SOURCE_DIR "/explore/zoo/processes_two_locks.cpp";
    const auto found = explore_file(path, {"--json"}).json();
    REQUIRE(found["outcomes"].size() == 2);
    const Explored explored = explore_file(path);
    CHECK(explored.exit_code == 66);
    CHECK(explored.says("step process 1"));
    CHECK(explored.says("process 1 waits for the lock that process 2 has"));
    const std::size_t at = explored.text.rfind("--schedule ");
    REQUIRE(at != std::string::npos);
    std::string schedule = explored.text.substr(at + 11);
    schedule.pop_back();
    const Explored again = explore_file(path, {"--schedule", schedule});
    CHECK(again.exit_code == 66);
    CHECK(again.says("process 2 waits for the lock that process 1 has"));
    if (harness::run_command({"/bin/sh", "-c", "command -v gdb"}).output.empty()) return;
    const harness::Ending ending =
        harness::run_command({"/bin/sh", "-c",
                              fmt::format("echo quit | '{}' explore '{}' --schedule {} --gdb",
                                          TRIPTYCH_PATH, path, schedule)});
    CHECK(ending.output.find("Breakpoint 1, ") != std::string::npos);
    CHECK(ending.output.find("processes_two_locks.cpp:21") != std::string::npos);
    CHECK(WEXITSTATUS(ending.status) == 0);
}

TEST_CASE("explore names what of processes it cannot run") {
    for (const auto& [body, name] : std::vector<std::pair<std::string, std::string>>{
             {"signal(SIGTERM, [](int) {}); kill(fork(), SIGTERM);", "kill with a signal that"},
             {"std::thread t([] { fork(); }); t.join();", "fork in a process with threads"},
             {"if (fork() == 0) execv(\"/bin/true\", nullptr);", "execv"}}) {
        const Explored explored =
            explore(headers + "#include <csignal>\nint main() { " + body + " }\n");
        INFO(body << explored.text);
        CHECK(explored.exit_code != 0);
        CHECK(explored.says("Not supported: " + name));
    }
    const Explored buffers = explore(headers + "int main() { fork(); }\n", {"--memory", "tso"});
    CHECK(buffers.says("Not supported: fork with --memory tso"));
}

}  // namespace
}  // namespace triptych
