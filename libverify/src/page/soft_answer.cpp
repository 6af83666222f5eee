#include "page/soft_answer.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "base/searched_text.h"
#include "base/text.h"
#include "page/soft_answer_phrases.h"

namespace verify {
namespace {

// Sizes of a page's visible text in bytes. A wall or an error says little.
constexpr std::size_t kHardlyAny = 80;
constexpr std::size_t kLittle = 700;
constexpr std::size_t kModest = 2000;

using Phrases = std::span<const std::string_view>;

/// The first phrase the text has that is not `known` already.
std::string_view first_of(const SearchedText& text, Phrases phrases, std::string_view known = {}) {
  for (const std::string_view phrase : phrases)
    if (phrase != known && text.has(phrase)) return phrase;
  return {};
}

/// What the tree shows beside what the document holds. Text is in lower case.
struct Signs {
  SearchedText title;    ///< the page's title and headings of the first two levels
  SearchedText visible;  ///< the first of the text a reader sees
  SearchedText noscript;
  SearchedText marks;  ///< ids, classes, addresses of scripts and forms, short scripts
  std::size_t visible_bytes = 0;
  std::size_t scripts = 0;
  std::size_t buttons_agree = 0;
  std::size_t other_headings = 0;  ///< of the first two levels, that do not speak of consent
  bool headed = false;             ///< has a heading of the first two levels
  bool password = false;
  bool text_field = false;  ///< an <input> to write into
  bool text_area = false;
  bool error_class = false;  ///< what systems name the body of an error page
  bool article = false;
  bool shell_root = false;  ///< an element scripts render into, with nothing in it
};

constexpr std::size_t kMarksKept = 200'000;
constexpr std::size_t kNoscriptKept = 200'000;
// Of a page's title and of each of its headings, and of all of them. What answers with a wall or an
// error shows less than kModest.
constexpr std::size_t kHeadingKept = 2 * kModest;
constexpr std::size_t kHeadingsKept = 200'000;
// A heading has the text of those within it as well, and so costs as many times what it holds.
constexpr std::size_t kNestedHeadings = 8;
constexpr int kRootsTried = 64;  // pages have one, or one for each part they are put together from

class SignReader {
 public:
  explicit SignReader(const Dom& dom) : dom_(dom) {}

  Signs read(const Document& document) {
    signs_.title.add(ascii_lower(shorten(document.title, kHeadingKept)));
    for (Dom::Index i = 0; i < dom_.size(); ++i) {
      const Tag tag = dom_[i].tag;
      if (tag == Tag::text) {
        text(i);
        continue;
      }
      element(i);
      const bool skipped = tag == Tag::noscript || tag == Tag::script || tag == Tag::style ||
                           tag == Tag::template_ || tag == Tag::title;
      if (skipped) i = dom_[i].end - 1;
    }
    return std::move(signs_);
  }

 private:
  void text(Dom::Index i) {
    const std::string piece = collapse_space(dom_.text(i));
    if (piece.empty()) return;
    signs_.visible_bytes += piece.size();
    if (signs_.visible.text().size() < 2 * kModest) signs_.visible.add(ascii_lower(piece) + ' ');
  }

  void mark(std::string_view text) {
    if (!text.empty() && signs_.marks.text().size() < kMarksKept)
      signs_.marks.add(ascii_lower(text.substr(0, 4000)) + ' ');
  }

  void element(Dom::Index i) {
    mark(dom_.attribute(i, "id"));
    if (dom_[i].tag == Tag::div) mark(dom_.attribute(i, "class").substr(0, 60));
    switch (dom_[i].tag) {
      case Tag::h1:
      case Tag::h2:
        heading(i);
        break;
      case Tag::body:
        signs_.error_class = dom_.attribute(i, "class").find("error404") != std::string_view::npos;
        break;
      case Tag::textarea:
        signs_.text_area = true;
        break;
      case Tag::article:
        signs_.article = true;
        break;
      case Tag::noscript:
        if (signs_.noscript.text().size() < kNoscriptKept)
          signs_.noscript.add(ascii_lower(dom_.text_below(i, kNoscriptKept)));
        break;
      case Tag::input:
        input(ascii_lower(dom_.attribute(i, "type")));
        break;
      case Tag::form:
        mark(dom_.attribute(i, "action"));
        break;
      case Tag::iframe:
        mark(dom_.attribute(i, "src"));
        break;
      case Tag::script:
        script(i);
        break;
      case Tag::button:
      case Tag::a:
        button(i);
        break;
      default:
        break;
    }
    root(i);
  }

  void heading(Dom::Index i) {
    while (!headings_.empty() && headings_.back() <= i) headings_.pop_back();
    if (headings_.size() == kNestedHeadings || signs_.title.text().size() > kHeadingsKept) return;
    headings_.push_back(dom_[i].end);
    const std::string text = ascii_lower(dom_.text_below(i, kHeadingKept));
    signs_.title.add(" | " + text);
    signs_.headed |= !text.empty();
    signs_.other_headings += !text.empty() && first_of(SearchedText(text), kConsentTexts).empty();
  }

