/// The program as a student and a teacher use it.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "catch.hpp"
#include "cli/user.hpp"
#include "exercises/checker/builder.hpp"
#include "exercises/checker/compiler_words.hpp"

using namespace triptych;

namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// An answer to lost_update, in a file.
std::string answer_with(const Folder& folder, const std::string& body) {
    const std::string path = folder / "answer.cpp";
    std::ofstream{path} << "#include <cstdlib>\n#include \"exercise.hpp\"\n"
                           "int count_visitors(int doors, int visitors) {\n"
                        << body << "\n}\n";
    return path;
}

harness::Ending check(const std::string& answer) {
    return run_triptych({"learn", "check", "lost_update", "--answer", answer});
}

}  // namespace

TEST_CASE("learn list names the exercises, and unknown names are suggested") {
    const Folder folder;
    const auto listed = run_triptych({"learn", "list", "--folder", folder / "none"});
    CHECK(exit_code(listed) == 0);
    CHECK(has(listed.output, "lost_update"));
    const auto unknown = run_triptych({"learn", "lost_updat", "--folder", folder / "none"});
    CHECK(exit_code(unknown) == 2);
    CHECK(has(unknown.errors, "did you mean lost_update?"));
}

TEST_CASE("learn dev matrix finds the key of each wrong answer, and accuses no right one") {
    const auto matrix = run_triptych({"learn", "dev", "matrix", "lost_update"});
    INFO(matrix.output);
    CHECK(exit_code(matrix) == 0);
    CHECK(has(matrix.output, "; 0 of "));
}

TEST_CASE("learn check does not believe an answer that exits with 0") {
    const Folder folder;
    const auto found =
        check(answer_with(folder, "return doors + visitors > 0 ? (std::exit(0), 0) : 0;"));
    CHECK(exit_code(found) == 1);
    CHECK(has(found.output, "exited_early"));
}

TEST_CASE("learn check shows the compiler's message with the student's line") {
    const Folder folder;
    const auto found = check(answer_with(folder, "return doors * visitor;"));
    CHECK(exit_code(found) == 1);
    CHECK(has(found.output, "answer.cpp:4:"));
}

TEST_CASE("learn check does not let an answer include the checks") {
    const Folder folder;
    const auto found = check(answer_with(folder, "#include \"" TRIPTYCH_SOURCE_DIR
                                                 "/exercises/lost_update/checks.cpp\"\nreturn 0;"));
    CHECK(exit_code(found) == 1);
    CHECK(has(found.output, "does_not_compile"));
}

TEST_CASE("learn solution waits until the answer passes") {
    const Folder folder;
    const std::string work = folder / "work";
    const auto refused = run_triptych({"learn", "solution", "lost_update", "--folder", work});
    CHECK(exit_code(refused) == 2);
    CHECK(has(refused.errors, "--spoil"));
    const auto shown =
        run_triptych({"learn", "solution", "lost_update", "--spoil", "--folder", work});
    CHECK(exit_code(shown) == 0);
    CHECK(has(content_of(work + "/progress.txt"), "spoiled=yes"));
}

TEST_CASE(
    "learn init writes starters, and what an editor needs, and keeps answers that are there") {
    const Folder folder;
    const std::string work = folder / "my work";
    REQUIRE(exit_code(run_triptych({"learn", "init", work})) == 0);
    const std::string answer = work + "/lost_update/answer.cpp";
    CHECK(has(content_of(answer), "Your turn:"));
    const auto commands = nlohmann::json::parse(content_of(work + "/compile_commands.json"));
    CHECK(commands[0]["file"].get<std::string>().starts_with(work));
    CHECK(has(content_of(work + "/.vscode/tasks.json"), "fileDirnameBasename"));
    std::ofstream{answer} << "mine";
    REQUIRE(exit_code(run_triptych({"learn", "init", work})) == 0);
    CHECK(content_of(answer) == "mine");
    REQUIRE(exit_code(run_triptych({"learn", "reset", "lost_update", "--folder", work})) == 0);
    CHECK(has(content_of(answer), "Your turn:"));
    CHECK(content_of(answer + ".before") == "mine");
}

