#include "explore/path.hpp"

#include <bit>

#include "explore/execution.hpp"

namespace triptych::explore {
namespace {

constexpr std::uint8_t most_in_a_row = 100;  // steps of one thread, if nothing asks for more

}  // namespace

void Path::add_node(Execution& execution, std::uint32_t enabled) {
    Node node;
    node.enabled = enabled;
    int last = -1;
    if (!nodes_.empty()) {
        const Node& before = nodes_.back();
        last = before.thread;
        const bool preempted = nodes_.size() > 1 && nodes_[nodes_.size() - 2].thread != last &&
                               (before.enabled & bit(nodes_[nodes_.size() - 2].thread)) != 0;
        node.in_a_row = before.in_a_row;
        if (nodes_.size() < 2 || nodes_[nodes_.size() - 2].thread != last) node.in_a_row = 0;
        if (node.in_a_row < most_in_a_row) ++node.in_a_row;
        node.preemptions = static_cast<std::uint8_t>(before.preemptions + (preempted ? 1 : 0));
        if (mode_ == Mode::reduced) {
            const Operation& step = execution.events().back().operation;
            std::uint32_t asleep = before.sleep & ~bit(last);
            for (std::uint32_t rest = asleep; rest != 0; rest &= rest - 1) {
                const int thread = std::countr_zero(rest);
                if (conflict(execution.thread(thread).pending, step)) asleep &= ~bit(thread);
            }
            node.sleep = asleep;
        }
    }
    const std::uint32_t candidates = enabled & ~node.sleep;
    if (candidates != 0) {
        const std::uint32_t others = last >= 0 ? candidates & ~bit(last) : candidates;
        const bool stays = others == 0 || (others != candidates && node.in_a_row < most_in_a_row);
        node.thread = static_cast<std::int8_t>(stays ? last : std::countr_zero(others));
    }
    const bool goes_on = last >= 0 && (enabled & bit(last)) != 0;
    if (mode_ == Mode::reduced) {
        node.backtrack = candidates == 0 ? 0 : bit(node.thread);
    } else if (mode_ == Mode::bounded && goes_on && node.preemptions >= bound_) {
        node.backtrack = bit(last);
        cut_off_ = cut_off_ || enabled != bit(last);
    } else {
        node.backtrack = enabled;
    }
    nodes_.push_back(node);
}

Choice Path::choose(Execution& execution, std::uint32_t enabled) {
    const std::size_t position = execution.events().size();
    if (position == nodes_.size()) add_node(execution, enabled);
    const Node& node = nodes_[position];
    if (node.enabled != enabled)
        execution.fail(End::mismatch, "it does not do the same again under the same schedule", 0);
    return {node.thread, node.variant};
}

void Path::done(Execution& execution) {
    const Event& event = execution.events().back();
    nodes_[execution.events().size() - 1].variants = event.variants;
}

bool Path::advance(const Execution& execution) {
    if (mode_ == Mode::reduced) reverse_races(execution, *this);
    while (!nodes_.empty()) {
        Node& node = nodes_.back();
        first_new_ = nodes_.size() - 1;
        if (node.thread >= 0 && node.variant + 1 < node.variants) {
            ++node.variant;
            return true;
        }
        if (node.thread >= 0) node.sleep |= bit(node.thread);
        const std::uint32_t rest = node.backtrack & node.enabled & ~node.sleep;
        if (rest != 0) {
            node.thread = static_cast<std::int8_t>(std::countr_zero(rest));
            node.variant = 0;
            node.variants = 1;
            return true;
        }
        nodes_.pop_back();
    }
    return false;
}

}  // namespace triptych::explore
