#include "explore/coroutine_log.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <map>

#include "explore/heap.hpp"

namespace triptych::explore {
namespace {

constexpr std::size_t most_entries = 50'000;
constexpr std::uint64_t stack_bytes = std::uint64_t{1} << 20;

}  // namespace

std::uint64_t function_of(std::uint64_t frame) {
    std::uint64_t function = 0;
    std::memcpy(&function, reinterpret_cast<const void*>(frame), sizeof function);
    return function;
}

void CoroutineLog::clear() {
    entries_.clear();
    numbers_.clear();
    begins_.clear();
    newest_ = 0;
    task_ = 0;
    unsettled_ = false;
}

void CoroutineLog::turn_begins(std::uint64_t frame, std::uint64_t stack, std::size_t event) {
    settle();
    int& number = numbers_[frame];
    const bool is_first = number == 0;  // a frame that is freed is forgotten
    if (is_first) number = ++newest_;
    if (task_ == number) return;  // a call within the task
    task_ = number;
    stack_ = stack;
    if (entries_.size() >= most_entries) return;
    if (is_first) begins_[number] = entries_.size();
    Entry& entry = entries_.emplace_back();
    entry.kind = is_first ? Entry::Kind::begin : Entry::Kind::turn;
    entry.task = task_;
    entry.event = event;
    entry.place = function_of(frame);
}

void CoroutineLog::turn_ends() {
    settle();
    task_ = 0;
}

bool CoroutineLog::is_in_frame(std::uint64_t address) const {
    const auto behind = numbers_.upper_bound(address);
    if (behind == numbers_.begin()) return false;
    const std::uint64_t frame = std::prev(behind)->first;
    const auto* const block = reinterpret_cast<const void*>(frame);
    return Heap::owns(block) && address - frame < Heap::size_of(block);
}

void CoroutineLog::access(std::uint64_t address, std::size_t size, bool writes, std::uint64_t place,
                          std::size_t event) {
    settle();
    if (size > sizeof(Entry::value) || entries_.size() >= most_entries) return;
    if (address < stack_ && stack_ - address < stack_bytes) return;
    if (size == sizeof(std::uint16_t) && is_in_frame(address)) return;  // where it is suspended
    Entry& entry = entries_.emplace_back();
    entry.kind = writes ? Entry::Kind::write : Entry::Kind::read;
    entry.bytes = static_cast<std::uint8_t>(size);
    entry.task = task_;
    entry.event = event;
    entry.address = address;
    entry.place = place;
    unsettled_ = true;
    if (!writes) settle();
}

void CoroutineLog::allocated(std::uint64_t address, std::size_t size) {
    settle();
    if (entries_.size() >= most_entries) return;
    Entry& entry = entries_.emplace_back();
    entry.kind = Entry::Kind::allocation;
    entry.address = address;
    entry.size = size;
}

void CoroutineLog::freed(std::uint64_t address, std::size_t size) {
    settle();
    numbers_.erase(numbers_.lower_bound(address), numbers_.lower_bound(address + size));
}

int CoroutineLog::number_of(std::uint64_t frame) const {
    const auto known = numbers_.find(frame);
    return known == numbers_.end() ? 0 : known->second;
}

Vector<int> CoroutineLog::suspended() const {
    Vector<int> tasks;
    for (const auto& [frame, number] : numbers_)
        if (function_of(frame) != 0) tasks.push_back(number);
    std::ranges::sort(tasks);
    return tasks;
}

void CoroutineLog::settle() {
    if (!unsettled_) return;
    Entry& entry = entries_.back();
    std::memcpy(&entry.value, reinterpret_cast<const void*>(entry.address), entry.bytes);
    unsettled_ = false;
}

/// Whether one of the two writes, and the other's task was there already: what is written before a
/// task begins is its input.
bool CoroutineLog::concerns(const Entry& write, std::size_t position, const Entry& other) const {
    const auto begin = begins_.find(other.task);
    return write.kind == Entry::Kind::write && write.task != other.task && begin != begins_.end() &&
           begin->second < position;
}

void CoroutineLog::mark(const Vector<std::size_t>& users) {
    bool is_shared = false;
    for (const std::size_t one : users)
        for (const std::size_t other : users)
            is_shared = is_shared || concerns(entries_[one], one, entries_[other]);
    for (const std::size_t one : users)
        entries_[one].is_shared = is_shared;
}

const Vector<CoroutineLog::Entry>& CoroutineLog::finish() {
    std::map<std::uint64_t, Vector<std::size_t>> users;  // since the memory was allocated
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const Entry& entry = entries_[i];
        if (entry.kind == Entry::Kind::allocation) {
            const auto begin = users.lower_bound(entry.address);
            const auto end = users.lower_bound(entry.address + entry.size);
            for (auto known = begin; known != end; ++known)
                mark(known->second);
            users.erase(begin, end);
        } else if (entry.kind == Entry::Kind::read || entry.kind == Entry::Kind::write) {
            users[entry.address].push_back(i);
        }
    }
    for (const auto& known : users)
        mark(known.second);
    return entries_;
}

}  // namespace triptych::explore
