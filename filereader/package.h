#pragma once

#include <zip.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace verify::filereader {

/// What a file in Office Open XML is: an archive of parts. Of them only those that are asked for
/// are unpacked, up to a limit. The bytes must outlive it.
class Package {
 public:
  explicit Package(const std::string& bytes);
  bool good() const;
  /// Whether something was larger than what is read.
  bool too_large() const { return too_large_; }

  bool has(const std::string& name) const;
  /// Nothing where there is no such part, it is damaged, encrypted, or larger than what is read.
  std::optional<std::string> part(const std::string& name);
  /// Hands the part over piece by piece, until `take` says no. False where part() gives nothing.
  bool stream(const std::string& name, const std::function<bool(std::string_view)>& take);

 private:
  struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
  };
  std::unique_ptr<zip_t, Discard> archive_;
  std::size_t read_ = 0;
  bool too_large_ = false;
};

/// The name of a part as another of `folder` names it: relative to the folder, or from the root.
std::string part_name(std::string_view folder, const std::string& target);

}  // namespace verify::filereader
