# Runs PROGRAM, and fails unless it prints what the first comment of SOURCE shows: its lines that
# begin with `///` and five spaces.
file(STRINGS ${SOURCE} shown REGEX "^///     ")
list(TRANSFORM shown REPLACE "^///     " "")
list(JOIN shown "\n" shown)
if(shown STREQUAL "")
  message(FATAL_ERROR "${SOURCE} does not show what it prints")
endif()

execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE printed RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${PROGRAM} ended with ${result}")
endif()
if(NOT printed STREQUAL "${shown}\n")
  message(FATAL_ERROR "shown:\n${shown}\n\nprinted:\n${printed}")
endif()
