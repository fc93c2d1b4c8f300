#include "cli/show/steps.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>
#include <sstream>
#include <utility>

namespace triptych::cli {
namespace {

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

bool is_comment(std::string_view line) {
    const auto first = line.find_first_not_of(' ');
    return first != std::string_view::npos && line.substr(first).starts_with("//");
}

/// Whether a string or character literal begins at i. (A quote within a number separates digits.)
bool begins_literal(std::string_view line, std::size_t i) {
    if (line[i] == '"') return true;
    return line[i] == '\'' &&
           (i == 0 || std::isalnum(static_cast<unsigned char>(line[i - 1])) == 0);
}

/// The line without its comment and the blanks before it.
std::string code_of(std::string_view line) {
    const std::string_view code = line.substr(0, comment_start(line));
    return std::string{code.substr(0, code.find_last_not_of(" \t\r") + 1)};
}

/// The number of opening minus closing braces, without those in strings and comments.
int braces(std::string_view line) {
    static const std::regex quoted{R"("(\\.|[^"\\])*"|'(\\.|[^'\\])+')"};
    const std::string code = std::regex_replace(code_of(line), quoted, "");
    return static_cast<int>(std::ranges::count(code, '{') - std::ranges::count(code, '}'));
}

/// The name of these lines: the type, alias, function or variable that they declare.
std::string name_of(const std::vector<std::string>& lines) {
    if (std::ranges::all_of(lines, is_comment)) return "//";
    std::string code;
    for (const std::string& line : lines)
        code += code_of(line) + ' ';
    static const std::string start = R"(^\s*(?:template\s*<.*>\s*)?)";
    static const std::array named{
        std::regex{start + R"((?:class|struct|union|enum|concept)\s+(?:class\s+)?)"
                           R"((?:alignas\s*\([^)]*\)\s*)?(\w+))"},
        std::regex{start + R"(using\s+(\w+)\s*=)"},
        std::regex{R"(^[^=;{(]*?(\w+)\s*\()"},
        std::regex{R"(^[^=;{]*?(\w+)\s*[=;{])"},
    };
    for (std::smatch match; const std::regex& pattern : named)
        if (std::regex_search(code, match, pattern)) return match[1];
    return code;
}

/// Collects lines until a step is complete.
class Cutter {
public:
    void take(const std::string& line) {
        if (depth_ > 0) return add(line);
        if (is_blank(line)) {
            finish();
            spaced_ = true;
        } else if (is_boilerplate(line)) {
            add_boilerplate(line);
        } else {
            add(line);
        }
    }

    std::vector<Step> result() {
        finish();
        return std::move(steps_);
    }

private:
    static bool is_boilerplate(const std::string& line) {
        static const std::regex pattern{R"(^(#|namespace\b.*\{$|\}\s*(// namespace.*)?$))"};
        return std::regex_search(line, pattern);
    }

    void add(const std::string& line) {
        step_.lines.push_back(line);
        depth_ += braces(line);
        const std::string code = code_of(line);
        if (depth_ == 0 && (code.ends_with('}') || code.ends_with(';'))) finish();
    }

    void add_boilerplate(const std::string& line) {
        finish();
        const std::string name{line.substr(0, line.find_first_of(" {"))};
        steps_.push_back({name, {line}, std::exchange(spaced_, false), true});
    }

    void finish() {
        if (step_.lines.empty()) return;
        step_.name = steps_.empty() && step_.lines[0].starts_with("///") && is_comment_only()
                         ? "///"
                         : name_of(step_.lines);
        step_.spaced = std::exchange(spaced_, false);
        steps_.push_back(std::exchange(step_, {}));
    }

    bool is_comment_only() const { return std::ranges::all_of(step_.lines, is_comment); }

    std::vector<Step> steps_;
    Step step_;            // the one being collected
    int depth_ = 0;        // open braces of step_
    bool spaced_ = false;  // a blank line stands above step_
};

}  // namespace

std::vector<Step> steps(std::string_view source) {
    Cutter cutter;
    std::istringstream lines{std::string{source}};
    for (std::string line; std::getline(lines, line);)
        cutter.take(line);
    return cutter.result();
}

std::vector<Step> essential(const std::vector<Step>& steps) {
    std::vector<Step> kept;
    bool spaced = false;  // a blank line stands between the last one kept and this
    for (const Step& step : steps) {
        spaced = spaced || step.spaced || step.boilerplate;
        if (step.boilerplate) continue;
        kept.push_back(step);
        kept.back().spaced = std::exchange(spaced, false);
    }
    return kept;
}

std::size_t comment_start(std::string_view line) {
    char quote = 0;  // the one that ends the literal at i; 0 outside of literals
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (quote != 0) {
            if (line[i] == '\\')
                ++i;
            else if (line[i] == quote)
                quote = 0;
        } else if (begins_literal(line, i)) {
            quote = line[i];
        } else if (line.substr(i).starts_with("//")) {
            return i;
        }
    }
    return std::string_view::npos;
}

}  // namespace triptych::cli
