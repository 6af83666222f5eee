# Every third-party library of the core, found once. Also used by the installed package, so that a
# consumer of the static library links the same list.
find_package(PkgConfig REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(verify_deps REQUIRED IMPORTED_TARGET GLOBAL
  libcurl gumbo icu-uc icu-i18n uchardet re2 libpsl libdeflate libbrotlidec)
