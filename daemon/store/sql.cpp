#include "daemon/store/sql.h"

#include <soci/soci.h>

#include <charconv>
#include <deque>
#include <stdexcept>
#include <unordered_map>

#include "daemon/store/store.h"

namespace verify::daemon::sql {
namespace {

// What SOCI reads from and writes to. It keeps pointers to them, so they must not move.
struct Input {
  bool is_text = true;
  long long number = 0;
  std::string text;
  soci::indicator indicator = soci::i_ok;
};
struct Output {
  std::string text;
  soci::indicator indicator = soci::i_null;
};

struct Prepared {
  explicit Prepared(soci::session& session) : statement(session) {}
  std::deque<Input> inputs;
  std::deque<Output> outputs;
  std::vector<Row::Cell> cells;
  soci::statement statement;
};

void bind(Prepared& prepared, const Arguments& arguments) {
  for (const Argument& argument : arguments) {
    Input& input = prepared.inputs.emplace_back();
    input.is_text = argument.value.is_text();
    if (input.is_text)
      prepared.statement.exchange(soci::use(input.text, input.indicator, argument.name));
    else
      prepared.statement.exchange(soci::use(input.number, input.indicator, argument.name));
  }
}

// Every column is read as text, which is what both databases can give: what a column of an
// expression "is" differs between them.
std::unique_ptr<Prepared> prepare(soci::session& session, const Dialect& dialect,
                                  const std::string& sql, const Arguments& arguments) {
  auto out = std::make_unique<Prepared>(session);
  out->statement.alloc();
  out->statement.prepare(sql);
  bind(*out, arguments);
  const int columns = dialect.columns(*out->statement.get_backend());
  out->cells.resize(static_cast<std::size_t>(columns));
  for (int i = 0; i < columns; ++i) {
    Output& output = out->outputs.emplace_back();
    out->statement.exchange(soci::into(output.text, output.indicator));
  }
  out->statement.define_and_bind();
  return out;
}

void set(Prepared& prepared, const Arguments& arguments) {
  if (arguments.size() != prepared.inputs.size())
    throw std::logic_error("one statement is used with different arguments");
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Value& value = arguments[i].value;
    Input& input = prepared.inputs[i];
    if (value.is_text() != input.is_text)
      throw std::logic_error("one statement is used with different types");
    input.number = value.number();
    input.text = value.text();
    input.indicator = value.is_null() ? soci::i_null : soci::i_ok;
  }
}

void hand_out(Prepared& prepared, const std::function<void(Row&)>& each) {
  for (std::size_t i = 0; i < prepared.cells.size(); ++i) {
    prepared.cells[i].is_null = prepared.outputs[i].indicator == soci::i_null;
    prepared.cells[i].text = prepared.outputs[i].text;
  }
  Row row(prepared.cells);
  each(row);
}

}  // namespace

Row::Cell& Row::take() {
  return cells_.at(next_++);
}

bool Row::next_is_null() {
  if (!cells_.at(next_).is_null) return false;
  ++next_;
  return true;
}

std::string Row::text() {
  Cell& cell = take();
  return cell.is_null ? std::string{} : std::move(cell.text);
}

std::int64_t Row::number() {
  const Cell& cell = take();
  std::int64_t out = 0;
  if (!cell.is_null) std::from_chars(cell.text.data(), cell.text.data() + cell.text.size(), out);
  return out;
}

std::optional<Instant> Row::maybe_moment() {
  if (next_is_null()) return std::nullopt;
  return moment();
}

std::optional<Date> Row::maybe_day() {
  if (next_is_null()) return std::nullopt;
  const std::string text = this->text();
  const std::optional<Date> day = parse_date(text);
  if (!day) refuse(text);
  return day;
}

std::optional<std::string> Row::maybe_text() {
  if (next_is_null()) return std::nullopt;
  return text();
}

void Row::refuse(const std::string& word) {
  throw StoreUnavailable("The database holds \"" + word +
                         "\" where this program does not know it: it is damaged, or was written by "
                         "another version.");
}

struct Session::Impl {
  explicit Impl(const Dialect& spoken) : dialect(spoken) {}
  const Dialect& dialect;
  soci::session session;
  std::unordered_map<std::string, std::unique_ptr<Prepared>> statements;  // end before the session
};

template <class Work>
auto Session::guarded(Work&& work) {
  try {
    return work();
  } catch (const soci::soci_error& error) {
    throw StoreUnavailable(impl_->dialect.sentence(error));
  }
}

Session::Session(const Dialect& dialect, const Place& place, bool read_only)
    : impl_(std::make_unique<Impl>(dialect)) {
  guarded([&] { dialect.open(impl_->session, place, read_only); });
}

Session::~Session() = default;

void Session::each(const std::string& sql, const Arguments& arguments,
                   const std::function<void(Row&)>& each) {
  guarded([&] {
    // Taken out while it is used: a statement in which something was thrown is in no known state,
    // and one that was not read to its end would keep its transaction open.
    auto node = impl_->statements.extract(sql);
    std::unique_ptr<Prepared> prepared =
        node ? std::move(node.mapped()) : prepare(impl_->session, impl_->dialect, sql, arguments);
    set(*prepared, arguments);
    for (bool got = prepared->statement.execute(true); got && !prepared->cells.empty();
         got = prepared->statement.fetch())
      hand_out(*prepared, each);
    impl_->statements.insert_or_assign(sql, std::move(prepared));
  });
}

std::int64_t Session::run(const std::string& sql, const Arguments& arguments) {
  each(sql, arguments, [](Row&) {});
  return guarded([&] { return impl_->statements.at(sql)->statement.get_affected_rows(); });
}

void Session::execute(const std::string& sql) {
  guarded([&] { impl_->session << sql; });
}

std::int64_t Session::number(const std::string& sql, const Arguments& arguments) {
  return one(sql, arguments, [](Row& row) { return row.number(); }).value_or(0);
}

const Dialect& Session::dialect() const {
  return impl_->dialect;
}

soci::session& Session::raw() {
  return impl_->session;
}

Transaction::Transaction(Session& session, std::string_view begin) : session_(session) {
  session_.execute(std::string(begin));
}

// The database may have taken it back by itself (a full disk does that): then this says so, in
// vain.
Transaction::~Transaction() {
  if (!open_) return;
  try {
    session_.execute("ROLLBACK");
  } catch (const StoreUnavailable&) {
  }
}

void Transaction::commit() {
  session_.execute("COMMIT");
  open_ = false;
}

}  // namespace verify::daemon::sql
