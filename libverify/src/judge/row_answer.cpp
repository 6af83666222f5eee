#include "judge/row_answer.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "verify/declaration.h"

namespace verify {
namespace {

using Role = SheetColumn::Role;

constexpr std::size_t kMaxPlaces = 1'000;   // of one answer, as in an application
constexpr std::size_t kMaxPrinted = 4'000;  // bytes of what a checklist prints over several cells

// Puts the answer together.
class RowAnswer {
 public:
  RowAnswer(const Draft& draft, std::vector<SheetFault>& faults) : draft_(draft), faults_(faults) {}

  SheetAnswer read(const std::string& at, const std::map<int, SheetColumn>& columns,
                   const std::string& sheet) {
    out_ = {.label = draft_.label.label, .title = draft_.title, .scope = draft_.scope, .at = at};
    out_.met_at = out_.response_at = at;
    const bool has_met = std::ranges::any_of(columns, [](const auto& each) {
      return each.second.role == Role::met && each.second.reference == 0;
    });
    if (has_met) {
      met(columns, sheet);
    } else {
      by_parts(columns, sheet);
    }
    for (const Draft::Said& each : draft_.said)
      if (each.named.role == Role::evidence)
        evidence(each);
      else if (has_met && each.named.role != Role::met)
        respond(each, each.cell.text);
    return std::move(out_);
  }

 private:
  // The cell below a column's name in the row of the label: where a blank is.
  std::string blank_at(int column, const std::string& sheet) const {
    std::string letters;
    for (int c = column + 1; c > 0; c = (c - 1) / 26)
      letters.insert(letters.begin(), static_cast<char>('A' + (c - 1) % 26));
    return place_in(sheet, letters + std::to_string(draft_.cell->row));
  }

  void met(const std::map<int, SheetColumn>& columns, const std::string& sheet) {
    for (const auto& [column, named] : columns)
      if (named.role == Role::met && named.reference == 0) {
        out_.met_at = blank_at(column, sheet);
        break;
      }
    std::string begun;  // of what is printed over several cells
    for (const Draft::Said& each : draft_.said) {
      if (each.named.role != Role::met || each.named.reference != 0) continue;
      const std::string text = begun.empty() ? each.cell.text : begun + "\n" + each.cell.text;
      begun = text.size() <= kMaxPrinted && printed_goes_on(text) ? text : std::string();
      const SheetWord word = leading_word(text);
      if (word.met && out_.met && word.met != out_.met) {
        differ(each);
      } else if (word.met) {
        out_.met = word.met;
        out_.met_at = each.at;
      } else if (word.unclear) {
        unclear(each);
      }
      respond(each, word.rest);
    }
  }

  // Without a column that says whether it is met, each reference (or the response) has to answer.
  void by_parts(const std::map<int, SheetColumn>& columns, const std::string& sheet) {
    std::map<int, Part> parts;
    for (const auto& [column, named] : columns) {
      if (named.role == Role::evidence) continue;
      Part& part = parts.try_emplace(named.reference, Part{column}).first->second;
      part.asks = part.asks || named.role == Role::met;
    }
    // Beside references a response of the whole is a remark.
    if (parts.size() > 1) parts.erase(0);
    for (const Draft::Said& each : draft_.said) {
      if (each.named.role == Role::evidence) continue;
      const auto part = parts.find(each.named.reference);
      const bool decides =
          part != parts.end() && (each.named.role == Role::met || !part->second.asks);
      const SheetWord word = leading_word(each.cell.text);
      respond(each, decides ? word.rest : each.cell.text);
      if (decides) answer_part(each, word, part->second);
    }
    conclude(parts, sheet);
  }

  struct Part {
    int column = 0;     // the first
    bool asks = false;  // in a column of its own whether it is met
    std::optional<std::string> met{};
  };

  void answer_part(const Draft::Said& each, const SheetWord& word, Part& part) {
    if (word.unclear && part.asks) return unclear(each);
    if (!word.met && !word.unclear) return;
    // Words about a reference say that there is something to say.
    const std::string met = word.met.value_or("yes");
    if (!part.met || met == "no") part.met = met;
    if (out_.met_at == out_.at || met == "no") out_.met_at = each.at;
  }

  void conclude(const std::map<int, Part>& parts, const std::string& sheet) {
    std::map<std::string, std::size_t> count;
    const Part* blank = nullptr;
    for (const auto& [reference, part] : parts) {
      ++count[part.met.value_or("")];
      if (!part.met && blank == nullptr) blank = &part;
    }
    if (count.contains("no")) {
      out_.met = "no";
    } else if (blank != nullptr) {
      out_.met_at = blank_at(blank->column, sheet);
      if (count[""] < parts.size())
        fault(out_.met_at, draft_.label.label + " is not answered for each customer reference.");
    } else if (!parts.empty()) {
      out_.met = count.contains("yes") ? "yes" : count.contains("waived") ? "waived" : "na";
    }
  }

  void respond(const Draft::Said& each, const std::string& text) {
    if (text.empty() || is_placeholder(text)) return;
    std::string& response = out_.response ? *out_.response : out_.response.emplace();
    if (response.empty())
      out_.response_at = each.at;
    else
      response += '\n';
    response += each.named.reference > 0 ? each.named.name + ": " + text : text;
  }

  void evidence(const Draft::Said& each) {
    const NamedPlaces named = named_places(each.cell.text);
    for (const std::string& place : named.places) {
      if (out_.evidence.size() == kMaxPlaces) {
        fault(each.at, draft_.label.label + " names more than " + std::to_string(kMaxPlaces) +
                           " files; the others are not read.");
        break;
      }
      out_.evidence.push_back(place);
      out_.evidence_at.push_back(each.at);
    }
    respond(each, named.words);
  }

  void unclear(const Draft::Said& each) {
    fault(each.at, start_of(each.cell.text) + " is no answer for " + draft_.label.label +
                       "; expected Y, N, N/A or Waived.");
  }

  void differ(const Draft::Said& each) {
    fault(each.at, draft_.label.label + " is answered in two ways.");
  }

  void fault(std::string at, std::string text) {
    add_fault(faults_, std::move(at), std::move(text));
  }

  const Draft& draft_;
  std::vector<SheetFault>& faults_;
  SheetAnswer out_;
};

}  // namespace

std::string place_in(const std::string& sheet, const std::string& cell) {
  if (sheet.empty()) return cell;
  const bool plain = std::ranges::all_of(sheet, [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c >= 0x80;
  });
  std::string quoted;
  for (const char c : sheet) quoted += c == '\'' ? "''" : std::string(1, c);
  return (plain ? sheet : "'" + quoted + "'") + "!" + cell;
}

std::string start_of(std::string_view text) {
  return "\"" + shorten(collapse_space(text.substr(0, 600)), 60) + "\"";
}

void add_fault(std::vector<SheetFault>& faults, std::string at, std::string text) {
  if (faults.size() < kMaxSheetFaults) faults.push_back({std::move(at), std::move(text)});
}

SheetAnswer read_answer(const Draft& draft, const std::string& at,
                        const std::map<int, SheetColumn>& columns, const std::string& sheet,
                        std::vector<SheetFault>& faults) {
  return RowAnswer(draft, faults).read(at, columns, sheet);
}

}  // namespace verify
