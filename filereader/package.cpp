#include "package.h"

namespace verify::filereader {
namespace {

constexpr zip_int64_t kMaxEntries = 20'000;
constexpr std::size_t kMaxPart = 4u << 20;    // bytes of one part that is wanted whole, unpacked
constexpr std::size_t kMaxParts = 64u << 20;  // of all that are read

}  // namespace

Package::Package(const std::string& bytes) {
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  if (source == nullptr) return;
  archive_.reset(zip_open_from_source(source, ZIP_RDONLY, nullptr));
  if (archive_ == nullptr) zip_source_free(source);
}

bool Package::good() const {
  return archive_ != nullptr && zip_get_num_entries(archive_.get(), 0) <= kMaxEntries;
}

bool Package::has(const std::string& name) const {
  return zip_name_locate(archive_.get(), name.c_str(), 0) >= 0;
}

std::optional<std::string> Package::part(const std::string& name) {
  std::string out;
  const bool whole = stream(name, [&](std::string_view piece) {
    out += piece;
    too_large_ = too_large_ || out.size() > kMaxPart;
    return !too_large_;
  });
  return whole ? std::optional(std::move(out)) : std::nullopt;
}

bool Package::stream(const std::string& name, const std::function<bool(std::string_view)>& take) {
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
      zip_fopen(archive_.get(), name.c_str(), 0), &zip_fclose);
  if (file == nullptr) return false;
  char buffer[64 << 10];
  for (zip_int64_t got = 0; (got = zip_fread(file.get(), buffer, sizeof buffer)) != 0;) {
    if (got < 0) return false;
    read_ += static_cast<std::size_t>(got);
    too_large_ = too_large_ || read_ > kMaxParts;
    if (too_large_ || !take({buffer, static_cast<std::size_t>(got)})) return false;
  }
  return true;
}

std::string part_name(std::string_view folder, const std::string& target) {
  return target.starts_with('/') ? target.substr(1) : std::string(folder) + target;
}

}  // namespace verify::filereader
