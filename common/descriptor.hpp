/// A file descriptor with one owner.
#pragma once

#include <unistd.h>
#include <utility>

namespace triptych {

/// Its destructor closes the descriptor.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) noexcept : number_{number} {}
    Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        close();
        number_ = std::exchange(other.number_, -1);
        return *this;
    }
    ~Descriptor() { close(); }

    int get() const noexcept { return number_; }
    bool is_open() const noexcept { return number_ != -1; }

    /// Closes it now. Closing twice is harmless.
    void close() noexcept {
        if (is_open()) ::close(std::exchange(number_, -1));
    }

private:
    int number_ = -1;  // -1 if closed or moved from
};

}  // namespace triptych
