#include "reading/names.h"
#include "reading/page_view.h"
#include "reading/quote.h"
#include "verify/reading.h"

namespace verify {
namespace {

Claim cite(const PageView& view, Answer answer, const Passage& passage) {
  return {answer, quote_around(passage.text, 0, 2 * kQuoteBytes),
          view.sections()[passage.section].section->heading};
}

bool is_ml(const PageView& view, const Passage& passage) {
  return passage.cues.has(Cue::ml) ||
         std::ranges::any_of(passage.services, [&](const ServiceHit& hit) {
           return hit.service != ServiceHit::kPlatform &&
                  view.lexicons().services.service(hit.service).ml;
         });
}

/// The title or a main heading must say so and the text must bear it out; one of both is a doubt.
Claim read_about_ml(const PageView& view) {
  std::size_t about = 0;
  const Passage* first = nullptr;
  for (const Passage& passage : view.passages()) {
    if (!is_ml(view, passage)) continue;
    ++about;
    if (first == nullptr) first = &passage;
  }
  if (first == nullptr)
    return view.title_cues().has(Cue::ml)
               ? Claim{Answer::unclear, view.document().title, "title"}
               : Claim{};
  bool headed = view.title_cues().has(Cue::ml);
  for (const SectionView& section : view.sections())
    headed = headed || (section.section->level <= 2 && section.cues.has(Cue::ml));
  const bool dense = about >= 2 && about * 6 >= view.passages().size();
  if (headed && (dense || about >= 3)) return cite(view, Answer::yes, *first);
  if (dense && about >= 6) return cite(view, Answer::yes, *first);
  return headed || dense ? cite(view, Answer::unclear, *first)
                         : Claim{Answer::no, cite(view, Answer::no, *first).quote, ""};
}

/// Whose material it is: named in the content, as the author or as the site it stands on.
Claim read_by_partner(const Document& document, const Name& partner) {
  const NameMatcher matcher(partner);
  if (matcher.empty()) return {Answer::unclear, "", "no partner was named"};
  if (matcher.find(document.author, false))
    return {Answer::yes, document.author, "the page's author"};
  if (matcher.find(document.site_name, false))
    return {Answer::yes, document.site_name, "the site's name"};
  const Mention mention = find_name(document, partner);
  if (mention.in_content())
    return {Answer::yes, mention.quote, std::string(to_string(mention.place))};
  if (mention.place == Mention::Place::boilerplate)
    return {Answer::unclear, mention.quote, "outside the page's content"};
  return {};
}

Claim first_with(const PageView& view, Cue cue, bool also_ml) {
  const Passage* weak = nullptr;
  for (const Passage& passage : view.passages()) {
    if (!passage.cues.has(cue) || passage.cues.has(Cue::placeholder)) continue;
    const bool in_ml = is_ml(view, passage) || view.title_cues().has(Cue::ml) ||
                       view.sections()[passage.section].cues.has(Cue::ml);
    if (passage.is_prose() && (!also_ml || in_ml)) return cite(view, Answer::yes, passage);
    if (weak == nullptr) weak = &passage;
  }
  return weak != nullptr ? cite(view, Answer::unclear, *weak) : Claim{};
}

/// An industry and what is done in it with machine learning.
Claim read_vertical(const PageView& view) {
  const Passage* weak = nullptr;
  for (const Passage& passage : view.passages()) {
    if (!passage.cues.has(Cue::industry)) continue;
    if (passage.cues.has(Cue::use_case) || is_ml(view, passage))
      return cite(view, Answer::yes, passage);
    if (weak == nullptr) weak = &passage;
  }
  return weak != nullptr ? cite(view, Answer::unclear, *weak) : Claim{};
}

}  // namespace

MaterialReading read_material(const Document& document, const Name& partner,
                              const Lexicons& lexicons) {
  const PageView view(document, lexicons.data());
  MaterialReading out;
  out.about_ml = read_about_ml(view);
  out.by_partner = read_by_partner(document, partner);
  out.workshop = first_with(view, Cue::workshop, true);
  out.vertical_use_case = read_vertical(view);
  if (!view.language_known())
    for (Claim* claim : {&out.about_ml, &out.workshop, &out.vertical_use_case})
      if (claim->answer == Answer::no) claim->answer = Answer::unclear;
  return out;
}

}  // namespace verify
