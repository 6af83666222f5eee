#include "reading/aws.h"

#include <algorithm>

#include "reading/quote.h"

namespace verify {
namespace {

bool lists_technology(const PageView& view, const Passage& passage) {
  return view.sections()[passage.section].standing.has(HeadingClass::technology);
}

bool is_service(const ServiceHit& hit) {
  return hit.service != ServiceHit::kPlatform;
}

/// A label, a tag or an entry of a list of tools says nothing about the work.
bool is_list_entry(const Passage& passage) {
  return !passage.is_prose();
}

/// How much one sentence says: 3 use in the work, 2 a plain mention, 1 in passing, 0 nothing.
int weight_of(const PageView& view, const Passage& passage) {
  if (passage.services.empty()) return 0;
  if (lists_technology(view, passage) && is_list_entry(passage)) return 0;
  if (tells_usage(passage)) return 3;
  if (is_list_entry(passage) || is_standing(passage.cues) || is_aside(passage.cues)) return 1;
  return 2;
}

class AwsReader {
 public:
  explicit AwsReader(const PageView& view) : view_(view) {}

  AwsReading run() {
    for (const Passage& passage : view_.passages()) read(passage);
    for (const SectionView& section : view_.sections()) read_heading(section);
    if (best_ > 0) {
      const bool body = uses_ > 0 || plain_ >= 2 || (plain_ > 0 && in_heading_);
      reading_.place = body ? AwsReading::Place::body : AwsReading::Place::mention;
      return std::move(reading_);
    }
    read_rest();
    return std::move(reading_);
  }

 private:
  void read(const Passage& passage) {
    const int weight = weight_of(view_, passage);
    if (weight == 0) return;
    note_services(passage.services);
    uses_ += weight == 3;
    plain_ += weight == 2;
    take(weight, passage.text);
  }

  void read_heading(const SectionView& section) {
    if (section.services.empty() || is_standing(section.cues)) return;
    if (section.standing.has(HeadingClass::technology)) return;
    note_services(section.services);
    in_heading_ = true;
    take(1, section.section->heading);
  }

  void take(int weight, std::string_view text) {
    if (weight <= best_) return;
    best_ = weight;
    reading_.quote = quote_around(text, 0, 2 * kQuoteBytes);
  }

  void note_services(const std::vector<ServiceHit>& hits) {
    for (const ServiceHit& hit : hits) {
      if (!is_service(hit)) continue;
      const Service& service = view_.lexicons().services.service(hit.service);
      add_once(reading_.services, service.name);
      if (service.ml) add_once(reading_.ml_services, service.name);
    }
  }

  static void add_once(std::vector<std::string>& names, const std::string& name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }

  /// Nothing in what the page says: its lists of tools, title, image texts and menus are left.
  void read_rest() {
    const Document& document = view_.document();
    std::string rest = document.title + "\n" + document.description + "\n";
    for (const std::string& text : document.image_texts) (rest += text) += '\n';
    for (const Passage& passage : view_.passages())
      if (!passage.services.empty()) (rest += passage.text) += '\n';
    rest += document.boilerplate;
    const FoldedText folded = fold(rest);
    for (const ServiceHit& hit :
         view_.lexicons().services.find(folded.text, tokenize(folded.text))) {
      if (hit.needs_context) continue;
      reading_.place = AwsReading::Place::boilerplate;
      reading_.quote = quote_around(rest, folded.original(hit.begin), folded.original(hit.end));
      return;
    }
  }

  const PageView& view_;
  AwsReading reading_;
  int best_ = 0;
  int uses_ = 0;
  int plain_ = 0;
  bool in_heading_ = false;
};

}  // namespace

namespace {

/// "Amazon Textract reads the letters and Amazon Comprehend sorts them": services side by side in
/// one sentence are at work whatever the verb.
bool names_two_services(const Passage& passage) {
  const auto first = std::ranges::find_if(passage.services, is_service);
  return first != passage.services.end() &&
         std::any_of(first, passage.services.end(), [&](const ServiceHit& hit) {
           return is_service(hit) && hit.service != first->service;
         });
}

}  // namespace

bool tells_usage(const Passage& passage) {
  return !passage.services.empty() && passage.is_prose() &&
         (passage.cues.has(Cue::uses) || names_two_services(passage)) && is_at_work(passage.cues);
}

AwsReading read_aws(const PageView& view) {
  return AwsReader(view).run();
}

}  // namespace verify
