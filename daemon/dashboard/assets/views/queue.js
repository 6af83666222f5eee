// The runs: what is under way, what waits, what failed.
import { get, listen } from "../api.js";
import { announce, h, said, table } from "../dom.js";
import { failure, nothing } from "../parts.js";
import { progressOf } from "../progress.js";
import { linkTo } from "../route.js";
import { duration, exactly, when } from "../time.js";
import { count, triggerLabel } from "../words.js";

const partnerColumn = {
  title: "Partner",
  header: true,
  class: "name",
  cell: (run) => [h("a", { href: linkTo(["partners", run.partner]) }, said(run.partner_name || run.partner)), h("span", { class: "under" }, `run ${run.id}`)],
};
const whyColumn = { title: "Why", cell: (run) => [triggerLabel(run.trigger), run.asked_by ? [" by ", said(run.asked_by)] : null] };

const KINDS = [
  {
    state: "running",
    heading: "Running",
    none: "No run is under way.",
    columns: (bars) => [
      partnerColumn,
      whyColumn,
      { title: "Began", cell: (run) => when(run.started_at) },
      { title: "Try", class: "figure", cell: (run) => String(run.attempts ?? 1) },
      { title: "Progress", class: "wide", cell: (run) => bars(run) },
    ],
  },
  {
    state: "queued",
    heading: "Waiting",
    none: "Nothing waits.",
    columns: () => [partnerColumn, whyColumn, { title: "Since", cell: (run) => when(run.queued_at) }, { title: "Tries", class: "figure", cell: (run) => String(run.attempts ?? 0) }],
  },
  {
    state: "failed",
    heading: "Failed",
    none: "No run has failed.",
    columns: () => [
      partnerColumn,
      whyColumn,
      { title: "Ended", cell: (run) => exactly(run.finished_at) },
      { title: "Took", cell: (run) => (run.started_at ? duration(run.started_at, run.finished_at) : "–") },
      { title: "Error", class: "wide", cell: (run) => said(run.error, 400) },
    ],
  },
];

export const queue = {
  title: "Queue",
  async draw(main, { signal }) {
    const live = new Map(); // run id -> its bar
    const bars = (run) => {
      if (!live.has(run.id)) live.set(run.id, progressOf(`Progress of run ${run.id}`));
      return live.get(run.id).element;
    };
    const parts = KINDS.map((kind) => ({ kind, body: h("div"), heading: h("h2", null, kind.heading) }));

    const load = async () => {
      const answers = await Promise.all(KINDS.map(({ state }) => get("runs", { state, limit: 50 }, signal)));
      if (signal.aborted) return;
      parts.forEach(({ kind, body }, index) => {
        const { runs } = answers[index];
        const focused = body.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
        const more = runs.length === 50 ? " (the newest; there may be more)" : "";
        body.replaceChildren(runs.length === 0 ? nothing(kind.none) : table({ caption: `${kind.heading}: ${count(runs.length, "run")}${more}`, columns: kind.columns(bars), rows: runs }));
        if (focused) body.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
      });
    };
    await load();
    if (signal.aborted) return;
    main.replaceChildren(h("h1", null, "Queue"), ...parts.map(({ heading, body }) => h("section", null, heading, body)));

    let timer = 0;
    const reload = () => {
      timer = 0;
      load().catch((error) => signal.aborted || main.replaceChildren(failure(error, () => location.reload())));
    };
    const onEvent = (event) => {
      if (event.type === "run.progress") return live.get(event.run)?.show(event);
      if (event.partner && (event.type === "run.finished" || event.type === "run.failed")) announce(`Run of ${event.partner} ${event.type === "run.failed" ? "failed" : "finished"}`);
      if (event.type.startsWith("run.") && timer === 0) timer = setTimeout(reload, 400);
    };
    // What happened between the list and the stream is in the next list.
    listen({ signal, onEvent, onOpen: reload });
  },
};
