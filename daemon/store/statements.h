#pragma once

#include "daemon/store/records.h"
#include "daemon/store/sql.h"

/// Parts of transactions that verbs of more than one subject need.
namespace verify::daemon::sql {

extern const std::string kRunColumns;
Run read_run(Row& row);

/// The ids of the runs to be leased next, up to :limit.
extern const std::string kNextInQueue;
/// Takes the references to :digest in `column` ("evidence", "report" or "trace") from runs that are
/// not live.
std::string drop_reference(const std::string& column);

bool has_partner(Session& session, const std::string& id);
void insert_delivery(Session& session, const Delivery& delivery);
void insert_transition(Session& session, const Transition& transition);

/// How often each verdict stands, as one text: " met=3 not_met=1 ". Every word has a space before
/// it, so that a search for " met=" does not find "not_met=".
std::string summary_text(const std::vector<Standing>& standings);
std::map<Verdict, int> read_summary(std::string_view text);

}  // namespace verify::daemon::sql
