// How far a run is. The daemon tells the pages it has read and, where it knows them, how many it may.
import { h, said } from "./dom.js";
import { count } from "./words.js";

export function progressText(event) {
  const parts = [count(event.pages ?? 0, "page")];
  if (event.not_modified > 0) parts.push(`${event.not_modified} unchanged`);
  return parts.join(", ");
}

/// { element, show(event) } : a bar without an end where the end is not known.
export function progressOf(label) {
  const bar = h("progress", { "aria-label": label });
  const text = h("span", { class: "soft" }, "begins…");
  const show = (event) => {
    const most = event.max_pages ?? event.of ?? 0;
    if (most > 0) {
      bar.max = most;
      bar.value = Math.min(event.pages ?? 0, most);
    }
    text.replaceChildren(progressText(event), ...(event.url ? [" · ", said(event.url, 80)] : []));
  };
  return { element: h("span", { class: "progress" }, bar, text), show };
}
