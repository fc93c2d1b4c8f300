# What fetches from the web: `triptych crawl` and `triptych download`, where libcurl, gumbo and OpenSSL are
# installed; elsewhere they say what to install. It is a library beside the three, so that those who use
# them need none of these. common/network links, parses and writes, the models wait; nothing else includes
# the three libraries.
find_package(CURL 7.85)
find_package(OpenSSL COMPONENTS Crypto)
find_path(GUMBO_INCLUDE_DIR gumbo.h)
find_library(GUMBO_LIBRARY gumbo)
mark_as_advanced(GUMBO_INCLUDE_DIR GUMBO_LIBRARY)
if(NOT CURL_FOUND OR NOT OPENSSL_FOUND OR NOT GUMBO_INCLUDE_DIR OR NOT GUMBO_LIBRARY)
  message(STATUS "triptych crawl and download are left out: install libcurl4-openssl-dev, libgumbo-dev and libssl-dev")
  return()
endif()

add_library(triptych_network
  common/network/answer.cpp
  common/network/crawl.cpp
  common/network/curl_handle.cpp
  common/network/download.cpp
  common/network/download_list.cpp
  common/network/fetch.cpp
  common/network/links.cpp
  common/network/partial_file.cpp
  common/network/retry.cpp
  common/network/sha256.cpp
  common/network/tally.cpp
  coroutines/crawl.cpp
  coroutines/download.cpp
  coroutines/primitives/curl_multi.cpp
  processes/crawl.cpp
  processes/download.cpp
  threads/crawl.cpp
  threads/download.cpp)
target_include_directories(triptych_network SYSTEM PRIVATE ${GUMBO_INCLUDE_DIR})
target_link_libraries(triptych_network
  PUBLIC triptych_options triptych_threads triptych_processes triptych_coroutines
  PRIVATE CURL::libcurl OpenSSL::Crypto ${GUMBO_LIBRARY})
target_precompile_headers(triptych_network REUSE_FROM triptych_common)
