#include "daemon/notify/mail_header.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "verify/safe_text.h"

namespace verify::daemon {
namespace {

// RFC 2047, section 2: an encoded word has at most 75 characters, of which 12 are its frame. Whole
// characters of up to four bytes; 45 bytes are 60 in base64.
constexpr std::size_t kMostInWord = 45;
constexpr std::string_view kBetweenWords = "\r\n ";
constexpr std::size_t kLongestLine = 900;  // RFC 5322, section 2.1.1, allows 998

bool is_printable_ascii(char c) {
  return c >= ' ' && c <= '~';
}

bool is_address_character(char c) {
  return c > ' ' && c <= '~' &&
         std::string_view("<>()[]:;,\\\"@").find(c) == std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool is_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size() || text.size() > 254)
    return false;
  return std::ranges::all_of(text.substr(0, at), is_address_character) &&
         std::ranges::all_of(text.substr(at + 1), is_address_character);
}

std::string base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::size_t whole_characters(std::string_view text) {
  std::size_t end = std::min(text.size(), kMostInWord);
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return end;
}

std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = whole_characters(text);
    if (!out.empty()) out += kBetweenWords;
    out += "=?UTF-8?B?" + base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return out;
}

// RFC 5322, section 3.2.4: a name in quotes may have any printable character.
std::string in_quotes(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string mailbox_text(const Mailbox& mailbox) {
  if (mailbox.name.empty()) return mailbox.address;
  const bool plain = std::ranges::all_of(mailbox.name, is_printable_ascii);
  return (plain ? in_quotes(mailbox.name) : encoded_words(mailbox.name)) + " <" + mailbox.address +
         ">";
}

}  // namespace

std::optional<Mailbox> Mailbox::parse(std::string_view text) {
  text = trimmed(text);
  Mailbox out;
  if (text.ends_with('>')) {
    const std::size_t open = text.rfind('<');
    if (open == std::string_view::npos) return std::nullopt;
    std::string_view name = trimmed(text.substr(0, open));
    if (name.size() > 1 && name.starts_with('"') && name.ends_with('"'))
      name = name.substr(1, name.size() - 2);
    out.name = safe_text(name, 200);
    text = text.substr(open + 1, text.size() - open - 2);
  }
  if (!is_address(text)) return std::nullopt;
  out.address = text;
  return out;
}

std::string header_text(std::string_view text) {
  const std::string safe = safe_text(text);
  // What looks like an encoded word would be decoded by the reader.
  const bool plain = std::ranges::all_of(safe, is_printable_ascii) && safe.size() <= kLongestLine &&
                     safe.find("=?") == std::string::npos;
  return plain ? safe : encoded_words(safe);
}

std::string mail_date(Instant instant) {
  static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const Date date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(instant - day));
  std::array<char, 64> out;
  std::snprintf(out.data(), out.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                kDays[std::chrono::weekday(day).c_encoding()], unsigned{date.day()},
                kMonths[unsigned{date.month()} - 1], int{date.year()},
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return out.data();
}

std::vector<std::string> mail_header(const Mailbox& from, const std::vector<Mailbox>& to,
                                     const Delivery& delivery) {
  std::string receivers;
  for (const Mailbox& mailbox : to) {
    if (!receivers.empty()) receivers.append(",").append(kBetweenWords);
    receivers += mailbox_text(mailbox);
  }
  return {"From: " + mailbox_text(from), "To: " + receivers,
          "Subject: " + header_text(delivery.subject), "Date: " + mail_date(delivery.created_at),
          "Message-ID: <" + delivery.id + "@" + from.domain() + ">",
          // RFC 3834, section 5: nobody's holiday is to be told to us.
          "Auto-Submitted: auto-generated"};
}

}  // namespace verify::daemon
