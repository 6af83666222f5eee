#include <array>

#include "base/text.h"
#include "page/date_candidates.h"

namespace verify {
namespace {

constexpr auto kProperties = std::to_array<DateProperty>({
    {"article:published_time", false, 3.6},
    {"article:published", false, 3.2},
    {"article:publicationdate", false, 3},
    {"article_date_original", false, 3},
    {"article.published", false, 3},
    {"article.created", false, 2.5},
    {"bt:pubdate", false, 3},
    {"citation_date", false, 2.5},
    {"citation_online_date", false, 3},
    {"citation_publication_date", false, 2.5},
    {"created", false, 2},
    {"creation_date", false, 2},
    {"date", false, 2},
    {"date_created", false, 2},
    {"date_published", false, 3},
    {"datecreated", false, 2},
    {"dateposted", false, 3},
    {"datepublished", false, 3.2},
    {"dc.created", false, 2.2},
    {"dc.date", false, 2.2},
    {"dc.date.created", false, 2.2},
    {"dc.date.issued", false, 2.8},
    {"dc.date.publication", false, 2.8},
    {"dc.issued", false, 2.8},
    {"dc:created", false, 2.2},
    {"dc:date", false, 2.2},
    {"dcterms.created", false, 2.2},
    {"dcterms.date", false, 2.2},
    {"dcterms.issued", false, 2.8},
    {"dcterms:created", false, 2.2},
    {"dcterms:date", false, 2.2},
    {"dcterms:issued", false, 2.8},
    {"displaydate", false, 2},
    {"gentime", false, 2},
    {"last-modified", true, 1},
    {"lastmod", true, 1.5},
    {"lastmodified", true, 1.5},
    {"mediator_published_time", false, 2.5},
    {"og:article:published_time", false, 3.2},
    {"og:published_time", false, 3},
    {"og:pubdate", false, 3},
    {"original-publish-date", false, 3},
    {"originalpublicationdate", false, 3},
    {"originaldate", false, 2.5},
    {"parsely-pub-date", false, 3.2},
    {"pdate", false, 2.5},
    {"posted_on", false, 2.5},
    {"pub_date", false, 2.8},
    {"pubdate", false, 2.8},
    {"publicationdate", false, 2.8},
    {"publication-date", false, 2.8},
    {"publication_date", false, 2.8},
    {"publish-date", false, 2.8},
    {"publish_date", false, 2.8},
    {"publishdate", false, 2.8},
    {"published", false, 2.8},
    {"published-date", false, 2.8},
    {"published_date", false, 2.8},
    {"published_time", false, 2.8},
    {"published_time_telegram", false, 2.5},
    {"publisheddate", false, 2.8},
    {"revision_date", true, 1.5},
    {"rnews:datepublished", false, 3},
    {"sailthru.date", false, 2.8},
    {"schema:datepublished", false, 3},
    {"shareaholic:article_published_time", false, 3},
    {"timestamp", false, 1.5},
    {"vr:published_time", false, 2.8},
    {"article:modified", true, 2},
    {"article:modified_time", true, 2},
    {"article:updated_time", true, 2},
    {"og:updated_time", true, 2},
    {"og:modified_time", true, 2},
    {"datemodified", true, 2},
    {"dateupdated", true, 2},
    {"dc.date.modified", true, 2},
    {"dc.modified", true, 2},
    {"dcterms.modified", true, 2},
    {"dcterms:modified", true, 2},
    {"modified", true, 1.5},
    {"modified_time", true, 1.5},
    {"schema:datemodified", true, 2},
    {"shareaholic:article_modified_time", true, 2},
    {"updated", true, 1.5},
    {"updated_time", true, 1.5},
    {"moddate", true, 1.5},
    {"revised", true, 1.5},
});

// The picture of a page is uploaded with it: /files/2016/05/04/picture.png.
void add_image_date(std::string_view address, DateCandidates& out) {
  constexpr double kWeight = 0.5;
  const auto date = path_date(address);
  if (date) out.push_back({*date, "meta", "og:image", false, kWeight});
}

}  // namespace

const DateProperty* date_property(std::string_view name) {
  for (const DateProperty& property : kProperties)
    if (ascii_iequals(property.name, name)) return &property;
  return nullptr;
}

void add_meta_date(const Dom& dom, Dom::Index meta, const DateReading& reading,
                   DateCandidates& out) {
  const std::string_view content = dom.attribute(meta, "content");
  if (content.size() < 6) return;
  for (const std::string_view attribute : {"property", "name", "itemprop", "http-equiv"}) {
    const std::string_view name = dom.attribute(meta, attribute);
    if (name.empty()) continue;
    if (ascii_iequals(name, "og:image")) add_image_date(content, out);
    const DateProperty* property = date_property(name);
    if (property == nullptr) continue;
    // A server's header says when a file was written or served.
    const bool header = attribute == "http-equiv";
    if (const auto date = read_date_value(content, reading))
      out.push_back({*date,
                     header                    ? std::string(kHeaderSource)
                     : attribute == "itemprop" ? "microdata"
                                               : "meta",
                     std::string(name), property->modified || header,
                     header ? 0.5 : property->weight * day_certainty(content)});
    return;
  }
}

}  // namespace verify
