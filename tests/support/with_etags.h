#pragma once

#include <functional>
#include <string>
#include <utility>

#include "support/fake_fetcher.h"

namespace verify::test {

/// What a server that knows entity tags says instead of `answer`: a page has one, and is not sent
/// again to whoever has it.
inline FakeAnswer with_etag(FakeAnswer answer, const std::string& if_none_match) {
  if (answer.http_status != 200) return answer;
  const std::string tag = "\"" + std::to_string(std::hash<std::string>{}(answer.body)) + "\"";
  if (if_none_match == tag) return {.http_status = 304, .headers = "ETag: " + tag + "\r\n"};
  answer.headers += "ETag: " + tag + "\r\n";
  return answer;
}

inline FakeFetcher::Handler with_etags(FakeFetcher::Handler inner) {
  return [inner = std::move(inner)](const FetchRequest& request) {
    return with_etag(inner(request), request.if_none_match);
  };
}

}  // namespace verify::test
