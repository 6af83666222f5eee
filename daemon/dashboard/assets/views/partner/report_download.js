import { at, download } from "../../api.js";
import { h, select } from "../../dom.js";
import { action } from "../../parts.js";
import { FORMATS } from "../../words.js";

const FORMAT_OPTIONS = Object.entries(FORMATS).map(([word, [label]]) => [word, label]);

export const formatChoice = (attributes) => select(attributes, FORMAT_OPTIONS, "html");

/// A button that saves the report of a finished run in the chosen format.
export function reportButton(label, { run, partner, format, told, ...attributes }) {
  const save = () => download(at`runs/${run}/report`, { format: format.value }, `${partner}-run-${run}.${FORMATS[format.value][1]}`);
  return action(label, attributes, save, told);
}

/// Both, side by side.
export function reportDownload(run, partner, told) {
  const format = formatChoice({ "aria-label": `Format of the report of run ${run}`, "data-key": "format" });
  return h("span", { class: "joined" }, format, reportButton("Download report", { run, partner, format, told, "data-key": "report" }));
}
