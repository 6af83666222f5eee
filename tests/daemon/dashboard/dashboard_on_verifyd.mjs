// The dashboard on the real daemon: partners of fixtures/ are served on loopback, imported and
// screened; then a browser reads what was found, asks for a run after a page was changed, and looks
// at what changed.
// usage: node dashboard_on_verifyd.mjs VERIFYD FIXTURES ASSETS [SCREENSHOT_FOLDER]
// Exit 77 where Chromium or the packages of tests/package.json are not installed.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSocketServer } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { markupFaults, startBrowser, watchFaults } from "./browser.mjs";

const [program, fixtures, assets, shots] = process.argv.slice(2);
const SITES = ["harbour-analytics", "northwind-ml", "brightloom"];
const MAIN = "harbour-analytics";
const browser = await startBrowser(assets);
const faults = [];
const folder = mkdtempSync(join(tmpdir(), "verifyd-dashboard-"));
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const freePort = () =>
  new Promise((resolve) => {
    const server = createSocketServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

// The pages as they lie on the disk now, so that one can be changed between two runs.
const TYPES = { ".html": "text/html; charset=utf-8", ".xml": "application/xml", ".txt": "text/plain" };
const hostOf = (site) => JSON.parse(readFileSync(join(fixtures, site, "site.json"), "utf8")).host;
const hosts = Object.fromEntries(SITES.map((site) => [hostOf(site), site]));
const web = createServer((request, response) => {
  const site = hosts[request.headers.host];
  const path = normalize(decodeURIComponent(new URL(request.url, "http://site").pathname));
  for (const file of [path, `${path}.html`, join(path, "index.html")].map((each) => join(folder, "sites", site ?? "none", "pages", each))) {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    return response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(readFileSync(file));
  }
  response.writeHead(404, { "content-type": "text/html" }).end("<h1>Not found</h1>");
});
await new Promise((resolve) => web.listen(0, "127.0.0.1", resolve));

for (const site of SITES) cpSync(join(fixtures, site), join(folder, "sites", site), { recursive: true });
const port = await freePort();
const config = join(folder, "verifyd.json");
writeFileSync(
  config,
  JSON.stringify({
    data: "data",
    api: { port },
    crawl: { delay_ms: 0 },
    network: { allow_net: ["127.0.0.0/8"], connect_to: Object.keys(hosts).map((host) => `${host}:80:127.0.0.1:${web.address().port}`) },
  }),
);
const verifyd = (...options) => execFileSync(program, [...options, "--config", config], { encoding: "utf8" });
const tokens = Object.fromEntries(["viewer", "operator", "admin"].map((role) => [role, verifyd("token", "add", `${role}-of-the-test`, "--role", role).trim().split(/\s+/).at(-1)]));
verifyd("import", join(folder, "sites"));
let log = "";
const daemon = spawn(program, ["--config", config], { env: { ...process.env, VERIFY_DASHBOARD_DIR: assets }, stdio: ["ignore", "pipe", "pipe"] });
for (const stream of [daemon.stdout, daemon.stderr]) stream.on("data", (piece) => (log += piece));

const origin = `http://127.0.0.1:${port}`;
const api = async (path, options = {}) => (await fetch(`${origin}/api/v1/${path}`, { ...options, headers: { authorization: `Bearer ${tokens.admin}`, ...options.headers } })).json();

async function until(what, holds) {
  for (let tries = 0; tries < 1200; ++tries) {
    if (daemon.exitCode !== null) throw new Error("the daemon ended");
    if (await Promise.resolve(holds()).catch(() => false)) return;
    await pause(100);
  }
  throw new Error(`never came: ${what}`);
}

const settled = (page) => page.waitForSelector("main:not([aria-busy]) h1");
async function visit(page, hash) {
  await page.evaluate((value) => (location.hash = value), hash);
  await until(hash, () => page.evaluate((value) => location.hash === value && !document.querySelector("main[aria-busy]"), hash));
  await settled(page);
}
const item = (page, id) => page.locator(`[id="item-${id}"]`);

async function look(page, view) {
  for (const what of [...(await browser.audit(page)), ...(await markupFaults(page))]) faults.push(`${view}: ${what}`);
  if (shots) await page.screenshot({ path: join(shots, `verifyd-${view}.png`), fullPage: true });
}

// Signs in and sees that the partners were screened as fixtures/ expect.
async function portfolio(page) {
  const answer = await page.goto(`${origin}/`);
  const policy = answer.headers()["content-security-policy"];
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe/);
  await page.fill("input[type=password]", tokens.operator);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Portfolio" }).waitFor();
  assert.match(await page.locator(".who").innerText(), /operator-of-the-test/);
  assert.equal(await page.locator("table.portfolio tbody tr").count(), SITES.length);
  assert.match(await page.locator("table.portfolio").innerText(), /Harbour Analytics/);
  await look(page, "portfolio");
}

async function requirements(page) {
  await visit(page, `#/partners/${MAIN}`);
  const card = item(page, "P3.1");
  await card.locator("summary").click();
  assert.match(await card.locator("summary").innerText(), /Met/);
  assert.ok((await card.locator("blockquote").count()) > 0, "a quote");
  assert.ok((await card.locator(".path li").count()) > 1, "a click path");
  const hrefs = await card.locator("a.url").evaluateAll((links) => links.map((each) => each.href));
  assert.ok(hrefs.length > 0 && hrefs.every((href) => href.startsWith(`http://${hostOf(MAIN)}/`)), hrefs.join());
  await look(page, "requirements");
}

// The practice page goes; the run that is asked for finds it out and says which text is gone.
async function changeAndRun(page) {
  const home = join(folder, "sites", MAIN, "pages", "services", "machine-learning-on-aws.html");
  const text = readFileSync(home, "utf8");
  writeFileSync(home, text.replace(/<main[\s\S]*<\/main>/, "<main><h1>Services</h1><p>We now sell garden furniture. <b>Ask us</b> about chairs.</p></main>"));
  assert.notEqual(readFileSync(home, "utf8"), text);
  await page.getByRole("button", { name: "Run now" }).click();
  await page.locator(".run-line").waitFor();
  await until("the end of the run", () => page.evaluate(() => document.querySelector(".run-line").hidden && !/Met/.test(document.querySelector('[id="item-P3.1"] summary .badge').textContent.replace("Not met", ""))));
  await visit(page, `#/partners/${MAIN}/changes`);
  const change = page.locator(".transition", { hasText: "P3.1" }).first();
  assert.match(await change.innerText(), /The site changed/);
  await change.getByText("What changed in the text").click();
  assert.match(await change.locator(".diff").innerText(), /garden furniture/);
  await look(page, "changes");
  await visit(page, `#/partners/${MAIN}/history`);
  assert.equal(await page.locator(".matrix thead th").count(), 3);
  await look(page, "history");
}

async function overrides(page) {
  await visit(page, `#/partners/${MAIN}/overrides?requirement=P3.1`);
  await page.getByLabel("Verdict").selectOption("met");
  await page.getByLabel("Why").fill("They told us that the page comes back.");
  await page.getByLabel("Last day").fill("2099-01-31");
  await page.getByRole("button", { name: "Add" }).click();
  const row = page.locator("tbody tr", { hasText: "P3.1" });
  await row.waitFor();
  assert.match(await row.innerText(), /operator-of-the-test[\s\S]*31 Jan 2099[\s\S]*holds/);
  await look(page, "overrides");
  await row.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await row.getByText("withdrawn by operator-of-the-test").waitFor();
}

async function downloads(page) {
  await visit(page, `#/partners/${MAIN}/runs`);
  const saved = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).first().click()]);
    return readFileSync(await download.path());
  };
  assert.equal((await saved(/Download the evidence/)).subarray(0, 2).toString("hex"), "1f8b");
  await page.getByLabel("Reports as").selectOption("xlsx");
  assert.equal((await saved(/Download the report of run/)).subarray(0, 2).toString(), "PK");
  await look(page, "runs");
}

