#include <algorithm>
#include <array>

#include "reading/claims.h"
#include "verify/reading.h"

namespace verify {
namespace {

/// Of one cloud among several, of its bill or of what was left is not what is built on it.
bool names_aws(const Passage& passage) {
  return !passage.services.empty() && !is_aside(passage.cues);
}

/// AWS and ML in one sentence, or in neighbours of one section: together rather than apart.
bool aws_and_ml_near(const PageView& view, std::size_t at) {
  const auto& all = view.passages();
  const std::size_t from = at > 0 ? at - 1 : 0;
  bool aws = false;
  bool ml = false;
  for (std::size_t i = from; i <= std::min(at + 1, all.size() - 1); ++i) {
    if (all[i].section != all[at].section) continue;
    aws = aws || names_aws(all[i]);
    ml = ml || is_about_ml(view, all[i]);
  }
  const SectionView& section = view.sections()[all[at].section];
  return (aws || !section.services.empty()) && (ml || section.cues.has(Cue::ml));
}

/// The first passage for which `near` holds makes it yes; for which only `apart` holds, unclear.
template <class Near, class Apart>
Claim claim_of(const PageView& view, Near near, Apart apart) {
  const Passage* weak = nullptr;
  for (std::size_t i = 0; i < view.passages().size(); ++i) {
    const Passage& passage = view.passages()[i];
    if (passage.cues.has(Cue::placeholder) || !apart(passage)) continue;
    if (near(i)) return cite(view, Answer::yes, passage);
    if (weak == nullptr) weak = &passage;
  }
  return weak != nullptr ? cite(view, Answer::unclear, *weak) : Claim{};
}

/// One sentence makes no practice: AWS and machine learning must be spoken of at some length.
bool dwells_on_both(const PageView& view) {
  const MlShare ml = ml_share(view);
  const auto aws_headings = std::ranges::count_if(
      view.sections(), [](const SectionView& section) { return !section.services.empty(); });
  const auto aws = std::ranges::count_if(view.passages(), names_aws) + aws_headings;
  return aws >= 2 && (ml.passages >= 3 || (ml.headed && ml.passages > 0));
}

constexpr std::size_t kEntries = 2;  // of a list, that are no chance any more

bool offers(const Passage& passage) {
  return passage.cues.has(Cue::practice);
}

/// What the company itself does, now.
bool is_standing_offer(const Passage& passage) {
  return offers(passage) && !is_aside(passage.cues) && !passage.cues.has(Cue::denied) &&
         !passage.cues.has(Cue::projected);
}

/// A course or a seat has a price; a solution that is built for somebody hardly ever.
bool is_priced(const Passage& passage) {
  static constexpr std::array<std::string_view, 4> kSigns = {"£", "€", "$", "¥"};
  return std::ranges::any_of(kSigns,
                             [&](std::string_view sign) { return passage.text.contains(sign); });
}

/// "Visual inspection with Amazon SageMaker": a service and what is made with it, not its name
/// alone.
bool is_made_with_aws_ml(const PageView& view, const Passage& passage) {
  constexpr std::size_t kFewWords = 6;
  const Cues cues = passage.cues;
  if (cues.has(Cue::vendor) || cues.has(Cue::certified) || cues.has(Cue::denied) ||
      cues.has(Cue::projected) || cues.has(Cue::aws_partner) || is_priced(passage))
    return false;
  std::size_t names = 0;
  for (const ServiceHit& hit : passage.services) names += hit.end - hit.begin;
  return names_aws(passage) && is_about_ml(view, passage) &&
         passage.folded.size() >= names + kFewWords;
}

std::vector<const Passage*> made_with_aws_ml(const PageView& view) {
  std::vector<const Passage*> out;
  for (const Passage& passage : view.passages())
    if (is_made_with_aws_ml(view, passage)) out.push_back(&passage);
  return out;
}

/// A page that offers its help with AWS and, elsewhere, machine learning made with AWS says that it
/// has such a practice in two places.
Claim offers_aws_here_and_ml_there(const PageView& view) {
  const auto& all = view.passages();
  if (!std::ranges::any_of(all, [](const Passage& p) { return offers(p) && names_aws(p); }))
    return {};
  const auto together = std::ranges::find_if(all, [&](const Passage& p) {
    return p.is_prose() && p.cues.has(Cue::solution) && names_aws(p) && is_about_ml(view, p);
  });
  return together != all.end() ? cite(view, Answer::yes, *together) : Claim{};
}

/// "Our machine learning team counts twenty", and elsewhere, entry by entry, what it makes with
/// AWS.
Claim offers_ml_here_and_aws_there(const PageView& view) {
  const auto& all = view.passages();
  const auto offer = std::ranges::find_if(all, [](const Passage& p) {
    return p.is_prose() && p.cues.has(Cue::ml) && is_standing_offer(p);
  });
  return offer != all.end() && made_with_aws_ml(view).size() >= kEntries
             ? cite(view, Answer::yes, *offer)
             : Claim{};
}

/// A practice is described where machine learning and AWS stand together, or where a page that
/// dwells on both says so in two places.
Claim read_practice(const PageView& view) {
  Claim claim = claim_of(
      view, [&](std::size_t i) { return aws_and_ml_near(view, i); },
      [&](const Passage& p) { return offers(p) && (is_about_ml(view, p) || names_aws(p)); });
  if (claim.answer == Answer::no) return claim;
  if (!dwells_on_both(view)) claim.answer = Answer::unclear;
  if (claim.answer == Answer::yes || !dwells_on_both(view)) return claim;
  for (const Claim& apart :
       {offers_aws_here_and_ml_there(view), offers_ml_here_and_aws_there(view)})
    if (apart.answer == Answer::yes) return apart;
  return claim;
}

Claim read_solutions(const PageView& view) {
  const auto& all = view.passages();
  Claim claim = claim_of(
      view,
      [&](std::size_t i) {
        // "AWS, Azure and Google Cloud": one of the places one can host at, no solution of AWS. Nor
        // is the title of a "solutions architect" or an entry of a list of tools.
        const Cues cues = all[i].cues;
        if (is_aside(cues) || cues.has(Cue::vendor) || cues.has(Cue::certified)) return false;
        if (!all[i].is_prose() || is_priced(all[i])) return false;
        return names_aws(all[i]) || aws_and_ml_near(view, i) ||
               !view.sections()[all[i].section].services.empty();
      },
      [&](const Passage& p) {
        const Cues headed = view.sections()[p.section].cues;
        return (p.cues.has(Cue::solution) || p.cues.has(Cue::use_case) ||
                headed.has(Cue::solution) || headed.has(Cue::use_case)) &&
               (is_about_ml(view, p) || names_aws(p));
      });
  if (claim.answer == Answer::yes) return claim;
  const auto made = made_with_aws_ml(view);
  return made.size() >= kEntries ? cite(view, Answer::yes, *made.front()) : claim;
}

/// What the company says of itself, now: no plan, no question to the reader, no customer's deed.
bool claims_for_itself(const Passage& passage) {
  return !passage.cues.has(Cue::projected) && !passage.cues.has(Cue::denied) &&
         !passage.cues.has(Cue::anonymous) && !passage.text.ends_with('?');
}

/// "We are not an AWS Partner": where the page claims no partnership, this sentence says why not.
/// What is denied of one maker is no lack of others, so it never outweighs a sign.
Claim or_denial(const PageView& view, Claim claim) {
  if (claim.answer != Answer::no) return claim;
  const auto& all = view.passages();
  const auto denial = std::ranges::find_if(all, [](const Passage& p) {
    return p.cues.has(Cue::denied) && !p.services.empty() &&
           (p.cues.has(Cue::aws_partner) || p.cues.has(Cue::partnership));
  });
  return denial != all.end() ? cite(view, Answer::no, *denial) : claim;
}

/// "We have no machine learning practice", "we closed ours in May": whatever else the page says of
/// one, a person must look.
Claim unless_denied(const PageView& view, Claim claim) {
  if (claim.answer != Answer::yes) return claim;
  const auto& all = view.passages();
  const auto denial = std::ranges::find_if(all, [&](const Passage& p) {
    return p.cues.has(Cue::denied) && (offers(p) || is_about_ml(view, p));
  });
  return denial != all.end() ? cite(view, Answer::unclear, *denial) : claim;
}

/// A page that speaks of both AWS and machine learning may describe what we have no words for.
Claim or_open(const PageView& view, Claim claim) {
  if (claim.answer != Answer::no || !claim.quote.empty()) return claim;
  const MlShare ml = ml_share(view);
  const bool speaks_of_aws = std::ranges::any_of(view.passages(), names_aws);
  return speaks_of_aws && ml.first != nullptr ? cite(view, Answer::unclear, *ml.first) : claim;
}

/// Logos of makers of technology in a row: partners as like as not.
Claim read_logos(const PageView& view) {
  constexpr std::size_t kRow = 3;
  std::string row;
  std::size_t count = 0;
  for (const std::string& text : view.document().image_texts) {
    const std::string folded = fold_text(text);
    if (visible_length(folded) > 40 || !view.words().cues(folded).has(Cue::vendor)) continue;
    (row += row.empty() ? "" : ", ") += text;
    ++count;
  }
  return count >= kRow ? Claim{Answer::unclear, row, "logos"} : Claim{};
}

/// With AWS or another maker of technology, by its name: "we partner with retailers" is none.
Claim read_partnerships(const PageView& view) {
  const auto& all = view.passages();
  Claim claim = claim_of(
      view,
      [&](std::size_t i) {
        if (!claims_for_itself(all[i])) return false;
        if (all[i].cues.has(Cue::aws_partner)) return true;
        const bool headed = view.sections()[all[i].section].cues.has(Cue::partnership);
        return all[i].cues.has(Cue::vendor) && all[i].is_prose() &&
               (headed || all[i].cues.has(Cue::partnership));
      },
      [](const Passage& p) {
        return !p.cues.has(Cue::denied) && (p.cues.has(Cue::partnership) ||
                                            p.cues.has(Cue::badge) || p.cues.has(Cue::aws_partner));
      });
  return claim.answer == Answer::no ? read_logos(view) : claim;
}

Claim read_aws_partnership(const PageView& view) {
  const auto& all = view.passages();
  return claim_of(
      view,
      [&](std::size_t i) {
        // "A Google Cloud Premier Partner": tiers are called alike elsewhere.
        const bool of_aws = !all[i].services.empty() ||
                            (all[i].cues.has(Cue::badge) && !all[i].cues.has(Cue::vendor));
        return all[i].cues.has(Cue::aws_partner) && claims_for_itself(all[i]) && of_aws;
      },
      [](const Passage& p) {
        return !p.cues.has(Cue::denied) &&
               (p.cues.has(Cue::badge) || p.cues.has(Cue::aws_partner) ||
                (p.cues.has(Cue::partnership) && !p.services.empty()));
      });
}

/// Whether a folder of the link's path says what is in it: "/case-studies/acme".
bool leads_to_references(const PageView& view, const Url& url) {
  constexpr std::size_t kLongestFolder = 32;
  std::string_view path = url.pathname();
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view folder = path.substr(0, path.find('/'));
    path.remove_prefix(folder.size());
    if (folder.empty() || folder.size() > kLongestFolder) continue;
    std::string words = fold_text(folder);
    std::ranges::replace_if(words, [](char c) { return c == '-' || c == '_'; }, ' ');
    if (view.words().cues(words).has(Cue::references)) return true;
  }
  return false;
}

/// Says that there is nothing, or nothing yet.
bool is_void(const Passage& passage) {
  return passage.cues.has(Cue::denied) || passage.cues.has(Cue::placeholder);
}

bool speaks_of_customers(const PageView& view, const Passage& passage) {
  const SectionView& section = view.sections()[passage.section];
  return passage.cues.has(Cue::references) || section.cues.has(Cue::references) ||
         section.classes.has(HeadingClass::customer);
}

/// A folder that holds stories as a rule, but other things as well: "/work/acme".
bool may_lead_to_references(const PageLink& link) {
  static constexpr std::array<std::string_view, 16> kFolders = {
      "/case/",      "/cases/",     "/cas/",      "/caso/",   "/casos/", "/clients/",
      "/customer/",  "/customers/", "/jirei/",    "/kunden/", "/work/",  "/our-work/",
      "/portfolio/", "/projects/",  "/projekte/", "/success/"};
  return link.region == Region::main && std::ranges::any_of(kFolders, [&](std::string_view folder) {
           return link.url.pathname().contains(folder) && !link.url.pathname().ends_with(folder);
         });
}

/// What speaks against taking an entry of the menu, which is on every page, for a reference of this
/// one: "We do not name our customers", or a page that says nothing of its subject.
const Passage* against_menu(const PageView& view) {
  const auto& all = view.passages();
  const auto denial = std::ranges::find_if(
      all, [&](const Passage& p) { return is_void(p) && speaks_of_customers(view, p); });
  if (denial != all.end()) return &*denial;
  const bool on_subject = std::ranges::any_of(
      all, [&](const Passage& p) { return is_about_ml(view, p) || names_aws(p); });
  return on_subject || all.empty() ? nullptr : &all.front();
}

/// Where the name on a link stands. Bounded both ways, so that a page of links and nothing else
/// costs no more than another.
class LinkContext {
 public:
  explicit LinkContext(const PageView& view) {
    for (const SectionView& section : view.sections())
      if (section.cues.has(Cue::references)) add(announced_, section.section->body);
    for (const Passage& passage : view.passages())
      if (passage.cues.has(Cue::outcomes) && !is_void(passage)) add(told_, passage.text);
  }

