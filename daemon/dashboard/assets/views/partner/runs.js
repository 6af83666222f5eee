// The runs of one partner, with what each left behind.
import { at, download, get } from "../../api.js";
import { field, h, said, table } from "../../dom.js";
import { badgeOfOutcome } from "../../icons.js";
import { action, nothing } from "../../parts.js";
import { duration, exactly, when } from "../../time.js";
import { count, stateLabel, triggerLabel } from "../../words.js";
import { formatChoice, reportButton } from "./report_download.js";

function left(run, { partner, told }, format) {
  if (run.state !== "finished") return run.error ? said(run.error, 300) : null;
  return h(
    "span",
    { class: "actions" },
    reportButton("Report", { run: run.id, partner: partner.id, format, told, "aria-label": `Download the report of run ${run.id}` }),
    action("Evidence", { "aria-label": `Download the evidence of run ${run.id}` }, () => download(at`runs/${run.id}/evidence`, {}, `${partner.id}-run-${run.id}.warc.gz`), told),
  );
}

function pagesOf(run) {
  if (run.state !== "finished") return "–";
  if (run.confirms) return [String(run.pages ?? 0), h("span", { class: "under" }, `all as in run ${run.confirms}`)];
  return [String(run.pages ?? 0), run.not_modified > 0 ? h("span", { class: "under" }, `${run.not_modified} unchanged`) : null];
}

const columns = (context, format) => [
  { title: "Run", header: true, cell: (run) => [String(run.id), h("span", { class: "under" }, triggerLabel(run.trigger), run.asked_by ? [" by ", said(run.asked_by, 60)] : null)] },
  { title: "State", cell: (run) => (run.state === "finished" ? badgeOfOutcome(run.outcome) : h("span", { class: `chip ${run.state === "failed" ? "warn" : "busy"}` }, stateLabel(run.state))) },
  { title: "Ended", cell: (run) => (run.finished_at ? exactly(run.finished_at) : when(run.started_at ?? run.queued_at)) },
  { title: "Took", cell: (run) => (run.finished_at && run.started_at ? duration(run.started_at, run.finished_at) : "–") },
  { title: "Pages", class: "figure", cell: pagesOf },
  { title: "Left behind", class: "wide", cell: (run) => left(run, context, format) },
];

export async function runs(context) {
  const { runs: rows } = await get("runs", { partner: context.partner.id, limit: 50 }, context.signal);
  if (rows.length === 0) return [nothing("No run yet.")];
  const format = formatChoice({ "data-key": "formats" });
  return [h("form", { class: "filters", "aria-label": "Reports" }, field("Reports as", format)), table({ caption: `${count(rows.length, "run")}, newest first`, columns: columns(context, format), rows })];
}
