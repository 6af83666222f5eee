#include "daemon/api/http_session.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <ctime>
#include <fstream>

#include "daemon/api/event_queue.h"
#include "daemon/api/pace.h"

namespace verify::daemon {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Parser = http::request_parser<http::buffer_body>;
using Header = http::response<http::empty_body>;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kPiece = 64u << 10;     ///< of a body, in either direction
constexpr std::size_t kFilePiece = 1u << 20;  ///< for a sink: a hop to another thread each
constexpr auto kLinger = std::chrono::seconds(2);
constexpr std::size_t kMostLingered = 1u << 20;

std::string date_field() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[40];
  std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return text;
}

HttpRequest head_of(const Parser& parser) {
  const auto& message = parser.get();
  HttpRequest head{.method = std::string(message.method_string()),
                   .target = std::string(message.target()),
                   .version = static_cast<int>(message.version())};
  for (const auto& field : message)
    head.fields.emplace_back(std::string(field.name_string()), std::string(field.value()));
  return head;
}

/// What to answer to bytes that are no request; nothing where nobody is there to read it.
std::optional<HttpFault> fault_of(error_code ec) {
  if (ec == http::error::header_limit || ec == http::error::buffer_overflow)
    return HttpFault{431, "the header is longer than is taken"};
  if (ec == http::error::end_of_stream ||
      ec.category() != make_error_code(http::error::bad_method).category())
    return std::nullopt;
  return HttpFault{400, "not a request of HTTP/1.1: " + ec.message()};
}

