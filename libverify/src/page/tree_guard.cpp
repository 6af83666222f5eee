#include "page/tree_guard.h"

#include <algorithm>

#include "base/text.h"

namespace verify {
namespace {

/// The page without some of its tags. Copies nothing until the first cut.
class Cutter {
 public:
  explicit Cutter(std::string_view html) : html_(html) {}

  /// Returns where in the result it would stand.
  std::size_t leave_out(std::string_view part) {
    const auto from = static_cast<std::size_t>(part.data() - html_.data());
    out_.append(html_, copied_, from - copied_);
    copied_ = from + part.size();
    return out_.size();
  }
  /// After a lone "<", or after what may be the begin of a character reference, an empty comment
  /// takes the tag's place: what follows would belong to it.
  void leave_out_tag(std::string_view tag) {
    leave_out(tag);
    if (is_begun()) out_ += "<?>";
  }
  /// Ends a tag before its first attribute past the cap.
  void shorten(const TagToken& token) {
    const auto begin = static_cast<std::size_t>(token.whole.data() - html_.data());
    const std::size_t end = begin + token.whole.size() - (token.self_closing ? 2 : 1);
    leave_out(html_.substr(token.attributes_cut, end - token.attributes_cut));
  }
  /// Nothing when all of the page is there.
  std::optional<std::string> finish() {
    if (copied_ == 0) return std::nullopt;
    out_.append(html_, copied_);
    return std::move(out_);
  }

 private:
  bool is_begun() const {
    constexpr std::size_t kLongest = 40;  // bytes of a reference; the longest name has 31
    const auto in_reference = [](char c) {
      return (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '#';
    };
    std::string_view end = out_;
    end.remove_prefix(end.size() - std::min(end.size(), kLongest));
    while (!end.empty() && in_reference(end.back())) end.remove_suffix(1);
    return end.ends_with('&') || out_.ends_with('<');
  }

  std::string_view html_;
  std::string out_;
  std::size_t copied_ = 0;
};

bool is_tag(const TagToken& token) {
  return token.kind == TagToken::Kind::start_tag || token.kind == TagToken::Kind::end_tag;
}

std::string without_formatting(std::string_view html) {
  Cutter cutter(html);
  for (TagTokenizer tags(html); tags.next();) {
    const TagToken& token = tags.token();
    const bool formatting = is_tag(token) && !token.foreign &&
                            (token.traits & trait::formatting) != 0 && token.key != tag_key("a");
    if (formatting) cutter.leave_out_tag(token.whole);
  }
  return cutter.finish().value_or(std::string(html));
}

// Text of a script, style … that is the same in the tree as in the page.
bool is_spared(const TagToken& token) {
  constexpr std::size_t kShortest = 16;
  return token.kind == TagToken::Kind::raw_text && token.cdata && token.whole.size() >= kShortest &&
         token.whole.find('\0') == std::string_view::npos && is_valid_utf8(token.whole);
}

// An attribute without a value whose name stands in the tag before: the standard drops it, but
// Gumbo then reads the next one's name as the end of this one's (<a b b href=x> would lose its
// address).
void leave_out_duplicates(std::span<const TagTokenizer::Attribute> attributes, Cutter& cutter) {
  for (std::size_t i = 1; i < attributes.size(); ++i) {
    if (attributes[i].value.data() != nullptr) continue;
    const auto same = [&](const auto& before) {
      return ascii_iequals(before.name, attributes[i].name);
    };
    if (std::ranges::any_of(attributes.first(i), same)) cutter.leave_out(attributes[i].name);
  }
}

// An end tag of no name the rules speak of that closes nothing: Gumbo takes names it does not know
// for one another, and would close one of those, and a drawing in it, instead.
bool is_stray(const TagToken& token) {
  return token.kind == TagToken::Kind::end_tag && token.fate == TreeSketch::Fate::ignored &&
         token.traits == 0;
}

// What stands behind the name of an end tag means nothing, yet in a drawing Gumbo compares all of
// it with the name of the element.
void leave_out_rest(const TagToken& end_tag, Cutter& cutter) {
  const auto name_end =
      static_cast<std::size_t>(end_tag.name.data() - end_tag.whole.data()) + end_tag.name.size();
  const std::string_view rest = end_tag.whole.substr(name_end, end_tag.whole.size() - 1 - name_end);
  if (!rest.empty()) cutter.leave_out(rest);
}

// An element of a drawing with a name that decides in HTML how what follows is read: Gumbo goes by
// the name alone, loses its way and ends the process. No drawing has such elements.
bool misleads(const TagToken& token) {
  constexpr TagKey kModes[] = {tag_key("select"), tag_key("template"), tag_key("frameset"),
                               tag_key("table"),  tag_key("html"),     tag_key("head"),
                               tag_key("body")};
  return token.foreign && ((token.traits & trait::table_part) != 0 ||
                           std::ranges::find(kModes, token.key) != std::end(kModes));
}

/// What of a page is read.
class Room {
 public:
  /// So much of the token as there is room for.
  std::size_t take(const TagToken& token) {
    const std::size_t size = token.whole.size();
    switch (token.kind) {
      case TagToken::Kind::start_tag:
        return ++start_tags_ > kMaxTreeTags ? 0 : size;
      case TagToken::Kind::end_tag:
      case TagToken::Kind::nameless_end_tag:
        return ++end_tags_ > kMaxTreeTags ? 0 : size;
      case TagToken::Kind::raw_text:
        return size;
      case TagToken::Kind::text:
        break;
    }
    const std::size_t fits = fitting(token.whole, kMaxTreeText - text_);
    text_ += fits;
    return fits;
  }

