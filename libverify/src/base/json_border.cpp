#include "base/json_border.h"

#include <algorithm>

#include "base/text.h"

namespace verify {
namespace {

using nlohmann::json;

constexpr int kNumberOverflow = 406;  // the library's own number of that fault

// "[json.exception…] parse error at line 1, column 2: what is wrong": the place is ours to give.
std::string_view without_place(std::string_view message) {
  const std::size_t colon = message.find(": ");
  return colon == message.npos ? message : message.substr(colon + 2);
}

// Walks over the text for the parser, which does not say how far it is.
class CountedText {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountedText(const char* at, std::size_t& count) : at_(at), count_(&count) {}
  reference operator*() const { return *at_; }
  CountedText& operator++() {
    ++at_, ++*count_;
    return *this;
  }
  CountedText operator++(int) {
    const CountedText before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountedText& other) const { return at_ == other.at_; }

 private:
  const char* at_;
  std::size_t* count_;
};

// Builds the document and looks it over on the way: depth, duplicate keys, syntax.
class Builder final : public nlohmann::json_sax<json> {
 public:
  // Walks over `text` and counts in `at`.
  bool parse(std::string_view text) {
    return json::sax_parse(CountedText(text.data(), at), CountedText(text.data() + text.size(), at),
                           this);
  }

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t&) override { return put(value); }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return false; }  // JSON has none
  bool start_object(std::size_t) override { return open(json::object()); }
  bool start_array(std::size_t) override { return open(json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    key_ = std::move(name);
    if (!open_.back()->contains(key_)) return true;
    problem = "the key \"" + shorten(key_, 60) + "\" is given twice in one object";
    return false;
  }

  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception& error) override {
    at = position;
    // What it quotes stands as it is in the text, which need not be UTF-8.
    problem =
        error.id == kNumberOverflow
            ? "the number " + shorten(token, 60) + " is larger than any that is read"
            : "not valid JSON: " + shorten(replace_invalid_utf8(without_place(error.what())), 300);
    return false;
  }

  json root;
  std::string problem;
  std::size_t at = 0;

