# Writes OUT: the version and a digest of what decides about verdicts. Run by the build with ROOT,
# VERSION and OUT.
set(digests "")
foreach(folder libverify/src libverify/include probes filereader)
  file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${folder}/*.cpp ${ROOT}/${folder}/*.h)
  list(SORT files)
  foreach(name IN LISTS files)
    file(SHA256 ${ROOT}/${name} digest)
    string(APPEND digests "${name} ${digest}\n")
  endforeach()
endforeach()
string(SHA256 digest "${digests}")
string(SUBSTRING ${digest} 0 12 digest)
file(WRITE ${OUT} "// Written by cmake/EngineVersion.cmake.
#include \"verify/engine.h\"

namespace verify {

std::string_view engine_version() {
  return \"${VERSION}+${digest}\";
}

}  // namespace verify
")
