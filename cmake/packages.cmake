# The libraries by the names that other projects use: triptych::threads, triptych::processes,
# triptych::coroutines, and triptych::common beneath them; by add_subdirectory, or once they are
# installed, by find_package(triptych COMPONENTS threads).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# triptych_package(NAME): makes the library triptych_NAME in this folder such a package, with the
# folder's headers.
function(triptych_package name)
  set(library triptych_${name})
  add_library(triptych::${name} ALIAS ${library})
  set_target_properties(${library} PROPERTIES EXPORT_NAME ${name})
  target_compile_features(${library} PUBLIC cxx_std_20)
  target_include_directories(${library} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/triptych>)
  target_link_libraries(${library} PRIVATE $<BUILD_INTERFACE:triptych_options>)
  install(TARGETS ${library} EXPORT triptych_${name} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(EXPORT triptych_${name} NAMESPACE triptych:: FILE ${name}.cmake
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/triptych)
  install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/triptych/${name}
    FILES_MATCHING PATTERN "*.hpp" PATTERN harness EXCLUDE
    PATTERN network EXCLUDE REGEX "(crawl|curl_multi|download)[.]hpp$" EXCLUDE)
endfunction()

write_basic_package_version_file(${PROJECT_BINARY_DIR}/triptychConfigVersion.cmake
  COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_SOURCE_DIR}/cmake/triptychConfig.cmake
  ${PROJECT_BINARY_DIR}/triptychConfigVersion.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/triptych)
