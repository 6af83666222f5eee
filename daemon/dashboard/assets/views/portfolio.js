// All partners under watch: how many stand where, and which.
import { get, listen } from "../api.js";
import { announce, field, h, said, select, table, unseen } from "../dom.js";
import { badgeOfOutcome, shares, summaryBar, summaryText, toneOfOutcome } from "../icons.js";
import { nothing } from "../parts.js";
import { linkTo, replaceRoute } from "../route.js";
import { when } from "../time.js";
import { count, isOpen, outcomeLabel, OUTCOMES, VERDICTS } from "../words.js";

const FILTERS = ["search", "outcome", "verdict", "group", "stale"];
const PAGE = 50;

const outcomesOf = (counts) => Object.keys(OUTCOMES).map((outcome) => [outcome, counts.outcomes?.[outcome] ?? 0]);

function tile(label, value, href, extra = "") {
  const number = h("span", { class: "number" }, Number(value ?? 0).toLocaleString("en"));
  const inside = [number, h("span", { class: "what" }, label)];
  return h("li", { class: `tile ${extra}` }, href ? h("a", { href }, inside) : h("div", null, inside));
}

function countsOf(counts) {
  const parts = outcomesOf(counts);
  const words = parts.map(([outcome, number]) => `${number} ${outcomeLabel(outcome).toLowerCase()}`);
  return [
    h(
      "ul",
      { class: "tiles" },
      tile("partners", counts.partners, linkTo(["portfolio"])),
      parts.map(([outcome, number]) => tile(outcomeLabel(outcome).toLowerCase(), number, linkTo(["portfolio"], { outcome }), toneOfOutcome(outcome))),
      tile("never checked", counts.never_checked),
      tile("overdue", counts.overdue, linkTo(["portfolio"], { stale: true }), counts.overdue > 0 ? "warn" : ""),
      tile("in the queue", (counts.queued ?? 0) + (counts.running ?? 0), linkTo(["queue"])),
    ),
    shares([...parts.map(([outcome, number]) => [toneOfOutcome(outcome), number]), ["v-none", counts.never_checked ?? 0]], `${words.join(", ")}, ${counts.never_checked ?? 0} never checked`),
  ];
}

function filterForm(query) {
  let timer = 0;
  const controls = {
    search: h("input", { type: "search", name: "search", value: query.search ?? "", placeholder: "Name or id", spellcheck: "false" }),
    outcome: select({ name: "outcome" }, [["", "Any"], ...Object.entries(OUTCOMES)], query.outcome),
    verdict: select({ name: "verdict" }, [["", "Any"], ...Object.entries(VERDICTS).map(([word, [label]]) => [word, label])], query.verdict),
    group: h("input", { type: "text", name: "group", value: query.group ?? "", spellcheck: "false" }),
    stale: select({ name: "stale" }, [["", "Any"], ["true", "Overdue"], ["false", "On time"]], query.stale),
  };
  const apply = () => {
    clearTimeout(timer);
    replaceRoute(["portfolio"], Object.fromEntries(FILTERS.map((name) => [name, controls[name].value.trim()])));
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 250);
  };
  const form = h(
    "form",
    { class: "filters", role: "search", "aria-label": "Filter the partners", on: { submit: (event) => (event.preventDefault(), apply()), input: later, change: apply } },
    field("Search", controls.search),
    field("Outcome", controls.outcome),
    field("Has a requirement that is", controls.verdict),
    field("Group", controls.group),
    field("Checks", controls.stale),
    h("button", { type: "button", class: "quiet clear", on: { click: () => replaceRoute(["portfolio"], {}) } }, "Clear"),
  );
  const show = (values) => {
    for (const name of FILTERS) if (document.activeElement !== controls[name]) controls[name].value = values[name] ?? "";
    form.querySelector(".clear").hidden = !FILTERS.some((name) => values[name]);
  };
  return { form, show };
}

function stateOf(row) {
  return [
    row.run_open ? h("span", { class: "chip busy" }, "in the queue") : null,
    row.paused ? h("span", { class: "chip" }, "paused") : null,
    row.overdue && !row.run_open ? h("span", { class: "chip warn" }, "overdue") : null,
  ];
}

