#include "verify/file_bytes.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <thread>

#include "support/temp_folder.h"
#include "support/whole_file.h"

namespace verify {
namespace {

using namespace test;

TEST_CASE("a file is read whole up to the limit", "[base]") {
  const TempFolder temp;
  const auto file = temp.path() / "file";
  for (const std::size_t size : {0u, 1u, 65'535u, 65'536u, 65'537u, 300'000u}) {
    const std::string bytes(size, 'x');
    write_whole_file(file, bytes);
    CAPTURE(size);
    CHECK(read_file_bytes(file, 300'000) == bytes);
    CHECK(read_file_bytes(file, size) == bytes);
    if (size == 0) continue;
    const auto over = read_file_bytes(file, size - 1);
    REQUIRE_FALSE(over);
    CHECK(over.error().code == Error::Code::too_large);
  }
}

TEST_CASE("what cannot be read whole is not read", "[base]") {
  struct Row {
    const char* file;
    Error::Code code;
    const char* says;
  };
  const Row rows[] = {
      {"/nonexistent/file", Error::Code::not_found, "there is no such file"},
      {"/dev/null/file", Error::Code::not_found, "there is no such file"},
      {"/", Error::Code::unreadable, "cannot be read: Is a directory"},
      {"/proc/self/mem", Error::Code::unreadable, "cannot be read: Input/output error"},
      {"/dev/zero", Error::Code::too_large, "has more than the 1000 bytes that are read"},
  };
  for (const Row& row : rows) {
    const auto bytes = read_file_bytes(row.file, 1000);
    CAPTURE(row.file);
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().code == row.code);
    CHECK(bytes.error().describe() == row.file + std::string(": ") + row.says);
  }
}

TEST_CASE("a pipe is read to its end", "[base]") {
  const TempFolder temp;
  const auto pipe = temp.path() / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  const std::string bytes(200'000, 'x');
  std::thread writer([&] { write_whole_file(pipe, bytes); });
  CHECK(read_file_bytes(pipe, 1'000'000) == bytes);
  writer.join();
}

}  // namespace
}  // namespace verify
