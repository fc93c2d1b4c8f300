/// What variables a program has and where they lie: from its debug information (DWARF).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace triptych::explore {

/// Of the first translation unit that was linked, which is the program itself: by readelf.
class DebugInformation {
public:
    explicit DebugInformation(const std::string& executable);

    /// The variable with static storage at this address, with the part of it that lies there:
    /// "counter", "account.balance", "held[1]". Empty if there is none.
    std::string at_address(std::uint64_t address) const;

    /// The local variable of the function that has the instruction `code`, so many bytes from the
    /// end of its frame (the call frame address, as DWARF has it: negative).
    std::string in_frame(std::uint64_t code, std::int64_t offset) const;

private:
    /// A debugging information entry, as far as it is of use here.
    struct Entry {
        int depth = 0;
        std::string tag;
        std::string name;
        std::uint64_t type = 0;  // offsets of other entries; 0: none
        std::uint64_t origin = 0;
        std::int64_t size = -1;
        std::int64_t place = -1;  // of a member, in its structure
        std::int64_t upper_bound = -1;
        std::uint64_t low = 0;  // of a function
        std::uint64_t length = 0;
        bool has_address = false;
        bool has_offset = false;
        std::uint64_t address = 0;
        std::int64_t offset = 0;
    };

    void read_attribute(Entry& entry, const std::string& name, const std::string& value);
    const Entry* entry_at(std::uint64_t offset) const;
    std::uint64_t without_names(std::uint64_t type) const;
    std::int64_t size_of(std::uint64_t type) const;
    std::string part_of(std::uint64_t type, std::int64_t offset, int depth = 0) const;
    std::string name_of(const Entry& variable, std::int64_t offset) const;

    std::vector<std::pair<std::uint64_t, Entry>> entries_;  // in their order
    std::map<std::uint64_t, std::size_t> positions_;
};

}  // namespace triptych::explore
