/// Half an order: what you write.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

/// Reads an order: its length as a std::uint32_t, and then so many bytes. Returns its text, or
/// nothing at the end. Throws std::runtime_error if the end comes within an order.
std::optional<std::string> receive(int from);
