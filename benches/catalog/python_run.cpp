#include "benches/catalog/python_run.hpp"

namespace triptych {

std::vector<int> delays_of(std::span<const Message> messages) {
    std::vector<int> delays;
    delays.reserve(messages.size());
    for (const Message& message : messages)
        delays.push_back(message.delay.count());
    return delays;
}

Arrivals read_arrivals(const peers::Lists& output) {
    std::vector<Arrival> arrivals;
    for (std::size_t i = 0; i < output.at(0).size(); ++i)
        arrivals.push_back({output[0][i], Delay{output.at(1).at(i)}});
    return Arrivals{std::move(arrivals)};
}

}  // namespace triptych
