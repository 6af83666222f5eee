#include "web/easy_handles.h"

#include <curl/curl.h>

namespace verify {

EasyHandles::~EasyHandles() {
  for (void* easy : kept_) curl_easy_cleanup(easy);
}

void* EasyHandles::take() {
  if (kept_.empty()) return curl_easy_init();
  void* easy = kept_.back();
  kept_.pop_back();
  return easy;
}

void EasyHandles::give_back(void* easy) {
  if (kept_.size() == most_kept_) return curl_easy_cleanup(easy);
  curl_easy_reset(easy);
  kept_.push_back(easy);
}

}  // namespace verify
