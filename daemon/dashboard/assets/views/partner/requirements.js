// The requirements by section: what stands, what was seen last, and what it rests on.
import { at, getIfThere } from "../../api.js";
import { field, h, said, select } from "../../dom.js";
import { summaryBar, summaryList } from "../../icons.js";
import { changed, tally } from "../../partner_model.js";
import { nothing } from "../../parts.js";
import { replaceRoute } from "../../route.js";
import { isOpen, VERDICTS } from "../../words.js";
import { requirementCard } from "./requirement.js";

const SHOWN = {
  "": ["All", () => true],
  open: ["Open ones", (item) => isOpen(item.verdict)],
  differs: ["Last seen otherwise", (item) => item.differs],
  changed: ["Changed lately", (item) => changed(item.trail)],
  overridden: ["With a person's word", (item) => item.overrides.length > 0],
};
const chosenFilter = (only) => {
  if (Object.hasOwn(SHOWN, only)) return SHOWN[only][1];
  return Object.hasOwn(VERDICTS, only) ? (item) => item.verdict === only : SHOWN[""][1];
};

function filterOf(partner, only) {
  const options = [...Object.entries(SHOWN), ...Object.entries(VERDICTS)].map(([word, [label]]) => [word, label]);
  const control = select({ name: "only", "data-key": "only" }, options, only);
  control.addEventListener("change", () => replaceRoute(["partners", partner.id], { only: control.value }));
  return h("form", { class: "filters", "aria-label": "Filter the requirements" }, field("Show", control));
}

// The evidence of older runs is fetched when it is asked for, once a run.
function reportsOf(context) {
  const known = new Map([[context.last, Promise.resolve(context.report)]]);
  return (run) => {
    if (!known.has(run)) known.set(run, getIfThere(at`runs/${run}/report`, { format: "json" }, context.signal));
    return known.get(run);
  };
}

export async function requirements(context) {
  const { partner, report, model, route } = context;
  if (model.items.length === 0) return [nothing("No run has finished yet.")];
  const only = route.query.only ?? "";
  const keep = chosenFilter(only);
  const reportOf = reportsOf(context);
  const sections = model.sections
    .map((section) => ({ ...section, shown: section.items.filter(keep) }))
    .filter((section) => section.shown.length > 0)
    .map((section) =>
      h(
        "section",
        { "aria-label": section.title },
        h("h2", null, said(section.title, 200)),
        h("div", { class: "section-counts" }, summaryList(tally(section.items))),
        section.shown.map((item) => requirementCard(item, { ...context, reportOf })),
      ),
    );
  return [
    h("section", { class: "panel", "aria-label": "Summary" }, summaryBar(model.counts), summaryList(model.counts)),
    report === null ? h("p", { class: "notice" }, "The report of the last run is no longer kept: what stands is shown without its evidence.") : null,
    ...(report?.notices ?? []).map((each) => h("p", { class: "notice" }, said(each))),
    filterOf(partner, only),
    ...(sections.length > 0 ? sections : [nothing("No requirement is like that.")]),
  ];
}
