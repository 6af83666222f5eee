#include "verify/document.h"

#include "page/hiding_rules.h"
#include "page/language.h"
#include "page/main_content.h"
#include "page/metadata.h"
#include "page/page_html.h"
#include "page/page_links.h"
#include "page/publication_date.h"
#include "page/soft_answer.h"
#include "page/tree_readers.h"

namespace verify {
namespace {

void take(Metadata metadata, Document& document) {
  document.title = std::move(metadata.title);
  document.declared_language = std::move(metadata.language);
  document.description = std::move(metadata.description);
  document.site_name = std::move(metadata.site_name);
  document.author = std::move(metadata.author);
  document.types = std::move(metadata.types);
}

void take(MainContent content, Document& document) {
  document.text = std::move(content.text);
  document.sections = std::move(content.sections);
  document.boilerplate = std::move(content.boilerplate);
  document.image_texts = std::move(content.image_texts);
  document.confidence = content.confidence;
}

}  // namespace

std::string_view to_string(Region region) {
  switch (region) {
    case Region::main:
      return "main";
    case Region::header:
      return "header";
    case Region::nav:
      return "nav";
    case Region::footer:
      return "footer";
    case Region::aside:
      return "aside";
    case Region::dialog:
      return "dialog";
  }
  return "main";
}

std::string_view to_string(SoftAnswer answer) {
  switch (answer) {
    case SoftAnswer::none:
      return "none";
    case SoftAnswer::not_found:
      return "not_found";
    case SoftAnswer::parked:
      return "parked";
    case SoftAnswer::login_wall:
      return "login_wall";
    case SoftAnswer::consent_wall:
      return "consent_wall";
    case SoftAnswer::bot_wall:
      return "bot_wall";
    case SoftAnswer::script_shell:
      return "script_shell";
    case SoftAnswer::empty:
      return "empty";
    case SoftAnswer::too_complex:
      return "too_complex";
    case SoftAnswer::catch_all:
      return "catch_all";
  }
  return "none";
}

Dom parse_page(std::string bytes, const ReadOptions& options) {
  return Dom::parse(page_html(std::move(bytes), options.content_type));
}

Document read_document(std::string bytes, const ReadOptions& options) {
  return read_document(parse_page(std::move(bytes), options), options);
}

Document read_document(const Dom& dom, const ReadOptions& options) {
  Document document{.url = options.url};
  document.truncated = dom.cut();
  Metadata metadata = read_metadata(dom);
  const Url base = Url::parse(metadata.base, options.url).value_or(options.url);
  if (Url::Parsed canonical = Url::parse(metadata.canonical, base);
      canonical && !metadata.canonical.empty())
    document.canonical = *std::move(canonical);
  for (const std::string& written : metadata.alternates)
    if (Url::Parsed alternate = Url::parse(written, base))
      document.alternates.push_back(*std::move(alternate));
  take(std::move(metadata), document);
  const HidingRules rules(dom);
  take(read_main_content(dom, rules), document);
  PageLinks links = page_links(dom, rules, base);
  document.links = std::move(links.links);
  document.language = detect_language(dom, document.text, options.default_language);
  document.published = find_publication_date(dom, {options.url, document.language});
  SoftAnswerFinding soft = find_soft_answer(dom, document);
  document.soft_answer = soft.answer;
  document.soft_answer_reason = std::move(soft.reason);
  const bool overfull = dom.ended() || links.cut || rules.given_up();
  document.truncated = document.truncated || overfull;
  if (overfull) {  // whatever its beginning looks like: the rest may be what it is about
    document.soft_answer = SoftAnswer::too_complex;
    document.soft_answer_reason = "it has more than is read of a page";
  }
  return document;
}

}  // namespace verify
