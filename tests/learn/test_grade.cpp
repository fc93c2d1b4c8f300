/// The formats of grades.
#include <nlohmann/json.hpp>
#include <string>

#include "catch.hpp"
#include "exercises/checker/grade.hpp"

using namespace triptych::checker;

namespace {

const Exercise exercise{.name = "counting",
                        .folder = {},
                        .title = "",
                        .model = "threads",
                        .points = 10,
                        .concepts = {},
                        .builds = {},
                        .given = {}};

Grade failed_grade() {
    Examination found;
    found.checks = {
        {.name = "it counts <all> & more", .passed = false, .what = "1", .build = "plain"},
        {.name = "it ends", .passed = true, .what = "", .build = ""}};
    found.diagnoses = {{.key = "lost_update",
                        .what = std::string(600, 'x') + "\x01",
                        .check = "it counts <all> & more",
                        .build = "explored",
                        .witness = "",
                        .replay = nullptr}};
    return {.exercise = &exercise, .examination = found, .answer = "int main() {}\xff"};
}

}  // namespace

TEST_CASE("as_results is exercism's version 3, with output of at most 500 characters") {
    const auto results = as_results(failed_grade());
    CHECK(results["version"] == 3);
    CHECK(results["status"] == "fail");
    CHECK(results["tests"].size() == 2);
    CHECK(results["tests"][0]["status"] == "fail");
    CHECK(results["tests"][0]["output"].get<std::string>().size() == 500);
    CHECK(results["tests"][1]["status"] == "pass");
}

TEST_CASE("as_results calls a missing answer an error") {
    const auto results = as_results({.exercise = &exercise, .examination = {}, .answer = ""});
    CHECK(results["status"] == "error");
    CHECK(!results["message"].get<std::string>().empty());
}

TEST_CASE("as_junit escapes what XML cannot hold") {
    const std::string xml = as_junit({failed_grade()});
    CHECK(xml.find("it counts &lt;all&gt; &amp; more") != std::string::npos);
    CHECK(xml.find('\x01') == std::string::npos);
}

TEST_CASE("as_csv gives points only for what passed") {
    CHECK(as_csv("Ada", {failed_grade()}).find("Ada,counting,no,0,10,lost_update") !=
          std::string::npos);
}

TEST_CASE("fault_of_evidence finds what was changed") {
    auto evidence = as_evidence("Ada", {failed_grade()});
    CHECK(fault_of_evidence(evidence).empty());
    CHECK(fault_of_evidence(nlohmann::json::parse(evidence.dump())).empty());
    evidence["exercises"][0]["points"] = 10;
    CHECK(!fault_of_evidence(evidence).empty());
    CHECK(!fault_of_evidence(nlohmann::json::array()).empty());
}
