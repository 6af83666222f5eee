#include "reading/aws.h"
#include "reading/names.h"
#include "reading/page_view.h"
#include "reading/readers.h"

namespace verify {

struct PageReader::Prepared {
  explicit Prepared(const Document& document) : names(document) {}

  const PageView& view_in(const Lexicons& lexicons) {
    return view ? *view : view.emplace(names.document(), lexicons.data());
  }

  NameSearch names;
  std::optional<PageView> view;
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
  return read_aws(prepared(document).view_in(lexicons_));
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
