#include "web/easy_handles.h"

#include <curl/curl.h>

namespace verify {
namespace {

// Cleaning a handle up that may raise signals, libcurl changes for a moment what the process does
// about SIGPIPE.
void* without_signals(void* easy) {
  if (easy != nullptr) curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  return easy;
}

// What a reset does not reset: the last error of the system (of an address that was tried before
// another one answered), and the list of addresses, which is not ours to keep.
bool leaves_nothing(void* easy) {
  long error = 0;
  return curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &error) == CURLE_OK && error == 0 &&
         curl_easy_setopt(easy, CURLOPT_RESOLVE, static_cast<curl_slist*>(nullptr)) == CURLE_OK;
}

}  // namespace

EasyHandles::EasyHandles(std::size_t most_kept) : most_kept_(most_kept) {
  kept_.reserve(most_kept);
}

EasyHandles::~EasyHandles() {
  for (void* easy : kept_) curl_easy_cleanup(easy);
}

void* EasyHandles::take() {
  if (kept_.empty()) return without_signals(curl_easy_init());
  void* easy = kept_.back();
  kept_.pop_back();
  return easy;
}

void EasyHandles::give_back(void* easy, bool went_well) {
  if (!went_well || kept_.size() == most_kept_ || !leaves_nothing(easy))
    return curl_easy_cleanup(easy);
  curl_easy_reset(easy);
  kept_.push_back(without_signals(easy));
}

}  // namespace verify
