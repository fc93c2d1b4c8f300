#include "explore/story/variable_names.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "explore/story/debug_information.hpp"

namespace triptych::explore {
namespace {

using nlohmann::json;
using Numbers = std::vector<std::uint64_t>;

constexpr std::uint64_t address_bits = (std::uint64_t{1} << 48) - 1;  // above: the process
constexpr std::uint64_t libraries_begin = 0x1000'0000;

class StackFrames {
public:
    explicit StackFrames(const json& story)
        : codes_(story["stacks"].get<std::vector<Numbers>>()),
          pointers_(story["stack_pointers"].get<std::vector<Numbers>>()) {}

    /// The variable there at the time when this stack was taken: of the function on whose frame it
    /// lay when a stack that has it was last taken.
    std::string name(const DebugInformation& debug, std::uint64_t address,
                     std::uint64_t number) const {
        for (std::size_t i = std::min<std::size_t>(number, pointers_.size()); i-- > 0;) {
            const Numbers& pointers = pointers_[i];
            // A function's frame ends where that of its caller begins.
            for (std::size_t frame = 0; frame + 1 < pointers.size(); ++frame)
                if (address >= pointers[frame] && address < pointers[frame + 1])
                    return debug.in_frame(codes_[i][frame],
                                          static_cast<std::int64_t>(address - pointers[frame + 1]));
        }
        return "";
    }

private:
    std::vector<Numbers> codes_;
    std::vector<Numbers> pointers_;
};

}  // namespace

void name_variables(json& story, const std::string& executable) {
    if (story["steps"].empty()) return;
    const DebugInformation debug{executable};
    const StackFrames stacks{story};
    for (json& step : story["steps"]) {
        const std::uint64_t address = step["object"].get<std::uint64_t>() & address_bits;
        const std::string name = address < libraries_begin
                                     ? debug.at_address(address)
                                     : stacks.name(debug, address, step["place"]);
        if (!name.empty()) step["name"] = name;
    }
}

std::string name_text(const json& step) {
    const std::string name = step.value("name", "");
    if (name.empty()) return "";
    const std::string kind = step["kind"];
    if (kind == "read" || kind == "acquire") return " from " + name;
    if (kind == "write") return " to " + name;
    if (kind == "wait" || kind.starts_with("notify")) return " on " + name;
    return (kind.find("lock") == std::string::npos ? " in " : " ") + name;
}

}  // namespace triptych::explore
