/// Whether a trace is what Chrome's Trace Event Format allows, and what a viewer needs.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace triptych::trace {

/// Returns the first fault; empty if there is none. Times are compared in whole nanoseconds.
inline std::string fault_of_perfetto(const nlohmann::json& document) {
    using Track = std::pair<std::int64_t, std::int64_t>;
    const auto nanoseconds = [](const nlohmann::json& value) {
        return static_cast<std::int64_t>(value.get<double>() * 1000 + 0.5);
    };
    std::map<Track, std::vector<std::pair<std::int64_t, std::int64_t>>> spans;
    std::map<std::string, std::vector<std::string>> open;  // asynchronous spans, by id
    std::map<std::string, std::int64_t> flows;
    std::map<Track, bool> named;
    for (const nlohmann::json& event : document.at("traceEvents")) {
        const std::string phase = event.at("ph");
        const std::string name = event.at("name");
        if (name.empty() || name.find("0x") != std::string::npos) return "no name: " + event.dump();
        const Track track{event.at("pid"), event.at("tid")};
        if (phase == "M") {
            named[track] = true;
            continue;
        }
        const std::int64_t time = nanoseconds(event.at("ts"));
        if (time < 0) return "before the beginning: " + event.dump();
        if (!named[track]) return "a track without a name: " + event.dump();
        if (phase == "X") spans[track].emplace_back(time, time + nanoseconds(event.at("dur")));
        if (phase == "b") open[event.at("id")].push_back(name);
        if (phase == "e") {
            auto& stack = open[event.at("id")];
            if (stack.empty() || stack.back() != name) return "does not nest: " + event.dump();
            stack.pop_back();
        }
        if (phase == "s") flows[event.at("id")] = time;
        if (phase == "f") {
            const auto begin = flows.find(event.at("id"));
            if (begin == flows.end()) return "a flow without beginning: " + event.dump();
            if (begin->second > time) return "a flow into the past: " + event.dump();
            flows.erase(begin);
        }
    }
    for (const auto& [id, stack] : open)
        if (!stack.empty()) return "without end: " + stack.back();
    if (!flows.empty()) return "a flow without end: " + flows.begin()->first;
    for (auto& [track, list] : spans) {
        std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first < b.first : a.second > b.second;
        });
        std::vector<std::int64_t> ends;
        for (const auto& [begin, end] : list) {
            while (!ends.empty() && ends.back() <= begin)
                ends.pop_back();
            if (!ends.empty() && end > ends.back()) return "spans that overlap";
            ends.push_back(end);
        }
    }
    return "";
}

}  // namespace triptych::trace
