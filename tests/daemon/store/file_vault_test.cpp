#include "daemon/store/file_vault.h"

#include <algorithm>
#include <fstream>

#include "daemon/store/file_limit.h"
#include "daemon/store/retention.h"
#include "daemon/store/store_world.h"
#include "daemon/support/delivery_store.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::daemon::test;
namespace fs = std::filesystem;

namespace {

// FIPS 180-4's own example.
const std::string kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

FileVault vault_in(const fs::path& folder) {
  auto vault = FileVault::open(folder);
  if (!vault) throw std::runtime_error(vault.error().describe());
  return *vault;
}

std::vector<fs::path> scratch_of(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder / "scratch")) out.push_back(entry.path());
  return out;
}

}  // namespace

TEST_CASE("a file is kept under the digest of its bytes", "[daemon][vault]") {
  const verify::test::TempFolder folder;
  FileVault vault = vault_in(folder.path() / "files");
  CHECK(vault.put("abc") == kAbc);
  CHECK(vault.put("abc") == kAbc);
  CHECK(vault.has(kAbc));
  CHECK(vault.read(kAbc) == "abc");
  CHECK(vault.path_of(kAbc) == folder.path() / "files" / "ba" / kAbc);

  const fs::path written = vault.scratch("evidence");
  CHECK(written != vault.scratch("evidence"));
  std::ofstream(written) << "the whole file";
  const auto digest = vault.adopt(written);
  REQUIRE(digest);
  CHECK_FALSE(fs::exists(written));
  CHECK(vault.read(*digest) == "the whole file");
  CHECK(vault.put("")->size() == 64);

  CHECK(vault.entries().size() == 3);
  CHECK(scratch_of(folder.path() / "files").empty());
  vault.remove(kAbc);
  CHECK_FALSE(vault.has(kAbc));
  CHECK_FALSE(vault.read(kAbc));
  vault.remove(kAbc);
}

TEST_CASE("what is no digest names no file", "[daemon][vault]") {
  const verify::test::TempFolder folder;
  FileVault vault = vault_in(folder.path());
  const std::string upper = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";
  for (const std::string& name :
       {std::string(), std::string("../../etc/passwd"), upper, kAbc + "0", std::string(64, '/')}) {
    INFO(name);
    CHECK(vault.path_of(name).empty());
    CHECK_FALSE(vault.has(name));
    CHECK_FALSE(vault.read(name));
    vault.remove(name);
  }
}

TEST_CASE("what an interrupted write left is removed when a daemon begins", "[daemon][vault]") {
  const verify::test::TempFolder folder;
  {
    FileVault vault = vault_in(folder.path());
    REQUIRE(vault.put("abc"));
    std::ofstream(vault.scratch("half")) << "ha";
    fs::create_directories(vault.scratch("folder") / "x");
  }
  CHECK(scratch_of(folder.path()).size() == 2);
  FileVault vault = vault_in(folder.path());
  CHECK(scratch_of(folder.path()).size() == 2);  // another process may still write
  vault.clear_scratch();
  CHECK(scratch_of(folder.path()).empty());
  CHECK(vault.has(kAbc));
}

