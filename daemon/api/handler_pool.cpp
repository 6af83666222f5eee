#include "daemon/api/handler_pool.h"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace verify::daemon {

namespace asio = boost::asio;

HandlerPool::HandlerPool(int threads, std::size_t waiting)
    : most_(waiting + static_cast<std::size_t>(threads)),
      threads_(std::in_place, static_cast<std::size_t>(threads)) {}

asio::awaitable<bool> HandlerPool::run(std::function<void()> work) {
  if (jobs_.fetch_add(1) >= most_) {
    --jobs_;
    co_return false;
  }
  auto initiate = [this](auto handler, std::function<void()> job) {
    asio::post(*threads_, [this, job = std::move(job), handler = std::move(handler)]() mutable {
      job();
      --jobs_;
      const auto executor = asio::get_associated_executor(handler);
      asio::post(executor, [handler = std::move(handler)]() mutable { std::move(handler)(); });
    });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(
      initiate, asio::use_awaitable, std::move(work));
  co_return true;
}

void HandlerPool::stop() {
  threads_->stop();
  threads_->join();
  threads_.reset();
}

}  // namespace verify::daemon
