#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "verify/document.h"
#include "verify/lexicon.h"

namespace verify {

class TopicSearch;

/// What a careful reviewer would note down about a page. Pure functions of a Document and the
/// lexicons; every claim comes with the passage it rests on.

/// A name as it may be written: the official one and what else it goes by.
struct Name {
  std::string official;
  std::vector<std::string> aliases;
  bool empty() const { return official.empty() && aliases.empty(); }
};

/// Where a name was found.
struct Mention {
  enum class Place {
    none,
    title,
    heading,
    body,
    image,        ///< an image's text within the content
    boilerplate,  ///< menus, footers, cards
    site          ///< not in the page's words: its site's name, author, address or links
  };
  Place place = Place::none;
  std::string quote;  ///< the words around it, as on the page
  bool in_content() const {
    return place == Place::title || place == Place::heading || place == Place::body ||
           place == Place::image;
  }
};
std::string_view to_string(Mention::Place place);

/// Finds a name as people write it: case, accents, width, '&' and "and", legal suffixes and
/// possessives do not count; never inside another word. The most telling place is reported.
Mention find_name(const Document& document, const Name& name);

/// Whether a text is the name and nothing else, as find_name() compares: "ADA  KING" is "Ada King",
/// "Ada Kingsley" is not.
bool is_name(std::string_view text, const Name& name);

/// Names that are given one after another. Each is prepared once.
class NameList {
 public:
  NameList();
  ~NameList();
  NameList(const NameList&) = delete;
  NameList& operator=(const NameList&) = delete;

  /// Adds a name. Whether one that was added before is the same: each is found in the other, as
  /// find_name() finds it.
  bool add_known(std::string_view name);

 private:
  struct Entry;
  std::vector<std::unique_ptr<Entry>> entries_;
};

/// Finds who a page is from: as find_name() does and, where the page's words do not have the name,
/// by the site's name, the author, the page's own address and those its links lead to.
Mention find_partner(const Document& document, const Name& name);

/// Where a page speaks of AWS.
struct AwsReading {
  enum class Place { none, boilerplate, mention, body };  ///< `body`: as what the work was done on
  Place place = Place::none;
  std::string quote;
  std::vector<std::string> services;     ///< canonical names found in the page's own content
  std::vector<std::string> ml_services;  ///< those of them that are machine learning services
};
std::string_view to_string(AwsReading::Place place);
AwsReading read_aws(const Document& document, const Lexicons& lexicons);

enum class Answer { yes, no, unclear };
std::string_view to_string(Answer answer);

/// One claim about a page with the passage it rests on.
struct Claim {
  Answer answer = Answer::no;
  std::string quote;
  std::string place;  ///< the heading it stands under, or what pointed at it
};

enum class PageKind {
  case_study,
  case_study_list,
  article,
  press_release,
  product_page,
  job_ad,
  event_page,
  landing_page,
  other
};
std::string_view to_string(PageKind kind);

/// A public case study as the checklist asks for it (items 2.2.1 and 2.2.3 as printed).
struct CaseStudyReading {
  PageKind kind = PageKind::other;
  std::string kind_reason;
  std::optional<Mention> customer;  ///< nothing: no name was given to look for
  std::optional<Mention> partner;   ///< as find_partner() finds it
  Claim anonymous_customer;         ///< yes: the customer is described, not named
  AwsReading aws;
  Claim problem, proposal, aws_usage, outcomes;
  Answer complete = Answer::no;  ///< all of it is there; unclear: a person must look
  std::string complete_reason;
};
CaseStudyReading read_case_study(const Document& document, const Name& customer,
                                 const Name& partner, const Lexicons& lexicons);

/// A practice landing page (item 3.1): the elements the checklist names.
struct LandingReading {
  Claim practice;         ///< describes an AWS machine learning practice
  Claim solutions;        ///< AWS solutions and use cases
  Claim partnerships;     ///< technology partnerships
  Claim references;       ///< links to customer references or case studies
  Claim aws_partnership;  ///< highlights the partnership with AWS
  Claim ml_focus;         ///< the page as a whole is about machine learning
};
LandingReading read_landing_page(const Document& document, const Lexicons& lexicons);

/// A piece of thought leadership (item 3.2).
struct MaterialReading {
  Claim about_ml;
  Claim by_partner;
  Claim workshop;           ///< customer workshops or education are described
  Claim vertical_use_case;  ///< a use case of an industry is described
};
MaterialReading read_material(const Document& document, const Name& partner,
                              const Lexicons& lexicons);

/// Whether two pages tell of one and the same project.
struct StoryMatch {
  enum class Kind { different, unclear, same };
  Kind kind = Kind::different;
  std::string why;  ///< what they have in common
};
/// The same words, one page given as the other's translation by itself or, in two languages, the
/// same customer with the same figures and AWS services. Stories of one customer with other figures
/// are different ones. `same_words` is the share of wording (0…1) from which on two texts are one.
StoryMatch compare_stories(const Document& a, const Document& b, bool same_customer,
                           double same_words, const Lexicons& lexicons);

/// Whether two texts tell the same story: near-duplicates by shingles. 0…1.
double text_similarity(std::string_view a, std::string_view b);

/// find_name() and the readers of one page for somebody who asks about the same documents again and
/// again: what has to be prepared of one (folded, split into sentences, looked up) is made when it
/// is first asked for and kept. Documents and lexicons must outlive it, and stay as they are and
/// where they are. Belongs to one thread.
class PageReader {
 public:
  explicit PageReader(const Lexicons& lexicons);
  ~PageReader();
  PageReader(const PageReader&) = delete;
  PageReader& operator=(const PageReader&) = delete;

  const Lexicons& lexicons() const { return lexicons_; }
  Mention name(const Document& document, const Name& name);
  AwsReading aws(const Document& document);
  CaseStudyReading case_study(const Document& document, const Name& customer, const Name& partner);
  LandingReading landing_page(const Document& document);
  MaterialReading material(const Document& document, const Name& partner);
  /// As compare_stories().
  StoryMatch stories(const Document& a, const Document& b, bool same_customer, double same_words);
  /// The document's text, to be searched for topics.
  const TopicSearch& topics(const Document& document);

 private:
  struct Prepared;
  Prepared& prepared(const Document& document);

  const Lexicons& lexicons_;
  std::unordered_map<const Document*, std::unique_ptr<Prepared>> prepared_;
};

}  // namespace verify
