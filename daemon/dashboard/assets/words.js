// The words of the API, as a person reads them; the reports say the same (libverify/src/report/wording.cpp).

export const VERDICTS = {
  met: ["Met", "shown in public, with a citation"],
  not_met: ["Not met", "contradicted, or searched for completely and not found"],
  needs_review: ["Needs review", "there is evidence, and a person must weigh it"],
  blocked: ["Blocked", "could not be observed, which says nothing about the partner"],
  attested: ["Attested", "declared by the applicant, not publicly verifiable"],
  missing: ["Missing", "the application lacks what is asked for"],
  waived: ["Waived", "not asked for, by a rule of the checklist"],
  not_applicable: ["Not applicable", "does not concern this partner"],
};

export const OUTCOMES = { ready: "Ready", not_ready: "Not ready", needs_review: "Needs review" };

export const CAUSES = {
  first_seen: "First seen",
  site_changed: "The site changed",
  application_changed: "The application changed",
  time_passed: "Time passed",
  rules_changed: "The rules changed",
  not_observed: "Observation",
};

export const TRIGGERS = {
  first: "first screening",
  schedule: "on schedule",
  lapse: "a verdict lapsed",
  retry: "tried again",
  application: "new application",
  manual: "asked for",
};

export const STATES = { queued: "Queued", running: "Running", finished: "Finished", failed: "Failed" };

export const DELIVERIES = { pending: "Pending", sent: "Sent", dead: "Given up" };

export const FORMATS = {
  html: ["HTML", "html"],
  json: ["JSON", "json"],
  text: ["Text", "txt"],
  markdown: ["Markdown", "md"],
  csv: ["CSV", "csv"],
  xlsx: ["Excel workbook", "xlsx"],
  junit: ["JUnit", "xml"],
  sarif: ["SARIF", "sarif"],
  oscal: ["OSCAL", "oscal.json"],
};

const REGIONS = { nav: "menu", main: "text", header: "head of the page", footer: "foot of the page", aside: "side column" };

const own = (table, word) => (Object.hasOwn(table, word ?? "") ? table[word] : undefined);

/// A word that is not in the table is shown as it is: a newer daemon may know more.
export const verdictLabel = (word) => own(VERDICTS, word)?.[0] ?? String(word ?? "none");
export const verdictMeaning = (word) => own(VERDICTS, word)?.[1] ?? "";
export const outcomeLabel = (word) => own(OUTCOMES, word) ?? (word ? String(word) : "Never checked");
export const causeLabel = (word) => own(CAUSES, word) ?? String(word ?? "");
export const triggerLabel = (word) => own(TRIGGERS, word) ?? String(word ?? "");
export const stateLabel = (word) => own(STATES, word) ?? String(word ?? "");
export const deliveryLabel = (word) => own(DELIVERIES, word) ?? String(word ?? "");
export const regionLabel = (word) => own(REGIONS, word) ?? String(word ?? "page");

/// Open: somebody must do something before it counts.
export const isOpen = (verdict) => ["not_met", "missing", "needs_review", "blocked"].includes(verdict);

/// "1 partner", "2,000 partners"
export const count = (number, one, many = `${one}s`) => `${Number(number ?? 0).toLocaleString("en")} ${number === 1 ? one : many}`;

/// "P2.10" after "P2.9".
export const naturally = (left, right) => String(left).localeCompare(String(right), "en", { numeric: true });
