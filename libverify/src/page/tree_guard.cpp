#include "page/tree_guard.h"

namespace verify {
namespace {

/// The page without some of its tags. Copies nothing until the first cut.
class Cutter {
 public:
  explicit Cutter(std::string_view html) : html_(html) {}

  void leave_out(std::size_t from, std::size_t to) {
    out_.append(html_, copied_, from - copied_);
    copied_ = to;
    cut_ = true;
  }
  void leave_out(std::string_view tag) {
    const auto from = static_cast<std::size_t>(tag.data() - html_.data());
    leave_out(from, from + tag.size());
  }
  /// Ends a tag before the attribute at `from`.
  void shorten(const TagToken& token) {
    const auto end =
        static_cast<std::size_t>(token.whole.data() - html_.data()) + token.whole.size();
    leave_out(token.attributes_cut, end - (token.self_closing ? 2 : 1));
  }
  bool cut() const { return cut_; }
  std::string finish() {
    out_.append(html_, copied_);
    return std::move(out_);
  }

 private:
  std::string_view html_;
  std::string out_;
  std::size_t copied_ = 0;
  bool cut_ = false;
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
    if (formatting) cutter.leave_out(token.whole);
  }
  return cutter.finish();
}

/// Whether anything was cut; `abused` says that formatting elements run wild.
bool cap(std::string_view html, std::string& out, bool& abused) {
  Cutter cutter(html);
  TagTokenizer tags(html);
  while (tags.next()) {
    const TagToken& token = tags.token();
    if (!is_tag(token)) continue;
    if (token.fate == TreeSketch::Fate::too_deep)
      cutter.leave_out(token.whole);
    else if (token.attributes_cut != 0)
      cutter.shorten(token);
  }
  abused = tags.tree().formatting_abused();
  if (cutter.cut()) out = cutter.finish();
  return cutter.cut();
}

}  // namespace

bool cap_for_tree(std::string_view html, std::string& out) {
  bool abused = false;
  const bool cut = cap(html, out, abused);
  if (!abused) return cut;
  const std::string plain = without_formatting(html);
  if (!cap(plain, out, abused)) out = plain;
  return true;
}

}  // namespace verify
