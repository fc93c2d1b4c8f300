/// What is to be predicted, measured here.
#include "measured.hpp"

int main() {
    using namespace triptych::exercises;
    const auto times = measure(weather());
    std::printf("weather");
    for (std::size_t i = 0; i < models.size(); ++i)
        std::printf(" %s=%.3g", name_of(models[i]), times[i]);
    std::printf("\nthreads_and_coroutines %.2f\n", times[0] / times[2]);
    const auto pictures_took = measure(pictures());
    std::printf("coroutines_and_threads %.2f\n", pictures_took[2] / pictures_took[0]);
}
