#include "page/soft_answer.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "base/text.h"

namespace verify {
namespace {

// Sizes of a page's visible text in bytes. A wall or an error says little.
constexpr std::size_t kHardlyAny = 80;
constexpr std::size_t kLittle = 700;
constexpr std::size_t kModest = 2000;

using Phrases = std::span<const std::string_view>;

constexpr std::string_view kNotFoundTitles[] = {
    "404",
    "page not found",
    "not found",
    "page introuvable",
    "seite nicht gefunden",
    "p\xC3\xA1gina no encontrada",
    "p\xC3\xA1gina n\xC3\xA3o encontrada",
    "pagina non trovata",
    "pagina niet gevonden",
    "page doesn't exist",
    "page does not exist",
    "page can't be found",
    "page cannot be found",
    "\xE3\x83\x9A\xE3\x83\xBC\xE3\x82\xB8\xE3\x81\x8C\xE8\xA6\x8B\xE3\x81\xA4",
    "\xED\x8E\x98\xEC\x9D\xB4\xEC\xA7\x80\xEB\xA5\xBC \xEC\xB0\xBE\xEC\x9D\x84 \xEC\x88\x98"};
constexpr std::string_view kNotFoundTexts[] = {
    "page you requested",
    "page you are looking for",
    "page you're looking for",
    "page you were looking for",
    "could not be found",
    "couldn't be found",
    "can't be found",
    "cannot be found",
    "no longer available",
    "doesn't exist",
    "does not exist",
    "nicht gefunden",
    "n'existe pas",
    "no existe",
    "n\xC3\xA3o existe",
    "non esiste",
    "bestaat niet",
    "page not found",
    "\xE8\xA6\x8B\xE3\x81\xA4\xE3\x81\x8B\xE3\x82\x8A\xE3\x81\xBE\xE3\x81\x9B\xE3\x82\x93"};
constexpr std::string_view kParkedTexts[] = {
    "this domain is for sale", "domain is parked",        "buy this domain",
    "domain may be for sale",  "this domain has expired", "parked free",
    "domain name is for sale", "parked domain",           "make an offer on this domain",
    "the domain owner",        "related searches"};
constexpr std::string_view kParkedMarks[] = {"sedoparking", "parkingcrew", "bodis.com",
                                             "dan.com",     "afternic",    "hugedomains",
                                             "parklogic",   "above.com",   "domainparking"};
constexpr std::string_view kLoginTexts[] = {"sign in",
                                            "log in",
                                            "login",
                                            "anmelden",
                                            "einloggen",
                                            "se connecter",
                                            "connexion",
                                            "iniciar sesi\xC3\xB3n",
                                            "entrar",
                                            "accedi",
                                            "inloggen",
                                            "\xE3\x83\xAD\xE3\x82\xB0\xE3\x82\xA4\xE3\x83\xB3",
                                            "\xEB\xA1\x9C\xEA\xB7\xB8\xEC\x9D\xB8"};
constexpr std::string_view kConsentTexts[] = {"cookie",
                                              "consent",
                                              "your privacy",
                                              "einwilligung",
                                              "consentement",
                                              "consentimiento",
                                              "vie priv\xC3\xA9"
                                              "e",
                                              "privatsph\xC3\xA4re"};
constexpr std::string_view kConsentButtons[] = {"accept",    "agree",    "akzeptieren",
                                                "zustimmen", "accepter", "aceptar",
                                                "aceitar",   "accetta",  "accepteren"};
// Of challenge pages, as the services write them into scripts, forms and addresses. A page that is
// only protected may carry some: they count together with a title or with hardly any text.
constexpr std::string_view kBotMarks[] = {"cf-chl",
                                          "cf_chl",
                                          "/cdn-cgi/challenge-platform",
                                          "challenge-form",
                                          "captcha-delivery.com",
                                          "px-captcha",
                                          "_pxappid",
                                          "perimeterx",
                                          "_incapsula_resource",
                                          "incapsula incident",
                                          "awswafcookiedomainlist",
                                          "awswafintegration",
                                          "token.awswaf.com",
                                          "bm-verify",
                                          "sec-if-cpt",
                                          "errors.edgesuite.net",
                                          "datadome",
                                          "distil_r_captcha",
                                          "kasada",
                                          "window.rbzns"};
constexpr std::string_view kBotTexts[] = {"just a moment",
                                          "attention required",
                                          "access denied",
                                          "checking your browser",
                                          "verify you are human",
                                          "verifying you are human",
                                          "are you a robot",
                                          "are you human",
                                          "pardon our interruption",
                                          "request unsuccessful",
                                          "security check",
                                          "human verification",
                                          "enable javascript and cookies to continue",
                                          "you have been blocked",
                                          "unusual traffic",
                                          "press & hold",
                                          "reference #",
                                          "ray id"};
constexpr std::string_view kShellRoots[] = {"root",      "app",      "__next",     "__nuxt",
                                            "___gatsby", "app-root", "react-root", "svelte",
                                            "q-app",     "main-app"};
constexpr std::string_view kShellTexts[] = {
    "enable javascript",   "javascript is required", "requires javascript", "javascript to run",
    "activate javascript", "javascript aktivieren",  "activer javascript",  "turn on javascript"};

/// The first phrase the text has that is not `known` already.
std::string_view first_of(std::string_view text, Phrases phrases, std::string_view known = {}) {
  for (const std::string_view phrase : phrases)
    if (phrase != known && text.find(phrase) != std::string_view::npos) return phrase;
  return {};
}

/// What the tree shows beside what the document holds. Text is in lower case.
struct Signs {
  std::string title;    ///< the page's title and headings of the first two levels
  std::string visible;  ///< the first of the text a reader sees
  std::string noscript;
  std::string marks;  ///< ids, classes, addresses of scripts and forms, short scripts
  std::size_t visible_bytes = 0;
  std::size_t scripts = 0;
  std::size_t buttons_agree = 0;
  bool password = false;
  bool article = false;
  bool shell_root = false;  ///< an element scripts render into, with nothing in it
};

constexpr std::size_t kMarksKept = 200'000;

class SignReader {
 public:
  explicit SignReader(const Dom& dom) : dom_(dom) {}

