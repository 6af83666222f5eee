#include "daemon/notify/smtp_mail.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <stdexcept>

#include "daemon/notify/guarded_curl.h"
#include "daemon/notify/mail_header.h"
#include "daemon/notify/mail_text.h"
#include "daemon/notify/secret.h"

namespace verify::daemon {
namespace {

struct Server {
  std::string scheme, host;  // without brackets
  std::uint16_t port = 0;
};

// All that is the same for both tries of one mail.
struct Letter {
  Server server;
  Mailbox from;
  std::vector<Mailbox> to;
  std::vector<std::string> header;
  MailText text;
  std::string user, password;  // none: no AUTH
};

Reply failed(std::string why) {
  return {.words = std::move(why)};
}

std::string url_part(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
  const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
  return text;
}

// Ours, from the configuration: it may hold a scheme, a host and a port.
std::optional<Server> parse_server(const std::string& text) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), &curl_url_cleanup);
  if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
    return std::nullopt;
  Server out{url_part(url.get(), CURLUPART_SCHEME), url_part(url.get(), CURLUPART_HOST), 0};
  const std::string port = url_part(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  std::from_chars(port.data(), port.data() + port.size(), out.port);
  if (out.host.starts_with('[')) out.host = out.host.substr(1, out.host.size() - 2);
  const bool smtp = out.scheme == "smtp" || out.scheme == "smtps";
  const std::string path = url_part(url.get(), CURLUPART_PATH);
  const bool bare = url_part(url.get(), CURLUPART_USER).empty() && (path.empty() || path == "/");
  if (!smtp || !bare || out.host.empty() || out.port == 0) return std::nullopt;
  return out;
}

std::string url_of(const Server& server) {
  const bool v6 = server.host.find(':') != std::string::npos;
  return server.scheme + "://" + (v6 ? "[" + server.host + "]" : server.host) + ":" +
         std::to_string(server.port);
}

// Lines of mail end in CRLF (RFC 5321, section 2.3.8).
std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

std::expected<Letter, std::string> letter_of(const MailSettings& mail, const Delivery& delivery) {
  Letter out;
  const auto server = parse_server(mail.server);
  if (!server)
    return std::unexpected("the mail server is not smtp://HOST:PORT or smtps://HOST:PORT");
  out.server = *server;
  const auto from = Mailbox::parse(mail.from);
  if (!from) return std::unexpected("the sender is no mail address");
  out.from = *from;
  for (const std::string& text : mail.to) {
    const auto to = Mailbox::parse(text);
    if (!to) return std::unexpected("a receiver is no mail address");
    out.to.push_back(*to);
  }
  if (out.to.empty()) return std::unexpected("the channel has no receivers");
  auto text = mail_text(delivery.payload);
  if (!text) return std::unexpected("the stored message is of another version");
  out.text = std::move(*text);
  out.header = mail_header(out.from, out.to, delivery);
  if (mail.user.empty()) return out;
  auto password = read_secret(mail.password_file);
  if (!password) return std::unexpected(std::move(password.error()));
  out.user = mail.user;
  out.password = std::move(*password);
  return out;
}

using Mime = std::unique_ptr<curl_mime, decltype(&curl_mime_free)>;

void add_part(curl_mime* mime, const std::string& text, const char* type) {
  curl_mimepart* part = curl_mime_addpart(mime);
  const std::string lines = with_crlf(text);
  if (part == nullptr || curl_mime_data(part, lines.data(), lines.size()) != CURLE_OK ||
      curl_mime_type(part, type) != CURLE_OK ||
      curl_mime_encoder(part, "quoted-printable") != CURLE_OK)
    throw std::bad_alloc();
}

// RFC 2046, section 5.1.4: the form that says most comes last.
Mime body_of(CURL* easy, const MailText& text) {
  Mime mime(curl_mime_init(easy), &curl_mime_free);
  if (!mime) throw std::bad_alloc();
  add_part(mime.get(), text.text, "text/plain; charset=utf-8");
  add_part(mime.get(), text.html, "text/html; charset=utf-8");
  return mime;
}

