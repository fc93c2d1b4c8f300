#include "trace/render/fold.hpp"

#include <map>
#include <set>
#include <tuple>

namespace triptych::trace {
namespace {

constexpr std::size_t shown_of_each = 5;
constexpr std::size_t most_lanes = 40;

/// Lanes with the same shape look alike.
using Shape = std::tuple<LaneKind, std::set<Reason>, bool, bool, std::optional<int>>;

Shape shape_of(const Lane& lane) {
    std::set<Reason> reasons;
    bool blocks = false;
    for (const Span& span : lane.spans) {
        // Contention is chance: who waits for a mutex, and who finds it free, are alike.
        if (span.reason != Reason::mutex) reasons.insert(span.reason);
        blocks = blocks || span.blocks_loop;
    }
    return {lane.kind, reasons, blocks, !lane.cancelled.empty(), lane.status};
}

class Folding {
public:
    Folding(const Timeline& timeline, bool all) : timeline_{timeline}, all_{all} {
        std::map<std::size_t, std::vector<std::size_t>> children;
        for (std::size_t i = 0; i < timeline.lanes.size(); ++i) {
            const Lane& lane = timeline.lanes[i];
            const std::size_t above = lane.kind == LaneKind::coroutine ? lane.thread : lane.creator;
            children[above == i ? nobody : above].push_back(i);
        }
        children_ = std::move(children);
    }

    std::vector<DrawnLane> take() {
        draw(nobody, 0);
        return std::move(drawn_);
    }

private:
    void draw(std::size_t above, std::size_t depth) {
        std::map<Shape, std::size_t> shown;
        std::size_t more = 0;
        for (const std::size_t lane : children_[above]) {
            const bool has_own = children_.contains(lane);
            const std::size_t place = shown[shape_of(timeline_.lanes[lane])]++;
            if (!all_ && !has_own && (place >= shown_of_each || drawn_.size() >= most_lanes)) {
                ++more;
                continue;
            }
            drawn_.push_back({.lane = lane, .depth = depth});
            if (has_own) draw(lane, depth + 1);
        }
        if (more > 0) drawn_.push_back({.depth = depth, .more = more});
    }

    const Timeline& timeline_;
    bool all_;
    std::map<std::size_t, std::vector<std::size_t>> children_;
    std::vector<DrawnLane> drawn_;
};

}  // namespace

std::vector<DrawnLane> drawn_lanes(const Timeline& timeline, bool all) {
    return Folding{timeline, all}.take();
}

}  // namespace triptych::trace
