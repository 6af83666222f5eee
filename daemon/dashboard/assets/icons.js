// The signs of the verdicts, the reports' own (libverify/src/report/html_parts.cpp): told apart by
// shape as well as by colour.
import { h, svg } from "./dom.js";
import { outcomeLabel, verdictLabel, verdictMeaning, VERDICTS } from "./words.js";

const path = (d, kind) => ["path", { d, class: kind }];
const SHAPES = {
  met: [["circle", { cx: 12, cy: 12, r: 11 }], path("M6.5 12.5l3.7 3.7 7.3-7.9", "sign")],
  not_met: [path("M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z"), path("M8 8l8 8M16 8l-8 8", "sign")],
  needs_review: [
    path("M12 .8L23.2 12 12 23.2.8 12z"),
    path("M9.3 9.7c0-3.6 5.6-3.6 5.6-.2 0 2.2-2.8 2.2-2.8 4.4M12.1 17v.4", "sign"),
  ],
  blocked: [["rect", { x: 1.5, y: 1.5, width: 21, height: 21, rx: 4 }], path("M6.5 12h11", "sign")],
  attested: [
    path("M12 1l9.5 3.2v7.3c0 5.6-4 9.6-9.5 11.5-5.5-1.9-9.5-5.9-9.5-11.5V4.2z"),
    path("M7.5 12l3.2 3.2 5.8-6.3", "sign"),
  ],
  missing: [["circle", { cx: 12, cy: 12, r: 9.8, class: "hollow" }], path("M12 6.5v7M12 17.2v.3", "ink")],
  waived: [path("M2 5h11V1l10 11-10 11v-4H2z")],
  not_applicable: [["circle", { cx: 12, cy: 12, r: 10, class: "hollow thin" }], path("M7.5 12h9", "ink")],
  none: [["circle", { cx: 12, cy: 12, r: 10, class: "hollow thin" }]],
};
const OF_OUTCOME = { ready: "met", not_ready: "not_met", needs_review: "needs_review" };

const shapeOf = (verdict) => (Object.hasOwn(SHAPES, verdict ?? "") ? verdict : "none");

/// The class that sets the colour.
export const toneOf = (verdict) => `v-${shapeOf(verdict).replaceAll("_", "-")}`;
export const toneOfOutcome = (outcome) => toneOf(OF_OUTCOME[outcome]);

export function icon(verdict) {
  const shape = shapeOf(verdict);
  return svg(
    "svg",
    { class: `icon ${toneOf(shape)}`, viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    SHAPES[shape].map(([tag, attributes]) => svg(tag, attributes)),
  );
}
export const iconOfOutcome = (outcome) => icon(OF_OUTCOME[outcome] ?? "none");

/// The sign of an outcome without a word, where the word stands beside it.
export const outcomeMark = (outcome) => h("span", { class: toneOfOutcome(outcome), "aria-hidden": "true" }, iconOfOutcome(outcome));

export function badge(verdict) {
  return h("span", { class: `badge ${toneOf(verdict)}`, title: verdictMeaning(verdict) }, icon(verdict), verdictLabel(verdict));
}
export function badgeOfOutcome(outcome) {
  return h("span", { class: `badge ${toneOfOutcome(outcome)}` }, iconOfOutcome(outcome), outcomeLabel(outcome));
}

/// Shares of a whole as one bar. parts: [[class, number], …]
export function shares(parts, label) {
  const total = parts.reduce((sum, [, number]) => sum + number, 0);
  if (total === 0) return null;
  let x = 0;
  return svg(
    "svg",
    { class: "shares", viewBox: `0 0 ${total} 1`, preserveAspectRatio: "none", role: "img", "aria-label": label },
    parts
      .filter(([, number]) => number > 0)
      .map(([tone, number]) => {
        x += number;
        return svg("rect", { class: tone, x: x - number, y: 0, width: number, height: 1 });
      }),
  );
}

const known = (summary) => Object.keys(VERDICTS).filter((verdict) => (summary?.[verdict] ?? 0) > 0);

/// "5 met, 1 blocked"
export const summaryText = (summary) =>
  known(summary).map((verdict) => `${summary[verdict]} ${verdictLabel(verdict).toLowerCase()}`).join(", ") || "nothing yet";

export function summaryBar(summary) {
  return shares(known(summary).map((verdict) => [toneOf(verdict), summary[verdict]]), summaryText(summary));
}

/// The counts as a list, each with its sign.
export function summaryList(summary) {
  return h(
    "ul",
    { class: "counts" },
    known(summary).map((verdict) =>
      h("li", { title: verdictMeaning(verdict) }, icon(verdict), h("b", null, String(summary[verdict])), ` ${verdictLabel(verdict)}`),
    ),
  );
}
