/// How many cooks: what you write.
#pragma once

#include <functional>

/// By Amdahl's law. `alone`: the share of the work that cannot be shared.
double speed_up(double alone, int cooks);

/// The fewest cooks that reach the speed-up; 0: no number does.
int cooks_for(double alone, double wanted);

/// Shops, and then cooks each meal once, in `cooks` threads. At least as many meals as cooks.
void cook_all(int meals, int cooks, const std::function<void()>& shop,
              const std::function<void(int)>& cook);