  void input(std::string_view type) {
    signs_.password |= type == "password";
    signs_.text_field |= type.empty() || type == "text" || type == "email" || type == "tel";
  }

  void script(Dom::Index i) {
    const std::string_view src = dom_.attribute(i, "src");
    const std::string_view type = dom_.attribute(i, "type");
    if (type.find("json") != std::string_view::npos) return;
    ++signs_.scripts;
    mark(src);
    for (Dom::Index n = i + 1; src.empty() && n < dom_[i].end; ++n) mark(dom_.text(n));
  }

  void button(Dom::Index i) {
    if (dom_[i].end > i + 20) return;
    const std::string label = ascii_lower(dom_.text_below(i));
    signs_.buttons_agree +=
        label.size() < 40 && !first_of(SearchedText(label), kConsentButtons).empty();
  }

  void root(Dom::Index i) {
    const std::string id = ascii_lower(dom_.attribute(i, "id"));
    const bool named = std::ranges::find(kShellRoots, id) != std::end(kShellRoots);
    const bool custom = dom_[i].tag == Tag::other && dom_.has_attribute(i, "ng-version");
    if ((!named && !custom) || ++roots_tried_ > kRootsTried) return;
    signs_.shell_root |= dom_.text_below(i, kHardlyAny).size() < kHardlyAny;
  }

  const Dom& dom_;
  std::vector<Dom::Index> headings_;  // ends of those that are open
  int roots_tried_ = 0;
  Signs signs_;
};

/// Collects the signs of one answer; enough of them decide.
class Verdict {
 public:
  void sign(bool seen, std::string_view name, std::string_view detail = {}) {
    if (!seen) return;
    ++count_;
    if (!reason_.empty()) reason_ += ", ";
    reason_ += name;
    if (!detail.empty()) reason_ += " (\"" + std::string(detail) + "\")";
  }
  std::size_t count() const { return count_; }
  const std::string& reason() const { return reason_; }

