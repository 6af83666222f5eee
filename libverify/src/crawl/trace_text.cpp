// A trace as text: a line of its own and then one for each step, fields between tabs. It is read
// before every run that may confirm the one before, and must cost next to nothing.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "crawl/crawl_trace.h"

namespace verify {
namespace {

using Kind = CrawlTrace::Kind;
using Hop = CrawlTrace::Hop;
using Step = CrawlTrace::Step;

constexpr std::string_view kSchema = "libverify-trace/2";
constexpr std::string_view kKinds[] = {"page", "robots", "sitemap", "made_up"};

void put_text(std::string& out, std::string_view text) {
  const bool plain = text.find_first_of("\t\n\\") == std::string_view::npos;
  if (plain) out += text;
  for (const char c : plain ? std::string_view() : text) {
    if (c == '\t')
      out += "\\t";
    else if (c == '\n')
      out += "\\n";
    else if (c == '\\')
      out += "\\\\";
    else
      out += c;
  }
  out += '\t';
}

void put_step(std::string& out, const Step& step) {
  for (const std::string_view text :
       {kKinds[static_cast<std::size_t>(step.kind)], to_string(step.status), to_string(step.fault),
        std::string_view(step.content_type), std::string_view(step.content_encoding),
        std::string_view(step.sha256), std::string_view(step.etag),
        std::string_view(step.last_modified)})
    put_text(out, text);
  // Neither a space nor a tab stands in the address of a page.
  for (const Hop& hop : step.hops) {
    out += hop.url.href();
    out += ' ';
    out += std::to_string(hop.http_status);
    out += &hop == &step.hops.back() ? '\n' : '\t';
  }
}

/// The text split at one character, part by part.
class Parts {
 public:
  Parts(std::string_view text, char mark) : rest_(text), mark_(mark) {}

  bool empty() const { return rest_.empty(); }
  std::string_view next() {
    const std::size_t end = std::min(rest_.find(mark_), rest_.size());
    const std::string_view part = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return part;
  }

 private:
  std::string_view rest_;
  char mark_;
};

std::string text_of(std::string_view field) {
  std::string out;
  out.reserve(field.size());
  for (std::size_t i = 0; i < field.size(); ++i) {
    char c = field[i];
    if (c == '\\' && ++i < field.size()) c = field[i] == 't' ? '\t' : field[i] == 'n' ? '\n' : '\\';
    out += c;
  }
  return out;
}

std::optional<unsigned> number_of(std::string_view field) {
  unsigned out = 0;
  const auto [end, fault] = std::from_chars(field.data(), field.data() + field.size(), out);
  if (fault != std::errc() || end != field.data() + field.size()) return std::nullopt;
  return out;
}

std::optional<Hop> read_hop(std::string_view field) {
  const std::size_t space = std::min(field.rfind(' '), field.size());
  const auto status = number_of(field.substr(std::min(space + 1, field.size())));
  auto url = Url::parse(field.substr(0, space));
  if (!url || !status || *status > 999) return std::nullopt;
  return Hop{*std::move(url), static_cast<int>(*status)};
}

// Only the last of several was not asked for.
bool has_order(const std::vector<Hop>& hops) {
  const auto skipped = std::ranges::find(hops, 0, [](const Hop& hop) { return hop.http_status; });
  return skipped == hops.end() || (skipped + 1 == hops.end() && hops.size() > 1);
}

std::optional<Step> read_step(std::string_view line) {
  Parts fields(line, '\t');
  Step out;
  const auto kind = std::ranges::find(kKinds, fields.next());
  if (kind == std::end(kKinds)) return std::nullopt;
  out.kind = static_cast<Kind>(kind - std::begin(kKinds));
  if (!parse_fetch_status(fields.next(), out.status)) return std::nullopt;
  const std::string_view fault = fields.next();  // empty: none
  if (!fault.empty() && !parse_fetch_fault(fault, out.fault)) return std::nullopt;
  for (std::string* text :
       {&out.content_type, &out.content_encoding, &out.sha256, &out.etag, &out.last_modified})
    *text = text_of(fields.next());
  while (!fields.empty()) {
    auto hop = read_hop(fields.next());
    if (!hop) return std::nullopt;
    out.hops.push_back(*std::move(hop));
  }
  const bool tagged = !out.etag.empty() || !out.last_modified.empty();
  if (out.hops.empty() || !has_order(out.hops) || (tagged && !may_be_tagged(out)))
    return std::nullopt;
  return out;
}

}  // namespace

std::string write_trace(const CrawlTrace& trace) {
  std::string out;
  out.reserve(256 * (trace.steps.size() + 1));
  put_text(out, kSchema);
  put_text(out, trace.basis);
  put_text(out, to_string(trace.oldest));
  out += std::to_string(trace.steps.size());
  out += '\n';
  for (const Step& step : trace.steps) put_step(out, step);
  return out;
}

std::optional<CrawlTrace> read_trace(std::string_view text) {
  if (!text.ends_with('\n') || !is_valid_utf8(text)) return std::nullopt;
  Parts lines(text, '\n');
  Parts head(lines.next(), '\t');
  if (head.next() != kSchema) return std::nullopt;
  CrawlTrace out;
  out.basis = text_of(head.next());
  const auto oldest = parse_instant(head.next());
  const auto count = number_of(head.next());
  if (!oldest || !count) return std::nullopt;
  out.oldest = *oldest;
  while (!lines.empty()) {
    auto step = read_step(lines.next());
    if (!step) return std::nullopt;
    out.steps.push_back(*std::move(step));
  }
  // What is written in another way than this was written by someone else.
  if (out.steps.empty() || out.steps.size() != *count || write_trace(out) != text)
    return std::nullopt;
  return out;
}

}  // namespace verify
