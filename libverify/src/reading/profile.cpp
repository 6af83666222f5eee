#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "reading/phrases.h"
#include "verify/public_profile.h"

namespace verify {
namespace {

using Kind = PageFact::Kind;
using Shown = ProfileReading::Shown;
using Whose = Shown::Whose;

constexpr std::size_t kMaxPlain = 160;  // bytes; what is longer is prose
constexpr std::size_t kMost = 200;      // statements that are looked at
constexpr std::size_t kNear = 3;        // facts from the partner's name to a line without a label

// What schema.org has for what an organisation holds.
constexpr auto kHeld =
    std::to_array<std::string_view>({"award", "awards", "memberOf.name", "memberOf.programName",
                                     "hasCredential.name", "hasCertification.name"});

enum Meaning : int { kBeside = -1, kMark = -2, kName = -3 };  // else the index of a tier

// A text as far as it is made of known words.
struct Cover {
  std::set<int> tiers;
  bool all = true;        // no other word
  bool marked = false;    // has a mark
  bool adjacent = false;  // a mark stands beside a tier
  bool named = false;
};

class ProfileReader {
 public:
  ProfileReader(std::span<const PageFact> facts, const Document& document, const Name& partner,
                const Url& home_page, const ProfileWords& words)
      : facts_(facts), document_(document), partner_(partner), home_(home_page), words_(words) {
    phrases_.add(words.beside, kBeside);
    phrases_.add(words.marks, kMark);
    phrases_.add(partner.official, kName);
    phrases_.add(partner.aliases, kName);
    for (std::size_t i = 0; i < words.tiers.size(); ++i)
      for (const TopicPhrase& phrase : words.tiers[i].phrases)
        phrases_.add(phrase.written(), static_cast<int>(i));
    labels_.add(words.labels, 0);
    headings_.add(words.headings, 0);
  }

  ProfileReading read() {
    whose_page();
    for (std::size_t i = 0; i < facts_.size() && out_.shown.size() < kMost; ++i) statement(i);
    // No profile says it so often: what the rest says is not known.
    if (out_.shown.size() == kMost) out_.shown.push_back({Whose::unclear, {}, true, {}, {}});
    return std::move(out_);
  }

 private:
  // "Harbour Analytics", "Harbour Analytics | AWS Partner", "AWS Partner Harbour Analytics".
  bool is_partner(std::string_view text) const {
    if (is_name(text, partner_)) return true;
    const Cover words = cover(text);
    if (words.named && words.all && words.tiers.empty()) return true;
    for (const std::string_view mark : {" | ", " – ", " — ", " - ", " · ", ": "})
      if (const std::size_t at = text.find(mark); at != text.npos)
        if (is_name(text.substr(0, at), partner_)) return true;
    return false;
  }

  void whose_page() {
    std::vector<const PageFact*> heads;
    for (const int highest : {1, 6})
      for (const PageFact& fact : facts_)
        if (fact.kind == Kind::heading && !fact.aside && fact.level <= highest &&
            (highest == 1 || heads.empty()))
          heads.push_back(&fact);
    const auto own =
        std::ranges::find_if(heads, [&](const PageFact* each) { return is_partner(each->text); });
    if (own != heads.end()) {
      out_.of_partner = Answer::yes;
      out_.named = (*own)->text;
    } else if (heads.empty()) {
      out_.named = document_.title;
      if (is_partner(document_.title)) out_.of_partner = Answer::yes;
    } else {
      out_.named = heads.front()->text;
      if (std::ranges::any_of(heads, [&](const PageFact* each) { return speaks_of(*each); }))
        out_.of_partner = Answer::unclear;
    }
  }

  bool speaks_of(const PageFact& heading) const {
    Document document{.url = document_.url};
    document.title = heading.text;
    return find_name(document, partner_).in_content();
  }

