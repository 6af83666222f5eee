#include "evidence/warc.h"

#include <set>

#include "base/text.h"
#include "evidence/evidence_impl.h"
#include "evidence/seal.h"
#include "fuzz/input.h"
#include "fuzz/lexicons.h"
#include "fuzz/rendering.h"
#include "fuzz/small_stack.h"
#include "fuzz/targets.h"

namespace verify::fuzz {
namespace {

constexpr std::string_view kVersion = "WARC/1.1\r\n";
constexpr std::string_view kEnd = "\r\n\r\n";
constexpr std::size_t kMostPages = 8;  // that are read as trees

// A record with the length its block has, and without digests: what a mutation would break first.
std::string mended(std::string_view record) {
  const std::size_t head_end = std::min(record.find(kEnd), record.size());
  std::string block(record.substr(std::min(head_end + kEnd.size(), record.size())));
  if (block.ends_with(kEnd)) block.resize(block.size() - kEnd.size());
  const bool revisit = record.substr(0, head_end).find("revisit") != std::string_view::npos;
  std::string out;
  for (Input lines(record.substr(0, head_end)); !lines.empty();) {
    const std::string_view line = trim(lines.line());
    const std::string_view name = line.substr(0, line.find(':'));
    if (ascii_iequals(name, "Content-Length") || ascii_iequals(name, "WARC-Block-Digest")) continue;
    if (ascii_iequals(name, "WARC-Payload-Digest") && !revisit) continue;
    out += std::string(line) + "\r\n";
  }
  return out + "Content-Length: " + std::to_string(block.size()) + std::string(kEnd) + block +
         std::string(kEnd);
}

// The file a writer would have made of records given as plain text.
std::string sealed_file(std::string_view text, bool mend) {
  FileDigest digest;
  std::string file;
  while (!text.empty()) {
    const std::size_t next = std::min(text.find(kVersion, 1), text.size());
    const std::string_view record = text.substr(0, next);
    text.remove_prefix(next);
    const std::string member = stored_gzip_member(mend ? mended(record) : std::string(record));
    digest.add(member);
    file += member;
  }
  return file + write_seal(digest, Instant{});
}

void check_pages(const Evidence& evidence) {
  std::size_t read = 0;
  for (const Page& page : evidence.pages()) {
    require(&page - evidence.pages().data() == page.id, "a page's id is its place");
    require(evidence.find(page.url) != nullptr, "a page is found by its address");
    evidence.body(page);
    if (++read > kMostPages) continue;
    if (const Document* document = evidence.document(page))
      require(is_valid_utf8(document->text), "text is UTF-8");
    const PathAnswer answer = evidence.path_to(page.url);
    require(is_valid_utf8(answer.why), "an answer is a sentence");
    for (const Click& click : answer.clicks)
      require(click.from < evidence.pages().size(), "a click starts on a page");
  }
  const std::string words[] = {"case", "machine"};
  require(evidence.links_about(words, 3).size() <= 3, "no more links than asked for");
  for (const std::string& path : evidence.application().files()) evidence.file(path);
}

void check_report(const Evidence& evidence) {
  const Report report = judge(evidence, bundled_checklist(), bundled_lexicons());
  std::set<std::string_view> ids;
  for (const EvidenceItem& item : report.evidence)
    require(ids.insert(item.id).second, "an evidence id is given once");
  for (const RequirementResult& result : report.requirements) {
    require(!result.reasons.empty(), "a verdict has a reason");
    std::size_t cited = 0;
    for (const ReportReason& reason : result.reasons) {
      require(reason.code != "probe-failed", "no probe breaks");
      for (const std::string& id : reason.citations)
        require(ids.contains(id), "what is cited is there");
      cited += reason.citations.size();
    }
    require(result.verdict != Verdict::met || cited > 0, "what is met is cited");
  }
  check_rendering(report);
  require(
      render_json(report) == render_json(judge(evidence, bundled_checklist(), bundled_lexicons())),
      "the same evidence gives the same report");
}

void check_error(const Error& error) {
  require(!error.message.empty() && is_valid_utf8(error.describe()), "an error is a sentence");
  require(error.code == Error::Code::corrupt, "evidence that cannot be read is corrupt");
}

void check_file(std::string bytes) {
  auto impl = load_evidence(ByteStore::in_memory(std::move(bytes)), Author::another);
  if (!impl) return check_error(impl.error());
  const Evidence evidence(*std::move(impl));
  check_pages(evidence);
  check_report(evidence);
}

}  // namespace

/// 'r': the bytes of a file. 's': records as plain text, stored and sealed as they are. Any other
/// first byte: the same with their lengths mended and their digests left out.
void warc(std::string_view input) {
  Input in(input);
  const char kind = static_cast<char>(in.byte());
  const Exact rest(in.rest());
  std::string file = kind == 'r' ? std::string(rest) : sealed_file(rest, kind != 's');
  on_small_stack([&file] { check_file(std::move(file)); });
}

}  // namespace verify::fuzz
