#include "reading/aws.h"
#include "reading/names.h"
#include "reading/page_view.h"
#include "reading/readers.h"
#include "reading/same_story.h"
#include "verify/topics.h"

namespace verify {

struct PageReader::Prepared {
  explicit Prepared(const Document& document) : names(document) {}

  const PageView& view_in(const Lexicons& lexicons) {
    return view ? *view : view.emplace(names.document(), lexicons.data());
  }

  NameSearch names;
  std::optional<PageView> view;
  std::optional<AwsReading> aws;
  std::optional<Story> story;
  std::optional<TopicSearch> topics;
};

PageReader::PageReader(const Lexicons& lexicons) : lexicons_(lexicons) {}
PageReader::~PageReader() = default;

PageReader::Prepared& PageReader::prepared(const Document& document) {
  auto& slot = prepared_[&document];
  if (slot == nullptr) slot = std::make_unique<Prepared>(document);
  return *slot;
}

Mention PageReader::name(const Document& document, const Name& name) {
  return prepared(document).names.find(name);
}

AwsReading PageReader::aws(const Document& document) {
  Prepared& page = prepared(document);
  return page.aws ? *page.aws : page.aws.emplace(read_aws(page.view_in(lexicons_)));
}

CaseStudyReading PageReader::case_study(const Document& document, const Name& customer,
                                        const Name& partner) {
  Prepared& page = prepared(document);
  return read_case_study(page.view_in(lexicons_), page.names, customer, partner);
}

LandingReading PageReader::landing_page(const Document& document) {
  return read_landing_page(prepared(document).view_in(lexicons_));
}

MaterialReading PageReader::material(const Document& document, const Name& partner) {
  Prepared& page = prepared(document);
  return read_material(page.view_in(lexicons_), page.names, partner);
}

StoryMatch PageReader::stories(const Document& a, const Document& b, bool same_customer,
                               double same_words) {
  const auto story = [this](const Document& document) -> Story& {
    auto& slot = prepared(document).story;
    return slot ? *slot : slot.emplace(document);
  };
  return compare_stories(story(a), story(b), same_customer, same_words, lexicons_);
}

const TopicSearch& PageReader::topics(const Document& document) {
  auto& slot = prepared(document).topics;
  return slot ? *slot : slot.emplace(document.text);
}

AwsReading read_aws(const Document& document, const Lexicons& lexicons) {
  return PageReader(lexicons).aws(document);
}

CaseStudyReading read_case_study(const Document& document, const Name& customer,
                                 const Name& partner, const Lexicons& lexicons) {
  return PageReader(lexicons).case_study(document, customer, partner);
}

LandingReading read_landing_page(const Document& document, const Lexicons& lexicons) {
  return PageReader(lexicons).landing_page(document);
}

MaterialReading read_material(const Document& document, const Name& partner,
                              const Lexicons& lexicons) {
  return PageReader(lexicons).material(document, partner);
}

}  // namespace verify