 private:
  // Only the innermost container grows, so that those that are open stay where they are.
  json& add(json value) {
    if (open_.empty()) return root = std::move(value);
    json& container = *open_.back();
    if (container.is_object()) return container[key_] = std::move(value);
    container.push_back(std::move(value));
    return container.back();
  }
  bool put(json value) {
    add(std::move(value));
    return true;
  }
  bool open(json container) {
    if (open_.size() == JsonBorder::kMaxDepth) {
      problem = "nested deeper than " + std::to_string(JsonBorder::kMaxDepth) + " levels";
      return false;
    }
    open_.push_back(&add(std::move(container)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  std::vector<json*> open_;
  std::string key_;
};

std::string in_quotes(std::string_view word) {
  return "\"" + shorten(word, 60) + "\"";
}

std::string join_words(std::initializer_list<std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

}  // namespace

JsonBorder::JsonBorder(std::string_view text, std::string file, std::size_t max_bytes)
    : text_(text), file_(std::move(file)) {
  if (text_.size() > max_bytes) {
    errors_.push_back({Error::Code::too_large,
                       "the file has " + std::to_string(text_.size()) + " bytes; at most " +
                           std::to_string(max_bytes) + " are read",
                       file_});
    return;
  }
  Builder builder;
  parsed_ = builder.parse(text_);
  // The parser takes a NUL byte for the end; within the value it refuses one itself.
  if (const std::size_t nul = text_.find('\0'); parsed_ && nul != text_.npos) {
    parsed_ = false;
    builder.at = nul + 1;
    builder.problem = "not valid JSON: a NUL byte after the value; expected end of input";
  }
  if (parsed_) {
    root_ = std::move(builder.root);
    return;
  }
  const auto end = text_.begin() + static_cast<std::ptrdiff_t>(std::min(builder.at, text_.size()));
  const int line = builder.at == 0 ? 0 : 1 + static_cast<int>(std::count(text_.begin(), end, '\n'));
  errors_.push_back({Error::Code::syntax, builder.problem, file_, line});
}

void JsonBorder::fail(const std::string& pointer, std::string message, Error::Code code) {
  if (errors_.size() >= kMaxErrors) return;
  errors_.push_back({code, std::move(message), file_, json_line_of(text_, pointer), pointer});
}

Result<void> check_json(std::string_view text, const std::string& file) {
  JsonBorder border(text, file, text.size());
  if (!border.ok()) return std::unexpected(std::move(border.errors().front()));
  return {};
}

std::string JsonView::type_name() const {
  return value_->is_null() ? "null"
                           : std::string(value_->is_array()     ? "an array"
                                         : value_->is_object()  ? "an object"
                                         : value_->is_string()  ? "a string"
                                         : value_->is_boolean() ? "true or false"
                                                                : "a number");
}

bool JsonView::is_object() const {
  if (value_->is_object()) return true;
  fail("expected an object, found " + type_name());
  return false;
}

bool JsonView::is_object(std::initializer_list<std::string_view> keys) const {
  if (!is_object()) return false;
  bool known = true;
  for (const auto& [key, member] : value_->items()) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    border_->fail(pointer_ + "/" + pointer_token(key),
                  "unknown key " + in_quotes(key) + "; known are " + join_words(keys));
    known = false;
  }
  return known;
}

std::vector<std::pair<std::string, JsonView>> JsonView::members() const {
  std::vector<std::pair<std::string, JsonView>> out;
  if (!value_->is_object()) return out;
  for (const auto& [key, member] : value_->items())
    out.emplace_back(key, JsonView(*border_, member, pointer_ + "/" + pointer_token(key)));
  return out;
}

std::vector<JsonView> JsonView::items() const {
  std::vector<JsonView> out;
  if (!value_->is_array()) {
    fail("expected an array, found " + type_name());
    return out;
  }
  for (std::size_t i = 0; i < value_->size(); ++i)
    out.emplace_back(*border_, (*value_)[i], pointer_ + "/" + std::to_string(i));
  return out;
}

std::optional<JsonView> JsonView::get(std::string_view key) const {
  if (!value_->is_object()) return std::nullopt;
  const auto it = value_->find(key);
  if (it == value_->end() || it->is_null()) return std::nullopt;
  return JsonView(*border_, *it, pointer_ + "/" + pointer_token(key));
}

std::optional<JsonView> JsonView::require(std::string_view key, std::string_view what) const {
  auto member = get(key);
  if (!member && value_->is_object())
    fail("the key " + in_quotes(key) + " is missing: " + std::string(what));
  return member;
}

std::optional<std::string> JsonView::text() const {
  if (!value_->is_string()) {
    fail("expected a string, found " + type_name());
    return std::nullopt;
  }
  const auto& text = value_->get_ref<const std::string&>();
  if (!trim(text).empty()) return text;
  fail("expected a string that is not empty");
  return std::nullopt;
}

std::optional<bool> JsonView::boolean() const {
  if (value_->is_boolean()) return value_->get<bool>();
  fail("expected true or false, found " + type_name());
  return std::nullopt;
}

std::optional<double> JsonView::number(double low, double high) const {
  if (value_->is_number() && value_->get<double>() >= low && value_->get<double>() <= high)
    return value_->get<double>();
  fail("expected a number from " + json(low).dump() + " to " + json(high).dump());
  return std::nullopt;
}

std::optional<std::int64_t> JsonView::integer(std::int64_t low, std::int64_t high) const {
  const bool fits = value_->is_number_integer() &&
                    !(value_->is_number_unsigned() &&
                      value_->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX));
  if (fits && value_->get<std::int64_t>() >= low && value_->get<std::int64_t>() <= high)
    return value_->get<std::int64_t>();
  fail("expected a whole number from " + std::to_string(low) + " to " + std::to_string(high));
  return std::nullopt;
}

std::optional<std::string> JsonView::word(std::initializer_list<std::string_view> words,
                                          bool any_case) const {
  if (value_->is_string()) {
    const auto& text = value_->get_ref<const std::string&>();
    for (const std::string_view word : words)
      if (any_case ? ascii_iequals(text, word) : text == word) return std::string(word);
    fail("expected one of " + join_words(words) + ", found " + in_quotes(text));
  } else {
    fail("expected one of " + join_words(words) + ", found " + type_name());
  }
  return std::nullopt;
}

std::vector<std::string> JsonView::texts() const {
  std::vector<std::string> out;
  for (const JsonView& item : items())
    if (auto text = item.text()) out.push_back(std::move(*text));
  return out;
}

}  // namespace verify
