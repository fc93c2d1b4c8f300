#include "cli/learn/verdict_text.hpp"

#include <fmt/format.h>

#include "cli/terminal.hpp"
#include "common/harness/text.hpp"

namespace triptych::cli {
namespace {

using checker::Diagnosis;

std::string build_text(checker::Build build) {
    switch (build) {
        case checker::Build::plain: return "plain, with warnings";
        case checker::Build::address: return "memory (AddressSanitizer)";
        case checker::Build::thread: return "data races (ThreadSanitizer)";
        case checker::Build::explored: return "every schedule (explore)";
    }
    return "";
}

std::string diagnosis_text(const Diagnosis& diagnosis, std::size_t width) {
    std::string said = harness::hanging("  ", checker::sentence_for(diagnosis.key), width);
    if (!checker::knows_why(diagnosis.key))
        said += harness::hanging("  ", "Why, the checker does not know.", width);
    if (!diagnosis.check.empty())
        said += harness::hanging("  ", fmt::format("Seen in: \"{}\".", diagnosis.check), width);
    if (!diagnosis.what.empty()) said += harness::hanging("  ", diagnosis.what, width);
    if (!diagnosis.witness.empty()) said += '\n' + diagnosis.witness;
    return said;
}

}  // namespace

void print_found(const std::string& words) {
    print_to(stdout, words, "what was found");
}

std::string stage_text(const checker::Stage& stage) {
    const char* mark = "ok";
    if (stage.state == checker::Stage::State::failed) mark = "FAILED";
    if (stage.state == checker::Stage::State::unavailable) mark = "--";
    if (stage.state == checker::Stage::State::incomplete) mark = "partly";
    return fmt::format("{:<6}  {:<30} {} ({:.1f} s)\n", mark, build_text(stage.build), stage.what,
                       stage.seconds);
}

std::string verdict_text(const checker::Exercise& exercise, const checker::Examination& examination,
                         std::size_t width) {
    std::string said = "\n";
    for (const checker::CheckResult& check : examination.checks)
        if (!check.passed)
            said += harness::hanging(
                "FAILED  ", check.name + (check.what.empty() ? "" : ": " + check.what), width);
    if (!examination.warnings.empty())
        said += "The compiler warns:\n" + examination.warnings + '\n';
    if (examination.passed())
        return said + fmt::format("{} passes: {} points.", exercise.name, exercise.points) + '\n' +
               fmt::format("Why it works: triptych learn explain {}", exercise.name) + '\n';
    said += fmt::format("\n{}\n", examination.diagnoses.front().key);
    said += diagnosis_text(examination.diagnoses.front(), width);
    return said + '\n' + fmt::format("A hint: triptych learn hint {}", exercise.name) + '\n';
}

}  // namespace triptych::cli