TEST_CASE("learn watch checks again when the answer is saved, until a signal ends it") {
    const Folder folder;
    const std::string work = folder / "work";
    REQUIRE(exit_code(run_triptych({"learn", "init", work})) == 0);
    const auto ending = harness::run_command(
        {"/bin/bash", "-c",
         R"(cd "$1"
            "$2" learn watch lost_update >out &
            pid=$!
            until_seen() { for ((i = 0; i < 900; ++i)); do ! grep -q "$1" out || return 0; sleep 0.1; done; }
            until_seen 'to check it again'
            cp "$3" lost_update/new && mv lost_update/new lost_update/answer.cpp
            until_seen 'lost_update passes'
            kill -TERM $pid
            wait $pid
            echo "code $?"
            cat out)",
         "bash", work, TRIPTYCH_PATH, TRIPTYCH_SOURCE_DIR "/exercises/lost_update/solution.cpp"});
    INFO(ending.output);
    CHECK(has(ending.output, "code 143"));
    CHECK(has(ending.output, "lost_update passes: 10 points"));
}

TEST_CASE(
    "learn predict computes the key here, keeps the first prediction, and check asks for it") {
    const Folder folder;
    const std::string work = folder / "work";
    const auto learn = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "learn");
        words.insert(words.end(), {"--folder", work});
        return run_triptych(words);
    };
    const auto early = learn({"check", "check_then_act"});
    CHECK(exit_code(early) == 2);
    CHECK(has(early.errors, "predict first"));
    CHECK(has(learn({"predict", "check_then_act"}).output, "--sure 70"));
    CHECK(has(learn({"predict", "check_then_act", "no"}).errors, "Add --sure"));
    CHECK(has(learn({"predict", "check_then_act", "2", "--sure", "9"}).errors, "say yes or no"));
    if (!is_available(checker::Build::explored)) return;
    const auto found = learn({"predict", "check_then_act", "no", "--sure", "90"});
    INFO(found.errors);
    CHECK(exit_code(found) == 0);
    CHECK(has(found.output, "You said no; here it is yes: wrong."));
    CHECK(has(found.output, "writes"));  // the schedule
    CHECK(has(learn({"predict", "check_then_act", "yes", "--sure", "90"}).output, "first"));
    CHECK(has(content_of(work + "/progress.txt"), "sure=90 predicted=no:yes:miss"));
    const auto listed = learn({"list"});
    CHECK(has(listed.output, "0 of 1 right (0 %); you were 90 % sure: too sure."));
    CHECK(has(listed.output, "Brier score: 0.81"));
}

TEST_CASE("stale_libraries names a library that is older than one of its sources") {
    const Folder folder;
    const std::filesystem::path sources = folder / "sources";
    const std::filesystem::path library = folder / "build/threads/libtriptych_threads.a";
    std::filesystem::create_directories(sources / "threads");
    std::filesystem::create_directories(library.parent_path());
    CHECK(has(checker::stale_libraries({library}, sources), "is missing"));
    std::ofstream{library};
    std::ofstream{sources / "threads/hello.cpp"};
    const auto made = std::filesystem::last_write_time(sources / "threads/hello.cpp");
    std::filesystem::last_write_time(library, made);
    CHECK(checker::stale_libraries({library, "-lfmt"}, sources).empty());
    std::filesystem::last_write_time(library, made - std::chrono::seconds{1});
    CHECK(has(checker::stale_libraries({library}, sources), "hello.cpp"));
}

TEST_CASE("learn predict scores nothing while other programs use the cores") {
    const Folder folder;
    const auto refused = run_triptych({"learn", "predict", "predict_the_speed_up", "1.5", "--sure",
                                       "70", "--folder", folder / "work"},
                                      {"TRIPTYCH_CANARY=1"});
    CHECK(exit_code(refused) == 1);
    CHECK(has(refused.errors, "other programs use the cores"));
    CHECK_FALSE(has(content_of(folder / "work/progress.txt"), "predicted"));
}

TEST_CASE("learn check plays the student's order of threads, and shows what became of it") {
    if (!is_available(checker::Build::explored)) return;
    const auto found = run_triptych({"learn", "check", "be_the_scheduler", "--answer",
                                     TRIPTYCH_SOURCE_DIR
                                     "/exercises/be_the_scheduler/wrong/one_after_the_other.cpp"});
    CHECK(exit_code(found) == 1);
    CHECK(has(found.output, "sold_tickets.cpp ended: returned 2; to break it: returned 1"));
    CHECK(has(found.output, "writes 2"));
}

TEST_CASE("learn hint shows one step more each time, and begins with what was diagnosed") {
    const Folder folder;
    const std::string work = folder / "work";
    REQUIRE(exit_code(run_triptych({"learn", "init", work})) == 0);
    std::ofstream{work + "/progress.txt"} << "lost_update open checks=1 diagnosis=wrong_lock\n";
    const auto first = run_triptych({"learn", "hint", "lost_update", "--folder", work});
    CHECK(has(first.output, "wrong_lock: Both threads hold a lock"));
    CHECK(has(first.output, "1 of 3"));
    CHECK(!has(first.output, "2 of 3"));
    const auto second = run_triptych({"learn", "hint", "lost_update", "--folder", work});
    CHECK(has(second.output, "2 of 3"));
}

