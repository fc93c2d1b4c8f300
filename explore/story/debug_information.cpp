#include "explore/story/debug_information.hpp"

#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "common/harness/command.hpp"
#include "common/harness/text.hpp"

namespace triptych::explore {
namespace {

/// What stands in front of the libraries that are linked with the program is enough, by far.
constexpr int most_bytes = 8'000'000;
constexpr int deepest = 8;

template <class Number>
std::optional<Number> number_in(const std::string& text, std::size_t at, int base) {
    Number number{};
    const auto read = std::from_chars(text.data() + at, text.data() + text.size(), number, base);
    if (read.ec != std::errc{}) return std::nullopt;
    return number;
}

/// "<0x60d2>", "0x4011b6", "40", "2f".
std::int64_t value_of(const std::string& text) {
    std::size_t at = text.starts_with('<') ? 1 : 0;
    const bool is_hexadecimal = text.compare(at, 2, "0x") == 0;
    if (is_hexadecimal) at += 2;
    return number_in<std::int64_t>(text, at, is_hexadecimal ? 16 : 10).value_or(-1);
}

/// The number after this word, as "(DW_OP_fbreg: -112)" has it.
template <class Number>
std::optional<Number> operand(const std::string& text, const std::string& operation, int base) {
    const std::size_t at = text.find('(' + operation + ": ");
    if (at == std::string::npos || text.find(';', at) != std::string::npos) return std::nullopt;
    return number_in<Number>(text, at + operation.size() + 3, base);
}

/// "(indirect string, offset: 0x18fe): left" or "left"
std::string string_of(const std::string& text) {
    if (!text.starts_with('(')) return text;
    const std::size_t end = text.find("): ");
    return end == std::string::npos ? text : text.substr(end + 3);
}

}  // namespace

DebugInformation::DebugInformation(const std::string& executable) {
    const harness::Ending ending = harness::run_command(
        {"/bin/sh", "-c",
         fmt::format("readelf --debug-dump=info \"$0\" 2>/dev/null | head -c {}", most_bytes),
         executable});
    int units = 0;
    for (const std::string& line : harness::lines_of(ending.output)) {
        if (line.find("Compilation Unit @") != std::string::npos && ++units > 1) break;
        const std::size_t first = line.find('<');
        if (first == std::string::npos) continue;
        if (const std::size_t tag = line.find("(DW_TAG_"); first == 1 && tag != std::string::npos) {
            const std::size_t second = line.find('<', first + 1);
            if (second == std::string::npos) continue;
            Entry entry;
            entry.depth = number_in<int>(line, first + 1, 10).value_or(0);
            entry.tag = line.substr(tag + 8, line.find(')', tag) - tag - 8);
            const auto offset = number_in<std::uint64_t>(line, second + 1, 16).value_or(0);
            positions_[offset] = entries_.size();
            entries_.emplace_back(offset, std::move(entry));
            continue;
        }
        const std::size_t name = line.find("DW_AT_");
        const std::size_t colon = name == std::string::npos ? name : line.find(": ", name);
        if (colon == std::string::npos || entries_.empty()) continue;
        const std::size_t end = line.find_last_not_of(" \t");
        read_attribute(entries_.back().second,
                       line.substr(name + 6, line.find_first_of(" :", name) - name - 6),
                       line.substr(colon + 2, end - colon - 1));
    }
}

void DebugInformation::read_attribute(Entry& entry, const std::string& name,
                                      const std::string& value) {
    if (name == "name") entry.name = string_of(value);
    if (name == "type") entry.type = static_cast<std::uint64_t>(value_of(value));
    if (name == "abstract_origin" || name == "specification")
        entry.origin = static_cast<std::uint64_t>(value_of(value));
    if (name == "byte_size") entry.size = value_of(value);
    if (name == "data_member_location") entry.place = value_of(value);
    if (name == "upper_bound") entry.upper_bound = value_of(value);
    if (name == "low_pc") entry.low = static_cast<std::uint64_t>(value_of(value));
    if (name == "high_pc") entry.length = static_cast<std::uint64_t>(value_of(value));
    if (name != "location") return;
    if (const auto offset = operand<std::int64_t>(value, "DW_OP_fbreg", 10)) {
        entry.has_offset = true;
        entry.offset = *offset;
    }
    if (const auto address = operand<std::uint64_t>(value, "DW_OP_addr", 16)) {
        entry.has_address = true;
        entry.address = *address;
    }
}

const DebugInformation::Entry* DebugInformation::entry_at(std::uint64_t offset) const {
    const auto known = positions_.find(offset);
    return known == positions_.end() ? nullptr : &entries_[known->second].second;
}

/// What a typedef or a const type stands for.
std::uint64_t DebugInformation::without_names(std::uint64_t type) const {
    for (int i = 0; i < 16; ++i) {
        const Entry* const entry = entry_at(type);
        if (entry == nullptr || (entry->tag != "typedef" && entry->tag != "const_type" &&
                                 entry->tag != "volatile_type"))
            break;
        type = entry->type;
    }
    return type;
}

std::int64_t DebugInformation::size_of(std::uint64_t type) const {
    type = without_names(type);
    const Entry* const entry = entry_at(type);
    if (entry == nullptr) return 0;
    if (entry->tag != "array_type") return entry->size;
    std::int64_t size = size_of(entry->type);
    for (std::size_t i = positions_.at(type) + 1; i < entries_.size(); ++i) {
        const Entry& bound = entries_[i].second;
        if (bound.depth <= entry->depth) break;
        size *= bound.upper_bound + 1;
    }
    return size;
}

/// ".balance", "[1]", or nothing. Names that begin with _ are the standard library's own.
std::string DebugInformation::part_of(std::uint64_t type, std::int64_t offset, int depth) const {
    type = without_names(type);
    const Entry* const entry = entry_at(type);
    if (entry == nullptr || depth > deepest) return "";
    if (entry->tag == "array_type") {
        const std::int64_t size = size_of(entry->type);
        if (size <= 1) return "";
        return fmt::format("[{}]", offset / size) + part_of(entry->type, offset % size, depth + 1);
    }
    if (entry->tag != "structure_type" && entry->tag != "class_type") return "";
    for (std::size_t i = positions_.at(type) + 1; i < entries_.size(); ++i) {
        const Entry& member = entries_[i].second;
        if (member.depth <= entry->depth) break;
        if (member.depth > entry->depth + 1 || member.place < 0) continue;
        if (offset < member.place || offset >= member.place + size_of(member.type)) continue;
        const bool is_own = !member.name.empty() && !member.name.starts_with('_');
        return (is_own ? "." + member.name : "") +
               part_of(member.type, offset - member.place, depth + 1);
    }
    return "";
}

std::string DebugInformation::name_of(const Entry& variable, std::int64_t offset) const {
    const Entry* declared = &variable;
    for (int i = 0; i < 4 && declared->name.empty(); ++i) {
        declared = entry_at(declared->origin);
        if (declared == nullptr) return "";
    }
    const std::uint64_t type = variable.type != 0 ? variable.type : declared->type;
    if (declared->name.starts_with('_') || offset < 0 || offset >= size_of(type)) return "";
    return declared->name + part_of(type, offset);
}

std::string DebugInformation::at_address(std::uint64_t address) const {
    for (const auto& [offset, entry] : entries_) {
        if (!entry.has_address || entry.address > address) continue;
        std::string name = name_of(entry, static_cast<std::int64_t>(address - entry.address));
        if (!name.empty()) return name;
    }
    return "";
}

std::string DebugInformation::in_frame(std::uint64_t code, std::int64_t offset) const {
    std::string found;
    int depth = -1;  // of the function
    for (const auto& [position, entry] : entries_) {
        if (entry.tag == "subprogram" && entry.length > 0)
            depth = code - entry.low < entry.length ? entry.depth : -1;
        else if (depth >= 0 && entry.depth <= depth)
            depth = -1;
        if (depth < 0 || !entry.has_offset) continue;
        const std::string name = name_of(entry, offset - entry.offset);
        if (name.empty()) continue;
        if (!found.empty() && found != name) return "";  // two share the place: which is unknown
        found = name;
    }
    return found;
}

}  // namespace triptych::explore
