#include "exercises/checker/sanitizer_report.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <regex>

#include "common/harness/text.hpp"

namespace triptych::checker {
namespace {

using harness::lines_of;

constexpr const char* answer_name = "answer.cpp:";

/// A part of a report: "Write of size 4 ... by thread T2 (mutexes: write M0):", and its stack.
struct Access {
    std::string head;
    std::vector<int> lines;  // of the answer, innermost first

    std::string mutexes() const {
        static const std::regex pattern{R"(\(mutexes: ([^)]*)\))"};
        std::smatch found;
        return std::regex_search(head, found, pattern) ? found[1].str() : "";
    }
};

std::optional<int> answer_line(const std::string& frame) {
    const auto at = frame.find(answer_name);
    if (at == std::string::npos || frame.find('#') > at) return std::nullopt;
    const char* const begin = frame.data() + at + std::string{answer_name}.size();
    int line = 0;
    std::from_chars(begin, frame.data() + frame.size(), line);
    return line > 0 ? std::optional{line} : std::nullopt;
}

std::string trimmed(const std::string& text) {
    const auto begin = text.find_first_not_of(" \t");
    return begin == std::string::npos ? "" : text.substr(begin);
}

/// The parts of one report that have a stack.
std::vector<Access> accesses_of(const std::vector<std::string>& report) {
    std::vector<Access> accesses;
    for (const std::string& line : report) {
        const std::string text = trimmed(line);
        if (text.starts_with('#')) {
            if (accesses.empty()) continue;
            if (const auto number = answer_line(text)) accesses.back().lines.push_back(*number);
        } else if (text.ends_with(':') || text.find(" at pc ") != std::string::npos ||
                   text.find(" thread T") != std::string::npos) {
            accesses.push_back({text, {}});
        }
    }
    return accesses;
}

std::string source_line(const std::string& answer, int number) {
    const auto lines = lines_of(answer);
    const auto index = static_cast<std::size_t>(number - 1);
    return index < lines.size() ? trimmed(lines[index]) : "";
}

std::string described(const Access& access, const std::string& answer) {
    static const std::regex address{R"( (of size \d+ )?at 0x[0-9a-f]+)"};
    std::string head = std::regex_replace(access.head, address, "");
    head.erase(head.find_last_not_of(": ") + 1);
    if (access.lines.empty()) return "  " + head + "\n";
    return fmt::format("  {}, at answer.cpp:{}: {}\n", head, access.lines.front(),
                       source_line(answer, access.lines.front()));
}

/// The parts of stderr that begin at lines with `word`.
std::vector<std::vector<std::string>> reports(const std::string& errors, const char* word) {
    std::vector<std::vector<std::string>> found;
    for (const std::string& line : lines_of(errors)) {
        if (line.find(word) != std::string::npos) found.emplace_back();
        if (!found.empty()) found.back().push_back(line);
    }
    return found;
}

}  // namespace

std::vector<Diagnosis> read_thread_reports(const std::string& errors, const std::string& answer) {
    std::vector<Diagnosis> diagnoses;
    for (const auto& report : reports(errors, "WARNING: ThreadSanitizer:")) {
        if (report.front().find("data race") == std::string::npos) continue;
        std::vector<Access> accesses = accesses_of(report);
        std::erase_if(accesses,
                      [](const Access& one) { return one.head.find(" by ") == std::string::npos; });
        if (accesses.size() < 2) continue;
        accesses.resize(2);
        if (accesses[0].lines.empty() && accesses[1].lines.empty()) continue;
        const std::string first = accesses[0].mutexes();
        const std::string second = accesses[1].mutexes();
        const bool wrong_lock = !first.empty() && !second.empty() && first != second;
        diagnoses.push_back(
            {.key = wrong_lock ? "wrong_lock" : "data_race",
             .what = "",
             .check = "",
             .build = "thread",
             .witness = described(accesses[0], answer) + described(accesses[1], answer),
             .replay = nullptr});
    }
    return diagnoses;
}

std::vector<Diagnosis> read_address_reports(const std::string& errors, const std::string& answer) {
    std::vector<Diagnosis> diagnoses;
    const auto add = [&](const char* key, const std::string& what,
                         const std::vector<std::string>& report) {
        std::vector<Access> accesses = accesses_of(report);
        std::erase_if(accesses, [](const Access& one) { return one.lines.empty(); });
        if (accesses.empty()) return;
        accesses.resize(std::min<std::size_t>(accesses.size(), 3));
        std::string witness;
        for (const Access& access : accesses)
            witness += described(access, answer);
        diagnoses.push_back({.key = key,
                             .what = what,
                             .check = "",
                             .build = "address",
                             .witness = witness,
                             .replay = nullptr});
    };
    for (const auto& report : reports(errors, "ERROR: AddressSanitizer:")) {
        const std::string& head = report.front();
        const auto begin = head.find("AddressSanitizer: ") + 18;
        const std::string kind = head.substr(begin, head.find_first_of(" :", begin) - begin);
        if (kind == "SEGV") continue;  // says nothing more than that it crashed
        const char* key = "undefined_behaviour";
        if (kind.find("use-after") != std::string::npos) {
            const bool by_thread =
                report.size() > 1 && std::regex_search(report[1], std::regex{R"(thread T[1-9])"});
            key = by_thread ? "detached_past_its_data" : "dangling_reference";
        }
        add(key, kind, report);
    }
    for (const auto& report : reports(errors, "ERROR: LeakSanitizer:"))
        add("memory_leaked", report.back(), report);
    for (const std::string& line : lines_of(errors)) {
        const auto at = line.find(answer_name);
        const auto error = line.find(": runtime error: ");
        if (at == std::string::npos || error == std::string::npos) continue;
        diagnoses.push_back({.key = "undefined_behaviour",
                             .what = line.substr(error + 17),
                             .check = "",
                             .build = "address",
                             .witness = "  " + line.substr(at) + "\n",
                             .replay = nullptr});
    }
    return diagnoses;
}

}  // namespace triptych::checker
