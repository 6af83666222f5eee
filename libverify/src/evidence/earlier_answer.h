#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "evidence/evidence_impl.h"
#include "verify/evidence.h"

namespace verify {

/// What evidence of an earlier crawl holds of the answer a page was given: enough to ask whether it
/// still holds, and to take it over into the evidence of another crawl.
struct EarlierAnswer {
  const Page* page = nullptr;        ///< of the earlier evidence
  StoredAnswer stored;               ///< places in its store
  std::string record_id, uri, date;  ///< of the record with the answer's head
  Instant sent_at{};                 ///< the same moment: when the body was sent, not confirmed
  std::string etag;                  ///< fit to be sent; empty: none, or none that can be
  std::string last_modified;         ///< the same
  std::string content_encoding;
  std::string text_id;  ///< of the record with the file's text; empty: not a file

  bool has_validator() const { return !etag.empty() || !last_modified.empty(); }
};

/// Nothing where there was no answer, or its record cannot be read any more.
std::optional<EarlierAnswer> earlier_answer(const Evidence& evidence, const Page& page);

/// Whether a 304 speaks of the answer that had these validators (RFC 9110 section 15.4.5): those it
/// repeats are those that were sent.
bool confirms(const Exchange& not_modified, std::string_view etag, std::string_view last_modified);

}  // namespace verify
