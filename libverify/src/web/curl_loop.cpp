#include "web/curl_loop.h"

#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <thread>

#include "web/sigpipe.h"

namespace verify {
namespace {

CURLM* open_multi() {
  static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
  return initialised == CURLE_OK ? curl_multi_init() : nullptr;
}

std::uint32_t epoll_events(int what) {
  std::uint32_t events = 0;
  if (what == CURL_POLL_IN || what == CURL_POLL_INOUT) events |= EPOLLIN;
  if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT) events |= EPOLLOUT;
  return events;
}

// Zero lets libcurl look for itself, which tells an error from the end of what arrived.
int curl_events(std::uint32_t events) {
  if ((events & (EPOLLERR | EPOLLHUP)) != 0) return 0;
  return ((events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0) |
         ((events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0);
}

void close_if_open(int descriptor) {
  if (descriptor >= 0) close(descriptor);
}

}  // namespace

struct CurlLoop::Callbacks {
  // `known` is what was assigned to the socket, until it is removed: null, or the loop. Which of
  // the two calls it takes is then known; the other is there for a socket that epoll knows better.
  static int watch(CURL*, curl_socket_t socket, int what, void* self, void* known) {
    const auto& loop = *static_cast<CurlLoop*>(self);
    if (what == CURL_POLL_REMOVE) {
      epoll_ctl(loop.epoll_, EPOLL_CTL_DEL, socket, nullptr);
      return 0;
    }
    const bool fresh = known == nullptr;
    const int likely = fresh ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    const int other = fresh ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    epoll_event event{.events = epoll_events(what), .data = {.fd = socket}};
    if (epoll_ctl(loop.epoll_, likely, socket, &event) != 0 &&
        epoll_ctl(loop.epoll_, other, socket, &event) != 0)
      return -1;
    if (fresh) curl_multi_assign(loop.multi_, socket, self);
    return 0;
  }
};

CurlLoop::CurlLoop(std::size_t most_kept)
    : multi_(open_multi()),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!ok()) return;
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(most_kept));
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Callbacks::watch);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  epoll_event event{.events = EPOLLIN, .data = {.fd = wake_}};
  if (epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event) == 0) return;
  close(wake_);
  wake_ = -1;
}

CurlLoop::~CurlLoop() {
  const SigpipeBlocked blocked;
  if (multi_ != nullptr) curl_multi_cleanup(multi_);
  close_if_open(epoll_);
  close_if_open(wake_);
}

bool CurlLoop::add(void* easy) {
  return curl_multi_add_handle(multi_, easy) == CURLM_OK;
}

void CurlLoop::remove(void* easy) {
  curl_multi_remove_handle(multi_, easy);
}

// After a callback that failed the library does nothing until its last transfer is removed.
bool CurlLoop::act(int socket, int events) {
  int running = 0;
  return curl_multi_socket_action(multi_, socket, events, &running) == CURLM_OK;
}

Duration CurlLoop::until_due(Duration at_most) const {
  long due = -1;  // in milliseconds; none
  curl_multi_timeout(multi_, &due);
  return due < 0 ? at_most : std::min<Duration>(at_most, std::chrono::milliseconds(due));
}

bool CurlLoop::run_due() {
  return !ok() || act(CURL_SOCKET_TIMEOUT, 0);
}

bool CurlLoop::wait(Duration at_most) {
  if (!ok()) {  // nothing goes on that could end sooner
    std::this_thread::sleep_for(at_most);
    return true;
  }
  constexpr std::int64_t kLongest = 60'000;  // milliseconds
  const auto pause = std::chrono::ceil<std::chrono::milliseconds>(until_due(at_most)).count();
  std::array<epoll_event, 64> events;
  const int ready = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                               static_cast<int>(std::clamp<std::int64_t>(pause, 0, kLongest)));
  bool goes_on = true;
  for (int i = 0; i < ready; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    if (event.data.fd != wake_) {
      goes_on = act(event.data.fd, curl_events(event.events)) && goes_on;
    } else {
      std::uint64_t calls = 0;
      static_cast<void>(read(wake_, &calls, sizeof calls));
    }
  }
  return goes_on;
}

std::pair<void*, int> CurlLoop::next_ended() {
  int left = 0;
  if (!ok()) return {nullptr, CURLE_OK};
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left))
    if (message->msg == CURLMSG_DONE) return {message->easy_handle, message->data.result};
  return {nullptr, CURLE_OK};
}

void CurlLoop::wake() const {
  const std::uint64_t once = 1;
  static_cast<void>(write(wake_, &once, sizeof once));
}

}  // namespace verify
