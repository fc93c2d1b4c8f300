#include "benches/peers/python.hpp"

#include <array>
#include <fmt/format.h>
#include <stdexcept>
#include <utility>

#include "benches/peers/find_python.hpp"

namespace triptych::peers {

Lengths lengths(std::int64_t count, std::int64_t each) {
    Lengths lengths;
    lengths.resize(static_cast<std::size_t>(count), static_cast<std::size_t>(each));
    return lengths;
}

Lengths lengths_of(std::span<const std::vector<int>> lists) {
    Lengths lengths;
    lengths.reserve(lists.size());
    for (const auto& list : lists)
        lengths.push_back(list.size());
    return lengths;
}

// -B: no __pycache__ among the sources. -E: ignore the user's PYTHON... variables.
Python::Python(const std::string& path, std::span<const std::vector<int>> input,
               std::chrono::milliseconds patience)
    : program_{{.words = {python_interpreter(), "-B", "-E", path},
                .name = interpreter,
                .patience = patience}} {
    put(input);
    take({});  // "ready"
}

void Python::go() {
    put({});
    constexpr std::array<std::size_t, 1> costs{3};
    const Lists done = take(costs);
    const auto& cost = done[0];
    cost_ = {{"cpu_seconds", 1e-6 * cost[0]},
             {"voluntary_switches", cost[1]},
             {"involuntary_switches", cost[2]}};
}

Lists Python::output(std::span<const std::size_t> lengths) {
    return take(lengths);
}

void Python::put(std::span<const std::vector<int>> lists) {
    const auto write_number = [this](std::size_t number) {
        const auto short_number = static_cast<std::int32_t>(number);
        program_.write(&short_number, sizeof short_number);
    };
    write_number(lists.size());
    for (const auto& list : lists) {
        write_number(list.size());
        program_.write(list.data(), list.size() * sizeof(int));
    }
}

/// Checks each announced length before it reserves memory for it.
Lists Python::take(std::span<const std::size_t> lengths) {
    take_number(lengths.size(), "lists");
    Lists lists(lengths.size());
    for (std::size_t i = 0; i < lists.size(); ++i) {
        take_number(lengths[i], "integers");
        lists[i].resize(lengths[i]);
        program_.read(lists[i].data(), lengths[i] * sizeof(int));
    }
    return lists;
}

void Python::take_number(std::size_t expected, const char* what) {
    std::int32_t number = 0;
    program_.read(&number, sizeof number);
    if (std::cmp_not_equal(number, expected))
        throw std::runtime_error{
            fmt::format("{}'s program does not keep to the protocol: it announced {} {}, but {} "
                        "were expected",
                        interpreter, number, what, expected)};
}

}  // namespace triptych::peers
