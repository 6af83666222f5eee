#include <algorithm>
#include <array>

#include "reading/claims.h"
#include "reading/names.h"
#include "reading/page_kind.h"
#include "verify/reading.h"

namespace verify {
namespace {

/// The title or a main heading must say so and the text must bear it out; one of both is a doubt.
Claim read_about_ml(const PageView& view) {
  const MlShare share = ml_share(view);
  if (share.first == nullptr)
    return share.headed ? Claim{Answer::unclear, view.document().title, "title"} : Claim{};
  const bool dense = share.passages >= 2 && share.passages * 6 >= view.passages().size();
  // Of a short text fewer sentences must say so.
  const std::size_t all = view.passages().size();
  const bool about = share.headed ? dense || share.passages >= 3 || share.passages * 3 >= all
                                  : (dense && share.passages >= 6) ||
                                        (share.passages >= 3 && share.passages * 3 >= 2 * all);
  if (about) return cite(view, Answer::yes, *share.first);
  const bool often = share.passages >= 2 || share.passages * 4 >= all;
  return cite(view, share.headed || often ? Answer::unclear : Answer::no, *share.first);
}

/// In running text a name is the author's where it speaks as "we", and at the ends, where bylines
/// and the words about the author stand. Elsewhere others may speak of it.
bool speaks_as(const PageView& view, const NameMatcher& matcher) {
  constexpr std::size_t kByline = 2;
  constexpr std::size_t kAboutAuthor = 3;
  const auto& all = view.passages();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool ours = all[i].cues.has(Cue::we) || i < kByline || i + kAboutAuthor >= all.size();
    if (ours && matcher.find(all[i].text, true)) return true;
  }
  return false;
}

/// "Guest post by Dr. Voss, University of Ghent": the name of the site does not say who wrote it.
bool is_guests(const PageView& view) {
  constexpr std::size_t kByline = 4;
  const auto& all = view.passages();
  const auto head = std::min(all.size(), kByline);
  return view.title_cues().has(Cue::guest) ||
         std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(head),
                     [](const Passage& p) { return p.cues.has(Cue::guest); });
}

/// Whose material it is: named in the content, as the author or as the site it stands on.
Claim read_by_partner(const PageView& view, NameSearch& search, const Name& partner) {
  const Document& document = view.document();
  const NameMatcher matcher(partner);
  if (matcher.empty()) return {Answer::unclear, "", "no partner was named"};
  if (matcher.find(document.author, false))
    return {Answer::yes, document.author, "the page's author"};
  if (is_guests(view)) return {Answer::unclear, document.author, "the author seems to be a guest"};
  if (matcher.find(document.site_name, false))
    return {Answer::yes, document.site_name, "the site's name"};
  const Mention mention = search.find(partner);
  if (mention.place == Mention::Place::none) return {};
  if (!mention.in_content()) return {Answer::unclear, mention.quote, "outside the page's content"};
  if (mention.place == Mention::Place::body && !speaks_as(view, matcher))
    return {Answer::unclear, mention.quote, "named by others, as far as can be told"};
  return {Answer::yes, mention.quote, std::string(to_string(mention.place))};
}

/// "On 1 March 2025 we hold an evening for all": one time, by its year.
bool is_announcement(const Passage& passage) {
  const std::string_view text = passage.folded;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t at = text.find("20"); at != std::string_view::npos; at = text.find("20", at + 1))
    if (at + 4 <= text.size() && is_digit(text[at + 2]) && is_digit(text[at + 3])) return true;
  return false;
}

/// "A machine learning workshop", not "after a pottery workshop, our team played an AI quiz": both
/// stand in one clause.
bool is_said_of_ml(const PageView& view, std::string_view sentence, Cue cue) {
  static constexpr std::array<std::string_view, 4> kCommas = {",", ";", "、", "，"};
  while (!sentence.empty()) {
    std::size_t end = sentence.size(), next = end;
    for (const std::string_view comma : kCommas)
      if (const std::size_t at = sentence.find(comma); at < end) {
        end = at;
        next = at + comma.size();
      }
    const Cues cues = view.words().cues(sentence.substr(0, end));
    if (cues.has(cue) && cues.has(Cue::ml)) return true;
    sentence.remove_prefix(next);
  }
  return false;
}

Claim first_with(const PageView& view, Cue cue, bool also_ml) {
  const Passage* weak = nullptr;
  const bool title_offers = view.title_cues().has(cue) && view.title_cues().has(Cue::ml);
  for (const Passage& passage : view.passages()) {
    if (!passage.cues.has(cue) || passage.cues.has(Cue::placeholder)) continue;
    const bool headed =
        view.title_cues().has(Cue::ml) || view.sections()[passage.section].cues.has(Cue::ml);
    const bool in_ml =
        (headed && !is_announcement(passage)) || is_said_of_ml(view, passage.folded, cue);
    if (passage.is_prose() && (!also_ml || in_ml)) return cite(view, Answer::yes, passage);
    if (weak == nullptr) weak = &passage;
  }
  if (weak != nullptr) return cite(view, Answer::unclear, *weak);
  return title_offers ? Claim{Answer::unclear, view.document().title, "title"} : Claim{};
}

/// An industry and what is done in it with machine learning.
Claim read_vertical(const PageView& view) {
  const Passage* weak = nullptr;
  for (const Passage& passage : view.passages()) {
    if (!passage.cues.has(Cue::industry)) continue;
    if (passage.cues.has(Cue::use_case) || is_about_ml(view, passage))
      return cite(view, Answer::yes, passage);
    if (weak == nullptr) weak = &passage;
  }
  return weak != nullptr ? cite(view, Answer::unclear, *weak) : Claim{};
}

}  // namespace

MaterialReading read_material(const PageView& view, NameSearch& search, const Name& partner) {
  MaterialReading out;
  out.about_ml = read_about_ml(view);
  out.by_partner = read_by_partner(view, search, partner);
  out.workshop = first_with(view, Cue::workshop, true);
  // What a job ad says of workshops is what somebody shall do some day.
  if (out.workshop.answer == Answer::yes && read_page_kind(view, {}).kind == PageKind::job_ad)
    out.workshop.answer = Answer::unclear;
  out.vertical_use_case = read_vertical(view);
  soften(view, {&out.about_ml, &out.workshop, &out.vertical_use_case});
  return out;
}

}  // namespace verify
