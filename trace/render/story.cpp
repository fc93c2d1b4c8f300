#include "trace/render/story.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "common/stable_order.hpp"
#include "trace/render/fold.hpp"
#include "trace/timeline/words.hpp"

namespace triptych::trace {
namespace {

struct Sentence {
    Time time = 0;
    std::string text;
};

void tell_lane(const Timeline& timeline, const Lane& lane, std::vector<Sentence>& sentences) {
    const std::string creator =
        lane.creator == nobody ? ""
                               : fmt::format(", created by {}", timeline.lanes[lane.creator].name);
    sentences.push_back({lane.begin, fmt::format("{} begins{}", lane.name, creator)});
    for (const Span& span : lane.spans)
        // A hundredth of the whole is what one sees in the picture.
        if (span.state == State::waiting && span.length() * 100 >= timeline.length)
            sentences.push_back(
                {span.begin, fmt::format("{} {}, for {}", lane.name, describe(timeline, span),
                                         duration(span.length()))});
    for (const Time time : lane.cancelled)
        sentences.push_back({time, fmt::format("{} is asked to end (cancelled)", lane.name)});
    const std::string how = ending(lane);
    if (lane.has_ended || !how.empty())
        sentences.push_back(
            {lane.end, fmt::format("{} ends{}{}", lane.name, how.empty() ? "" : ": ", how)});
}

}  // namespace

std::vector<std::string> story(const Timeline& timeline, std::size_t most) {
    std::vector<Sentence> sentences;
    std::vector<bool> is_drawn(timeline.lanes.size());
    for (const DrawnLane& one : drawn_lanes(timeline, false)) {
        if (one.lane == nobody) {
            sentences.push_back(
                {timeline.length, fmt::format("{} more tasks did the same", one.more)});
            continue;
        }
        is_drawn[one.lane] = true;
        tell_lane(timeline, timeline.lanes[one.lane], sentences);
    }
    for (const Link& link : timeline.links)
        if (link.kind == LinkKind::message && is_drawn[link.from] && is_drawn[link.to])
            sentences.push_back(
                {link.received,
                 fmt::format("{} receives {} bytes from {}", timeline.lanes[link.to].name,
                             link.bytes, timeline.lanes[link.from].name)});
    sort_stably(sentences, &Sentence::time);
    std::vector<std::string> texts;
    for (const Sentence& sentence : sentences) {
        if (texts.size() == most) {
            texts.push_back(fmt::format("and {} sentences more", sentences.size() - most));
            break;
        }
        texts.push_back(fmt::format("{}: {}", duration(sentence.time), sentence.text));
    }
    return texts;
}

}  // namespace triptych::trace
