// Times as a person reads them: in the browser's time zone, with the exact instant on hover.
import { h } from "./dom.js";

const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
const month = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

const UNITS = [
  ["year", 365 * 86400],
  ["month", 30 * 86400],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

/// "3 days ago", "in 2 hours", "now"
export function distance(instant, now = Date.now()) {
  const seconds = Math.round((instant - now) / 1000);
  for (const [unit, length] of UNITS)
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  return Math.abs(seconds) < 10 ? "now" : relative.format(seconds, "second");
}

export const fullTime = (text) => (Number.isNaN(Date.parse(text)) ? String(text) : full.format(new Date(text)));

/// An instant (RFC 3339), or what stands for none.
export function when(text, none = "–") {
  if (!text || Number.isNaN(Date.parse(text))) return none;
  return h("time", { datetime: text, title: `${full.format(new Date(text))} (${text})` }, distance(Date.parse(text)));
}

export function exactly(text, none = "–") {
  if (!text || Number.isNaN(Date.parse(text))) return none;
  return h("time", { datetime: text, title: text }, full.format(new Date(text)));
}

/// A day (YYYY-MM-DD).
export function dayOf(text, none = "–") {
  if (!text || Number.isNaN(Date.parse(text))) return none;
  return h("time", { datetime: text }, day.format(new Date(text)));
}
export const dayText = (instant) => day.format(new Date(instant));

export const monthText = (instant) => month.format(new Date(instant));

export const today = () => new Date().toISOString().slice(0, 10);

/// "4 s", "2 min 10 s"
export function duration(from, to) {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  if (Number.isNaN(seconds)) return "–";
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
