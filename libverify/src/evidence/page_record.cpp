#include "evidence/page_record.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace verify {
namespace {

using nlohmann::ordered_json;
using Json = ordered_json;

constexpr std::string_view kRoles[] = {"page", "robots", "sitemap", "made_up"};

// Header values are bytes. Those that are not UTF-8 are kept as {"latin1": …}, one character a
// byte, because a JSON string cannot hold them.
Json bytes_to_json(std::string_view bytes) {
  if (is_valid_utf8(bytes)) return std::string(bytes);
  std::string utf8;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) utf8 += static_cast<char>(0xC0 | byte >> 6);
    utf8 += static_cast<char>(byte >= 0x80 ? 0x80 | (byte & 0x3F) : byte);
  }
  return Json{{"latin1", utf8}};
}

std::string latin1_bytes(std::string_view utf8) {
  std::string bytes;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const bool two = (lead & 0xE0) == 0xC0 && i + 1 < utf8.size();
    bytes += two ? static_cast<char>(lead << 6 | (utf8[++i] & 0x3F)) : utf8[i];
  }
  return bytes;
}

// Reads members of one object and remembers the first that is missing or wrong.
class Members {
 public:
  Members(const Json& object, std::string& fault) : object_(object), fault_(fault) {}

  const Json* get(const char* name, Json::value_t type) {
    const auto found = object_.is_object() ? object_.find(name) : object_.end();
    const bool there = object_.is_object() && found != object_.end();
    const bool number = type == Json::value_t::number_float && there && found->is_number();
    if (there && (found->type() == type || number)) return &*found;
    return fail(name), nullptr;
  }
  std::string text(const char* name) {
    const Json* value = get(name, Json::value_t::string);
    return value != nullptr ? value->get<std::string>() : std::string();
  }
  std::string text_if_there(const char* name) {
    return object_.is_object() && object_.contains(name) ? text(name) : std::string();
  }
  std::string bytes(const char* name) {
    const auto found = object_.is_object() ? object_.find(name) : object_.end();
    if (object_.is_object() && found != object_.end() && found->is_object())
      return latin1_bytes(Members(*found, fault_).text("latin1"));
    return text(name);
  }
  std::uint64_t natural(const char* name) {
    const Json* value = get(name, Json::value_t::number_unsigned);
    return value != nullptr ? value->get<std::uint64_t>() : 0;
  }
  double real(const char* name) {
    const Json* value = get(name, Json::value_t::number_float);
    return value != nullptr ? value->get<double>() : 0;
  }
  bool flag(const char* name) {
    const Json* value = get(name, Json::value_t::boolean);
    return value != nullptr && value->get<bool>();
  }
  bool flag_if_there(const char* name) {
    return object_.is_object() && object_.contains(name) && flag(name);
  }
  Instant instant(const char* name) {
    const auto value = parse_instant(text(name));
    if (!value) fail(name);
    return value.value_or(Instant{});
  }
  Url url(const char* name) {
    static const Url kNone = *Url::parse("http://invalid/");
    auto value = Url::parse(text(name));
    if (!value) fail(name);
    return value ? *std::move(value) : kNone;
  }
  std::vector<std::string> texts(const char* name) {
    std::vector<std::string> out;
    const Json* values = get(name, Json::value_t::array);
    if (values == nullptr) return out;
    for (const Json& value : *values) {
      if (!value.is_string()) fail(name);
      out.push_back(value.is_string() ? value.get<std::string>() : std::string());
    }
    return out;
  }
  FetchStatus status(const char* name) {
    FetchStatus value = FetchStatus::unreachable;
    if (!parse_fetch_status(text(name), value)) fail(name);
    return value;
  }
  // Not in every record: nothing is `none`.
  FetchFault fault(const char* name) {
    FetchFault value = FetchFault::none;
    if (object_.is_object() && object_.contains(name) && !parse_fetch_fault(text(name), value))
      fail(name);
    return value;
  }
  PageRole role(const char* name) {
    const auto found = std::find(std::begin(kRoles), std::end(kRoles), text(name));
    if (found == std::end(kRoles)) return fail(name), PageRole::page;
    return static_cast<PageRole>(found - std::begin(kRoles));
  }
  void fail(const char* name) {
    if (fault_.empty()) fault_ = std::string("its \"") + name + "\" is missing or wrong";
  }

 private:
  const Json& object_;
  std::string& fault_;
};

Json hop_to_json(const Page::Hop& hop) {
  return {{"url", hop.url.href()},
          {"http_status", static_cast<std::uint64_t>(hop.http_status)},
          {"fetched_at", to_string(hop.fetched_at)}};
}