TEST_CASE("a vault that cannot be written says so and leaves nothing", "[daemon][vault]") {
  const verify::test::TempFolder folder;
  FileVault vault = vault_in(folder.path() / "files");
  {
    const FileLimit limit(10'000);
    const auto failed = vault.put(std::string(20'000, 'x'));
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == Error::Code::unreadable);
    CHECK(vault.put("abc"));  // that fits
    CHECK(vault.trouble() == "cannot be written: File too large");
  }
  CHECK_FALSE(vault.trouble());
  CHECK(vault.entries().size() == 1);
  CHECK(scratch_of(folder.path() / "files").empty());
  CHECK_FALSE(vault.adopt(folder.path() / "none"));
  std::ofstream(folder.path() / "file") << "x";
  CHECK_FALSE(FileVault::open(folder.path() / "file"));

  // A file that cannot be taken over stays where it was.
  const fs::path own = folder.path() / "own";
  std::ofstream(own) << "abc";
  fs::remove_all(folder.path() / "files" / "ba");
  std::ofstream(folder.path() / "files" / "ba") << "in the way";
  CHECK_FALSE(vault.adopt(own));
  CHECK(verify::test::read_whole_file(own) == "abc");
}

TEST_CASE("a file that was put again is not removed for what it was before", "[daemon][vault]") {
  const verify::test::TempFolder folder;
  FileVault vault = vault_in(folder.path());
  REQUIRE(vault.put("abc"));
  const auto listed = vault.entries().at(0);
  CHECK_FALSE(vault.remove_untouched(listed, std::chrono::hours(1)));  // it is new
  fs::last_write_time(vault.path_of(kAbc), fs::file_time_type::clock::now() + kHour);
  CHECK_FALSE(vault.remove_untouched(listed, Duration{}));  // it is another one now
  CHECK(vault.remove_untouched(vault.entries().at(0), Duration{}));
  CHECK_FALSE(vault.has(kAbc));
}

// Each row: files by one letter, what is referred to, and what goes.
TEST_CASE("what retention drops", "[daemon][retention]") {
  struct File {
    const char* name;
    std::uint64_t bytes;
    Duration age;  // since it was written
  };
  struct Reference {
    const char* name;
    Duration age;  // since it was used
    bool live;
  };
  struct Row {
    const char* name;
    std::vector<File> files;
    std::vector<Reference> references;
    std::string dropped_references, dropped_files;
  };
  const Row rows[] = {
      {"nothing", {}, {}, "", ""},
      {"young and fitting", {{"a", 9, kDay}}, {{"a", kDay, false}}, "", ""},
      {"too old",
       {{"a", 9, 99 * kDay}, {"b", 9, kDay}},
       {{"a", 11 * kDay, false}, {"b", kDay, false}},
       "a",
       "a"},
      {"old, and used lately", {{"a", 9, 99 * kDay}}, {{"a", kDay, false}}, "", ""},
      {"too old and live", {{"a", 9, 99 * kDay}}, {{"a", 99 * kDay, true}}, "", ""},
      {"too much: the longest unused goes first",
       {{"a", 60, kDay}, {"b", 60, kDay}, {"c", 30, kDay}},
       {{"a", 2 * kDay, false}, {"b", 3 * kDay, false}, {"c", 1 * kDay, false}},
       "b",
       "b"},
      {"too much of what is live: the rest goes",
       {{"a", 900, kDay}, {"b", 10, kDay}},
       {{"a", 9 * kDay, true}, {"b", kDay, false}},
       "b",
       "b"},
      {"an orphan", {{"a", 9, 2 * kHour}}, {}, "", "a"},
      {"a young orphan", {{"a", 9, kHour}}, {}, "", ""},
      {"an orphan of the future", {{"a", 9, -kDay}}, {}, "", ""},
      {"orphans do not make others go",
       {{"a", 999, kMinute}, {"b", 50, kDay}},
       {{"b", kDay, false}},
       "",
       ""},
      {"a reference without a file", {}, {{"a", 99 * kDay, false}}, "", ""},
  };
  const RetentionRules rules = {.keep = 10 * kDay, .keep_bytes = 100, .orphan = kHour};
  for (const Row& row : rows) {
    INFO(row.name);
    std::vector<FileVault::Entry> entries;
    for (const File& file : row.files)
      entries.push_back({.digest = file.name, .bytes = file.bytes, .modified = kStart - file.age});
    std::vector<Store::Referred> referred;
    for (const Reference& one : row.references)
      referred.push_back({.digest = one.name, .last_used = kStart - one.age, .live = one.live});
    const Discard discard = to_discard(entries, referred, rules, kStart, kStart);
    std::string references, files;
    for (const std::string& digest : discard.references) references += digest;
    for (const auto& entry : discard.files) files += entry.digest;
    CHECK(references == row.dropped_references);
    CHECK(files == row.dropped_files);
  }
}

// Each row: how long ago anything was used when the daemon starts, and how far back it believes.
TEST_CASE("a clock that is far ahead at the start is not believed", "[daemon][retention]") {
  const RetentionRules rules = {.keep = 10 * kDay};
  struct Row {
    std::vector<Duration> used;
    Duration believed_back;
  };
  const Row rows[] = {{{}, Duration{}},
                      {{kDay, 99 * kDay}, Duration{}},
                      {{10 * kDay}, Duration{}},
                      {{99 * kDay, 11 * kDay}, 11 * kDay},
                      {{-kDay}, Duration{}}};
  for (const Row& row : rows) {
    std::vector<Store::Referred> referred;
    for (const Duration used : row.used)
      referred.push_back({.digest = "a", .last_used = kStart - used, .live = false});
    CHECK(credible_start(referred, rules, kStart) == kStart - row.believed_back);
  }
}

// A run whose files nothing stands on any more, and one that is live.
TEST_CASE("a clock that jumps ahead makes no history old", "[daemon][retention]") {
  const verify::test::TempFolder folder;
  const auto store = opened();
  add_partner(*store, "a");
  FileVault vault = vault_in(folder.path());
  for (const char* bytes : {"first", "second"}) {
    RunResult result = result_of(leased(*store, "a"));
    result.evidence = *vault.put(bytes);
    result.report = *vault.put(std::string("report of the ") + bytes);
    REQUIRE(store->finish(result));
  }
  const Instant now = kStart + kDay, ahead = now + 9999 * kDay;
  CHECK(discard_files(*store, vault, {}, now).references == 0);
  CHECK(discard_files(*store, vault, {}, ahead).references == 0);
  CHECK(discard_files(*store, vault, {}, now).references == 0);
  FileVault after_restart = vault_in(folder.path());
  CHECK(discard_files(*store, after_restart, {}, ahead).references == 0);
  // What takes too much room goes all the same.
  CHECK(discard_files(*store, vault, {.keep_bytes = 0}, ahead).references == 2);
}

namespace {

// Has many references to let go, and keeps how many at a time.
struct ReferringStore : verify::test::DeliveryStore {
  std::vector<Referred> referred;
  std::vector<std::size_t> dropped;
  std::vector<Referred> referred_files() override { return referred; }
  void drop_evidence(const std::vector<std::string>& digests) override {
    dropped.push_back(digests.size());
  }
};

}  // namespace

TEST_CASE("references go a part at a time, so that others can write in between",
          "[daemon][retention]") {
  const verify::test::TempFolder folder;
  FileVault vault = vault_in(folder.path());
  ReferringStore store;
  fs::create_directory(folder.path() / "ab");
  for (int i = 0; i < 250; ++i) {
    const std::string digest = "ab" + std::to_string(1000 + i) + std::string(58, '0');
    std::ofstream(folder.path() / "ab" / digest) << i;
    store.referred.push_back({.digest = digest, .last_used = kStart, .live = false});
  }
  CHECK(discard_files(store, vault, {.keep_bytes = 0}, kStart).references == 250);
  CHECK(store.dropped == std::vector<std::size_t>{100, 100, 50});
}

TEST_CASE("files go after their references", "[daemon][retention]") {
  const verify::test::TempFolder folder;
  const auto store = opened();
  add_partner(*store, "a");
  std::vector<Run> runs;
  std::string orphan;
  {
    FileVault vault = vault_in(folder.path());
    for (const char* bytes : {"first", "second"}) {
      RunResult result = result_of(leased(*store, "a"));
      result.finished_at = kStart + 9000 * kDay * static_cast<int>(runs.size());
      result.evidence = *vault.put(bytes);
      result.report = *vault.put(std::string("report of the ") + bytes);
      REQUIRE(store->finish(result));
      runs.push_back(*store->run(result.run));
    }
    orphan = *vault.put("nobody's");
    // This process put them just now, whatever the clock says; only the references are old.
    const Discarded early = discard_files(*store, vault, {}, kStart + 9999 * kDay);
    CHECK(early.references == 2);
    CHECK(early.files == 0);
  }
  FileVault vault = vault_in(folder.path());
  const Instant later = system_clock().now() + 400 * kDay;
  const Discarded done = discard_files(*store, vault, {}, later);
  CHECK(done.references == 0);
  CHECK(done.files == 3);
  CHECK_FALSE(vault.has(orphan));
  CHECK_FALSE(vault.has(runs[0].evidence));
  CHECK(vault.has(runs[1].evidence));  // the verdict stands on it
  CHECK(vault.has(runs[1].report));
  CHECK(store->run(runs[0].id)->evidence.empty());
  CHECK(store->run(runs[0].id)->report.empty());
  CHECK(discard_files(*store, vault, {}, later).files == 0);
}
