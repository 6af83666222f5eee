#include "daemon/notify/mail_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "daemon/notify/notification.h"
#include "verify/html_escape.h"
#include "verify/safe_text.h"

namespace verify::daemon {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string shown(const Json& object, const char* key) {
  return safe_text(text_of(object, key));
}

const Json& list_of(const Json& object, const char* key) {
  static const Json kNone = Json::array();
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : kNone;
}

// "not_met" as people say it.
std::string words_of(const Json& object, const char* key) {
  std::string words = shown(object, key);
  std::ranges::replace(words, '_', ' ');
  return words;
}

// A mail has both forms, and they say the same: each part is written to both at once.
class Writer {
 public:
  void heading(const std::string& words, int level) {
    text_ += words + "\n" + (level == 1 ? std::string(2, '=') + "\n\n" : "\n");
    const std::string tag = "h" + std::to_string(level);
    html_ += "<" + tag + ">" + html_escape(words) + "</" + tag + ">\n";
  }

  void paragraph(const std::string& words) {
    if (words.empty()) return;
    text_ += words + "\n\n";
    html_ += "<p>" + html_escape(words) + "</p>\n";
  }

  void link(std::string_view label, const std::string& url) {
    if (!url.starts_with("https://") && !url.starts_with("http://")) return;
    text_ += std::string(label) + ": " + url + "\n\n";
    html_ += "<p><a href=\"" + html_escape(url) + "\">" + html_escape(label) + "</a></p>\n";
  }

  void transition(const Json& transition) {
    const std::string requirement = shown(transition, "requirement");
    const std::string from = words_of(transition, "from");
    const std::string change =
        (from.empty() ? "first seen" : from) + " → " + words_of(transition, "to");
    const std::string cause = words_of(transition, "cause");
    text_ += "* " + requirement + ": " + change + " (" + cause + ")\n";
    html_ += "<h3>" + html_escape(requirement) + ": " + html_escape(change) + "</h3>\n";
    if (const std::string why = shown(transition, "explanation"); !why.empty())
      text_ += "  " + why + "\n";
    html_ += "<p>" + html_escape(shown(transition, "explanation")) + " <i>(" + html_escape(cause) +
             ")</i></p>\n";
    diff(safe_lines(text_of(transition, "diff")));
    text_ += "\n";
  }

  MailText finish() && {
    return {std::move(text_),
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>verifyd"
            "</title></head>\n<body style=\"font-family:sans-serif\">\n" +
                html_ + "</body></html>\n"};
  }

 private:
  void diff(const std::string& lines) {
    if (lines.empty()) return;
    html_ += "<pre style=\"background:#f3f3f3;color:#111;padding:.5em;white-space:pre-wrap\">" +
             html_escape(lines) + "</pre>\n";
    std::string_view rest = lines;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      text_.append("    ").append(rest.substr(0, end)).append("\n");
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  std::string text_, html_;
};

void write_transitions(Writer& out, const Json& holder) {
  for (const Json& transition : list_of(holder, "transitions")) out.transition(transition);
}

std::string name_of(const Json& partner) {
  const std::string name = shown(partner, "name");
  return name.empty() ? shown(partner, "id") : name;
}

void write_run(Writer& out, const Json& payload) {
  const Json partner = payload.value("partner", Json::object());
  const Json run = payload.value("run", Json::object());
  out.heading(name_of(partner), 1);
  if (const std::string outcome = words_of(run, "outcome"); !outcome.empty())
    out.paragraph("The screening of " + shown(run, "finished_at") + " ended as: " + outcome + ".");
  write_transitions(out, payload);
  out.link("The partner", text_of(partner, "url"));
}

void write_digest(Writer& out, const Json& payload) {
  out.heading("What changed", 1);
  out.paragraph("From " + shown(payload, "since") + " to " + shown(payload, "until") + ".");
  for (const Json& partner : list_of(payload, "partners")) {
    out.heading(name_of(partner), 2);
    write_transitions(out, partner);
    out.link("The partner", text_of(partner, "url"));
  }
}

void write_omitted(Writer& out, const Json& payload) {
  const auto omitted = payload.find("omitted");
  if (omitted == payload.end() || !omitted->is_number_integer()) return;
  const auto number = omitted->get<std::int64_t>();
  if (number <= 0) return;
  out.paragraph("And " + std::to_string(number) + " more, which the dashboard shows.");
}

}  // namespace

std::optional<MailText> mail_text(std::string_view payload) {
  const Json json = Json::parse(payload, nullptr, false);
  if (!json.is_object() || text_of(json, "schema") != kNotificationSchema) return std::nullopt;
  Writer out;
  text_of(json, "kind") == "digest" ? write_digest(out, json) : write_run(out, json);
  write_omitted(out, json);
  out.link("The dashboard", text_of(json, "url"));
  return std::move(out).finish();
}

}  // namespace verify::daemon
