/// Catch2 2 or 3, whichever this system has, in one spelling: Contains (part of a text),
/// StartsWith, EndsWith, Equals and Approx are here, and no test names a namespace of Catch2's.
#pragma once

#include <string>

#ifdef TRIPTYCH_CATCH2_3
#include <catch2/catch_approx.hpp>
#include <catch2/catch_message.hpp>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_adapters.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using Catch::Approx;
#else
#include <catch2/catch.hpp>  // has Approx in the global namespace
#endif

using Catch::Matchers::EndsWith;
using Catch::Matchers::Equals;
using Catch::Matchers::StartsWith;

/// Matches a text that has `part` in it. Catch2 3 has given the name Contains to another matcher.
inline auto Contains(const std::string& part) {
#ifdef TRIPTYCH_CATCH2_3
    return Catch::Matchers::ContainsSubstring(part);
#else
    return Catch::Matchers::Contains(part);
#endif
}