  /// "What customers say", and under it the link: what is announced there needs no word of its own.
  bool is_announced(const PageLink& link) { return stands_in(announced_, link); }
  /// "The Farol group halved its stock-outs", with a link on the name: a story, as a rule.
  bool is_told_of(const PageLink& link) { return stands_in(told_, link); }

 private:
  static constexpr std::size_t kMostText = 64 * 1024;
  static constexpr std::size_t kMostLinks = 1000;
  static constexpr std::size_t kShortest = 4;

  static void add(std::string& text, std::string_view more) {
    if (text.size() < kMostText) text.append(more.substr(0, kMostText)).append("\n");
  }

  bool stands_in(std::string_view text, const PageLink& link) {
    if (link.region != Region::main || link.text.size() < kShortest || text.empty()) return false;
    return ++looked_at_ <= 2 * kMostLinks && text.contains(link.text);
  }

  std::string announced_;
  std::string told_;
  std::size_t looked_at_ = 0;
};

/// A link of the page that a reader can follow to stories of customers.
Claim read_references(const PageView& view) {
  const Document& document = view.document();
  const Passage* against = against_menu(view);
  LinkContext context(view);
  Claim weak;
  for (const PageLink& link : document.links) {
    if (!link.visible || link.text.empty()) continue;
    if (link.url.without_fragment() == document.url.without_fragment()) continue;
    const Cues cues = view.words().cues(fold_text(link.text));
    const bool named = cues.has(Cue::references) || leads_to_references(view, link.url) ||
                       context.is_announced(link);
    const Claim found{Answer::yes, link.text, std::string(link.url.href())};
    if (named && link.region != Region::footer) {
      if (link.region == Region::main || against == nullptr) return found;
      weak = cite(view, Answer::unclear, *against);
      continue;
    }
    const bool tells = (link.region == Region::main && cues.has(Cue::outcomes)) ||
                       cues.has(Cue::story) || cues.has(Cue::teaser) || context.is_told_of(link);
    if (!named && !tells && !may_lead_to_references(link)) continue;
    if (weak.answer == Answer::no) weak = {Answer::unclear, found.quote, found.place};
  }
  if (weak.answer != Answer::no) return weak;
  for (const Passage& passage : view.passages())
    if (passage.cues.has(Cue::story) || passage.cues.has(Cue::story_list))
      return cite(view, Answer::unclear, passage);
  return {};
}

/// Whether the page as a whole is about machine learning: its title or headings say so, and a good
/// part of its sentences.
Claim read_focus(const PageView& view) {
  const MlShare share = ml_share(view);
  if (share.first == nullptr) return {};
  const bool dense = share.passages >= 3 && share.passages * 5 >= view.passages().size();
  if (share.headed && (dense || share.passages >= 5)) return cite(view, Answer::yes, *share.first);
  return share.headed || dense ? cite(view, Answer::unclear, *share.first) : Claim{};
}

}  // namespace

LandingReading read_landing_page(const PageView& view) {
  LandingReading out;
  out.practice = or_open(view, unless_denied(view, read_practice(view)));
  out.solutions = or_open(view, unless_denied(view, read_solutions(view)));
  out.partnerships = or_denial(view, read_partnerships(view));
  out.aws_partnership = or_denial(view, read_aws_partnership(view));
  out.references = read_references(view);
  out.ml_focus = read_focus(view);
  soften(view, {&out.practice, &out.solutions, &out.partnerships, &out.references,
                &out.aws_partnership, &out.ml_focus});
  return out;
}

}  // namespace verify
