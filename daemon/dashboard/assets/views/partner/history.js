// Verdicts over the runs, and how old is what they rest on.
import { verdictChart } from "../../charts.js";
import { h, said, table, unseen } from "../../dom.js";
import { icon, outcomeMark, toneOf } from "../../icons.js";
import { laneHead, laneOf, scaleOf } from "../../lanes.js";
import { changed } from "../../partner_model.js";
import { nothing } from "../../parts.js";
import { linkTo } from "../../route.js";
import { dayOf, dayText, fullTime, monthText, when } from "../../time.js";
import { count, naturally, outcomeLabel, verdictLabel } from "../../words.js";

async function chart({ model, signal }) {
  if (model.runs.length < 2) return null;
  const place = h("div", { class: "chart", role: "img", "aria-label": `Number of requirements by verdict over ${model.runs.length} runs; the table below tells the same one by one` });
  const figure = h("figure", { class: "panel" }, place, h("figcaption", { class: "soft small" }, "How many requirements had which verdict after each run."));
  return (await verdictChart(place, model.runs, signal)) ? figure : null;
}

function runHead(run, before) {
  const begins = run.finished_at?.slice(0, 7) !== before?.finished_at?.slice(0, 7);
  const label = begins ? monthText(run.finished_at) : "";
  return h(
    "th",
    { scope: "col", title: `Run ${run.id}, ${fullTime(run.finished_at)}` },
    unseen(`Run ${run.id}, ${fullTime(run.finished_at)}, ${outcomeLabel(run.outcome)}`),
    h("span", { class: "month", "aria-hidden": "true" }, label),
    outcomeMark(run.outcome),
  );
}

// A stretch of equal verdicts is one bar; a sign stands where it begins.
function cell(verdict, before, run) {
  if (verdict === null) return h("td", null, unseen("not judged"));
  const begins = verdict !== before;
  return h(
    "td",
    { class: `${toneOf(verdict)} ${begins ? "begins" : ""}`, title: `${verdictLabel(verdict)} – run ${run.id}, ${fullTime(run.finished_at)}` },
    begins ? icon(verdict) : null,
    unseen(verdictLabel(verdict)),
  );
}

function matrix(model, items) {
  const rows = items.map((item) =>
    h(
      "tr",
      null,
      h("th", { scope: "row" }, h("span", { class: "number" }, said(item.printed, 20)), " ", said(item.title || item.id, 80)),
      model.runs.map((run, index) => cell(item.trail[index], item.trail[index - 1], run)),
    ),
  );
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "Verdicts by requirement and run" },
    h(
      "table",
      { class: "matrix" },
      h("caption", null, `${count(items.length, "requirement")} over ${count(model.runs.length, "run")}, from ${dayText(model.runs[0].finished_at)} to ${dayText(model.runs.at(-1).finished_at)}`),
      h("thead", null, h("tr", null, h("th", { scope: "col" }, "Requirement"), model.runs.map((run, index) => runHead(run, model.runs[index - 1])))),
      h("tbody", null, rows),
    ),
  );
}

function timeline({ partner, model, route }) {
  const all = route.query.all === "true";
  const moved = model.items.filter((item) => changed(item.trail));
  const items = all || moved.length === 0 ? model.items : moved;
  const other = all ? ["Only those that changed", {}] : ["All requirements", { all: true }];
  return h(
    "section",
    { "aria-label": "Requirement by requirement" },
    h("h2", null, "Requirement by requirement"),
    moved.length === 0 ? h("p", { class: "lead" }, "No verdict has changed over these runs.") : null,
    moved.length > 0 && moved.length < model.items.length ? h("p", null, h("a", { href: linkTo(["partners", partner.id, "history"], other[1]), "data-key": "all" }, other[0])) : null,
    matrix(model, items),
  );
}

// The oldest first, then what lapses first.
const byAge = (left, right) =>
  Date.parse(left.confirmedAt) - Date.parse(right.confirmedAt) || (left.validUntil ?? "9").localeCompare(right.validUntil ?? "9") || naturally(left.id, right.id);

// What the last run confirmed and no date ends is all alike: one sentence for it.
function ages({ model }) {
  const all = model.items.filter((item) => item.confirmedAt);
  const latest = model.runs.at(-1).finished_at;
  const items = all.filter((item) => item.confirmedAt !== latest || item.validUntil).sort(byAge);
  const rest = all.length - items.length;
  const scale = scaleOf(items, Date.now());
  const columns = [
    { title: "Requirement", header: true, class: "name", cell: (item) => [h("span", { class: "number" }, said(item.printed, 20)), " ", said(item.title || item.id, 80)] },
    { title: "Confirmed", cell: (item) => when(item.confirmedAt) },
    { title: laneHead(scale), class: "lane", cell: (item) => laneOf(item, scale) },
    { title: "Good until", cell: (item) => dayOf(item.validUntil, "no date") },
  ];
  return h(
    "section",
    { "aria-label": "Age of the evidence" },
    h("h2", null, "Age of the evidence"),
    h("p", { class: "lead" }, "From when a verdict was last confirmed until today, and on to the day it lapses by itself."),
    items.length > 0 ? table({ caption: `${count(items.length, "requirement")}, the oldest evidence first`, columns, rows: items, className: "ages" }) : null,
    rest > 0 ? h("p", { class: "panel after" }, `${count(rest, items.length > 0 ? "other requirement" : "requirement")}: confirmed by the last run, `, when(latest), "; no day on which time alone ends them.") : null,
  );
}

export async function history(context) {
  if (context.model.runs.length === 0) return [nothing("No run has finished yet.")];
  const nodes = [await chart(context), timeline(context), ages(context)];
  // The newest runs are what a reader looks for.
  const strip = nodes[1].querySelector(".scroll");
  requestAnimationFrame(() => (strip.scrollLeft = strip.scrollWidth));
  return nodes;
}
