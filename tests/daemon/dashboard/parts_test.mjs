// The dashboard's pure parts: `node --test parts_test.mjs`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { stackOf } from "../../../daemon/dashboard/assets/charts.js";
import { EventParser } from "../../../daemon/dashboard/assets/event_parser.js";
import { scaleOf } from "../../../daemon/dashboard/assets/lanes.js";
import { changed, isActive, modelOf } from "../../../daemon/dashboard/assets/partner_model.js";
import { linkTo, parseRoute } from "../../../daemon/dashboard/assets/route.js";
import { safeAddress, safeLine, safeText } from "../../../daemon/dashboard/assets/safe_text.js";
import { distance, duration } from "../../../daemon/dashboard/assets/time.js";
import * as words from "../../../daemon/dashboard/assets/words.js";

const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const rows = (name, table, run) => test(name, () => table.forEach(([input, expected]) => assert.deepEqual(run(input), expected, JSON.stringify(input))));

rows(
  "text of others is shown in one line, and what draws as nothing by its name",
  [
    ["plain", "plain"],
    [" a \n\t b ", "a b"],
    ["\u202Egnp.exe", "‹U+202E›gnp.exe"],
    ["a\u200Bb\uFEFFc", "a‹U+200B›b‹U+FEFF›c"],
    ["\u001b[31mred", "‹U+001B›[31mred"],
    ["\u{E0041}", "‹U+E0041›"],
    ["lone \ud800 half", "lone ‹U+D800› half"],
    ["👩‍💻", "👩‍💻"],
    ["می‌خواهم", "می‌خواهم"],
    ["a\u200Db", "a‹U+200D›b"],
    ["o" + "\u0301".repeat(40), "o" + "\u0301".repeat(4)],
    [null, ""],
    [12, "12"],
  ],
  (text) => safeText(text),
);
test("long text ends with an ellipsis and never within a character", () => {
  assert.equal(safeText("x".repeat(30), 10), `${"x".repeat(10)}…`);
  assert.equal(safeText("abc😀def", 4), "abc…");
});
test("a line of a listing keeps its spaces", () => assert.equal(safeLine("\t  a  \u202Eb"), "    a  ‹U+202E›b"));

rows(
  "only plain http and https addresses are followed",
  [
    ["https://a.example/b?c#d", "https://a.example/b?c#d"],
    ["HTTP://A.example", "http://a.example/"],
    ["javascript:alert(1)", ""],
    ["data:text/html,x", ""],
    ["//a.example", ""],
    ["/relative", ""],
    [" https://a.example/", ""],
    ["https://a.example/\u202Efdp.exe", ""],
    ["https://user:secret@a.example/", ""],
    ["https://user@a.example/", ""],
    ["https://[", ""],
    ["https://a.example/\n", ""],
    [null, ""],
  ],
  safeAddress,
);

const EVENTS = 'event: run.progress\r\ndata: {"a":\r\ndata: 1}\r\n\r\n: alive\n\ndata: x\n\nid: 7\nretry: 1\n\nevent: lost\n\ndata:no space\r\rdata: cut off';
const EXPECTED = [
  { type: "run.progress", data: '{"a":\n1}' },
  { type: "message", data: "x" },
  { type: "message", data: "no space" },
];
test("events come out whole wherever the stream is cut", () => {
  for (let size = 1; size <= EVENTS.length; ++size) {
    const parser = new EventParser();
    const found = [];
    for (let at = 0; at < EVENTS.length; at += size) found.push(...parser.push(EVENTS.slice(at, at + size)));
    assert.deepEqual(found, EXPECTED, `pieces of ${size}`);
  }
});
test("an event without end is refused", () => {
  const parser = new EventParser();
  assert.throws(() => {
    for (let at = 0; at < 300; ++at) parser.push(`data: ${"x".repeat(10_000)}\n`);
  });
  assert.throws(() => new EventParser().push("x".repeat(2 << 20)));
});

