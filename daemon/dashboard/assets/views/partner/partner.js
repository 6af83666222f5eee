// One partner: what surrounds its tabs, and the run that may be under way.
import { at, get, getIfThere, listen, may, send } from "../../api.js";
import { announce, h, said } from "../../dom.js";
import { badgeOfOutcome } from "../../icons.js";
import { modelOf } from "../../partner_model.js";
import { action, facts, feedback } from "../../parts.js";
import { progressOf, progressText } from "../../progress.js";
import { linkTo } from "../../route.js";
import { today, when } from "../../time.js";
import { changesOf } from "../changes.js";
import { history } from "./history.js";
import { overrides } from "./overrides.js";
import { reportDownload } from "./report_download.js";
import { requirements } from "./requirements.js";
import { runs } from "./runs.js";

// A tab is [label, async (context) => nodes].
const changes = ({ partner, model, signal }) =>
  changesOf(at`partners/${partner.id}/transitions`, { showPartner: false, titleOf: (id) => model.byId.get(id)?.title ?? "" }, signal);
const TABS = {
  "": ["Requirements", requirements],
  history: ["History", history],
  changes: ["Changes", changes],
  overrides: ["Overrides", overrides],
  runs: ["Runs", runs],
};
const RUNS = 50;

async function load(id, signal) {
  const [partner, past] = await Promise.all([
    get(at`partners/${id}`, {}, signal),
    get(at`partners/${id}/history`, { runs: RUNS }, signal),
  ]);
  const last = Math.max(0, ...(past.runs ?? []).map((run) => run.id));
  const report = last > 0 ? await getIfThere(at`runs/${last}/report`, { format: "json" }, signal) : null;
  const checklist = report === null && partner.checklist ? await getIfThere(at`checklists/${partner.checklist}`, {}, signal) : null;
  return { partner, report, last, model: modelOf({ partner, report, history: past, checklist, day: today() }) };
}

function headOf({ partner, report, last }, told, runNow) {
  const site = report?.home_page;
  return h(
    "header",
    { class: "partner-head" },
    h("nav", { class: "crumbs", "aria-label": "Where this is" }, h("a", { href: linkTo(["portfolio"]) }, "Portfolio"), " / ", said(partner.id)),
    h("div", { class: "title" }, h("h1", null, said(partner.name || partner.id, 200)), badgeOfOutcome(partner.outcome)),
    facts([
      ["Site", site ? said(site, 200) : null],
      ["Checked", when(partner.checked_at, "never")],
      ["Next", partner.paused ? "paused" : when(partner.next_due)],
      ["Cadence", partner.cadence ? said(partner.cadence) : "as the group or the default"],
      ["Group", partner.group ? said(partner.group) : null],
      ["Checklist", partner.checklist ? said(partner.checklist) : null],
      ["Application", partner.application_version ? `version ${partner.application_version}` : "none yet"],
    ]),
    h("div", { class: "actions" }, runNow, last > 0 ? reportDownload(last, partner.id, told) : null),
  );
}

function tabsOf(id, current) {
  return h(
    "nav",
    { class: "tabs", "aria-label": "About this partner" },
    h(
      "ul",
      null,
      Object.entries(TABS).map(([name, [label]]) =>
        h("li", null, h("a", { href: linkTo(["partners", id, ...(name ? [name] : [])]), "data-key": `tab-${name}`, "aria-current": name === current ? "page" : null }, label)),
      ),
    ),
  );
}

// Draws anew without taking away what the reader has open or holds.
function keeping(root, draw) {
  const open = [...root.querySelectorAll("details[open][id]")].map((each) => each.id);
  const key = document.activeElement?.dataset?.key;
  draw();
  // On a phone the tabs are wider than the screen.
  const tab = root.querySelector(".tabs [aria-current]");
  if (tab) tab.closest(".tabs").scrollLeft = tab.offsetLeft - root.offsetLeft - 40;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (key) root.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

/// The line that follows a run: what waits, how far it is, how it ended.
function watch({ id, open, signal, redraw }) {
  const bar = progressOf("Progress of the run");
  const line = h("div", { class: "run-line", hidden: !open }, h("span", { class: "strong" }, "A run is under way"), bar.element);
  let spoken = 0;

  const ended = async (state, error) => {
    announce(state === "failed" ? `The run failed. ${error ?? ""}` : "The run has finished. What it found is shown.");
    await redraw();
  };
  const onEvent = (event) => {
    if (!event.type.startsWith("run.") || event.partner !== id) return;
    if (event.type === "run.finished") return ended("finished");
    if (event.type === "run.failed") return ended("failed", event.error);
    line.hidden = false;
    if (event.type === "run.progress") bar.show(event);
    // Who listens hears how it goes now and then, not at every page.
    if (event.type === "run.progress" && Date.now() - spoken < 10_000) return;
    spoken = Date.now();
    announce({ "run.queued": "A run is queued", "run.started": "The run has begun", "run.put_off": "The run could not be stored and waits" }[event.type] ?? progressText(event));
  };
  // Events may be missed; what counts is what the daemon answers.
  const look = async () => {
    if (signal.aborted || line.hidden) return;
    const answer = await get("runs", { partner: id, limit: 1 }, signal).catch(() => null);
    const newest = answer?.runs?.[0];
    if (newest && (newest.state === "finished" || newest.state === "failed")) await ended(newest.state, newest.error);
  };
  const timer = setInterval(look, 15_000);
  signal.addEventListener("abort", () => clearInterval(timer));
  listen({ partner: id, signal, onEvent, onOpen: look });
  return { line, begin: () => (line.hidden = false) };
}

export const partner = {
  title: "Partner",
  async draw(main, { route, signal, setTitle }) {
    const [, id = "", tab = ""] = route.path;
    const [label, draw] = Object.hasOwn(TABS, tab) ? TABS[tab] : TABS[""];
    const told = feedback();
    let watched = null;

    const show = async () => {
      const loaded = await load(id, signal);
      const context = { ...loaded, route, signal, told, redraw: show };
      const nodes = await draw(context);
      if (signal.aborted) return;
      setTitle(`${loaded.partner.name || id}: ${label}`);
      watched ??= watch({ id, open: loaded.partner.run_open, signal, redraw: show });
      watched.line.hidden = !loaded.partner.run_open;
      const runNow = may("operator")
        ? action("Run now", { class: "primary", "data-key": "run-now" }, async () => {
            await send("POST", at`partners/${id}/runs`);
            watched.begin();
            told.say("A run was asked for.");
          }, told)
        : null;
      keeping(main, () =>
        main.replaceChildren(headOf(loaded, told, runNow), watched.line, told.line, tabsOf(id, tab), h("div", { class: "tab" }, ...nodes.flat().filter(Boolean))),
      );
    };
    await show();
  },
};
