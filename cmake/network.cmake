# What fetches web pages: `triptych crawl`, where libcurl and gumbo are installed; elsewhere it says what
# to install. It is a library beside the three, so that those who use them need neither. common/network
# links and parses, the models wait; nothing else includes the two libraries.
find_package(CURL 7.85)
find_path(GUMBO_INCLUDE_DIR gumbo.h)
find_library(GUMBO_LIBRARY gumbo)
mark_as_advanced(GUMBO_INCLUDE_DIR GUMBO_LIBRARY)
if(NOT CURL_FOUND OR NOT GUMBO_INCLUDE_DIR OR NOT GUMBO_LIBRARY)
  message(STATUS "triptych crawl is left out: install libcurl4-openssl-dev and libgumbo-dev")
  return()
endif()

add_library(triptych_network
  common/network/crawl.cpp
  common/network/fetch.cpp
  common/network/links.cpp
  coroutines/crawl.cpp
  coroutines/primitives/curl_multi.cpp
  processes/crawl.cpp
  threads/crawl.cpp)
target_include_directories(triptych_network SYSTEM PRIVATE ${GUMBO_INCLUDE_DIR})
target_link_libraries(triptych_network
  PUBLIC triptych_options triptych_threads triptych_processes triptych_coroutines
  PRIVATE CURL::libcurl ${GUMBO_LIBRARY})
target_precompile_headers(triptych_network REUSE_FROM triptych_common)
