#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/error.h"
#include "verify/json_text.h"

namespace verify {

/// The border at which JSON of ours enters: applications, packs, lexicons, configurations. Bounded
/// in size and depth, duplicate keys refused, every fault with its line and JSON pointer.
class JsonBorder {
 public:
  static constexpr std::size_t kMaxDepth = 64;
  static constexpr std::size_t kMaxErrors = 20;

  JsonBorder(std::string_view text, std::string file, std::size_t max_bytes);

  /// Null when the text is not JSON at all; errors() then says why.
  const nlohmann::json* root() const { return parsed_ ? &root_ : nullptr; }
  bool ok() const { return errors_.empty(); }
  std::vector<Error>& errors() { return errors_; }

  /// Records a fault at a place. Only the first kMaxErrors are kept.
  void fail(const std::string& pointer, std::string message,
            Error::Code code = Error::Code::schema);

 private:
  std::string_view text_;
  std::string file_;
  nlohmann::json root_;
  bool parsed_ = false;
  std::vector<Error> errors_;
};

/// A value inside a JsonBorder with the pointer to it. Reading what is not there or has another
/// type records a fault and gives nothing, so that one pass finds all faults. A view: cheap to
/// copy, does not outlive the border.
class JsonView {
 public:
  JsonView(JsonBorder& border, const nlohmann::json& value, std::string pointer)
      : border_(&border), value_(&value), pointer_(std::move(pointer)) {}

  const std::string& pointer() const { return pointer_; }
  const nlohmann::json& value() const { return *value_; }
  void fail(std::string message) const { border_->fail(pointer_, std::move(message)); }

  /// Whether this is an object with no other keys than these; says what is wrong.
  bool is_object(std::initializer_list<std::string_view> keys) const;
  bool is_object() const;
  /// The members of an object in the order of the text's keys sorted; nothing for other types.
  std::vector<std::pair<std::string, JsonView>> members() const;
  /// The elements of an array; a fault when it is none.
  std::vector<JsonView> items() const;

  /// A member; nothing when absent or null. `require` makes absence a fault.
  std::optional<JsonView> get(std::string_view key) const;
  std::optional<JsonView> require(std::string_view key, std::string_view what) const;

  std::optional<std::string> text() const;  ///< a string that is not blank
  std::optional<bool> boolean() const;
  std::optional<double> number(double low, double high) const;
  std::optional<std::int64_t> integer(std::int64_t low, std::int64_t high) const;
  /// One of these words.
  std::optional<std::string> word(std::initializer_list<std::string_view> words,
                                  bool any_case = false) const;
  std::vector<std::string> texts() const;  ///< an array of strings that are not blank

 private:
  std::string type_name() const;
  JsonBorder* border_;
  const nlohmann::json* value_;
  std::string pointer_;
};

}  // namespace verify
