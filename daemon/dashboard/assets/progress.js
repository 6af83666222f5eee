// How far a run is. The daemon tells the pages it has read and how many it knows of and has not: a
// crawl has no end that is known before, so the bar does not pretend one.
import { h, said } from "./dom.js";
import { count } from "./words.js";

export function progressText(event) {
  const pages = `${count(event.pages ?? 0, "page")} read`;
  return event.waiting > 0 ? `${pages}, ${event.waiting} waiting` : pages;
}

/// { element, show(event) }
export function progressOf(label) {
  const text = h("span", { class: "soft" }, "begins…");
  const show = (event) => text.replaceChildren(progressText(event), ...(event.url ? [" · ", said(event.url, 80)] : []));
  return { element: h("span", { class: "progress" }, h("progress", { "aria-label": label }), text), show };
}
