# SPDX-License-Identifier: Apache-2.0
# Finds Arrow and Parquet for C++: the pyarrow wheel, which has no CMake package and only versioned
# library names, or a system's Arrow. Looks, in this order, in Arrow_ROOT, CMAKE_PREFIX_PATH,
# build/deps, and the system. Makes the targets Arrow::arrow and Arrow::parquet; sets Arrow_FOUND and
# Arrow_VERSION.
find_path(Arrow_INCLUDE_DIR arrow/api.h
  HINTS "${VITRINE_DEPS_DIR}/python/pyarrow/include"
  PATH_SUFFIXES include pyarrow/include)

if(Arrow_INCLUDE_DIR)
  file(STRINGS "${Arrow_INCLUDE_DIR}/arrow/util/config.h" definitions REGEX "define ARROW_VERSION_(MAJOR|MINOR|PATCH) ")
  foreach(part MAJOR MINOR PATCH)
    string(REGEX REPLACE ".*ARROW_VERSION_${part} +([0-9]+).*" "\\1" ${part} "${definitions}")
  endforeach()
  set(Arrow_VERSION "${MAJOR}.${MINOR}.${PATCH}")
  # Arrow's libraries are named by 100 * major + minor.
  math(EXPR soversion "100 * ${MAJOR} + ${MINOR}")
endif()

foreach(name arrow parquet)
  # Beside the headers, so that headers and library are of one version.
  find_library(Arrow_${name}_LIBRARY NAMES ${name} lib${name}.so.${soversion} NAMES_PER_DIR
    HINTS "${Arrow_INCLUDE_DIR}/.." "${Arrow_INCLUDE_DIR}/../lib")
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Arrow
  REQUIRED_VARS Arrow_arrow_LIBRARY Arrow_parquet_LIBRARY Arrow_INCLUDE_DIR
  VERSION_VAR Arrow_VERSION)
mark_as_advanced(Arrow_INCLUDE_DIR Arrow_arrow_LIBRARY Arrow_parquet_LIBRARY)

if(Arrow_FOUND AND NOT TARGET Arrow::arrow)
  foreach(name arrow parquet)
    add_library(Arrow::${name} SHARED IMPORTED)
    set_target_properties(Arrow::${name} PROPERTIES
      IMPORTED_LOCATION "${Arrow_${name}_LIBRARY}"
      INTERFACE_INCLUDE_DIRECTORIES "${Arrow_INCLUDE_DIR}")
  endforeach()
  target_link_libraries(Arrow::parquet INTERFACE Arrow::arrow)
endif()
