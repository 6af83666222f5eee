// A stretch of time as a line a row: from when something was confirmed until today, and on to when it
// lapses. Drawn in shares of the width, so that it fits any screen; a chart library would give every
// row an axis of its own.
import { svg } from "./dom.js";
import { toneOf } from "./icons.js";
import { dayText } from "./time.js";

const DAY = 86_400_000;
const MOST = 200 * DAY; // into the past and the future; what lies beyond ends at the edge

/// { from, to, now, at(instant) } : the share of the width where an instant lies, 0…100.
export function scaleOf(items, now) {
  const past = Math.min(now - 7 * DAY, ...items.map((item) => Date.parse(item.confirmedAt)));
  const future = Math.max(now + 7 * DAY, ...items.filter((item) => item.validUntil).map((item) => Date.parse(item.validUntil)));
  const from = Math.max(past, now - MOST);
  const to = Math.min(future, now + MOST);
  const at = (instant) => (100 * (Math.min(Math.max(instant, from), to) - from)) / (to - from);
  return { from, to, now, at };
}

const percent = (number) => `${number.toFixed(2)}%`;
const bar = (kind, start, end) => svg("rect", { class: kind, x: percent(start), width: percent(Math.max(end - start, 0.4)), y: 5, height: 8, rx: 3 });

export function laneOf(item, scale) {
  const confirmed = scale.at(Date.parse(item.confirmedAt));
  const today = scale.at(scale.now);
  const until = item.validUntil ? Date.parse(item.validUntil) : null;
  return svg(
    "svg",
    { class: `lane-bar ${toneOf(item.verdict)}`, width: "100%", height: 18, "aria-hidden": "true" },
    bar("age", confirmed, today),
    until !== null && until > scale.now ? bar("ahead", today, scale.at(until)) : null,
    svg("line", { class: "today", x1: percent(today), x2: percent(today), y1: 0, y2: 18 }),
  );
}

/// The axis, as the heading of the column.
export function laneHead(scale) {
  const label = (x, anchor, text) => svg("text", { x: percent(x), y: 12, "text-anchor": anchor }, text);
  const today = scale.at(scale.now);
  return svg(
    "svg",
    { class: "lane-axis", width: "100%", height: 16, role: "img", "aria-label": `From ${dayText(scale.from)} to ${dayText(scale.to)}` },
    today > 25 ? label(0, "start", dayText(scale.from)) : null,
    label(today, today > 85 ? "end" : today < 15 ? "start" : "middle", "today"),
    today < 75 ? label(100, "end", dayText(scale.to)) : null,
  );
}
