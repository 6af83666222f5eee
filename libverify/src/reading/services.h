#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reading/tokens.h"

namespace verify {

/// One service of AWS as the lexicon names it.
struct Service {
  std::string name;  ///< the canonical one
  bool ml = false;
};

/// AWS or one of its services, named in a text.
struct ServiceHit {
  static constexpr std::uint32_t kPlatform = ~0U;  ///< AWS itself
  std::uint32_t service = kPlatform;
  std::uint32_t begin = 0;  ///< in the folded text
  std::uint32_t end = 0;
  /// The words mean a service only where AWS is spoken of near by: "Glue", "Batch".
  bool needs_context = false;
};

/// The names of AWS and its services, found by whole words in any script.
class ServiceNames {
 public:
  void add_platform(std::string_view name);
  std::uint32_t add_service(Service service);
  void add_name(std::uint32_t service, std::string_view name, bool needs_context);
  bool knows(std::string_view name) const;

  const Service& service(std::uint32_t index) const { return services_[index]; }
  std::size_t size() const { return services_.size(); }

  /// All names in a text, the longest at each place. `folded` and `tokens` are of one text.
  std::vector<ServiceHit> find(std::string_view folded, const std::vector<Token>& tokens) const;

 private:
  struct Entry {
    std::vector<std::string> words;
    std::uint32_t service = ServiceHit::kPlatform;
    bool needs_context = false;
  };
  void insert(std::uint32_t service, std::string_view name, bool needs_context);

  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::vector<Service> services_;
  std::unordered_map<std::string, std::vector<Entry>, Hash, std::equal_to<>> by_first_word_;
};

}  // namespace verify