  Cover cover(std::string_view text) const {
    Cover out;
    const WordList words(text);
    int before = kBeside;
    for (std::size_t i = 0; i < words.size();) {
      const auto hit = phrases_.at(words, i);
      const int now = hit ? hit->meaning : kBeside;
      out.all = out.all && hit.has_value();
      out.marked |= now == kMark;
      out.named |= now == kName;
      if (now >= 0) out.tiers.insert(now);
      out.adjacent |= (now == kMark && before >= 0) || (now >= 0 && before == kMark);
      before = now;
      i += hit ? hit->words : 1;
    }
    return out;
  }

  void statement(std::size_t i) {
    const PageFact& fact = facts_[i];
    const bool labelled = is_labelled(i);
    const Cover words = cover(fact.text);
    if (words.tiers.empty()) return;
    // Without a label "advanced" may be any word.
    if (!labelled && !words.adjacent) return;
    Shown shown{.record = labelled || fact.kind == Kind::image,
                .quote = shorten(fact.text, kMaxPlain),
                .place = fact.place()};
    const bool one = words.tiers.size() == 1 && !goes_on(i);
    if (one) shown.tier = words_.tiers[static_cast<std::size_t>(*words.tiers.begin())].name;
    const bool plain = one && words.all && fact.text.size() <= kMaxPlain;
    shown.whose = whose(i, labelled);
    if (shown.whose == Whose::partner && !plain) shown.whose = Whose::unclear;
    out_.shown.push_back(std::move(shown));
  }

  bool is_label(std::string_view text) const {
    while (text.ends_with(':')) text.remove_suffix(1);
    return labels_.whole(text).has_value();
  }

  bool is_labelled(std::size_t i) const {
    const PageFact& fact = facts_[i];
    if (fact.kind == Kind::pair) return is_label(fact.label);
    if (fact.kind == Kind::data)
      return is_label(fact.label) || std::ranges::find(kHeld, fact.label) != kHeld.end();
    if (fact.kind == Kind::heading || i == 0) return false;
    const PageFact& before = facts_[i - 1];
    return (before.kind == Kind::line || before.kind == Kind::heading) && is_label(before.text);
  }

  // A list of tiers under one label is a list to choose from.
  bool goes_on(std::size_t i) const {
    if (facts_[i].kind == Kind::pair || facts_[i].kind == Kind::data || !is_labelled(i))
      return false;
    if (i + 1 == facts_.size() || facts_[i + 1].kind == Kind::data) return false;
    const Cover next = cover(facts_[i + 1].text);
    return next.all && !next.tiers.empty();
  }

  Whose whose(std::size_t i, bool labelled) const {
    const PageFact& fact = facts_[i];
    if ((fact.kind == Kind::data || fact.kind == Kind::pair) && !labelled) return Whose::others;
    if (fact.kind == Kind::data)
      return is_name(fact.owner, partner_) ? Whose::partner : Whose::others;
    if (fact.aside || (!fact.owner.empty() && !is_partner(fact.owner)) || foreign(fact))
      return Whose::others;
    const auto head = heading_of(i);
    if (!head) return Whose::others;
    if (labelled) return titled_otherwise(group_start(i), *head) ? Whose::others : Whose::partner;
    // A picture or a line without a label: near the name, in no smaller box with something else,
    // and not the begin of it.
    const bool near = *head > i ? *head - i <= kNear : i - *head <= kNear;
    const bool together = fact.room_begin <= *head && *head < fact.room_end;
    return near && together && !followed_by_other(i) ? Whose::partner : Whose::unclear;
  }

  // The heading with the partner's name, or of a part of its profile, that a fact stands under;
  // nothing where it stands under another.
  std::optional<std::size_t> heading_of(std::size_t i) const {
    std::optional<std::size_t> nearest;
    int level = 7;
    for (std::size_t at = i; at-- > 0 && level > 1;) {
      const PageFact& fact = facts_[at];
      if (fact.kind != Kind::heading || fact.aside || fact.level >= level) continue;
      level = fact.level;
      if (!nearest) nearest = at;
      if (is_partner(fact.text)) return nearest;
      if (!is_own_heading(fact.text)) return std::nullopt;
    }
    if (nearest) return is_partner(document_.title) ? nearest : std::nullopt;
    // Before any heading: a picture above the name.
    for (std::size_t at = i + 1; at < facts_.size() && at <= i + kNear; ++at)
      if (facts_[at].kind == Kind::heading)
        return is_partner(facts_[at].text) ? std::optional(at) : std::nullopt;
    return is_partner(document_.title) && no_headings() ? std::optional<std::size_t>(0)
                                                        : std::nullopt;
  }

