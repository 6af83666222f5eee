#include "daemon/support/smtp_server.h"

#include <openssl/evp.h>

#include <algorithm>

#include "support/tls_session.h"

namespace verify::test {
namespace {

std::string from_base64(std::string_view text) {
  std::string out(text.size(), '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  out.resize(static_cast<std::size_t>(std::max(0, size)));
  while (text.ends_with('=')) {
    out.pop_back();
    text.remove_suffix(1);
  }
  return out;
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  return text;
}

std::string between(const std::string& text, char open, char close) {
  const auto from = text.find(open);
  const auto to = text.find(close);
  return from < to && to != std::string::npos ? text.substr(from + 1, to - from - 1) : "";
}

}  // namespace

/// One connection from greeting to its end.
class SmtpServer::Session {
 public:
  Session(SmtpServer& server, LoopbackServer::Connection& connection, const Mood& mood)
      : server_(server), connection_(connection), mood_(mood) {}

  void run() {
    if (!reply("CONNECT", "220 mail.example.test ESMTP")) return;
    while (true) {
      std::string line = read_line();
      if (!line.ends_with("\r\n")) return;
      line.resize(line.size() - 2);
      if (!obey(line)) return;
    }
  }

 private:
  bool obey(const std::string& line) {
    const std::string verb = upper(line.substr(0, line.find(' ')));
    if (verb == "EHLO" || verb == "HELO") return reply(verb, greeting());
    if (verb == "STARTTLS") return reply(verb, "220 go ahead") && start_tls();
    if (verb == "AUTH") return log_in(line);
    if (verb == "MAIL") return take(verb, mail_.from, between(line, '<', '>'));
    if (verb == "RCPT") return receiver(between(line, '<', '>'));
    if (verb == "DATA") return data();
    if (verb == "QUIT") return reply(verb, "221 bye") && false;
    return reply(verb, "502 what?");
  }

  std::string greeting() const {
    std::string out = "250-mail.example.test\r\n";
    if (server_.options_.certificate && !tls_) out += "250-STARTTLS\r\n";
    if (server_.options_.login) out += "250-AUTH PLAIN\r\n";
    return out + "250 8BITMIME";
  }

  bool log_in(const std::string& line) {
    // RFC 4954, section 4: the words may come with the command or when they are asked for.
    std::string said = line.substr(std::min(line.size(), std::string_view("AUTH PLAIN ").size()));
    if (said.empty()) {
      if (!send("334 \r\n")) return false;
      said = read_line();
      if (!said.ends_with("\r\n")) return false;
      said.resize(said.size() - 2);
    }
    std::string login = from_base64(said);
    if (login.starts_with('\0')) login.erase(0, 1);  // RFC 4616: nobody, the user, the password
    std::ranges::replace(login, '\0', ' ');
    {
      const std::lock_guard lock(server_.mutex_);
      server_.logins_.push_back(login);
    }
    return take("AUTH", mail_.login, login);
  }

  bool take(const std::string& verb, std::string& into, std::string value) {
    into = std::move(value);
    return reply(verb, verb == "AUTH" ? "235 welcome" : "250 ok");
  }

  bool receiver(const std::string& address) {
    const std::string own = "RCPT " + address;
    const std::string key = mood_.replies.contains(own) ? own : "RCPT";
    if (!mood_.replies.contains(key)) mail_.to.push_back(address);
    return reply(key, "250 ok");
  }

  bool data() {
    if (!reply("DATA", "354 go on")) return false;
    if (mood_.replies.contains("DATA")) return true;
    if (mood_.replies.contains("TEXT")) {
      read_line();
      return reply("TEXT", "");
    }
    mail_.data.clear();
    for (std::string line; (line = read_line()) != ".\r\n";) {
      if (!line.ends_with("\r\n")) return false;
      mail_.data += line.starts_with('.') ? line.substr(1) : line;
    }
    if (!mood_.replies.contains("END")) {
      mail_.tls = tls_.has_value();
      const std::lock_guard lock(server_.mutex_);
      server_.mails_.push_back(mail_);
    }
    return reply("END", "250 queued");
  }

  // False: the connection is over.
  bool reply(const std::string& key, const std::string& usual) {
    const auto found = mood_.replies.find(key);
    const std::string& words = found == mood_.replies.end() ? usual : found->second;
    if (words == "hang") {
      connection_.hang();
      return false;
    }
    if (words == "reset") {
      connection_.reset();
      return false;
    }
    return send(words + "\r\n");
  }

  bool send(const std::string& bytes) { return tls_ ? tls_->send(bytes) : connection_.send(bytes); }

  std::string read_line() {
    return tls_ ? tls_->read_until("\r\n") : connection_.read_until("\r\n");
  }

  bool start_tls() { return tls_.emplace(connection_, *server_.options_.certificate).agreed(); }

  SmtpServer& server_;
  LoopbackServer::Connection& connection_;
  const Mood& mood_;
  Mail mail_;
  std::optional<TlsSession> tls_;
};

SmtpServer::SmtpServer(Options options)
    : options_(std::move(options)), server_([this](auto& connection) { serve(connection); }) {}

void SmtpServer::serve(LoopbackServer::Connection& connection) {
  static const Mood kWell;
  const std::size_t number = next_++;
  const Mood& mood = number < options_.moods.size() ? options_.moods[number] : kWell;
  Session(*this, connection, mood).run();
}

std::vector<SmtpServer::Mail> SmtpServer::mails() const {
  const std::lock_guard lock(mutex_);
  return mails_;
}

std::vector<std::string> SmtpServer::logins() const {
  const std::lock_guard lock(mutex_);
  return logins_;
}

}  // namespace verify::test