std::vector<Page::Hop> read_hops(const Json* values, std::string& fault) {
  std::vector<Page::Hop> hops;
  if (values == nullptr) return hops;
  hops.reserve(values->size());
  for (const Json& value : *values) {
    Members hop(value, fault);
    hops.push_back({.url = hop.url("url"),
                    .http_status = static_cast<int>(hop.natural("http_status")),
                    .fetched_at = hop.instant("fetched_at")});
  }
  return hops;
}

Page read_page(const Json& object, std::string& fault) {
  Members page(object, fault);
  return {.id = static_cast<std::uint32_t>(page.natural("id")),
          .url = page.url("url"),
          .final_url = page.url("final_url"),
          .hops = read_hops(page.get("hops", Json::value_t::array), fault),
          .status = page.status("status"),
          .fault = page.fault("fault"),
          .detail = page.bytes("detail"),
          .http_status = static_cast<int>(page.natural("http_status")),
          .content_type = page.bytes("content_type"),
          .sha256 = page.text("sha256"),
          .fetched_at = page.instant("fetched_at"),
          .bytes = page.natural("bytes"),
          .is_html = page.flag("is_html"),
          .not_modified = page.flag_if_there("not_modified")};
}

// Nothing where the text is not JSON; `fault` then says so.
Json parse(std::string_view text, std::string& fault) {
  Json value = Json::parse(text, nullptr, false);
  if (value.is_discarded()) fault = "it is not JSON";
  return value;
}

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string write_page_record(const PageRecord& record) {
  const Page& page = record.page;
  Json hops = Json::array();
  for (const Page::Hop& hop : page.hops) hops.push_back(hop_to_json(hop));
  Json out = {{"role", kRoles[static_cast<int>(record.role)]},
              {"id", page.id},
              {"url", page.url.href()},
              {"final_url", page.final_url.href()},
              {"hops", std::move(hops)},
              {"status", to_string(page.status)},
              {"detail", bytes_to_json(page.detail)},
              {"http_status", static_cast<std::uint64_t>(page.http_status)},
              {"content_type", bytes_to_json(page.content_type)},
              {"sha256", page.sha256},
              {"fetched_at", to_string(page.fetched_at)},
              {"bytes", page.bytes},
              {"is_html", page.is_html},
              {"exchanges", record.exchanges}};
  if (page.fault != FetchFault::none) out["fault"] = to_string(page.fault);
  if (!record.text.empty()) out["text"] = record.text;
  if (page.not_modified) out["not_modified"] = true;
  return dump(out);
}

std::expected<PageRecord, std::string> read_page_record(std::string_view json) {
  std::string fault;
  const Json object = parse(json, fault);
  if (!fault.empty()) return std::unexpected(fault);
  Members members(object, fault);
  PageRecord record{.page = read_page(object, fault),
                    .role = members.role("role"),
                    .exchanges = members.texts("exchanges"),
                    .text = members.text_if_there("text")};
  record.page.is_file = !record.text.empty();
  if (record.page.hops.empty()) members.fail("hops");
  if (!fault.empty()) return std::unexpected(fault);
  return record;
}

std::string write_crawl_summary(const CrawlSummary& summary) {
  Json out = {{"pages", summary.pages},
              {"bytes", summary.bytes},
              {"seconds", summary.seconds},
              {"ended", summary.ended},
              {"capped_patterns", summary.capped_patterns},
              {"started_at", to_string(summary.started_at)}};
  if (!summary.basis.empty()) out["basis"] = summary.basis;
  if (summary.same_as) out["same_as"] = to_string(*summary.same_as);
  return dump(out);
}

std::expected<CrawlSummary, std::string> read_crawl_summary(std::string_view json) {
  std::string fault;
  const Json object = parse(json, fault);
  if (!fault.empty()) return std::unexpected(fault);
  Members members(object, fault);
  CrawlSummary summary{.pages = members.natural("pages"),
                       .bytes = members.natural("bytes"),
                       .seconds = members.real("seconds"),
                       .ended = members.text("ended"),
                       .capped_patterns = members.texts("capped_patterns"),
                       .started_at = members.instant("started_at"),
                       .basis = members.text_if_there("basis"),
                       .same_as = {}};
  if (object.is_object() && object.contains("same_as"))
    summary.same_as = members.instant("same_as");
  if (!fault.empty()) return std::unexpected(fault);
  return summary;
}

std::string write_failed_exchange(const Exchange& exchange) {
  return dump({{"url", exchange.url.href()},
               {"status", to_string(exchange.status)},
               {"fault", to_string(exchange.fault)},
               {"detail", bytes_to_json(exchange.detail)},
               {"address", exchange.address},
               {"elapsed_us", exchange.elapsed.count()}});
}

}  // namespace verify
