# What every target of this project is compiled with. Consumers of the installed target inherit
# nothing of it but the language level.
add_library(verify_options INTERFACE)
target_compile_features(verify_options INTERFACE cxx_std_23)
target_compile_options(verify_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                                -Wno-sign-conversion -Wnon-virtual-dtor
                                                # a designated initialiser leaves the rest to the defaults on purpose
                                                -Wno-missing-field-initializers)
# g++ 12 at -O3 sees overlaps and overflows in std::string's operator+ that are not there (GCC PR
# 105329, 105651).
target_compile_options(verify_options INTERFACE
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict;-Wno-stringop-overflow;-Wno-stringop-overread;-Wno-array-bounds>)
# clang tells of the deprecated functions that libstdc++ 12 uses itself.
target_compile_options(verify_options INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
# Quiet inside other builds: a newer compiler's warning must not stop a consumer. And what sanitizers put into the
# code makes g++ 12 see overlaps and uninitialised reads that are not there.
if(PROJECT_IS_TOP_LEVEL AND NOT (VERIFY_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL GNU))
  target_compile_options(verify_options INTERFACE -Werror)
endif()
if(VERIFY_SANITIZE)
  # g++ 12 fills pages with such reads in <regex> and <functional> (GCC PR 105562).
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  add_compile_options(-fsanitize=${VERIFY_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${VERIFY_SANITIZE})
endif()
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