/// Whether a request line is well formed but for a version that is not spoken here.
bool names_other_version(std::string_view bytes) {
  const std::string_view line = bytes.substr(0, bytes.find("\r\n"));
  const std::size_t name = line.rfind(" HTTP/");
  if (name == std::string_view::npos || line.size() == bytes.size()) return false;
  const std::string_view version = line.substr(name + 6);
  return version.size() == 3 && version.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool has_no_body(int status) {
  return status == 204 || status == 304 || status < 200;
}

/// One connection. Lives in the coroutine that serves it; everything runs on its strand.
template <class Stream>
class Session final : public LiveSession, public std::enable_shared_from_this<Session<Stream>> {
 public:
  template <class... Args>
  explicit Session(HttpShared& shared, Args&&... args)
      : shared_(shared),
        stream_(std::forward<Args>(args)...),
        wake_(stream_.get_executor()),
        buffer_(shared.limits.header_bytes + kPiece) {}

  asio::awaitable<void> run() {
    if constexpr (kTls) {
      lowest().expires_after(shared_.limits.header);
      auto [ec] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kTuple);
      if (ec) co_return;
    }
    bool go_on = true;
    for (bool first = true; go_on && !shared_.draining; first = false) {
      go_on = co_await first_byte(first ? shared_.limits.header : shared_.limits.idle);
      if (go_on) go_on = co_await exchange();
    }
    co_await close();
  }

  void end_if_idle() override {
    asio::post(stream_.get_executor(), [self = this->shared_from_this()] {
      if (self->idle_) self->lowest().cancel();
      if (const auto events = self->events_.lock()) events->close();
    });
  }

 private:
  static constexpr bool kTls = !std::is_same_v<Stream, beast::tcp_stream>;
  beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

  asio::awaitable<bool> first_byte(Duration at_most) {
    if (buffer_.size() > 0) co_return true;
    idle_ = true;
    lowest().expires_after(at_most);
    auto [ec, count] = co_await stream_.async_read_some(buffer_.prepare(4096), kTuple);
    idle_ = false;
    buffer_.commit(count);
    co_return !ec;
  }

  /// One request and its answer. False: the connection ends.
  asio::awaitable<bool> exchange() {
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(shared_.limits.header_bytes));
    parser.body_limit(boost::none);  // known only when it is known who asks for what
    lowest().expires_after(shared_.limits.header);
    auto [ec, count] = co_await http::async_read_header(stream_, buffer_, parser, kTuple);
    const auto began = Clock::now();
    HttpRequest request;
    std::optional<HttpResponse> response;
    // The parser's own limit is on what it waits for, not on what came at once.
    if (!ec && count > shared_.limits.header_bytes) ec = http::error::header_limit;
    if (ec) {
      auto fault = fault_of(ec);
      const auto bytes = buffer_.cdata();
      if (ec == http::error::bad_version &&
          names_other_version({static_cast<const char*>(bytes.data()), bytes.size()}))
        fault = HttpFault{505, "HTTP/1.1 and HTTP/1.0 are spoken"};
      if (!fault) co_return false;
      response = shared_.service.fault(*fault);
      unread_ = true;
    } else {
      request = head_of(parser);
      response = co_await respond(parser, request);
      if (!response) co_return false;
    }
    const bool keep = !unread_ && parser.keep_alive() && !shared_.draining;
    const int status = response->status;
    const bool sent = co_await send(*response, request, keep);
    shared_.service.served(request, status,
                           std::chrono::duration_cast<Duration>(Clock::now() - began));
    co_return sent&& keep;
  }

  /// Nothing: the client is gone.
  asio::awaitable<std::optional<HttpResponse>> respond(Parser& parser, HttpRequest& request) {
    const bool has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
    unread_ = has_body;
    if (const auto fault = head_fault(request)) co_return shared_.service.fault(*fault);
    if (auto response = shared_.service.at_once(request)) co_return response;
    HttpService::Admission admission;
    std::optional<HttpResponse> response;
    std::function<void()> work = [&] {
      admission = shared_.service.admit(request);
      if (!admission.refused && !has_body) response = shared_.service.answer(request, admission);
    };
    if (!co_await shared_.pool.run(work)) co_return busy();
    if (admission.refused) co_return std::move(admission.refused);
    if (!has_body) co_return response;
    if (parser.content_length().value_or(0) > admission.body_limit)
      co_return too_large(admission.body_limit);
    if (!co_await go_ahead(request)) co_return std::nullopt;
    const int status = co_await read_body(parser, request, admission);
    if (status == 0) co_return std::nullopt;
    if (status == 413) co_return too_large(admission.body_limit);
    if (status == 503) co_return busy();
    if (status == 400)
      co_return shared_.service.fault({400, "the body is not framed as HTTP says"});
    unread_ = false;
    work = [&] { response = shared_.service.answer(request, admission); };
    if (!co_await shared_.pool.run(work)) co_return busy();
    co_return response;
  }

  HttpResponse busy() {
    HttpResponse response = shared_.service.fault({503, "too many requests wait; try again"});
    response.fields.emplace_back("Retry-After", "1");
    return response;
  }

  HttpResponse too_large(std::size_t limit) {
    return shared_.service.fault(
        limit == 0 ? HttpFault{413, "no body is taken here"}
                   : HttpFault{413, "the body is longer than " + std::to_string(limit) + " bytes"});
  }

  /// RFC 9110 section 10.1.1: who waits for it is told that the body may come.
  asio::awaitable<bool> go_ahead(const HttpRequest& request) {
    if (request.version < 11 || request.field("Expect").empty() || buffer_.size() > 0)
      co_return true;
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    lowest().expires_after(shared_.limits.grace);
    auto [ec, count] = co_await asio::async_write(stream_, asio::buffer(kContinue), kTuple);
    co_return !ec;
  }

  /// 200 when it is there, 0 when the client is gone, else what is to be answered.
  asio::awaitable<int> read_body(Parser& parser, HttpRequest& request,
                                 HttpService::Admission& admission) {
    std::string piece(admission.sink ? kFilePiece : kPiece, '\0');
    const Pace pace(shared_.limits);
    std::size_t total = 0, held = 0;
    while (!parser.is_done()) {
      auto& body = parser.get().body();
      body.data = piece.data() + held;
      body.size = piece.size() - held;
      const std::size_t room = body.size;
      lowest().expires_at(pace.latest(total));
      auto [ec, count] = co_await http::async_read_some(stream_, buffer_, parser, kTuple);
      if (ec && ec != http::error::need_buffer) co_return fault_of(ec) ? 400 : 0;
      held += room - body.size;
      total += room - body.size;
      if (total > admission.body_limit) co_return 413;
      if (held < piece.size() && !parser.is_done()) continue;
      const std::string_view whole(piece.data(), held);
      held = 0;
      if (!admission.sink) {
        request.body += whole;
        continue;
      }
      std::function<void()> work = [&] { admission.sink->write(whole); };
      if (!co_await shared_.pool.run(work)) co_return 503;
    }
    co_return 200;
  }

  Header header_of(const HttpResponse& response, const HttpRequest& request, bool keep) {
    Header header(static_cast<http::status>(response.status), 11);
    for (const auto& [name, value] : response.fields) header.insert(name, value);
    header.set(http::field::date, date_field());
    if (!keep) header.set(http::field::connection, "close");
    if (keep && request.version == 10) header.set(http::field::connection, "keep-alive");
    return header;
  }

  asio::awaitable<bool> send(HttpResponse& response, const HttpRequest& request, bool keep) {
    Header header = header_of(response, request, keep);
    const bool head_only = request.method == "HEAD" || has_no_body(response.status);
    if (response.events && !head_only) co_return co_await send_events(response, header);
    if (!response.file.empty()) co_return co_await send_file(response, header, head_only);
    if (!has_no_body(response.status)) header.content_length(response.body.size());
    if (!head_only) co_return co_await send_text(header, response.body);
    const Pace pace(shared_.limits);
    co_return co_await send_header(header, pace);
  }

  asio::awaitable<bool> send_header(Header& header, const Pace& pace) {
    http::response_serializer<http::empty_body> serializer(header);
    lowest().expires_at(pace.latest(0));
    auto [ec, count] = co_await http::async_write_header(stream_, serializer, kTuple);
    co_return !ec;
  }

  /// Header and body in as few packets as may be.
  asio::awaitable<bool> send_text(const Header& header, const std::string& body) {
    http::response<http::span_body<const char>> message(header.base());
    message.body() = beast::span<const char>(body.data(), body.size());
    http::response_serializer<http::span_body<const char>> serializer(message);
    const Pace pace(shared_.limits);
    for (std::size_t sent = 0; !serializer.is_done();) {
      lowest().expires_at(pace.latest(sent));
      auto [ec, count] = co_await http::async_write_some(stream_, serializer, kTuple);
      if (ec) co_return false;
      sent += count;
    }
    co_return true;
  }

  asio::awaitable<bool> send_file(const HttpResponse& response, Header& header, bool head_only) {
    std::ifstream file;
    std::uint64_t size = 0;
    std::string piece;
    // A file is opened and read where waiting for a disk holds nobody up.
    std::function<void()> work = [&] {
      std::error_code ignored;
      file.open(response.file, std::ios::binary);
      size = std::filesystem::file_size(response.file, ignored);
      if (ignored) file.setstate(std::ios::failbit);
    };
    if (!co_await shared_.pool.run(work)) co_return false;
    if (!file) {
      HttpResponse gone = shared_.service.fault({404, "the file is not there any more"});
      HttpRequest request;
      if (head_only) request.method = "HEAD";
      co_return co_await send(gone, request, true);
    }
    header.content_length(size);
    const Pace pace(shared_.limits);
    if (!co_await send_header(header, pace)) co_return false;
    if (head_only) co_return true;
    for (std::uint64_t sent = 0; sent < size; sent += piece.size()) {
      work = [&] { read_piece(file, std::min<std::uint64_t>(size - sent, kFilePiece / 4), piece); };
      if (!co_await shared_.pool.run(work) || piece.empty()) co_return false;
      lowest().expires_at(pace.latest(sent));
      auto [ec, count] = co_await asio::async_write(stream_, asio::buffer(piece), kTuple);
      if (ec) co_return false;
    }
    co_return true;
  }

  static void read_piece(std::ifstream& file, std::uint64_t bytes, std::string& piece) {
    piece.resize(bytes);
    file.read(piece.data(), static_cast<std::streamsize>(bytes));
    piece.resize(static_cast<std::size_t>(file.gcount()));
  }

  /// Until the client goes, is too slow, or the queue is closed. The connection ends with it.
  asio::awaitable<bool> send_events(HttpResponse& response, Header& header) {
    const std::shared_ptr<EventQueue> queue = response.events->queue();
    header.set(http::field::connection, "close");
    if (!co_await send_header(header, Pace(shared_.limits))) co_return false;
    events_ = queue;
    queue->on_change([weak = this->weak_from_this()] {
      if (const auto self = weak.lock())
        asio::post(self->stream_.get_executor(), [self] { self->wake_.cancel(); });
    });
    if (shared_.draining) queue->close();
    auto looked = Clock::now();
    while (!queue->closed()) {
      if (Clock::now() - looked >= shared_.limits.heartbeat) {
        if (!co_await may_go_on(*response.events)) break;
        looked = Clock::now();
      }
      std::string frames = next_frames(*queue);
      if (frames.empty()) {
        // Whoever pushes now wakes this up: what it posts runs on this strand, after the wait
        // began.
        wake_.expires_after(shared_.limits.heartbeat);
        co_await wake_.async_wait(kTuple);
        if (queue->closed()) break;
        frames = next_frames(*queue);
        if (frames.empty()) frames = ":\n\n";
      }
      lowest().expires_after(shared_.limits.grace);
      auto [ec, count] = co_await asio::async_write(stream_, asio::buffer(frames), kTuple);
      if (ec) break;
    }
    queue->close();
    co_return false;
  }

  /// Who asks waits for the store, and so does it on a handler thread. Where none is free this is
  /// asked again at the next heartbeat.
  asio::awaitable<bool> may_go_on(EventSource& source) {
    bool allowed = true;
    std::function<void()> work = [&] { allowed = source.allowed(); };
    co_await shared_.pool.run(work);
    co_return allowed;
  }

  static std::string next_frames(EventQueue& queue) {
    std::string frames;
    while (frames.size() < kPiece) {
      auto frame = queue.pop();
      if (!frame) break;
      frames += *frame;
    }
    return frames;
  }

  /// Says that nothing more comes. Where something was not read, it is read and thrown away for a
  /// moment: else the client's kernel would drop our answer on the reset that follows.
  asio::awaitable<void> close() {
    lowest().expires_after(kLinger);
    if constexpr (kTls) co_await stream_.async_shutdown(kTuple);
    error_code ignored;
    lowest().socket().shutdown(tcp::socket::shutdown_send, ignored);
    std::size_t thrown = 0;
    std::string waste(kPiece, '\0');
    while (unread_ && thrown < kMostLingered) {
      auto [ec, count] = co_await lowest().async_read_some(asio::buffer(waste), kTuple);
      if (ec) break;
      thrown += count;
    }
  }

  HttpShared& shared_;
  Stream stream_;
  asio::steady_timer wake_;
  beast::flat_buffer buffer_;
  std::weak_ptr<EventQueue> events_;
  bool idle_ = false;
  bool unread_ = false;  ///< the client may still be sending what is not read
};

