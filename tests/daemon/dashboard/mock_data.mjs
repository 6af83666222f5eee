// A world for the dashboard to show: 130 partners, one of them with a year of runs. The same on every
// call. Titles and texts are hostile where a website or an applicant could make them so.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const DAY = 86_400_000;
const root = new URL("../../../", import.meta.url).pathname;

/// What no view may run, follow or be turned around by.
export const HOSTILE = [
  '<script>window.hacked = "script"</script>',
  '<img src=x onerror="window.hacked = 1">',
  "\u202Egnp.tnemtsetta\u202C",
  "شركة التعلم الآلي",
  '"><svg onload=window.hacked=1>',
  "{{constructor.constructor('window.hacked=1')()}}",
  "An-endless-name-".repeat(14),
  "Zal\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308go \u0000\u001b[31m bell\u0007",
];

// Numerical Recipes' generator: good enough for made-up lists, and everywhere the same.
function random(seed) {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

export function checklistOf(id) {
  const folder = join(root, "config/checklists", id);
  const { title } = JSON.parse(readFileSync(join(folder, "checklist.json"), "utf8"));
  const parts = readdirSync(folder).filter((name) => name !== "checklist.json").map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
  parts.sort((left, right) => (left.id < right.id ? 1 : -1) * (left.id[0] === right.id[0] ? -1 : 1));
  const sections = parts.map((part) => ({ id: part.id, title: part.title, group: part.group }));
  const items = parts.flatMap((part) => part.items.map((item) => ({ id: item.id, printed: item.printed ?? item.id, title: item.title, section: part.id, group: part.group })));
  return { id, title, sections, items };
}

const WORDS = ["Northwind", "Harbour", "Granite", "Meander", "Tidemark", "Bright", "Copperfield", "Fennimore", "Kiesel", "Pixel", "Alder", "Basalt", "Cobalt", "Dune", "Ember", "Fjord"];
const KINDS = ["Analytics", "Data", "Cloud", "Systems", "Labs", "ML", "Consulting", "KI"];

function summaryOf(next, outcome) {
  const bad = outcome === "not_ready" ? 1 + Math.floor(next() * 5) : 0;
  const open = outcome === "ready" ? 0 : Math.floor(next() * 4) + (bad ? 0 : 1);
  return { met: 30 + Math.floor(next() * 20), not_met: bad, needs_review: open, blocked: outcome === "ready" ? 0 : Math.floor(next() * 2), attested: 6, missing: bad > 2 ? 2 : 0, waived: 3, not_applicable: 8 };
}

function partnersAt(now) {
  const next = random(7);
  const list = [];
  for (let index = 0; index < 130; ++index) {
    const hostile = HOSTILE[index - 20];
    const name = hostile ?? `${WORDS[index % WORDS.length]} ${KINDS[Math.floor(next() * KINDS.length)]}${index >= 16 ? ` ${index}` : ""}`;
    const outcome = index % 13 === 12 ? null : ["ready", "ready", "ready", "not_ready", "needs_review"][Math.floor(next() * 5)];
    const checked = outcome === null ? null : now - Math.floor(next() * 40 * DAY);
    const due = outcome === null ? now : checked + 30 * DAY;
    list.push({
      id: `${hostile ? `hostile-${index - 20}` : name.toLowerCase().replaceAll(" ", "-")}`,
      name,
      group: ["", "premier", "revalidation-2026"][index % 3],
      cadence: index % 5 === 0 ? "every 7d jitter 6h" : "",
      checklist: "aws-ml-consulting-3.0",
      paused: index % 17 === 5,
      outcome,
      checked_at: checked === null ? null : new Date(checked).toISOString(),
      next_due: new Date(due).toISOString(),
      summary: outcome === null ? {} : summaryOf(next, outcome),
      run_open: index % 29 === 3,
      // As the daemon says it: a partner whose runs fail is overdue, whenever the next try is.
      overdue: index % 17 !== 5 && (due <= now || index === 7),
    });
  }
  return list.sort((left, right) => (left.id < right.id ? -1 : 1));
}

// Month by month: what the main partner's requirements were. A letter a run.
const LETTERS = { m: "met", n: "not_met", r: "needs_review", b: "blocked", a: "attested", x: "missing", w: "waived", o: "not_applicable" };
const STORIES = {
  "P1.1": "aaaaaaaaaaaaaaaaaaaaaaaa",
  "P2.1": "xxxxxmmmmmmmmmmmmmmmmmmm",
  "P2.2": "nnnnnnnrrrrmmmmmmmmmmmnn",
  "P3.1": "rrrmmmmmmmmmbbmmmmmmmmmm",
  "P3.2": "mmmmmmmmmmnnnnnmmmmmmrrr",
  "C1.3": "mmmmmmmmmmmmmmmmmmmmmmbb",
  "C2.2": "rrrrrrrrrrrrrrmmmmmmmmmm",
};
const RUNS = 24;

function verdictAt(index, item, run) {
  const story = STORIES[item.id];
  if (story !== undefined) return LETTERS[story[Math.min(run, RUNS - 1)]];
  return item.group === "prerequisite" ? ["met", "attested", "met"][index % 3] : ["met", "met", "waived", "met", "not_applicable", "needs_review", "met"][index % 7];
}

const TEXTS = {
  met: ["shown-in-public", "The page shows what is asked for, two clicks from the home page."],
  not_met: ["case-study-aws-missing", "The case study tells the outcome but does not say how AWS was used."],
  needs_review: ["material-date-uncertain", "The only date on the page is older than 12 months; the page may have been updated since."],
  blocked: ["page-refused-by-robots", "robots.txt forbids reading the page."],
  attested: ["attested", "Declared by J. Doe on 2026-02-20."],
  missing: ["references-too-few", "The application lists two references; four are asked for."],
  waived: ["waived-msp", "Waived: an approved Managed Service Provider that meets C2.2."],
  not_applicable: ["not-saas", "Applies only to partners that deliver SaaS."],
};
const SITE = "https://www.northwind-ml.example";

function evidenceOf(run) {
  const fetched = run.finished_at;
  const page = (id, path, quote, place, more = {}) => ({ id, url: `${SITE}${path}`, final_url: `${SITE}${path}`, status: "ok", fetched_at: fetched, sha256: "a".repeat(64), quote, place, ...more });
  return [
    page("e1", "/machine-learning", "Our machine learning practice builds on Amazon SageMaker.", "title"),
    page("e2", "/case-studies/harbour-freight", "Forecast error fell from 31 % to 12 % within two quarters.", "heading: The outcome"),
    page("e3", "/blog/feature-stores", "Published on 12 May 2024", "below the title", { final_url: `${SITE}/insights/feature-stores` }),
    page("e4", "/partners", "", "", { status: "refused_by_robots", sha256: null }),
    { id: "e5", url: "application.json#/attestations/P1.1/statement", final_url: "", status: "submitted", fetched_at: null, sha256: null, quote: "We have read the Program Guidelines.", place: "the application" },
    // What a site may say to whoever reads it here.
    page("h1", "/a", HOSTILE[0], HOSTILE[1], { url: "javascript:alert(document.domain)", final_url: "data:text/html,<script>alert(1)</script>" }),
    page("h2", "/b", `${HOSTILE[2]} and ${HOSTILE[4]}`, "title", { url: "https://www.northwind-ml.example@evil.example/\u202Efdp.exe", final_url: "https://user:secret@evil.example/" }),
  ];
}
const CITED = { met: ["e1"], not_met: ["e2"], needs_review: ["e3"], blocked: ["e4"], attested: ["e5"] };
const PATH = [
  { from: `${SITE}/`, to: `${SITE}/services`, text: "What we do", region: "nav" },
  { from: `${SITE}/services`, to: `${SITE}/machine-learning`, text: 'Machine <b onclick="window.hacked=1">learning</b>', region: "main" },
];

function resultOf(item, verdict, now) {
  const [code, text] = TEXTS[verdict];
  const reasons = [{ code, text, citations: CITED[verdict] ?? [], path: item.id === "P3.1" && verdict === "met" ? PATH : [] }];
  if (item.id === "P2.2") reasons.push({ code: HOSTILE[5], text: `The page says ${HOSTILE[0]}`, citations: ["h1", "h2"], path: [] });
  return {
    ...item,
    verdict,
    reasons,
    advice: verdict === "not_met" ? "Add a section that names the AWS services used and what each was for." : "",
    valid_until: validUntil(item, verdict, now),
  };
}
// Days from now until time alone ends a verdict.
const LAPSES = { "P2.1": 130, "P2.3": 44, "P3.1": 17, "C1.2": 300 };
const validUntil = (item, verdict, now) => (verdict === "met" && LAPSES[item.id] ? new Date(now + LAPSES[item.id] * DAY).toISOString().slice(0, 10) : null);

const DIFF = `--- ${SITE}/case-studies/harbour-freight
+++ ${SITE}/case-studies/harbour-freight
@@ -12,5 +12,5 @@
 The outcome
-Forecasts are made with Amazon SageMaker and served by AWS Lambda.
+Forecasts are made with a model of our own. <script>window.hacked = 1</script>
+\u202Eesrever\u202C and a line that is longer than any phone is wide, so that it has to wrap or to scroll somewhere: ${"word ".repeat(30)}
 Forecast error fell from 31 % to 12 % within two quarters.
`;

/// The world as it is at `now` (milliseconds).
export function worldAt(now) {
  const checklist = checklistOf("aws-ml-consulting-3.0");
  const main = "northwind-ml";
  const partners = partnersAt(now);
  const at = partners.findIndex((each) => each.id.startsWith("northwind"));
  Object.assign(partners[at], { id: main, name: "Northwind ML", group: "premier", cadence: "every 14d jitter 12h", outcome: "not_ready", checked_at: new Date(now - DAY).toISOString(), next_due: new Date(now + 13 * DAY).toISOString(), run_open: false, overdue: false, paused: false });
  partners.sort((left, right) => (left.id < right.id ? -1 : 1));

  const runs = [];
  for (let index = 0; index < RUNS; ++index) {
    const finished = now - DAY - (RUNS - 1 - index) * 14 * DAY;
    runs.push({
      id: 100 + index,
      partner: main,
      application_version: index < 5 ? 1 : 2,
      trigger: index === 0 ? "first" : index === 5 ? "application" : index === 18 ? "manual" : "schedule",
      asked_by: index === 18 ? "maria" : "",
      state: "finished",
      attempts: 1,
      queued_at: new Date(finished - 90_000).toISOString(),
      started_at: new Date(finished - 64_000).toISOString(),
      finished_at: new Date(finished).toISOString(),
      outcome: index > 14 && index < 22 ? "ready" : "not_ready",
      checklist: checklist.id,
      engine: "0.5.0",
      pages: 48 + (index % 5),
      not_modified: index === 0 ? 0 : 41,
      error: "",
    });
  }
  const verdictsOf = (index) => Object.fromEntries(checklist.items.map((item, place) => [item.id, verdictAt(place, item, index)]));
  const history = runs.map((run, index) => ({ id: run.id, finished_at: run.finished_at, outcome: run.outcome, verdicts: verdictsOf(index) }));

  const reports = new Map(
    runs.map((run, index) => {
      const requirements = checklist.items.map((item, place) => resultOf(item, verdictAt(place, item, index), now));
      const report = { schema: "libverify-report/1", checklist: checklist.id, checklist_title: checklist.title, partner: "Northwind ML", home_page: `${SITE}/`, as_of: run.finished_at.slice(0, 10), outcome: run.outcome, notices: [`A sample: ${HOSTILE[4]}`], sections: checklist.sections, requirements, evidence: evidenceOf(run), crawl: { pages: 42 } };
      return [run.id, report];
    }),
  );

  const standings = checklist.items.map((item, place) => {
    const observed = verdictAt(place, item, RUNS - 1);
    // Blocked for two runs: what stood before still stands.
    const held = item.id === "C1.3";
    const verdict = held ? "met" : observed;
    const [code, text] = TEXTS[verdict];
    return { requirement: item.id, title: item.title, verdict, code, text, run: held ? 121 : 123, since: runs[held ? 0 : 14].finished_at, valid_until: validUntil(item, verdict, now), observed, observed_runs: held ? 2 : 9 };
  });

  const overrides = [
    { id: 1, partner: main, requirement: "P3.2", verdict: "met", who: "maria", why: `The date was confirmed by mail. ${HOSTILE[1]}`, at: runs[20].finished_at, until: "2099-12-31", withdrawn_at: null, withdrawn_by: "" },
    { id: 2, partner: main, requirement: "P2.1", verdict: "met", who: "jo", why: "Two more references were sent as PDF.", at: runs[3].finished_at, until: null, withdrawn_at: runs[6].finished_at, withdrawn_by: "maria" },
  ];

  const change = (id, requirement, from, to, cause, explanation, index, diff = "") => ({ id, run: runs[index].id, partner: main, requirement, from, to, cause, explanation, diff, at: runs[index].finished_at });
  const transitions = [
    change(9, "P2.2", "met", "not_met", "site_changed", "The case study no longer says how AWS was used.", 22, DIFF),
    change(8, "P3.2", "met", "needs_review", "time_passed", "The newest material is older than 12 months.", 21),
    change(7, "P3.2", "not_met", "met", "site_changed", `A new article was published: ${HOSTILE[0]}`, 15),
    change(6, "C2.2", "needs_review", "met", "application_changed", "The application now names the evidence.", 14),
    change(5, "P2.1", "missing", "met", "application_changed", "The application lists four references.", 5),
    change(4, "P3.1", "needs_review", "met", "rules_changed", "A newer rule reads the menu of the site.", 3),
    change(3, "P3.1", null, "needs_review", "first_seen", "First screening.", 0),
  ];

  const open = partners.filter((each) => each.run_open);
  const queue = open.map((each, index) => ({ id: 200 + index, partner: each.id, application_version: 1, trigger: ["schedule", "lapse", "retry", "manual"][index % 4], asked_by: index % 4 === 3 ? "jo" : "", state: index < 2 ? "running" : "queued", attempts: index < 2 ? 1 : 0, queued_at: new Date(now - 120_000).toISOString(), started_at: index < 2 ? new Date(now - 30_000).toISOString() : null, finished_at: null, outcome: null, pages: 0, not_modified: 0, error: "" }));
  const failed = [
    { ...queue[0], id: 190, partner: "hostile-0", state: "failed", started_at: new Date(now - 3 * DAY).toISOString(), finished_at: new Date(now - 3 * DAY + 70_000).toISOString(), error: `The evidence could not be written: no space left on device ${HOSTILE[1]}` },
  ];

  const deliveries = [
    { id: "0190a3c8-6f1e-7d3a-9a2b-1c2d3e4f5a6b", channel: "ops-webhook", subject: "Northwind ML: P2.2 met → not_met", state: "dead", attempts: 12, created_at: runs[22].finished_at, next_try: runs[22].finished_at, sent_at: null, error: "503 from the receiver, 12 times" },
    { id: "0190a3c8-6f1e-7d3a-9a2b-1c2d3e4f5a6c", channel: "mail-team", subject: HOSTILE[0], state: "dead", attempts: 12, created_at: runs[21].finished_at, next_try: runs[21].finished_at, sent_at: null, error: "SMTP: connection refused" },
    { id: "0190a3c8-6f1e-7d3a-9a2b-1c2d3e4f5a6d", channel: "mail-team", subject: "Digest: 3 changes", state: "sent", attempts: 1, created_at: runs[20].finished_at, next_try: runs[20].finished_at, sent_at: runs[20].finished_at, error: "" },
  ];
  return { main, checklist, partners, runs: [...failed, ...queue, ...runs], history, reports, standings, overrides, transitions, deliveries, verdictsOf };
}
