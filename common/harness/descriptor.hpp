/// A file descriptor with one owner.
#pragma once

#include <unistd.h>
#include <utility>

namespace triptych::harness {

class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_{number} {}
    Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }

    int get() const noexcept { return number_; }

    void close() noexcept {
        if (number_ != -1) ::close(std::exchange(number_, -1));
    }

private:
    int number_ = -1;  // -1 if there is none
};

}  // namespace triptych::harness
