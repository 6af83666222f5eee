#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "page/tree_sketch.h"

namespace verify {

/// One tag or run of text as it stands in the page. Views point into the page.
struct TagToken {
  enum class Kind : std::uint8_t {
    text,      ///< in the data state (character references not resolved) or a CDATA section
    raw_text,  ///< of the element `key`: title, textarea, script, style …
    start_tag,
    end_tag,
    nameless_end_tag,  ///< "</>", which means nothing
  };
  Kind kind = Kind::text;
  std::string_view whole;  ///< from '<' to '>', or the text
  std::string_view name;   ///< as written
  TagKey key = 0;
  std::uint32_t traits = 0;  ///< 0 for a foreign element
  bool self_closing = false;
  bool foreign = false;  ///< makes an svg or math element, or ends one
  bool cdata = false;    ///< text without character references
  TreeSketch::Fate fate = TreeSketch::Fate::kept;
  std::size_t attribute_count = 0;  ///< as written, duplicates and those past the cap included
  std::size_t attributes_cut = 0;   ///< offset in the page of the first attribute past the cap
};

/// The tags of a page by WHATWG HTML section 13.2.5, with as much of tree construction (TreeSketch)
/// as decides how the next bytes are read. Linear, allocates nothing per tag, total on any bytes.
class TagTokenizer {
 public:
  static constexpr std::size_t kMaxAttributes = 256;
  static constexpr std::size_t kMaxComments = 80'000;
  struct Attribute {
    std::string_view name;   ///< as written
    std::string_view value;  ///< as written, without its quotes
  };

  explicit TagTokenizer(std::string_view html) : html_(html) {}

  /// Moves to the next token; false at the end of the page.
  bool next();
  const TagToken& token() const { return token_; }
  /// The first kMaxAttributes attributes of a start tag, in order, duplicates included.
  std::span<const Attribute> attributes() const { return std::span(attributes_).first(stored_); }
  /// The first attribute of this name (lower case), null when there is none.
  const Attribute* find(std::string_view name) const;
  const TreeSketch& tree() const { return tree_; }
  /// At the end of the page: a tag that it ends in, which is none and may have any number of
  /// attributes.
  std::string_view unfinished_tag() const { return unfinished_; }
  /// Offset in the page of the first comment or declaration past kMaxComments; 0 before it is met.
  std::size_t comments_cut() const { return comments_cut_; }

 private:
  enum class Raw : std::uint8_t { none, text, rcdata, script, plaintext };

  bool read_text();
  void note_visible_text();
  void read_nameless_end_tag();
  bool read_raw();
  std::size_t find_markup(std::size_t from) const;
  std::size_t find_raw_end() const;
  std::size_t find_script_end() const;
  bool is_end_tag_at(std::size_t at, std::string_view name, TagKey key) const;
  void skip_declaration();
  void count_comment();
  void skip_comment();
  void skip_bogus_comment();
  bool read_tag(std::size_t name_start, TagToken::Kind kind);
  bool read_attributes();
  bool read_attribute_value(std::string_view& value);
  void enter();
  std::size_t next_end_tag(std::string_view name, std::size_t known) const;
  bool left_open_in_noscript();
  std::size_t find_byte(char c, std::size_t from) const;

  std::string_view html_;
  std::size_t at_ = 0;
  Raw raw_ = Raw::none;
  TagKey raw_key_ = 0;
  std::string_view raw_name_;
  TagToken token_;
  std::string_view unfinished_;
  std::size_t comments_ = 0, comments_cut_ = 0;
  std::array<Attribute, kMaxAttributes> attributes_;
  std::size_t stored_ = 0;
  bool in_noscript_ = false;
  std::size_t noscript_end_ = 0;  // the next end tag as seen from at_, looked for when it is passed
  std::size_t iframe_end_ = 0;
  TreeSketch tree_;
};

}  // namespace verify
