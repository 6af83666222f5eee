#include "web/resolver.h"

#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>

#include "base/text.h"
#include "web/socket_address.h"

namespace verify {
namespace {

// As many as requests are under way: names whose server is silent keep nobody else waiting.
constexpr std::size_t kMaxThreads = 64;
// getaddrinfo and the modules it loads keep packets on the stack; the default 8 MB is not needed.
constexpr std::size_t kStackBytes = 512 * 1024;
constexpr std::size_t kMaxKnown = 4096;
// A host may list any number; connecting tries them in turn.
constexpr std::size_t kMaxAddresses = 16;
constexpr Duration kKeepAnswer = std::chrono::seconds(60);
constexpr Duration kKeepError = std::chrono::seconds(5);

Resolver::Answer no_such_name() {
  return {.fault = FetchFault::name_not_found, .error = "no such name"};
}

Resolver::Answer failed(std::string why) {
  return {.fault = FetchFault::name_lookup_failed, .error = std::move(why)};
}

Resolver::Answer failed(int code) {
  if (code == EAI_NONAME || code == EAI_NODATA) return no_such_name();
  if (code == EAI_AGAIN) return failed("the name server did not answer");
  return failed(std::string("name lookup failed: ") + gai_strerror(code));
}

// RFC 6761, 6.3: such a name is this machine and is never asked of a name server, which may have
// other ideas.
bool is_localhost(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return ascii_iequals(host, "localhost") ||
         (host.size() > 10 && ascii_iequals(host.substr(host.size() - 10), ".localhost"));
}

Resolver::Answer look_up(const std::string& host) {
  if (is_localhost(host)) return {.addresses = {*IpAddress::parse("127.0.0.1")}};
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int code = getaddrinfo(host.c_str(), nullptr, &hints, &list);
  if (code != 0) return failed(code);
  Resolver::Answer answer;
  for (const addrinfo* at = list; at != nullptr; at = at->ai_next) {
    const auto address = ip_of(*at->ai_addr);
    if (address && std::ranges::find(answer.addresses, *address) == answer.addresses.end())
      answer.addresses.push_back(*address);
    if (answer.addresses.size() == kMaxAddresses) break;
  }
  freeaddrinfo(list);
  return answer.addresses.empty() ? no_such_name() : answer;
}

}  // namespace

/// What the threads see; outlives the Resolver as long as one of them hangs.
struct Resolver::Shared {
  std::mutex mutex;
  std::condition_variable work;
  std::condition_variable left;
  std::function<void()> wake;
  std::deque<std::string> jobs;
  std::vector<std::pair<std::string, Answer>> answers;
  std::size_t threads = 0;
  std::size_t idle = 0;
  bool stop = false;

  void run();
  static void* entry(void* argument);
};

void Resolver::Shared::run() {
  std::unique_lock lock(mutex);
  while (true) {
    ++idle;
    work.wait(lock, [&] { return stop || !jobs.empty(); });
    --idle;
    if (stop) break;
    std::string host = std::move(jobs.front());
    jobs.pop_front();
    lock.unlock();
    Answer answer = look_up(host);
    lock.lock();
    if (stop) break;
    answers.emplace_back(std::move(host), std::move(answer));
    wake();  // under the lock: the destructor cannot pass it meanwhile
  }
  --threads;
  left.notify_all();
}

void* Resolver::Shared::entry(void* argument) {
  const std::unique_ptr<std::shared_ptr<Shared>> shared(
      static_cast<std::shared_ptr<Shared>*>(argument));
  (*shared)->run();
  return nullptr;
}

Resolver::Resolver(std::function<void()> wake) : shared_(std::make_shared<Shared>()) {
  shared_->wake = std::move(wake);
}

Resolver::~Resolver() {
  std::unique_lock lock(shared_->mutex);
  shared_->stop = true;
  shared_->work.notify_all();
  // Idle threads leave at once; the others when the system lets them.
  shared_->left.wait(lock, [&] { return shared_->idle == 0; });
}

void Resolver::ask(const std::string& host) {
  const std::lock_guard lock(shared_->mutex);
  shared_->jobs.push_back(host);
  if (shared_->idle >= shared_->jobs.size() || shared_->threads == kMaxThreads) {
    shared_->work.notify_one();
    return;
  }
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  auto argument = std::make_unique<std::shared_ptr<Shared>>(shared_);
  if (pthread_create(&thread, &attributes, &Shared::entry, argument.get()) == 0) {
    [[maybe_unused]] const auto* const owned_by_the_thread = argument.release();
    ++shared_->threads;
  } else if (shared_->threads == 0) {
    // Nobody will ever take the job: an answer is owed all the same.
    shared_->jobs.pop_back();
    shared_->answers.emplace_back(host, failed("name lookup failed: no thread"));
    shared_->wake();
  }
  pthread_attr_destroy(&attributes);
}

void Resolver::collect(Duration now) {
  std::vector<std::pair<std::string, Answer>> answers;
  {
    const std::lock_guard lock(shared_->mutex);
    answers.swap(shared_->answers);
  }
  for (auto& [host, answer] : answers) {
    const Duration keep = answer.error.empty() ? kKeepAnswer : kKeepError;
    known_[host] = {std::move(answer), now + keep, false};
  }
}

void Resolver::make_room(Duration now) {
  std::erase_if(known_, [&](const auto& entry) {
    return !entry.second.pending && entry.second.good_until <= now;
  });
  if (known_.size() < kMaxKnown) return;
  std::erase_if(known_, [](const auto& entry) { return !entry.second.pending; });
}

const Resolver::Answer* Resolver::find(const std::string& host, Duration now) {
  collect(now);
  const auto found = known_.find(host);
  if (found != known_.end() && found->second.pending) return nullptr;
  if (found != known_.end() && now < found->second.good_until) return &found->second.answer;
  if (known_.size() >= kMaxKnown) make_room(now);
  known_[host] = {};
  ask(host);
  return nullptr;
}

}  // namespace verify
