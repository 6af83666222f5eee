// Pieces that several views are made of.
import { h, said } from "./dom.js";
import { badge } from "./icons.js";
import { safeLine } from "./safe_text.js";
import { linkTo } from "./route.js";
import { exactly } from "./time.js";
import { causeLabel } from "./words.js";

export const loading = () => h("p", { class: "loading" }, "Loading…");

export function nothing(...text) {
  return h("p", { class: "nothing" }, ...text);
}

/// What went wrong, with a way on.
export function failure(error, again) {
  const unexpected = error.status === undefined;
  if (unexpected) console.error(error);
  return h(
    "div",
    { class: "notice bad", role: "alert" },
    h("h1", { class: "small" }, error.title ? said(error.title) : "This view could not be drawn"),
    h("p", null, unexpected ? "Something in the answer was not as expected." : said(error.message)),
    h("p", null, h("button", { type: "button", on: { click: again } }, "Try again")),
  );
}

/// A line under a form or button that says how it went. say("…"), fail(error), clear().
export function feedback() {
  const line = h("p", { class: "feedback", role: "status" });
  return {
    line,
    say: (text) => (line.replaceChildren(said(text)), line.classList.remove("bad")),
    fail: (error) => (line.replaceChildren(said(error.message)), line.classList.add("bad")),
    clear: () => line.replaceChildren(),
  };
}

/// A button that does one thing at a time and says when it failed.
export function action(label, attributes, run, told) {
  const button = h("button", { type: "button", ...attributes }, label);
  button.addEventListener("click", async () => {
    button.disabled = true;
    told.clear();
    try {
      await run();
    } catch (error) {
      told.fail(error);
    } finally {
      button.disabled = false;
    }
  });
  return button;
}

const KINDS = [
  [/^(\+\+\+|---)/, "file"],
  [/^@@/, "hunk"],
  [/^\+/, "added"],
  [/^-/, "removed"],
];
const SPOKEN = { added: "added: ", removed: "removed: " };

/// A unified diff as text; what was added and removed is told by its sign as well as by colour.
export function diffText(diff) {
  const lines = String(diff ?? "").replace(/\n$/, "").split("\n").slice(0, 2000);
  return h(
    "pre",
    { class: "diff", tabindex: "0", role: "region", "aria-label": "What changed in the text" },
    lines.map((line) => {
      const kind = KINDS.find(([pattern]) => pattern.test(line))?.[1] ?? "same";
      return h("span", { class: `line ${kind}` }, SPOKEN[kind] ? h("span", { class: "unseen" }, SPOKEN[kind]) : null, h("bdi", null, safeLine(line)), "\n");
    }),
  );
}

/// One change of a verdict: from what to what, why, and the text that changed.
export function transition(each, { showPartner, titleOf = () => "" }) {
  const title = titleOf(each.requirement);
  return h(
    "li",
    { class: "transition" },
    h(
      "p",
      { class: "head" },
      showPartner ? h("a", { class: "strong", href: linkTo(["partners", each.partner]) }, said(each.partner)) : null,
      h("span", { class: "strong" }, said(each.requirement), title ? [" ", said(title)] : null),
      h("span", { class: "from-to" }, each.from ? [badge(each.from), h("span", { class: "arrow", "aria-label": "became" }, "→")] : null, badge(each.to)),
    ),
    h("p", null, said(each.explanation)),
    h("p", { class: "soft small" }, causeLabel(each.cause), " · ", exactly(each.at), each.run ? ` · run ${each.run}` : null),
    each.diff ? h("details", null, h("summary", null, "What changed in the text"), diffText(each.diff)) : null,
  );
}

/// Name and value pairs, in one line where there is room.
export function facts(pairs) {
  return h(
    "dl",
    { class: "facts" },
    pairs.filter(([, value]) => value !== null && value !== undefined && value !== "").map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))),
  );
}

/// Rows one after the other: the next ones come on demand.
export function moreButton(load, told) {
  const button = action("Show more", {}, async () => {
    if (!(await load())) button.remove();
  }, told);
  return button;
}
