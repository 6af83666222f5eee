// What people say, beside what the machine says: listed, added, withdrawn; never instead of it.
import { at, get, may, send } from "../../api.js";
import { announce, confirmed, field, h, said, select, table } from "../../dom.js";
import { badge } from "../../icons.js";
import { isActive } from "../../partner_model.js";
import { action, feedback, nothing } from "../../parts.js";
import { dayOf, exactly, today } from "../../time.js";
import { count, VERDICTS } from "../../words.js";

function stateOf(each) {
  if (each.withdrawn_at) return h("span", { class: "chip" }, "withdrawn", each.withdrawn_by ? [" by ", said(each.withdrawn_by, 60)] : null);
  return h("span", { class: `chip ${isActive(each, today()) ? "good" : ""}` }, isActive(each, today()) ? "holds" : "ended");
}

function withdrawal(each, { told, redraw }) {
  if (!may("operator") || !isActive(each, today())) return null;
  return action(`Withdraw`, { "aria-label": `Withdraw the override of ${each.requirement} by ${each.who}` }, async () => {
    if (!(await confirmed(`Withdraw the word of ${each.who} on ${each.requirement}? It stays on record.`, "Withdraw"))) return;
    await send("DELETE", at`overrides/${each.id}`);
    announce("Withdrawn");
    told.say("The override was withdrawn.");
    await redraw();
  }, told);
}

const columns = (context) => [
  { title: "Requirement", header: true, cell: (each) => [said(each.requirement), h("span", { class: "under" }, said(context.model.byId.get(each.requirement)?.title ?? "", 100))] },
  { title: "The machine says", cell: (each) => (context.model.byId.has(each.requirement) ? badge(context.model.byId.get(each.requirement).verdict) : "–") },
  { title: "The person says", cell: (each) => badge(each.verdict) },
  { title: "Why", class: "wide", cell: (each) => [said(each.why), h("span", { class: "under" }, said(each.who), " · ", exactly(each.at))] },
  { title: "Until", cell: (each) => dayOf(each.until, "no end") },
  { title: "State", cell: stateOf },
  { title: "Action", cell: (each) => withdrawal(each, context) },
];

function form({ partner, model, route, redraw }) {
  const told = feedback();
  const chosen = model.byId.has(route.query.requirement) ? route.query.requirement : model.items[0].id;
  const requirement = select({ name: "requirement", required: true }, model.items.map((item) => [item.id, `${item.printed} ${item.title}`]), chosen);
  const verdict = select({ name: "verdict", required: true }, Object.entries(VERDICTS).map(([word, [label]]) => [word, label]), "met");
  const why = h("textarea", { name: "why", required: true, rows: 3, maxlength: 2000 });
  const until = h("input", { type: "date", name: "until", min: today() });
  const submit = async (event) => {
    event.preventDefault();
    const button = event.submitter ?? event.target.querySelector("[type=submit]");
    button.disabled = true;
    told.clear();
    try {
      await send("POST", at`partners/${partner.id}/overrides`, { requirement: requirement.value, verdict: verdict.value, why: why.value.trim(), ...(until.value ? { until: until.value } : {}) });
      announce("The override was added");
      await redraw();
    } catch (error) {
      told.fail(error);
    } finally {
      button.disabled = false;
    }
  };
  return h(
    "form",
    { class: "panel stack", "aria-label": "Add an override", on: { submit } },
    h("h2", null, "Add an override"),
    h("div", { class: "side-by-side" }, field("Requirement", requirement), field("Verdict", verdict), field("Last day", until, "Empty: no end")),
    field("Why", why),
    h("p", null, h("button", { type: "submit", class: "primary", "data-key": "add-override" }, "Add")),
    told.line,
  );
}

export async function overrides(context) {
  const { partner, model, signal } = context;
  const { overrides: all } = await get(at`partners/${partner.id}/overrides`, {}, signal);
  const rows = [...all].sort((left, right) => isActive(right, today()) - isActive(left, today()) || right.id - left.id);
  return [
    h("p", { class: "lead" }, "A person's word stands beside the machine's verdict and never replaces it."),
    rows.length === 0 ? nothing("Nobody has said otherwise so far.") : table({ caption: count(rows.length, "override"), columns: columns(context), rows }),
    may("operator") && model.items.length > 0 ? form(context) : null,
  ];
}
