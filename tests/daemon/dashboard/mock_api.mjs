// The daemon's API for the dashboard's tests: the same routes and headers, with a world of its own in
// memory. `node mock_api.mjs ASSETS [PORT]` serves it to look at.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { worldAt } from "./mock_data.mjs";

export const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml" };
const TOKENS = { "viewer-token": ["viv", "viewer"], "operator-token": ["olga", "operator"], "admin-token": ["ada", "admin"] };
const RANKS = ["viewer", "operator", "admin"];

class Problem extends Error {
  constructor(status, title, detail = "") {
    super(title);
    Object.assign(this, { status, title, detail });
  }
}

const filters = {
  search: (row, value) => `${row.id} ${row.name}`.toLowerCase().includes(value.toLowerCase()),
  group: (row, value) => row.group === value,
  outcome: (row, value) => row.outcome === value,
  verdict: (row, value) => (row.summary[value] ?? 0) > 0,
  stale: (row, value) => Date.parse(row.next_due) < Date.now() === (value === "true"),
  after: (row, value) => row.id > value,
};

class Api {
  constructor() {
    this.world = worldAt(Date.now());
    this.listeners = new Set();
    this.asked = []; // [method, path] of what changes something
    this.paced = false; // runs go on by themselves
  }

  partner(id) {
    const found = this.world.partners.find((each) => each.id === id);
    if (!found) throw new Problem(404, "Not found", `There is no partner “${id}”.`);
    return found;
  }

  publish(type, partner, run, more = {}) {
    const text = `event: ${type}\ndata: ${JSON.stringify({ partner, run, ...more })}\n\n`;
    for (const { response, only } of this.listeners) if (only === "" || only === partner) response.write(text);
  }

  counts() {
    const { partners, runs } = this.world;
    const outcomes = { ready: 0, not_ready: 0, needs_review: 0 };
    for (const each of partners) if (each.outcome) ++outcomes[each.outcome];
    const state = (word) => runs.filter((each) => each.state === word).length;
    return { partners: partners.length, never_checked: partners.filter((each) => !each.outcome).length, outcomes, queued: state("queued"), running: state("running"), overdue: partners.filter((each) => filters.stale(each, "true")).length };
  }

  list(query) {
    const limit = Number(query.limit ?? 50);
    const kept = this.world.partners.filter((row) => Object.entries(filters).every(([name, keep]) => !query[name] || keep(row, query[name])));
    const partners = kept.slice(0, limit);
    return { partners, next: kept.length > limit ? partners.at(-1).id : null };
  }

  details(id) {
    const row = this.partner(id);
    const rich = id === this.world.main;
    return { ...row, standings: rich ? this.world.standings : [], overrides: this.overridesOf(id).overrides, application_version: 2, last_run: this.world.runs.findLast((run) => run.partner === id) ?? null };
  }

  overridesOf(id) {
    return { overrides: this.world.overrides.filter((each) => each.partner === id) };
  }

  runs({ partner = "", state = "", before = Infinity, limit = 50 }) {
    const kept = this.world.runs.filter((run) => (!partner || run.partner === partner) && (!state || run.state === state) && run.id < before);
    return { runs: kept.sort((left, right) => right.id - left.id).slice(0, limit) };
  }

  transitions({ partner = "", before = Infinity, limit = 50 }) {
    const kept = this.world.transitions.filter((each) => (!partner || each.partner === partner) && each.id < before);
    const transitions = kept.slice(0, this.page ?? limit);
    return { transitions, next: kept.length > transitions.length ? transitions.at(-1).id : null };
  }

  report(id, format) {
    const report = this.world.reports.get(Number(id));
    if (!report) throw new Problem(404, "Not found", "That report is no longer kept.");
    return format === "json" ? report : { text: `<!doctype html><title>${report.partner}</title><script>window.hacked=1</script>` };
  }

