// One requirement: a line that opens to its reasons with evidence.
import { h, outward, said, unseen } from "../../dom.js";
import { badge, icon, toneOf } from "../../icons.js";
import { action, feedback } from "../../parts.js";
import { linkTo } from "../../route.js";
import { dayOf, exactly, today, when } from "../../time.js";
import { count, isOpen, regionLabel, verdictLabel } from "../../words.js";

const TRAIL = 12; // runs in the small trail of signs

function trailOf(item) {
  const seen = item.trail.slice(-TRAIL);
  if (seen.length < 2) return null;
  const words = seen.map((verdict) => (verdict ? verdictLabel(verdict).toLowerCase() : "not judged"));
  return h("p", { class: "trail" }, h("span", { class: "soft" }, `Last ${seen.length} runs: `), h("span", { role: "img", "aria-label": words.join(", ") }, seen.map((verdict) => icon(verdict))));
}

function quoteOf(evidence) {
  const submitted = !/^https?:/i.test(evidence.url ?? "");
  const led = evidence.final_url && evidence.final_url !== evidence.url ? h("span", { class: "soft" }, "led to ", outward(evidence.final_url)) : null;
  const details = [evidence.place ? said(evidence.place, 200) : null, evidence.fetched_at ? exactly(evidence.fetched_at) : null, submitted ? "submitted" : evidence.status !== "ok" ? said(String(evidence.status).replaceAll("_", " "), 60) : null];
  return h(
    "figure",
    null,
    evidence.quote ? h("blockquote", null, said(evidence.quote, 1200)) : null,
    h(
      "figcaption",
      null,
      submitted ? h("span", { class: "url" }, said(evidence.url, 300)) : outward(evidence.url),
      led,
      h("span", { class: "where" }, details.filter(Boolean).map((each) => h("span", null, each))),
    ),
  );
}

function pathOf(clicks) {
  return h(
    "div",
    { class: "way" },
    h("h4", null, `The way by clicks (${clicks.length})`),
    h(
      "ol",
      { class: "path" },
      h("li", null, h("span", { class: "strong" }, "Start"), outward(clicks[0].from)),
      clicks.map((click) => h("li", null, h("span", { class: "strong" }, said(click.text, 200)), h("span", { class: "soft" }, ` in the ${regionLabel(click.region)}`), outward(click.to))),
    ),
  );
}

function reasonOf(reason, evidence) {
  const cited = (reason.citations ?? []).map((id) => evidence.get(id)).filter(Boolean);
  return h(
    "div",
    { class: "reason" },
    h("p", null, said(reason.text), " ", h("code", null, said(reason.code, 100))),
    cited.map(quoteOf),
    reason.path?.length > 0 ? pathOf(reason.path) : null,
  );
}

function reasonsOf(result, report) {
  const evidence = new Map((report.evidence ?? []).map((each) => [each.id, each]));
  return [
    (result.reasons ?? []).map((reason) => reasonOf(reason, evidence)),
    result.advice ? h("div", { class: "advice" }, h("h4", null, "What helps"), h("p", null, said(result.advice))) : null,
  ];
}

// Two columns, so that nobody takes the one for the other.
function standsAndSeen(item) {
  const { standing } = item;
  const runs = standing.observed_runs > 0 ? `${count(standing.observed_runs, "run")} in a row` : "by the last run";
  return h(
    "dl",
    { class: `pair ${item.differs ? "differs" : ""}` },
    h("div", null, h("dt", null, "What stands"), h("dd", null, badge(standing.verdict), h("span", { class: "soft" }, "since ", exactly(standing.since)))),
    h("div", null, h("dt", null, "What was last seen"), h("dd", null, badge(standing.observed), h("span", { class: "soft" }, runs))),
  );
}

function olderEvidence(item, { last, reportOf }) {
  const { standing } = item;
  if (!item.differs) return null;
  const told = feedback();
  const place = h("div");
  const show = async () => {
    const report = await reportOf(standing.run);
    const result = report?.requirements?.find((each) => each.id === item.id);
    place.replaceChildren(...(result ? reasonsOf(result, report).flat().filter(Boolean) : [h("p", null, "That report is no longer kept.")]));
    button.remove();
  };
  const button = action(`Show the evidence of run ${standing.run}`, { class: "quiet" }, show, told);
  return h(
    "div",
    { class: "stands" },
    h("h4", null, "What stands rests on"),
    h("p", null, said(standing.text), " ", h("code", null, said(standing.code, 100))),
    standing.run && standing.run !== last ? [button, told.line] : null,
    place,
  );
}

function wordsOf(item) {
  return item.overrides.map((each) =>
    h(
      "div",
      { class: "word" },
      h("h4", null, "A person's word, beside the machine's"),
      h("p", null, badge(each.verdict), " ", said(each.why)),
      h("p", { class: "soft small" }, said(each.who), " · ", exactly(each.at), each.until ? [" · until ", dayOf(each.until)] : null),
    ),
  );
}

function validity(item) {
  if (!item.validUntil) return null;
  const lapsed = item.validUntil < today();
  return h("p", { class: lapsed ? "valid bad" : "valid" }, lapsed ? "Was good until " : "Good until ", dayOf(item.validUntil), ", if nothing changes before");
}

function bodyOf(item, context) {
  return [
    item.standing ? standsAndSeen(item) : null,
    wordsOf(item),
    olderEvidence(item, context),
    item.differs ? h("h4", null, "What was last seen rests on") : null,
    item.result ? reasonsOf(item.result, context.report) : item.standing && !item.differs ? h("div", { class: "reason" }, h("p", null, said(item.standing.text), " ", h("code", null, said(item.standing.code, 100)))) : null,
    validity(item),
    trailOf(item),
    h("p", null, h("a", { href: linkTo(["partners", context.partner.id, "overrides"], { requirement: item.id }) }, "What people say of this requirement", unseen(` ${item.id}`))),
  ];
}

/// The body is made when it is opened: a checklist has many.
export function requirementCard(item, context) {
  const brief = item.standing?.text ?? item.result?.reasons?.[0]?.text;
  const card = h(
    "details",
    { class: `card ${toneOf(item.verdict)}`, id: `item-${item.id}` },
    h(
      "summary",
      { "data-key": `item-${item.id}` },
      h("h3", null, h("span", { class: "number" }, said(item.printed, 20)), " ", said(item.title || item.id, 200)),
      h(
        "span",
        { class: "marks" },
        item.differs ? h("span", { class: "chip warn" }, `last seen: ${verdictLabel(item.standing.observed).toLowerCase()}`) : null,
        item.overrides.map((each) => h("span", { class: "chip" }, `person: ${verdictLabel(each.verdict).toLowerCase()}`)),
        badge(item.verdict),
      ),
      brief && isOpen(item.verdict) ? h("span", { class: "brief" }, said(brief, 240)) : null,
    ),
  );
  card.addEventListener("toggle", () => {
    if (card.open && card.children.length === 1) card.append(h("div", { class: "card-body" }, ...bodyOf(item, context).flat(3).filter(Boolean)));
  });
  return card;
}
