#include "exercise.hpp"
#include "exercises/support/check.hpp"
#include "measured.hpp"

namespace triptych::exercises {
namespace {

constexpr double tolerance = 1.5;

void chooses(const Work& work, const std::string& name) {
    const Model chosen = choose(work);
    const auto times = measure(work);
    const double best = *std::ranges::min_element(times);
    double own = 0;
    std::string text;
    for (std::size_t i = 0; i < models.size(); ++i) {
        text += (i == 0 ? "" : ", ") + std::string{name_of(models[i])} + " " + in_ms(times[i]);
        if (models[i] == chosen) own = times[i];
    }
    expect(own <= tolerance * best, name + ": " + text + "; you chose " + name_of(chosen),
           "costly_model");
}

void of_weather() {
    chooses(weather(), "weather");
}

void of_pictures() {
    chooses(pictures(), "pictures");
}

void of_plug_ins() {
    chooses(plug_ins(), "plug_ins");
}

void of_new_work() {
    chooses({150, 1, 0.001, false, static_cast<int>(cores_allowed())},
            "150 tasks that wait 1 ms and compute 0.001 ms");
    chooses({20, 2, 0, true, static_cast<int>(cores_allowed())},
            "20 tasks that wait 2 ms and may crash");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "the model for weather takes little time", .run = of_weather},
        {.name = "the model for pictures takes little time", .run = of_pictures},
        {.name = "the model for plug_ins survives a crash", .run = of_plug_ins},
        {.name = "the rule finds the model for new work", .run = of_new_work},
    };
}

}  // namespace triptych::exercises