 private:
  // Up to the end of a word, where one is near.
  static std::size_t fitting(std::string_view text, std::size_t most) {
    constexpr std::size_t kNear = 100;
    if (text.size() <= most) return text.size();
    const std::size_t space = text.substr(0, most).find_last_of(" \t\r\n");
    const bool near = space != std::string_view::npos && most - space < kNear;
    return near ? space : shorten(text, most).size();
  }

  std::size_t start_tags_ = 0, end_tags_ = 0, text_ = 0;
};

// A tag, or nothing of it, as the tree builder can take it.
void tame(const TagTokenizer& tags, TreeInput& out, Cutter& cutter) {
  const TagToken& token = tags.token();
  const bool too_deep = token.fate == TreeSketch::Fate::too_deep;
  if (too_deep || is_stray(token) || misleads(token)) {
    cutter.leave_out_tag(token.whole);
  } else if (token.kind == TagToken::Kind::end_tag) {
    leave_out_rest(token, cutter);
  } else {
    leave_out_duplicates(tags.attributes(), cutter);
    if (token.attributes_cut != 0) cutter.shorten(token);
  }
  out.cut = out.cut || too_deep || token.attributes_cut != 0;
}

/// `abused` says that formatting elements run wild.
TreeInput cap(std::string_view html, RawText raw_text, bool& abused) {
  TreeInput out;
  Cutter cutter(html);
  TagTokenizer tags(html);
  bool in_tree = false;
  Room room;
  std::string_view unread;  // the end of the page
  while (tags.next() && tags.comments_cut() == 0) {
    const TagToken& token = tags.token();
    if (const std::size_t fits = room.take(token); fits < token.whole.size()) {
      unread = std::string_view(token.whole.data() + fits, html.data() + html.size());
      break;
    }
    // Gumbo compares it with the next end tag's name.
    if (token.kind == TagToken::Kind::nameless_end_tag) cutter.leave_out_tag(token.whole);
    if (is_tag(token)) {
      in_tree = token.fate == TreeSketch::Fate::kept;
      tame(tags, out, cutter);
    } else if (raw_text == RawText::spared && in_tree && is_spared(token)) {
      out.spared.push_back({cutter.leave_out(token.whole), token.whole});
    }
  }
  if (tags.comments_cut() != 0) unread = html.substr(tags.comments_cut());
  out.ended = !unread.empty();
  out.cut = out.cut || out.ended;
  if (unread.empty()) unread = tags.unfinished_tag();
  if (!unread.empty()) cutter.leave_out(unread);
  abused = tags.tree().formatting_abused();
  out.html = cutter.finish();
  return out;
}

}  // namespace

TreeInput prepare_for_tree(std::string_view page, RawText raw_text) {
  bool abused = false;
  TreeInput out = cap(page, raw_text, abused);
  if (!abused) return out;
  std::string plain = without_formatting(page);
  const bool ended = out.ended;
  out = cap(plain, RawText::kept, abused);
  out.ended = out.ended || ended;
  if (!out.html) out.html = std::move(plain);
  out.cut = true;
  return out;
}

}  // namespace verify