  bool is_own_heading(std::string_view text) const {
    return headings_.whole(text).has_value() || is_label(text);
  }

  bool no_headings() const {
    return std::ranges::none_of(
        facts_, [](const PageFact& fact) { return fact.kind == Kind::heading && !fact.aside; });
  }

  // A link that is neither to the partner's site nor within the page.
  bool foreign(const PageFact& fact) const {
    return fact.url && !same_site(*fact.url, home_) &&
           page_key(*fact.url) != page_key(document_.url);
  }

  std::size_t group_start(std::size_t i) const {
    if (facts_[i].kind != Kind::pair) --i;  // its label
    while (i > 0 && facts_[i - 1].kind == Kind::pair) --i;
    return i;
  }

  // Whether a box around it, smaller than the one with the partner's name, has a title: a link, or
  // a short line, that is the name of something else.
  bool titled_otherwise(std::size_t start, std::size_t head) const {
    if (start > 0 && foreign(facts_[start - 1]) && facts_[start - 1].kind != Kind::heading &&
        !is_partner(facts_[start - 1].text))
      return true;
    for (std::size_t at = start; at > head;) {
      const std::size_t box = facts_[at].box;
      if (box >= at) return true;  // nothing is known of what it stands in
      if (box <= head) return false;
      for (std::size_t k = box; k < at; ++k)
        if (is_title(facts_[k])) return true;
      at = box;
    }
    return false;
  }

  bool is_title(const PageFact& fact) const {
    constexpr std::size_t kLongestTitle = 60;  // bytes
    if (fact.kind != Kind::line && fact.kind != Kind::image) return false;
    if (fact.text.size() > kLongestTitle || fact.text.find_first_of(".!?:") != std::string::npos)
      return false;
    return !is_partner(fact.text) && !is_own_heading(fact.text) && !is_label(fact.text);
  }

  bool followed_by_other(std::size_t i) const {
    if (i > 0 && facts_[i - 1].kind != Kind::heading && foreign(facts_[i - 1])) return true;
    for (std::size_t at = i + 1; at < facts_.size() && at <= i + 2; ++at) {
      const PageFact& next = facts_[at];
      if (next.kind == Kind::data) break;
      if (next.kind == Kind::heading) return !is_partner(next.text) && !is_own_heading(next.text);
      if (at == i + 1 && foreign(next) && !is_partner(next.text)) return true;
    }
    return false;
  }

  std::span<const PageFact> facts_;
  const Document& document_;
  const Name& partner_;
  const Url& home_;
  const ProfileWords& words_;
  Phrases phrases_, labels_, headings_;
  ProfileReading out_;
};

}  // namespace

const ProfileReading::Shown* ProfileReading::tier() const {
  const Shown* found = nullptr;
  for (const Shown& each : shown) {
    if (each.whose != Whose::partner) continue;
    if (found != nullptr && found->tier != each.tier) return nullptr;
    if (found == nullptr || (each.record && !found->record)) found = &each;
  }
  if (found == nullptr) return nullptr;
  // In the partner's own part another tier is in play: what has a label outweighs a line.
  const bool disputed = std::ranges::any_of(shown, [&](const Shown& each) {
    return each.whose == Whose::unclear && each.tier != found->tier &&
           (each.record || !found->record);
  });
  return disputed ? nullptr : found;
}

ProfileReading read_profile(std::span<const PageFact> facts, const Document& document,
                            const Name& partner, const Url& home_page, const ProfileWords& words) {
  return ProfileReader(facts, document, partner, home_page, words).read();
}

}  // namespace verify