  Signs read(const Document& document) {
    signs_.title = ascii_lower(document.title);
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
    if (signs_.visible.size() < 2 * kModest) signs_.visible += ascii_lower(piece) + ' ';
  }

  void mark(std::string_view text) {
    if (signs_.marks.size() < kMarksKept) signs_.marks += ascii_lower(text.substr(0, 4000)) + ' ';
  }

  void element(Dom::Index i) {
    mark(dom_.attribute(i, "id"));
    switch (dom_[i].tag) {
      case Tag::h1:
      case Tag::h2:
        signs_.title += " | " + ascii_lower(dom_.text_below(i));
        break;
      case Tag::article:
        signs_.article = true;
        break;
      case Tag::noscript:
        signs_.noscript += ascii_lower(dom_.text_below(i));
        break;
      case Tag::input:
        signs_.password |= ascii_iequals(dom_.attribute(i, "type"), "password");
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
    signs_.buttons_agree += label.size() < 40 && !first_of(label, kConsentButtons).empty();
  }

  void root(Dom::Index i) {
    const std::string id = ascii_lower(dom_.attribute(i, "id"));
    const bool named = std::ranges::find(kShellRoots, id) != std::end(kShellRoots);
    const bool custom = dom_[i].tag == Tag::other && dom_.has_attribute(i, "ng-version");
    if ((named || custom) && dom_.text_below(i).size() < kHardlyAny) signs_.shell_root = true;
  }

  const Dom& dom_;
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

Finding bot_wall(const Signs& signs) {
  if (signs.visible_bytes > kLittle) return {};
  Verdict verdict;
  const auto in_title = first_of(signs.title, kBotTexts);
  const auto in_text = first_of(signs.visible, kBotTexts, in_title);
  const auto in_noscript = first_of(signs.noscript, kBotTexts);
  auto mark = first_of(signs.marks, kBotMarks);
  if (mark.empty()) mark = first_of(signs.visible, kBotMarks);
  verdict.sign(!mark.empty(), "mark of a challenge", mark);
  verdict.sign(!in_title.empty(), "title", in_title);
  verdict.sign(!in_text.empty(), "text", in_text);
  verdict.sign(!in_noscript.empty() && in_noscript != in_text, "noscript text", in_noscript);
  verdict.sign(signs.visible_bytes < kHardlyAny, "hardly any text");
  if (verdict.count() < 2) return {};
  const bool worded = !in_title.empty() || !in_text.empty() || !in_noscript.empty();
  if (mark.empty() && (!worded || signs.visible_bytes < kHardlyAny)) return {};
  return {SoftAnswer::bot_wall, verdict.reason()};
}

Finding not_found(const Signs& signs, const Document& document) {
  Verdict verdict;
  const auto in_title = first_of(signs.title, kNotFoundTitles);
  if (in_title.empty() || signs.article || document.text.size() > kLittle) return {};
  const auto in_text = first_of(signs.visible, kNotFoundTexts);
  verdict.sign(true, "title or heading", in_title);
  verdict.sign(!in_text.empty() && in_text != in_title, "text", in_text);
  verdict.sign(document.text.size() < kLittle / 2, "little main text");
  verdict.sign(!document.published.date, "no date");
  if (verdict.count() < 3) return {};
  return {SoftAnswer::not_found, verdict.reason()};
}

Finding parked(const Signs& signs) {
  if (signs.visible_bytes > kModest) return {};
  Verdict verdict;
  std::size_t phrases = 0;
  for (const std::string_view phrase : kParkedTexts)
    phrases += signs.visible.find(phrase) != std::string::npos ||
               signs.title.find(phrase) != std::string::npos;
  const auto mark = first_of(signs.marks, kParkedMarks);
  verdict.sign(phrases >= 1, "words of a domain seller");
  verdict.sign(phrases >= 2, "more of them");
  verdict.sign(!mark.empty(), "mark of a parking service", mark);
  verdict.sign(signs.visible_bytes < kLittle, "little text");
  if (phrases == 0 || verdict.count() < 3) return {};
  return {SoftAnswer::parked, verdict.reason()};
}

Finding login_wall(const Signs& signs, const Document& document) {
  if (!signs.password || signs.article) return {};
  Verdict verdict;
  const auto in_title = first_of(signs.title, kLoginTexts);
  const auto in_text = first_of(signs.visible, kLoginTexts);
  verdict.sign(true, "password field");
  verdict.sign(!in_title.empty(), "title or heading", in_title);
  verdict.sign(!in_text.empty(), "text", in_text);
  verdict.sign(signs.visible_bytes < kLittle, "little text");
  const bool little = document.text.size() < kLittle && signs.visible_bytes < kModest;
  if (!little || verdict.count() < 3) return {};
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
  if (in_title.empty() || verdict.count() < 4) return {};
  return {SoftAnswer::consent_wall, verdict.reason()};
}

Finding script_shell(const Signs& signs) {
  if (signs.visible_bytes > kLittle / 2) return {};
  Verdict verdict;
  const auto asks = first_of(signs.noscript + signs.visible, kShellTexts);
  verdict.sign(signs.shell_root, "empty root element");
  verdict.sign(signs.scripts > 0, "scripts");
  verdict.sign(!asks.empty(), "asks for JavaScript", asks);
  verdict.sign(signs.visible_bytes < kHardlyAny, "hardly any text");
  if (signs.scripts == 0 || verdict.count() < 3) return {};
  return {SoftAnswer::script_shell, verdict.reason()};
}

Finding empty(const Dom& dom, const Signs& signs) {
  if (signs.visible_bytes >= 20) return {};
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
  for (Finding finding :
       {bot_wall(signs), parked(signs), not_found(signs, document), login_wall(signs, document),
        consent_wall(signs, document), script_shell(signs), empty(dom, signs)})
    if (finding.answer != SoftAnswer::none) return finding;
  return {};
}

}  // namespace verify
