// What is known of one partner, put together by requirement. Pure.
import { naturally } from "./words.js";

/// Whether a person's word counts on that day (YYYY-MM-DD).
export const isActive = (override, day) => !override.withdrawn_at && (!override.until || override.until >= day);

/// Runs oldest first, each with its verdicts.
const inOrder = (runs) => [...(runs ?? [])].sort((left, right) => left.id - right.id);

function byRequirement(list, key = "requirement") {
  const out = new Map();
  for (const each of list ?? []) out.set(each[key], [...(out.get(each[key]) ?? []), each]);
  return out;
}

// In the order of the report, then of the checklist; what neither names comes last, by its number.
function idsOf(report, checklist, standings) {
  const ids = new Set([...(report?.requirements ?? []), ...(report ? [] : (checklist?.items ?? []))].map((each) => each.id));
  const rest = standings.map((each) => each.requirement).filter((id) => !ids.has(id));
  return [...ids, ...rest.sort(naturally)];
}

/// When the standing verdict was last confirmed: by the run it names, where that is still known.
function confirmedAt(standing, runs) {
  const latest = runs.at(-1);
  if (!standing) return latest?.finished_at ?? null;
  const run = runs.find((each) => each.id === standing.run);
  if (run) return run.finished_at;
  return standing.observed === standing.verdict ? (latest?.finished_at ?? null) : standing.since;
}

/// { items, sections, runs, counts, byId }; `items` are
/// { id, printed, title, section, verdict, standing, result, differs, overrides, trail, confirmedAt, validUntil }.
export function modelOf({ partner, report, history, checklist, day }) {
  const runs = inOrder(history?.runs);
  const standings = new Map((partner.standings ?? []).map((each) => [each.requirement, each]));
  const results = new Map((report?.requirements ?? []).map((each) => [each.id, each]));
  const known = new Map((checklist?.items ?? []).map((each) => [each.id, each]));
  const overrides = byRequirement(partner.overrides);
  const items = idsOf(report, checklist, partner.standings ?? [])
    .filter((id) => standings.has(id) || results.has(id))
    .map((id) => {
      const standing = standings.get(id) ?? null;
      const result = results.get(id) ?? null;
      const named = result ?? known.get(id) ?? {};
      return {
        id,
        printed: named.printed || id,
        title: named.title || standing?.title || "",
        section: named.section ?? "",
        verdict: standing?.verdict ?? result?.verdict,
        standing,
        result,
        differs: standing !== null && standing.observed !== standing.verdict,
        overrides: (overrides.get(id) ?? []).filter((each) => isActive(each, day)),
        trail: runs.map((run) => run.verdicts?.[id] ?? null),
        confirmedAt: confirmedAt(standing, runs),
        validUntil: standing?.valid_until ?? result?.valid_until ?? null,
      };
    });
  return { items, runs, sections: sectionsOf(items, report, checklist), counts: tally(items), byId: new Map(items.map((each) => [each.id, each])) };
}

export function tally(items) {
  const counts = {};
  for (const { verdict } of items) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

/// [{ id, title, items }], without empty ones; what belongs to none comes last.
function sectionsOf(items, report, checklist) {
  const named = report?.sections ?? checklist?.sections ?? [];
  const ids = new Set(named.map((each) => each.id));
  const sections = named.map(({ id, title }) => ({ id, title: title || id, items: items.filter((each) => each.section === id) }));
  const rest = items.filter((each) => !ids.has(each.section));
  const groups = [...byRequirement(rest, "section")].map(([id, list]) => ({ id, title: id || "Requirements", items: list }));
  return [...sections, ...groups].filter((each) => each.items.length > 0);
}

/// Whether a verdict was not the same in all runs that had one.
export const changed = (trail) => new Set(trail.filter(Boolean)).size > 1;
