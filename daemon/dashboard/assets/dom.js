// Elements out of plain values. Text goes in as text nodes only, so nothing that comes from the API
// can become markup; there is no other way to make an element in this dashboard.
import { safeAddress, safeText } from "./safe_text.js";

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((each) => each !== null && each !== undefined && each !== false));
  return element;
}

/// h("p", { class: "soft", on: { click } }, "text", element, [more], null)
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/// Text that others wrote: isolated, so that its direction ends where it ends.
export function said(value, most) {
  return h("bdi", null, safeText(value, most));
}

/// A link to somebody's page, or its text where it leads nowhere safe.
export function outward(address, text) {
  const target = safeAddress(address);
  const shown = said(text ?? address, 300);
  if (target === "") return h("span", { class: "url" }, shown);
  return h("a", { class: "url", href: target, target: "_blank", rel: "noopener noreferrer" }, shown);
}

export function unseen(...children) {
  return h("span", { class: "unseen" }, ...children);
}

/// A table that stays one for who cannot see it, also where a phone shows its rows as cards.
/// columns: [{ title, class?, cell: (row) => node(s), header?: true }]
export function table({ caption, columns, rows, className = "", rowAttributes = () => ({}) }) {
  const head = columns.map((each) => h("th", { scope: "col", role: "columnheader", class: each.class }, each.title));
  const body = rows.map((row) =>
    h(
      "tr",
      { role: "row", ...rowAttributes(row) },
      columns.map((each) =>
        h(
          each.header ? "th" : "td",
          {
            scope: each.header ? "row" : null,
            role: each.header ? "rowheader" : "cell",
            class: each.class,
            "data-title": typeof each.title === "string" ? each.title : null,
          },
          each.cell(row),
        ),
      ),
    ),
  );
  return h(
    "table",
    { role: "table", class: `rows ${className}` },
    h("caption", null, caption),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, head)),
    h("tbody", { role: "rowgroup" }, body),
  );
}

/// A labelled control.
export function field(label, control, hint) {
  return h("label", { class: "field" }, h("span", { class: "label" }, label), control, hint ? h("span", { class: "hint" }, hint) : null);
}

/// options: [[value, label], …]
export function select(attributes, options, chosen = "") {
  const control = h("select", attributes, options.map(([value, label]) => h("option", { value }, label)));
  control.value = chosen;
  return control;
}

/// Said to who listens instead of looks.
export function announce(text) {
  document.getElementById("announcer").textContent = text;
}

/// Asks before something that cannot be taken back. True: go on.
export function confirmed(question, action) {
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      { class: "dialog", "aria-label": question, on: { close: () => (dialog.remove(), resolve(dialog.returnValue === "yes")) } },
      h("p", null, safeText(question)),
      h(
        "div",
        { class: "actions" },
        h("button", { type: "button", on: { click: () => dialog.close("") } }, "Keep"),
        h("button", { type: "button", class: "primary", on: { click: () => dialog.close("yes") } }, action),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
