#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/store/dialect.h"
#include "verify/time.h"

/// A thin layer over SOCI, so that its types stay in one source file: statements with named values,
/// prepared once a session, and rows that are read from left to right.
namespace verify::daemon::sql {

/// What is bound to a name. Moments are microseconds since 1970, days are "YYYY-MM-DD".
class Value {
 public:
  Value(std::integral auto number) : number_(number), is_text_(false) {}
  Value(std::string text) : text_(std::move(text)) {}
  Value(std::string_view text) : text_(text) {}
  Value(const char* text) : text_(text) {}
  Value(Instant at) : number_(at.time_since_epoch().count()), is_text_(false) {}
  Value(std::optional<Instant> at) : Value(at.value_or(Instant{})) { is_null_ = !at; }
  Value(std::optional<Date> day)
      : text_(day ? verify::to_string(*day) : std::string{}), is_null_(!day) {}
  Value(std::optional<std::string> text) : Value(text.value_or("")) { is_null_ = !text; }

  bool is_text() const { return is_text_; }
  bool is_null() const { return is_null_; }
  std::int64_t number() const { return number_; }
  const std::string& text() const { return text_; }

 private:
  std::int64_t number_ = 0;
  std::string text_;
  bool is_text_ = true;
  bool is_null_ = false;
};

struct Argument {
  const char* name;  ///< without the colon; lives for ever
  Value value;
};
using Arguments = std::vector<Argument>;

/// A row of an answer; each call reads the next column. Nothing is an empty text or 0 where the
/// call does not say `maybe`.
class Row {
 public:
  struct Cell {
    std::string text;
    bool is_null = true;
  };
  explicit Row(std::vector<Cell>& cells) : cells_(cells) {}

  std::string text();
  std::int64_t number();
  int small() { return static_cast<int>(number()); }
  bool yes() { return number() != 0; }
  Instant moment() { return Instant{Duration{number()}}; }
  std::optional<Instant> maybe_moment();
  std::optional<Date> maybe_day();
  std::optional<std::string> maybe_text();
  /// A word of an enumeration; `parse` is its parse_… function. Throws StoreUnavailable where the
  /// database holds another word.
  template <class Word>
  Word word(std::optional<Word> (*parse)(std::string_view)) {
    const std::string text = this->text();
    const std::optional<Word> known = parse(text);
    if (!known) refuse(text);
    return *known;
  }
  template <class Word>
  std::optional<Word> maybe_word(std::optional<Word> (*parse)(std::string_view)) {
    if (next_is_null()) return std::nullopt;
    return word(parse);
  }

 private:
  Cell& take();
  bool next_is_null();
  [[noreturn]] static void refuse(const std::string& word);
  std::vector<Cell>& cells_;
  std::size_t next_ = 0;
};

/// One connection. For one thread at a time. Every call throws StoreUnavailable.
class Session {
 public:
  Session(const Dialect& dialect, const Place& place, bool read_only);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Runs a statement; how many rows it changed.
  std::int64_t run(const std::string& sql, const Arguments& arguments = {});
  /// Calls `each` for every row of the answer. `each` must not use the session.
  void each(const std::string& sql, const Arguments& arguments,
            const std::function<void(Row&)>& each);
  /// A statement that is run once and not kept prepared: the schema, transactions.
  void execute(const std::string& sql);

  /// All rows, as `read` makes values of them.
  template <class Read>
  auto all(const std::string& sql, const Arguments& arguments, Read read) {
    std::vector<decltype(read(std::declval<Row&>()))> out;
    each(sql, arguments, [&](Row& row) { out.push_back(read(row)); });
    return out;
  }
  /// The first row, where there is one.
  template <class Read>
  auto one(const std::string& sql, const Arguments& arguments, Read read) {
    std::optional<decltype(read(std::declval<Row&>()))> out;
    each(sql, arguments, [&](Row& row) {
      if (!out) out = read(row);
    });
    return out;
  }
  /// The first number of the first row, else 0.
  std::int64_t number(const std::string& sql, const Arguments& arguments = {});

  const Dialect& dialect() const;
  soci::session& raw();

 private:
  struct Impl;
  template <class Work>
  auto guarded(Work&& work);
  std::unique_ptr<Impl> impl_;
};

/// Taken back where commit was not reached.
class Transaction {
 public:
  Transaction(Session& session, std::string_view begin);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Session& session_;
  bool open_ = true;
};

}  // namespace verify::daemon::sql