TEST_CASE("learn names the line of progress.txt that it does not understand") {
    const Folder folder;
    std::ofstream{folder / "progress.txt"} << "# mine\nlost_update perhaps\n";
    const auto listed = run_triptych({"learn", "list", "--folder", folder / ""});
    CHECK(exit_code(listed) == 2);
    CHECK(has(listed.errors, "line 2"));
}

TEST_CASE("learn check --report grades with exit code 0, and learn class reads what it wrote") {
    const Folder folder;
    const std::string work = folder / "work";
    REQUIRE(exit_code(run_triptych({"learn", "init", work})) == 0);
    const std::string report = folder / "report";
    const auto graded = run_triptych({"learn", "check", "lost_update", "--report", report,
                                      "--student", "Ada", "--folder", work});
    INFO(graded.errors);
    CHECK(exit_code(graded) == 0);
    const std::string key =  // ThreadSanitizer sees the race, and explore, what comes of it
        is_available(checker::Build::explored) ? "lost_update" : "data_race";
    CHECK(has(content_of(report + "/grades.csv"), "Ada,lost_update,no,0,10," + key));
    CHECK(has(content_of(report + "/junit.xml"), "<failure>" + key));
    CHECK(has(content_of(report + "/lost_update/results.json"), "\"status\": \"fail\""));

    const std::string evidence = report + "/evidence.json";
    const auto seen = run_triptych({"learn", "class", evidence});
    CHECK(exit_code(seen) == 0);
    CHECK(has(seen.output, "Ada"));

    std::string text = content_of(evidence);
    text.replace(text.find("\"points\": 0"), 11, "\"points\": 9");
    const std::string tampered = folder / "tampered.json";
    std::ofstream{tampered} << text;
    const auto both = run_triptych({"learn", "class", tampered, evidence});
    CHECK(exit_code(both) == 1);
    CHECK(has(both.errors, "tampered.json was changed"));
    CHECK(has(both.output, "Ada"));

    const auto replayed = run_triptych({"learn", "replay", evidence, "--folder", work});
    CHECK(exit_code(replayed) == 0);
    CHECK(has(replayed.output, "The same as in the file."));
}

TEST_CASE("explore says that it is not available, where it was not built") {
    if (is_available(checker::Build::explored)) return;
    const auto refused = run_triptych({"explore", "program.cpp"});
    CHECK(exit_code(refused) == 2);
    CHECK(has(refused.errors, "not available here"));
}

TEST_CASE("the classroom's Makefile grades what has changed, and shows the class") {
    if (std::system("command -v make >/dev/null") != 0) return;  // NOLINT(concurrency-mt-unsafe)
    const Folder folder;
    REQUIRE(exit_code(run_triptych({"learn", "init", folder / "students/Ada"})) == 0);
    for (const auto& answer : std::filesystem::directory_iterator{folder / "students/Ada"})
        if (answer.is_directory()) std::filesystem::remove(answer.path() / "answer.cpp");
    const std::string words = "cd '" + (folder / "") + "' && make -f '" +
                              TRIPTYCH_SOURCE_DIR "/exercises/classroom/Makefile' TRIPTYCH='" +
                              TRIPTYCH_PATH "'";
    const auto first = harness::run_command({"/bin/bash", "-c", words});
    INFO(first.errors);
    CHECK(exit_code(first) == 0);
    CHECK(has(first.output, "--student \"Ada\""));
    CHECK(has(first.output, "student  points"));
    const auto again = harness::run_command({"/bin/bash", "-c", words});
    CHECK(exit_code(again) == 0);
    CHECK(!has(again.output, "--student"));
}

TEST_CASE("learn dev matrix ends with its signal, and leaves no process") {
    const Folder folder;
    const auto ending = harness::run_command({"/bin/bash", "-c",
                                              R"("$1" learn dev matrix lost_update >"$2" &
            pid=$!
            for ((i = 0; i < 900; ++i)); do ! grep -q wrong/ "$2" || break; sleep 0.1; done
            workers=$(cat /proc/$pid/task/$pid/children)
            kill -TERM $pid
            wait $pid
            echo "code $?"
            for worker in $workers; do ! kill -0 $worker 2>/dev/null || echo "$worker lives"; done)",
                                              "bash", TRIPTYCH_PATH, folder / "out"});
    INFO(ending.output);
    CHECK(has(ending.output, "code 143"));
    CHECK(!has(ending.output, "lives"));
    CHECK(has(ending.errors, "the answers above are incomplete"));
}
