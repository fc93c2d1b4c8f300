/// Lines of the program's own text for addresses in its machine code.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace triptych::explore {

/// A line of a file; line 0: unknown.
struct SourceLine {
    std::string file;  // without its folder
    int line = 0;
    std::string text;        // of the line, without the space around it
    bool is_direct = false;  // it does this itself, or by the standard library alone
};

/// Looks up call stacks, each from the inside out. A line of the program itself is what counts,
/// not one of the library's headers that it called.
class SourceLines {
public:
    /// Looks up all places of a story at once, by addr2line (binutils).
    SourceLines(const std::string& executable, const std::string& source,
                const nlohmann::json& story);

    /// `place` is the number of a call stack, or an address. Line 0 if it is unknown.
    const SourceLine& at(std::uint64_t place) const;

private:
    std::map<std::uint64_t, SourceLine> lines_;
};

}  // namespace triptych::explore