// What asks for something; the bar tells the rest.
function openText(summary) {
  const open = Object.entries(summary ?? {}).filter(([verdict, number]) => isOpen(verdict) && number > 0);
  if (open.length > 0) return summaryText(Object.fromEntries(open));
  return Object.keys(summary ?? {}).length > 0 ? "nothing open" : "not judged yet";
}

const COLUMNS = [
  {
    title: "Partner",
    header: true,
    class: "name",
    cell: (row) => [
      h("a", { href: linkTo(["partners", row.id]) }, said(row.name || row.id, 120)),
      h("span", { class: "under" }, said(row.id), row.group ? [" · ", said(row.group)] : null),
    ],
  },
  { title: "Outcome", cell: (row) => badgeOfOutcome(row.outcome) },
  { title: "Requirements", class: "wide", cell: (row) => h("span", { class: "bar-cell" }, summaryBar(row.summary), h("span", { class: "under" }, openText(row.summary))) },
  { title: "Checked", cell: (row) => when(row.checked_at, "never") },
  { title: "Next", cell: (row) => (row.paused ? "–" : when(row.next_due)) },
  { title: "State", cell: stateOf },
];

// Up and down from partner to partner; Tab does the same with everything between.
function arrows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...event.currentTarget.querySelectorAll("tbody th a")];
  const next = links[links.indexOf(document.activeElement) + step];
  if (!step || !links.includes(document.activeElement) || !next) return;
  event.preventDefault();
  next.focus();
}

function pages(query, next) {
  const filters = { ...query, after: "" };
  return h(
    "nav",
    { class: "pages", "aria-label": "Pages of the list" },
    query.after ? h("a", { class: "button", href: linkTo(["portfolio"], filters) }, "First page") : null,
    next ? h("a", { class: "button", href: linkTo(["portfolio"], { ...filters, after: next }) }, "Next page") : null,
  );
}

function resultOf(query, { partners, next }) {
  const filtered = FILTERS.some((name) => query[name]);
  if (partners.length === 0)
    return [nothing(filtered ? "No partner matches these filters." : "No partner is under watch yet. An operator adds them with “verify submit” or “verifyd import”."), pages(query, null)];
  const list = table({ caption: `${count(partners.length, "partner")} on this page${next ? ", there are more" : ""}`, columns: COLUMNS, rows: partners, className: "portfolio" });
  list.addEventListener("keydown", arrows);
  return [list, pages(query, next)];
}

// What happens meanwhile shows in the counts; the rows stay put under the reader's hand.
function follow(strip, signal) {
  let timer = 0;
  const refresh = async () => {
    timer = 0;
    const counts = await get("portfolio", {}, signal).catch(() => null);
    if (counts === null || signal.aborted || strip.contains(document.activeElement)) return;
    strip.replaceChildren(...countsOf(counts).filter(Boolean));
  };
  const onEvent = ({ type }) => {
    if (type !== "run.progress" && timer === 0) timer = setTimeout(refresh, 2000);
  };
  listen({ signal, onEvent });
}

function slashSearches(form, signal) {
  const onKey = (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, dialog")) return;
    event.preventDefault();
    form.querySelector("[name=search]").focus();
  };
  addEventListener("keydown", onKey, { signal });
}

// The form outlives a change of its filters: who types keeps typing.
let kept = null;

export const portfolio = {
  title: "Portfolio",
  async draw(main, { route, signal }) {
    const { query } = route;
    const [counts, list] = await Promise.all([get("portfolio", {}, signal), get("partners", { ...query, limit: PAGE }, signal)]);
    if (signal.aborted) return;
    if (kept === null || !main.contains(kept.root)) {
      const { form, show } = filterForm(query);
      const strip = h("div", { class: "strip" });
      const result = h("div", { class: "result" });
      const root = h("div", null, h("h1", null, "Portfolio"), strip, form, unseen("The slash key leads to the search; up and down go from partner to partner."), result);
      kept = { root, form, show, strip, result };
      main.replaceChildren(root);
    } else {
      announce(`${count(list.partners.length, "partner")}${list.next ? " and more" : ""}`);
    }
    kept.show(query);
    kept.strip.replaceChildren(...countsOf(counts).filter(Boolean));
    kept.result.replaceChildren(...resultOf(query, list));
    follow(kept.strip, signal);
    slashSearches(kept.form, signal);
  },
};