rows(
  "an address names a view",
  [
    ["", { path: [], query: {} }],
    ["#/", { path: [], query: {} }],
    ["#/partners/a%2Fb/history", { path: ["partners", "a/b", "history"], query: {} }],
    ["#/portfolio?search=a%26b&stale=true", { path: ["portfolio"], query: { search: "a&b", stale: "true" } }],
    ["#/partners/%", { path: ["partners", "%"], query: {} }],
    ["#/portfolio?search=what?", { path: ["portfolio"], query: { search: "what?" } }],
  ],
  parseRoute,
);
test("an address leads back to what it was made of", () => {
  const path = ["partners", "../x?y#z", "history"];
  const query = { search: "a b&c=d", empty: "" };
  assert.deepEqual(parseRoute(linkTo(path, query)), { path, query: { search: "a b&c=d" } });
});

rows(
  "a distance in time",
  [
    [0, "now"],
    [-30_000, "30 seconds ago"],
    [-3_600_000, "1 hour ago"],
    [86_400_000, "tomorrow"],
    [-40 * 86_400_000, "last month"],
  ],
  (offset) => distance(1e12 + offset, 1e12),
);
test("a duration", () => {
  assert.equal(duration("2026-01-01T00:00:00Z", "2026-01-01T00:02:10Z"), "2 min 10 s");
  assert.equal(duration("2026-01-01T00:00:05Z", "2026-01-01T00:00:00Z"), "0 s");
});

const RUNS = [
  { id: 3, finished_at: "2026-03-01T00:00:00Z", verdicts: { P1: "blocked", P10: "met" } },
  { id: 1, finished_at: "2026-01-01T00:00:00Z", verdicts: { P1: "met" } },
  { id: 2, finished_at: "2026-02-01T00:00:00Z", verdicts: { P1: "met", P10: "met" } },
];
const standing = (requirement, more) => ({ requirement, verdict: "met", observed: "met", observed_runs: 1, since: "2026-01-01T00:00:00Z", run: 3, ...more });

test("what stands and what was seen are told apart, whatever order they come in", () => {
  const partner = { standings: [standing("P10"), standing("P1", { observed: "blocked", run: 2 })], overrides: [{ requirement: "P1", until: "2026-03-02" }, { requirement: "P1", until: "2026-02-01" }] };
  const model = modelOf({ partner, report: null, history: { runs: RUNS }, checklist: null, day: "2026-03-02" });
  assert.deepEqual(model.items.map((item) => item.id), ["P1", "P10"]);
  const [first, second] = model.items;
  assert.equal(first.differs, true);
  assert.deepEqual(first.trail, ["met", "met", "blocked"]);
  assert.equal(first.confirmedAt, "2026-02-01T00:00:00Z");
  assert.equal(first.overrides.length, 1);
  assert.equal(changed(first.trail), true);
  assert.deepEqual(second.trail, [null, "met", "met"]);
  assert.equal(changed(second.trail), false);
  assert.deepEqual(model.counts, { met: 2 });
});
test("titles and sections come from the report, else from the checklist", () => {
  const partner = { standings: [standing("B"), standing("A"), standing("gone")] };
  const report = { sections: [{ id: "S", title: "Section" }], requirements: [{ id: "B", printed: "1", title: "From the report", section: "S", verdict: "met" }, { id: "A", title: "a", section: "S", verdict: "met" }] };
  const model = modelOf({ partner, report, history: { runs: [] }, checklist: null, day: "2026-01-01" });
  assert.deepEqual(model.sections.map(({ title, items }) => [title, items.map((item) => item.id)]), [["Section", ["B", "A"]], ["Requirements", ["gone"]]]);
  const checklist = { sections: report.sections, items: [{ id: "A", title: "From the checklist", section: "S" }, { id: "never judged", section: "S" }] };
  const other = modelOf({ partner, report: null, history: null, checklist, day: "2026-01-01" });
  assert.deepEqual(other.items.map((item) => item.title), ["From the checklist", "", ""]);
});
rows(
  "a person's word holds until its last day or its withdrawal",
  [
    [{}, true],
    [{ until: "2026-03-01" }, true],
    [{ until: "2026-02-28" }, false],
    [{ until: "2026-12-01", withdrawn_at: "2026-01-01T00:00:00Z" }, false],
  ],
  (override) => isActive(override, "2026-03-01"),
);