async function others(page) {
  for (const view of ["queue", "deliveries", "changes"]) {
    await visit(page, `#/${view}`);
    await look(page, view);
  }
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForSelector("input[type=password]");
}

// Without a token nothing is told, with a viewer's nothing is done.
async function refusals() {
  assert.equal((await fetch(`${origin}/api/v1/partners`)).status, 401);
  const asked = await fetch(`${origin}/api/v1/partners/${MAIN}/runs`, { method: "POST", headers: { authorization: `Bearer ${tokens.viewer}` } });
  assert.equal(asked.status, 403);
}

try {
  await until("the first runs", async () => {
    const { partners } = await api("partners");
    return partners.length === SITES.length && partners.every((each) => each.outcome !== null && !each.run_open);
  });
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(120_000);
  watchFaults(page, origin, (what) => faults.push(what));
  try {
    for (const step of [portfolio, requirements, changeAndRun, overrides, downloads, others]) await step(page);
  } catch (error) {
    if (shots) await page.screenshot({ path: join(shots, "verifyd-fault.png"), fullPage: true });
    throw error;
  }
  await refusals();
} catch (error) {
  faults.push(error.stack ?? String(error));
} finally {
  await browser.close();
  daemon.kill();
  if (daemon.exitCode === null) await new Promise((resolve) => daemon.on("exit", resolve));
  web.closeAllConnections();
  web.close();
  rmSync(folder, { recursive: true, force: true });
}
for (const what of faults) console.error(what);
if (faults.length > 0) console.error(log.split("\n").slice(-40).join("\n"));
console.log(`${SITES.length} partners, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
