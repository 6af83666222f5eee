# Every third-party library of the core, found once; the installed package finds the same list again.
find_package(PkgConfig REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(Threads REQUIRED)
set(verify_pkgconfig_modules libcurl gumbo icu-uc icu-i18n uchardet re2 libpsl libdeflate libisal libbrotlidec xlsxwriter)
pkg_check_modules(verify_deps REQUIRED IMPORTED_TARGET GLOBAL ${verify_pkgconfig_modules})