void set_login(GuardedCurl& curl, const Letter& letter) {
  CURL* easy = curl.handle();
  const bool secret = !letter.user.empty() && !curl.only_loopback();
  curl_easy_setopt(easy, CURLOPT_USE_SSL,
                   static_cast<long>(secret ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (letter.user.empty()) return;
  curl_easy_setopt(easy, CURLOPT_USERNAME, letter.user.c_str());
  curl_easy_setopt(easy, CURLOPT_PASSWORD, letter.password.c_str());
}

enum class Receivers { all, some };

GuardedCurl::Result transmit(GuardedCurl& curl, const Letter& letter, Receivers receivers,
                             Duration at_most) {
  CURL* easy = curl.handle();
  curl_slist* list = nullptr;
  for (const Mailbox& to : letter.to)
    list = curl_slist_append(list, ("<" + to.address + ">").c_str());
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> envelope(list,
                                                                             &curl_slist_free_all);
  for (const std::string& line : letter.header) curl.add_header(line);
  curl.add_header("Content-Type: multipart/alternative");
  const std::string url = url_of(letter.server);
  const std::string from = "<" + letter.from.address + ">";
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(easy, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, envelope.get());
  curl_easy_setopt(easy, CURLOPT_MAIL_RCPT_ALLLOWFAILS, receivers == Receivers::some ? 1L : 0L);
  const Mime mime = body_of(easy, letter.text);
  curl_easy_setopt(easy, CURLOPT_MIMEPOST, mime.get());
  set_login(curl, letter);
  return curl.perform(at_most);
}

bool is_refusal(std::string_view line) {
  return line.size() > 3 && (line[0] == '4' || line[0] == '5');
}

// RFC 5321, section 4.2.3: 55x speak of mailboxes and of this mail. A server that greets with one,
// that wants another login or does not know a command may be mended.
bool is_for_good(const GuardedCurl::Result& result) {
  return result.code != CURLE_OK && result.code != CURLE_LOGIN_DENIED && result.lines.size() > 1 &&
         result.status >= 550 && result.status <= 555;
}

std::string refusals(const GuardedCurl::Result& result) {
  std::string out;
  for (const std::string& line : result.lines)
    if (is_refusal(line)) out += (out.empty() ? "" : "; ") + line;
  return out;
}

Reply judge(const GuardedCurl::Result& result, Receivers receivers) {
  if (result.code == CURLE_OK) {
    if (receivers == Receivers::all) return {.kind = Reply::Kind::accepted};
    return {Reply::Kind::accepted, "not for all receivers: " + refusals(result), {}};
  }
  if (result.interrupted) return {.kind = Reply::Kind::interrupted};
  std::string words = result.reason;
  if (!result.lines.empty() && is_refusal(result.lines.back())) words += ": " + result.lines.back();
  return {is_for_good(result) ? Reply::Kind::refused : Reply::Kind::failed, words, {}};
}

Reply one_try(const Letter& letter, Receivers receivers, const Outbound& outbound) {
  GuardedCurl curl(outbound);
  if (auto why = curl.aim(letter.server.host, letter.server.port))
    return outbound.given_up() ? Reply{.kind = Reply::Kind::interrupted} : failed(std::move(*why));
  return judge(transmit(curl, letter, receivers, outbound.limits.mail_timeout), receivers);
}

}  // namespace

Reply send_mail(const MailSettings& mail, const Delivery& delivery, const Outbound& outbound) {
  const auto letter = letter_of(mail, delivery);
  if (!letter) return failed(letter.error());
  // First for all or nobody: who is only put off (greylisted) must not miss it.
  Reply reply = one_try(*letter, Receivers::all, outbound);
  if (reply.kind != Reply::Kind::refused || letter->to.size() == 1) return reply;
  return one_try(*letter, Receivers::some, outbound);
}

}  // namespace verify::daemon
