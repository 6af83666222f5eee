#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace verify::test {

/// An answer as it came.
struct Reply {
  int status = 0;                             ///< 0: the connection was closed without one
  std::map<std::string, std::string> fields;  ///< names in lower case
  std::string body;
};

/// A connection to loopback whose every byte the test says itself.
class RawConnection {
 public:
  explicit RawConnection(std::uint16_t port, int receive_buffer = 0);
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  /// False when the other side has closed.
  bool send(std::string_view bytes);
  /// One answer, with the body its Content-Length tells unless `head`.
  Reply reply(bool head = false);
  /// All that comes until the other side closes; gives up after ten seconds, which `closed` tells.
  std::string rest();
  bool closed() const { return closed_; }
  /// Waits until `text` has come, or the other side closes.
  bool wait_for(std::string_view text);

 private:
  bool read_more();

  int socket_ = -1;
  bool closed_ = false;
  std::string read_;
};

/// What a test asks for; the rest of the header is made.
struct Ask {
  std::string method = "GET";
  std::string target = "/";
  std::string token;
  std::string body;
  std::string type = "application/json";  ///< where there is a body
  std::vector<std::string> fields;        ///< "Name: value"
};
std::string request_text(const Ask& ask);
Reply ask(std::uint16_t port, const Ask& ask);

}  // namespace verify::test