  // Queued, begun, page by page, finished: each when `next` is called, or by itself where `paced` says so.
  begin(id, who) {
    const row = this.partner(id);
    const open = this.world.runs.find((each) => each.partner === id && ["queued", "running"].includes(each.state));
    if (open) return open;
    const run = { id: Math.max(...this.world.runs.map((each) => each.id)) + 1, partner: id, application_version: 2, trigger: "manual", asked_by: who, state: "queued", attempts: 0, queued_at: new Date().toISOString(), started_at: null, finished_at: null, outcome: null, pages: 0, not_modified: 0, error: "" };
    this.world.runs.push(run);
    row.run_open = true;
    this.publish("run.queued", id, run.id);
    const steps = [
      () => (Object.assign(run, { state: "running", attempts: 1, started_at: new Date().toISOString() }), this.publish("run.started", id, run.id)),
      ...[8, 21, 34, 50].map((pages) => () => this.publish("run.progress", id, run.id, { pages, waiting: 50 - pages, url: `https://www.northwind-ml.example/page-${pages}` })),
      () => this.finish(row, run),
    ];
    this.next = () => {
      steps.shift()?.();
      if (this.paced && steps.length > 0) setTimeout(this.next, 400);
    };
    if (this.paced) setTimeout(this.next, 400);
    return run;
  }

  // The last run's findings again, with one verdict mended.
  finish(row, run) {
    const { history, reports, standings } = this.world;
    const last = reports.get(history.at(-1).id);
    const mended = { code: "case-study-complete", text: "The case study now says how AWS was used.", citations: ["e2"], path: [] };
    const requirements = last.requirements.map((each) => (each.id === "P2.2" ? { ...each, verdict: "met", reasons: [mended], advice: "" } : each));
    Object.assign(run, { state: "finished", finished_at: new Date().toISOString(), outcome: "needs_review", pages: 50, not_modified: 47 });
    Object.assign(row, { run_open: false, outcome: "needs_review", checked_at: run.finished_at });
    reports.set(run.id, { ...last, requirements, outcome: "needs_review" });
    history.push({ id: run.id, finished_at: run.finished_at, outcome: "needs_review", verdicts: Object.fromEntries(requirements.map((each) => [each.id, each.verdict])) });
    Object.assign(standings.find((each) => each.requirement === "P2.2"), { ...mended, citations: undefined, path: undefined, verdict: "met", observed: "met", observed_runs: 1, run: run.id, since: run.finished_at });
    this.publish("run.finished", row.id, run.id, { outcome: run.outcome });
  }

  override(id, body, who) {
    if (!body.why?.trim()) throw new Problem(422, "Unprocessable content", "/why: a reason is asked for");
    const made = { id: this.world.overrides.length + 1, partner: id, at: new Date().toISOString(), withdrawn_at: null, withdrawn_by: "", who, ...body };
    this.world.overrides.push(made);
    return made;
  }

  withdraw(id, who) {
    const found = this.world.overrides.find((each) => each.id === Number(id));
    if (!found) throw new Problem(404, "Not found");
    Object.assign(found, { withdrawn_at: new Date().toISOString(), withdrawn_by: who });
    return null;
  }

  replay(id) {
    const found = this.world.deliveries.find((each) => each.id === id);
    if (!found) throw new Problem(404, "Not found");
    Object.assign(found, { state: "pending", attempts: 0, next_try: new Date().toISOString() });
    return found;
  }
}

// Method and path, the role that is asked for, and what answers.
const ROUTES = [
  ["GET", "me", "viewer", (api, _, { who, role }) => ({ name: who, role, expires_at: "2099-01-01T00:00:00Z" })],
  ["GET", "portfolio", "viewer", (api) => api.counts()],
  ["GET", "partners", "viewer", (api, _, { query }) => api.list(query)],
  ["GET", "partners/*", "viewer", (api, [id]) => api.details(id)],
  ["POST", "partners/*/runs", "operator", (api, [id], { who }) => api.begin(id, who)],
  ["GET", "partners/*/history", "viewer", (api, [id]) => ({ runs: id === api.world.main ? api.world.history : [] })],
  ["GET", "partners/*/transitions", "viewer", (api, [id], { query }) => api.transitions({ ...query, partner: id })],
  ["GET", "transitions", "viewer", (api, _, { query }) => api.transitions(query)],
  ["GET", "partners/*/overrides", "viewer", (api, [id]) => api.overridesOf(id)],
  ["POST", "partners/*/overrides", "operator", (api, [id], { body, who }) => api.override(id, body, who)],
  ["DELETE", "overrides/*", "operator", (api, [id], { who }) => api.withdraw(id, who)],
  ["GET", "runs", "viewer", (api, _, { query }) => api.runs(query)],
  ["GET", "runs/*/report", "viewer", (api, [id], { query }) => api.report(id, query.format)],
  ["GET", "runs/*/evidence", "viewer", () => ({ text: "WARC/1.1" })],
  ["GET", "deliveries", "viewer", (api, _, { query }) => ({ deliveries: api.world.deliveries.filter((each) => !query.state || each.state === query.state) })],
  ["POST", "deliveries/*/replay", "admin", (api, [id]) => api.replay(id)],
  ["GET", "checklists/*", "viewer", (api) => api.world.checklist],
];

