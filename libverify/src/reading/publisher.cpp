#include "reading/names.h"
#include "verify/reading.h"

namespace verify {
namespace {

/// Whether a label of the host spells the name: "blue-harbor.example" for "Blue Harbor GmbH". The
/// last label is the registry's.
bool host_spells(std::string_view host, const NameMatcher& matcher) {
  for (std::size_t dot = host.find('.'); dot != std::string_view::npos; dot = host.find('.')) {
    if (matcher.spelled_by(host.substr(0, dot))) return true;
    host.remove_prefix(dot + 1);
  }
  return false;
}

}  // namespace

Mention find_publisher(const Document& document, const NameMatcher& matcher) {
  using Place = Mention::Place;
  if (matcher.empty()) return {};
  for (const std::string* said : {&document.site_name, &document.author})
    if (matcher.find(*said, false)) return {Place::site, *said};
  if (host_spells(document.url.hostname(), matcher))
    return {Place::site, std::string(document.url.href())};
  for (const PageLink& link : document.links)
    if (link.visible && host_spells(link.url.hostname(), matcher))
      return {Place::site, std::string(link.url.href())};
  return {};
}

Mention find_partner(const Document& document, const Name& name) {
  Mention mention = find_name(document, name);
  if (mention.place != Mention::Place::none) return mention;
  return find_publisher(document, NameMatcher(name));
}

}  // namespace verify