template <class Stream>
asio::awaitable<void> run_session(std::shared_ptr<Session<Stream>> session, HttpShared& shared) {
  shared.sessions.add(session);
  // Also when the coroutine is destroyed with the server.
  const std::shared_ptr<void> leave(
      nullptr, [&shared, raw = session.get()](void*) { shared.sessions.remove(raw); });
  co_await session->run();
}

}  // namespace

asio::awaitable<void> serve_connection(tcp::socket socket, TlsContext tls, HttpShared& shared) {
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  if (tls != nullptr) {
    using Stream = beast::ssl_stream<beast::tcp_stream>;
    co_await run_session(std::make_shared<Session<Stream>>(shared, std::move(socket), *tls),
                         shared);
  } else {
    co_await run_session(std::make_shared<Session<beast::tcp_stream>>(shared, std::move(socket)),
                         shared);
  }
}

asio::awaitable<void> refuse_connection(tcp::socket socket, HttpShared& shared) {
  beast::tcp_stream stream(std::move(socket));
  stream.expires_after(kLinger);
  const HttpResponse response = shared.service.fault({503, "too many connections; try again"});
  http::response<http::string_body> message(http::status::service_unavailable, 11, response.body);
  for (const auto& [name, value] : response.fields) message.insert(name, value);
  message.set(http::field::retry_after, "1");
  message.set(http::field::connection, "close");
  message.prepare_payload();
  auto [ec, count] = co_await http::async_write(stream, message, kTuple);
  if (ec) co_return;
  error_code ignored;
  stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
  std::string waste(4096, '\0');
  co_await stream.async_read_some(asio::buffer(waste), kTuple);
}

}  // namespace verify::daemon