test("the chart stacks what each run found and goes on until now", () => {
  const stack = stackOf([RUNS[1], RUNS[0]], Date.parse("2026-04-01T00:00:00Z"));
  assert.deepEqual(stack.verdicts, ["met", "blocked"]);
  assert.deepEqual(stack.counts, [[1, 1, 1], [0, 1, 1]]);
  assert.deepEqual(stack.sums, [[1, 1, 1], [1, 2, 2]]);
  assert.equal(stack.times.at(-1), Date.parse("2026-04-01T00:00:00Z") / 1000);
});
test("the scale of ages ends somewhere", () => {
  const scale = scaleOf([{ confirmedAt: "1970-01-01T00:00:00Z", validUntil: "9999-12-31" }], Date.parse("2026-03-01"));
  assert.equal(scale.at(scale.now), 50);
  assert.equal(scale.at(0), 0);
  assert.equal(scale.at(Date.parse("9999-12-31")), 100);
});

// Two places that must say the same are compared rather than trusted.
test("every verdict has the reports' words", () => {
  const header = read("libverify/include/verify/finding.h").match(/enum class Verdict \{([\s\S]*?)\};/)[1];
  assert.deepEqual(Object.keys(words.VERDICTS), [...header.matchAll(/^\s*(\w+),/gm)].map((match) => match[1]));
  const wording = read("libverify/src/report/wording.cpp");
  for (const [label, meaning] of Object.values(words.VERDICTS)) {
    assert.ok(wording.includes(`{"${label}", `), label);
    assert.ok(wording.includes(`"${meaning}"`), meaning);
  }
});
test("every word of the daemon's records has a label", () => {
  const header = read("daemon/store/records.h");
  const wordsOf = (name) => [...header.match(new RegExp(`enum class ${name} \\{([\\s\\S]*?)\\};`))[1].replace(/\/\/.*$/gm, "").matchAll(/\w+/g)].map((match) => match[0]);
  assert.deepEqual(Object.keys(words.CAUSES), wordsOf("Cause"));
  assert.deepEqual(Object.keys(words.TRIGGERS), wordsOf("Trigger"));
  assert.deepEqual(Object.keys(words.STATES), wordsOf("RunState"));
  assert.deepEqual(Object.keys(words.DELIVERIES), wordsOf("DeliveryState"));
});
test("every report format can be chosen", () => {
  const formats = [...read("libverify/src/report/report_formats.cpp").matchAll(/\{"(\w+)", "[\w.]+"/g)].map((match) => match[1]);
  assert.ok(formats.length > 5);
  assert.deepEqual(Object.keys(words.FORMATS).sort(), formats.sort());
});
test("a verdict has the colour it has in the reports", () => {
  const colours = (css) => [...css.matchAll(/--(met|not-met|needs-review|blocked|attested|missing|waived|not-applicable): (#\w+)/g)].map((match) => `${match[1]} ${match[2]}`);
  const screen = read("libverify/src/report/report.css").split("@media print")[0].split("@page")[0];
  assert.deepEqual(colours(read("daemon/dashboard/assets/style.css")), colours(screen));
});
test("the page itself has nothing that its policy would refuse", () => {
  const page = read("daemon/dashboard/assets/index.html");
  assert.doesNotMatch(page, /<style|style=|\son\w+=|<script(?![^>]*\bsrc=)|https?:\/\//i);
});
