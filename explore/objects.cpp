#include "explore/objects.hpp"

#include <algorithm>

#include "explore/hash.hpp"

namespace triptych::explore {
namespace {

constexpr std::size_t first_slots = 256;

}  // namespace

Objects::Objects() : slots_(first_slots, nullptr) {}

Object& Objects::at(std::uint64_t address) {
    std::size_t slot = hash_slot(address, slots_.size());
    while (slots_[slot] != nullptr && slots_[slot]->address != address)
        slot = (slot + 1) & (slots_.size() - 1);
    Object* object = slots_[slot];
    if (object == nullptr) {
        object = EngineAllocator<Object>{}.allocate(1);
        *object = Object{};
        object->address = address;
        all_.push_back(object);
        if (all_.size() * 2 > slots_.size())
            grow();
        else
            slots_[slot] = object;
    }
    if (object->execution != execution_) {
        *object = Object{};
        object->address = address;
        object->execution = execution_;
    }
    return *object;
}

void Objects::grow() {
    slots_.assign(slots_.size() * 4, nullptr);
    for (Object* object : all_)
        insert(object);
}

void Objects::insert(Object* object) {
    std::size_t slot = hash_slot(object->address, slots_.size());
    while (slots_[slot] != nullptr)
        slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = object;
}

void Objects::forget(std::uint64_t begin, std::uint64_t end) {
    for (std::uint64_t address = begin & ~std::uint64_t{3}; address < end; address += 4) {
        std::size_t slot = hash_slot(address, slots_.size());
        while (slots_[slot] != nullptr && slots_[slot]->address != address)
            slot = (slot + 1) & (slots_.size() - 1);
        // The order of steps goes on: only what it was is forgotten.
        if (slots_[slot] != nullptr) {
            slots_[slot]->owner = -1;
            slots_[slot]->readers = 0;
            slots_[slot]->released = Clock{};
        }
    }
}

Vector<Object*> Objects::owned_by(int thread) {
    Vector<Object*> owned;
    for (Object* object : all_)
        if (object->execution == execution_ && object->owner == thread) owned.push_back(object);
    std::ranges::sort(owned, {}, &Object::address);
    return owned;
}

void Objects::forget_waiter(int thread) {
    for (Object* object : all_)
        object->waiters &= ~(std::uint32_t{1} << thread);
}

void Objects::clear() {
    for (Object* object : all_)
        EngineAllocator<Object>{}.deallocate(object, 1);
    all_.clear();
    slots_.assign(first_slots, nullptr);
}

}  // namespace triptych::explore
