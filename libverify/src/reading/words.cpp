#include "verify/reading.h"

namespace verify {

std::string_view to_string(Mention::Place place) {
  switch (place) {
    case Mention::Place::none:
      return "none";
    case Mention::Place::title:
      return "title";
    case Mention::Place::heading:
      return "heading";
    case Mention::Place::body:
      return "body";
    case Mention::Place::image:
      return "image";
    case Mention::Place::boilerplate:
      return "boilerplate";
    case Mention::Place::site:
      return "site";
  }
  return "none";
}

std::string_view to_string(AwsReading::Place place) {
  switch (place) {
    case AwsReading::Place::none:
      return "none";
    case AwsReading::Place::boilerplate:
      return "boilerplate";
    case AwsReading::Place::mention:
      return "mention";
    case AwsReading::Place::body:
      return "body";
  }
  return "none";
}

std::string_view to_string(Answer answer) {
  switch (answer) {
    case Answer::yes:
      return "yes";
    case Answer::no:
      return "no";
    case Answer::unclear:
      return "unclear";
  }
  return "unclear";
}

std::string_view to_string(PageKind kind) {
  switch (kind) {
    case PageKind::case_study:
      return "case_study";
    case PageKind::case_study_list:
      return "case_study_list";
    case PageKind::article:
      return "article";
    case PageKind::press_release:
      return "press_release";
    case PageKind::product_page:
      return "product_page";
    case PageKind::job_ad:
      return "job_ad";
    case PageKind::event_page:
      return "event_page";
    case PageKind::landing_page:
      return "landing_page";
    case PageKind::other:
      return "other";
  }
  return "other";
}

}  // namespace verify
