#include "evidence/earlier_answer.h"

#include <algorithm>

#include "base/http_date.h"

namespace verify {
namespace {

constexpr std::size_t kMaxValidator = 500;

// RFC 9110 section 8.8.3: an entity tag is a quoted string of visible characters. What is no tag is
// not sent back.
bool is_entity_tag(std::string_view tag) {
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() < 2 || tag.size() > kMaxValidator || tag.front() != '"' || tag.back() != '"')
    return false;
  return std::ranges::all_of(tag.substr(1, tag.size() - 2), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7F && byte != '"';
  });
}

// A date has a few plain characters; whether there is such a day is the server's affair.
bool is_plain_date(std::string_view date) {
  return date.size() >= 10 && date.size() <= 40 && std::ranges::all_of(date, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                  c == ' ' || c == ',' || c == ':' || c == '-' || c == '+';
         });
}

// RFC 9110 section 8.8.2.2: a Last-Modified of the very minute in which the answer was made may
// stand for two contents. By the server's own clock where it told the time.
bool is_settled(std::string_view last_modified, const Exchange& exchange, Instant sent_at) {
  const auto modified = http_date(last_modified);
  const Instant made = http_date(exchange.header("Date")).value_or(sent_at);
  return modified && made - *modified >= std::chrono::seconds(60);
}

// The weak comparison (RFC 9110 section 8.8.3.2), as If-None-Match has it.
std::string_view opaque(std::string_view tag) {
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  return tag;
}

}  // namespace

std::optional<EarlierAnswer> earlier_answer(const Evidence& evidence, const Page& page) {
  const Evidence::Impl& impl = evidence.impl();
  EarlierAnswer out{.page = &page, .stored = impl.answer_of(page)};
  if (out.stored.empty()) return std::nullopt;
  const auto loaded = load_record_head(impl.store(), out.stored.head);
  if (!loaded) return std::nullopt;
  const WarcRecord& record = (*loaded)->record;
  Exchange exchange{.url = page.final_url};
  exchange.response_head = record.block;
  out.record_id = record.id();
  out.uri = record.uri();
  out.date = record.field("WARC-Date");
  out.sent_at = parse_instant(out.date).value_or(Instant{});
  out.content_encoding = exchange.header("Content-Encoding");
  if (const auto tag = exchange.header("ETag"); is_entity_tag(tag)) out.etag = tag;
  if (const auto date = exchange.header("Last-Modified"); is_plain_date(date))
    out.last_modified = date;
  if (out.etag.empty() && !is_settled(out.last_modified, exchange, out.sent_at))
    out.last_modified.clear();
  if (out.stored.text.stored == 0) return out;
  const auto text = load_record_head(impl.store(), out.stored.text);
  if (!text) return std::nullopt;
  out.text_id = (*text)->record.id();
  return out;
}

bool confirms(const Exchange& not_modified, std::string_view etag, std::string_view last_modified) {
  const std::string_view tag = not_modified.header("ETag");
  if (!tag.empty() && !etag.empty()) return opaque(tag) == opaque(etag);
  const std::string_view date = not_modified.header("Last-Modified");
  return date.empty() || last_modified.empty() || date == last_modified;
}

}  // namespace verify