function match(method, path) {
  const parts = path.split("/").map(decodeURIComponent);
  for (const [verb, pattern, role, answer] of ROUTES) {
    const wanted = pattern.split("/");
    if (verb !== method || wanted.length !== parts.length || !wanted.every((part, at) => part === "*" || part === parts[at])) continue;
    return { role, answer, ids: parts.filter((_, at) => wanted[at] === "*") };
  }
  throw new Problem(404, "Not found");
}

async function bodyOf(request) {
  let text = "";
  for await (const piece of request) text += piece;
  return text === "" ? {} : JSON.parse(text);
}

function signedIn(request) {
  const entry = TOKENS[request.headers.authorization?.replace(/^Bearer /, "")];
  if (!entry) throw new Problem(401, "Unauthorized", "A token is asked for.");
  return { who: entry[0], role: entry[1] };
}

function stream(api, request, response, only) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": hello\n\n");
  const listener = { response, only };
  api.listeners.add(listener);
  request.on("close", () => api.listeners.delete(listener));
}

async function answerApi(api, request, response, url) {
  const { who, role } = signedIn(request);
  const path = url.pathname.slice("/api/v1/".length);
  const query = Object.fromEntries(url.searchParams);
  if (path === "events") return stream(api, request, response, query.partner ?? "");
  const found = match(request.method, path);
  if (RANKS.indexOf(role) < RANKS.indexOf(found.role)) throw new Problem(403, "Forbidden", `This needs the role ${found.role}.`);
  const body = request.method === "POST" ? await bodyOf(request) : {};
  if (request.method !== "GET") api.asked.push([request.method, path]);
  const answer = found.answer(api, found.ids, { query, body, who, role });
  if (answer === null) return response.writeHead(204).end();
  if (answer.text !== undefined) return response.writeHead(200, { "content-type": "application/octet-stream" }).end(answer.text);
  response.writeHead(request.method === "POST" ? 202 : 200, { "content-type": "application/json", etag: `"${randomUUID()}"` }).end(JSON.stringify(answer));
}

async function answerFile(assets, response, path) {
  const name = path === "/" ? "index.html" : normalize(path).replace(/^\/assets\//, "");
  const bytes = await readFile(join(assets, name)).catch(() => null);
  if (bytes === null || name.startsWith("..")) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "application/octet-stream", "content-security-policy": CSP, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" }).end(bytes);
}

/// { url, api, close() }. `assets` is the folder with index.html.
export async function startMock(assets, port = 0) {
  const api = new Api();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://mock");
    try {
      if (url.pathname.startsWith("/api/v1/")) await answerApi(api, request, response, url);
      else await answerFile(assets, response, url.pathname);
    } catch (error) {
      const { status = 500, title = String(error), detail = "" } = error;
      response.writeHead(status, { "content-type": "application/problem+json" }).end(JSON.stringify({ type: "about:blank", title, status, detail }));
    }
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = () => (server.closeAllConnections(), new Promise((resolve) => server.close(resolve)));
  return { url: `http://127.0.0.1:${server.address().port}/`, api, close };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { url, api } = await startMock(process.argv[2], Number(process.argv[3] ?? 8091));
  api.paced = true;
  console.log(`${url} with the tokens ${Object.keys(TOKENS).join(", ")}`);
}