 private:
  std::size_t count_ = 0;
  std::string reason_;
};

using Finding = SoftAnswerFinding;

Finding bot_wall(const Signs& signs, const Document& document) {
  if (signs.visible_bytes > kLittle) return {};
  Verdict verdict;
  const auto in_title = first_of(signs.title, kBotTexts);
  const auto in_text = first_of(signs.visible, kBotTexts, in_title);
  const auto in_noscript = first_of(signs.noscript, kBotTexts);
  auto mark = first_of(signs.marks, kBotMarks);
  if (mark.empty()) mark = first_of(signs.visible, kBotMarks);
  // A form that is there to be filled in may have the widget as well.
  if (mark.empty() && !signs.text_area && !signs.password)
    mark = first_of(signs.marks, kCaptchaMarks);
  const bool hardly_any = signs.visible_bytes < kHardlyAny;
  verdict.sign(!mark.empty(), "mark of a challenge", mark);
  verdict.sign(!in_title.empty(), "title", in_title);
  verdict.sign(!in_text.empty(), "text", in_text);
  verdict.sign(!in_noscript.empty() && in_noscript != in_text, "noscript text", in_noscript);
  verdict.sign(hardly_any, "hardly any text");
  if (verdict.count() < 2) return {};
  const bool worded = !in_title.empty() || !in_text.empty() || !in_noscript.empty();
  // Words alone: those of a page that has nothing else.
  constexpr std::size_t kFewLinks = 8;
  const bool bare = !signs.article && !document.published.date && !signs.text_area &&
                    document.links.size() < kFewLinks;
  if (mark.empty() && (!worded || !bare || (hardly_any && verdict.count() < 3))) return {};
  const bool widget_only = std::ranges::find(kCaptchaMarks, mark) != std::end(kCaptchaMarks);
  if (widget_only && !worded) return {};
  return {SoftAnswer::bot_wall, verdict.reason()};
}

// "404" as the whole of a title or of its first part: other things have the number too.
std::string_view bare_number(std::string_view titles) {
  while (!titles.empty()) {
    const std::size_t end = std::min(titles.find_first_of("|:-"), titles.size());
    const std::string_view piece = trim(titles.substr(0, end));
    for (const std::string_view bare :
         {"404", "error 404", "404 error", "erreur 404", "fehler 404"})
      if (piece == bare) return bare;
    titles.remove_prefix(std::min(end + 1, titles.size()));
  }
  return {};
}

Finding not_found(const Signs& signs, const Document& document) {
  // A site that answers its home page has it, whatever it is called.
  if (document.url.pathname() == "/" && document.url.search().empty()) return {};
  Verdict verdict;
  auto in_title = first_of(signs.title, kNotFoundTitles);
  if (in_title.empty()) in_title = bare_number(signs.title.text());
  if (in_title.empty() || document.text.size() > kLittle) return {};
  if (signs.article && !signs.error_class) return {};
  const auto in_text = first_of(signs.visible, kNotFoundTexts);
  verdict.sign(true, "title or heading", in_title);
  verdict.sign(!in_text.empty() && in_text != in_title, "text", in_text);
  verdict.sign(signs.error_class, "class of an error page");
  verdict.sign(document.text.size() < kLittle / 2, "little main text");
  verdict.sign(!document.published.date, "no date");
  if (verdict.count() < 3) return {};
  return {SoftAnswer::not_found, verdict.reason()};
}

bool is_titled_by_its_name(const Signs& signs, const Document& document) {
  std::string_view host = document.url.hostname();
  if (host.starts_with("www.")) host.remove_prefix(4);
  return !host.empty() && signs.title.text().starts_with(host);
}

Finding parked(const Signs& signs, const Document& document) {
  if (signs.visible_bytes > kModest) return {};
  Verdict verdict;
  std::size_t phrases = 0;
  for (const std::string_view phrase : kParkedTexts)
    phrases += signs.visible.has(phrase) || signs.title.has(phrase);
  const auto mark = first_of(signs.marks, kParkedMarks);
  verdict.sign(phrases >= 1, "words of a domain seller");
  verdict.sign(phrases >= 2, "more of them");
  verdict.sign(!mark.empty(), "mark of a parking service", mark);
  verdict.sign(is_titled_by_its_name(signs, document), "title is the domain");
  verdict.sign(signs.visible_bytes < kLittle, "little text");
  if (phrases == 0 || verdict.count() < 3) return {};
  return {SoftAnswer::parked, verdict.reason()};
}

Finding login_wall(const Signs& signs, const Document& document) {
  if ((!signs.password && !signs.text_field) || signs.article || signs.text_area) return {};
  Verdict verdict;
  const auto in_title = first_of(signs.title, kLoginTexts);
  const auto in_text = first_of(signs.visible, kLoginTexts);
  verdict.sign(signs.password, "password field");
  verdict.sign(!signs.password, "field");
  verdict.sign(!in_title.empty(), "title or heading", in_title);
  verdict.sign(!in_text.empty(), "text", in_text);
  verdict.sign(signs.visible_bytes < kLittle, "little text");
  const bool little = document.text.size() < kLittle && signs.visible_bytes < kModest;
  if (!little || verdict.count() < 3) return {};
  // A page about something else may have a login in its head.
  const bool bare = signs.visible_bytes < (signs.headed ? kHardlyAny : kLittle / 3);
  if (in_title.empty() && !(signs.password && bare)) return {};
  if (!signs.password && signs.visible_bytes >= kLittle / 3) return {};
  return {SoftAnswer::login_wall, verdict.reason()};
}

Finding consent_wall(const Signs& signs, const Document& document) {
  if (signs.article || signs.visible_bytes > kModest || signs.buttons_agree == 0) return {};
  Verdict verdict;
  const auto in_title = first_of(signs.title, kConsentTexts);
  const auto in_text = first_of(signs.visible, kConsentTexts);
  verdict.sign(true, "button to agree");
  verdict.sign(!in_title.empty(), "title or heading", in_title);
  verdict.sign(!in_text.empty(), "text", in_text);
  verdict.sign(document.links.size() < 12, "few links");
  // A banner has a heading of its own beside the page's.
  if (in_title.empty() || signs.other_headings > 0 || verdict.count() < 4) return {};
  return {SoftAnswer::consent_wall, verdict.reason()};
}

Finding script_shell(const Signs& signs) {
  if (signs.visible_bytes > kLittle / 2) return {};
  Verdict verdict;
  const auto asks =
      first_of(SearchedText(signs.noscript.text() + signs.visible.text()), kShellTexts);
  verdict.sign(signs.shell_root, "empty root element");
  verdict.sign(signs.scripts > 0, "scripts");
  verdict.sign(!asks.empty(), "asks for JavaScript", asks);
  verdict.sign(signs.visible_bytes < kHardlyAny, "hardly any text");
  if (signs.scripts == 0 || verdict.count() < 3) return {};
  return {SoftAnswer::script_shell, verdict.reason()};
}

Finding empty(const Dom& dom, const Signs& signs) {
  // No-break spaces are no text.
  const bool says_something = std::ranges::any_of(signs.visible.text(), [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != '\xC2' && c != '\xA0';
  });
  if (says_something) return {};
  for (Dom::Index i = 0; i < dom.size(); ++i) {
    const Tag tag = dom[i].tag;
    const bool shows = tag == Tag::img || tag == Tag::frame || tag == Tag::iframe ||
                       tag == Tag::object || tag == Tag::embed || tag == Tag::video ||
                       tag == Tag::svg || tag == Tag::canvas;
    if (shows) return {};
  }
  if (signs.scripts > 0) return {SoftAnswer::script_shell, "scripts, no text and nothing to see"};
  return {SoftAnswer::empty, "no text and nothing to see"};
}

}  // namespace

SoftAnswerFinding find_soft_answer(const Dom& dom, const Document& document) {
  const Signs signs = SignReader(dom).read(document);
  for (Finding finding : {bot_wall(signs, document), parked(signs, document),
                          not_found(signs, document), login_wall(signs, document),
                          consent_wall(signs, document), script_shell(signs), empty(dom, signs)})
    if (finding.answer != SoftAnswer::none) return finding;
  return {};
}

}  // namespace verify
