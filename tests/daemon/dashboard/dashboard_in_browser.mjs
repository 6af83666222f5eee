// Clicks through the dashboard in headless Chromium against a double of the API with a year of made-up
// runs and hostile texts.
// usage: node dashboard_in_browser.mjs ASSETS [SCREENSHOT_FOLDER]
// Exit 77 where Chromium or the packages of tests/package.json are not installed.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { markupFaults, startBrowser, watchFaults } from "./browser.mjs";
import { startMock } from "./mock_api.mjs";
import { HOSTILE } from "./mock_data.mjs";

const [assets, shots] = process.argv.slice(2);
const browser = await startBrowser(assets);
const faults = [];
let checks = 0;

const PARTNER = "#/partners/northwind-ml";
const VIEWS = {
  portfolio: "#/portfolio",
  "hostile names": "#/portfolio?search=hostile",
  requirements: PARTNER,
  history: `${PARTNER}/history`,
  "changes of a partner": `${PARTNER}/changes`,
  overrides: `${PARTNER}/overrides`,
  runs: `${PARTNER}/runs`,
  changes: "#/changes",
  queue: "#/queue",
  deliveries: "#/deliveries",
};

// A world, a page and a role for each check, so that none depends on another.
async function check(name, { token = "operator-token", at = "#/portfolio", options = {}, refusals = false }, run) {
  const mock = await startMock(assets);
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const fault = (what) => faults.push(`${name}: ${what}`);
  // Chromium notes every refusal of a server as an error.
  watchFaults(page, new URL(mock.url).origin, fault, (text) => refusals && /^Failed to load resource/.test(text));
  try {
    if (token) await page.addInitScript((value) => sessionStorage.getItem("verifyd.token") ?? sessionStorage.setItem("verifyd.token", value), token);
    await page.goto(mock.url + at);
    if (token && !refusals) await settled(page);
    await run(page, mock);
    for (const what of await markupFaults(page)) fault(what);
  } catch (error) {
    fault(error.stack ?? error);
    if (shots) await page.screenshot({ path: join(shots, `${name.replaceAll(/\W+/g, "-")}.png`), fullPage: true }).catch(() => {});
  } finally {
    await context.close();
    await mock.close();
  }
  ++checks;
}

const settled = (page) => page.waitForSelector("main:not([aria-busy]) h1");
async function visit(page, hash) {
  await page.evaluate((value) => (location.hash = value), hash);
  await until(page, (value) => location.hash === value, hash);
  await settled(page);
}
// Playwright's own waiting for functions evaluates text, which the page's policy forbids.
async function until(page, holds, argument) {
  for (let tries = 0; tries < 2400; ++tries) {
    if (await page.evaluate(holds, argument)) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`never came: ${holds}`);
}
const heading = (page) => page.locator("h1").first().innerText();
const rowsOf = (page) => page.locator("table.portfolio tbody tr").count();
const item = (page, id) => page.locator(`[id="item-${id}"]`);
const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim());

await check("signing in", { token: null, at: "", refusals: true }, async (page) => {
  await page.waitForSelector("input[type=password]");
  await page.fill("input[type=password]", "made up");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /not known/);
  await page.fill("input[type=password]", "viewer-token");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Portfolio" }).waitFor();
  assert.doesNotMatch(page.url(), /token/);
  const kept = await page.evaluate(() => [localStorage.length, document.cookie, sessionStorage.getItem("verifyd.token")]);
  assert.deepEqual(kept, [0, "", "viewer-token"]);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForSelector("input[type=password]");
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  assert.equal(await page.locator("table").count(), 0);
});

await check("a token that ends leads back to signing in", { refusals: true }, async (page) => {
  await settled(page);
  await page.evaluate(() => sessionStorage.setItem("verifyd.token", "revoked"));
  await page.evaluate(() => (location.hash = "#/queue"));
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /signed out/);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
});

await check("a daemon that does not answer", { refusals: true }, async (page) => {
  await settled(page);
  await page.route("**/api/v1/runs*", (route) => route.abort());
  await page.evaluate(() => (location.hash = "#/queue"));
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /cannot be reached/);
  await page.unroute("**/api/v1/runs*");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "Queue" }).waitFor();
});

await check("what is not there is said", { refusals: true }, async (page) => {
  await settled(page);
  await page.evaluate(() => (location.hash = "#/partners/nobody"));
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /no partner/);
  await visit(page, "#/nowhere");
  assert.match(await heading(page), /no such view/);
});

await check("filters, search and pages of the portfolio", {}, async (page) => {
  assert.equal(await rowsOf(page), 50);
  await page.getByRole("link", { name: "Next page" }).click();
  await until(page, () => location.hash.includes("after="));
  await page.getByRole("link", { name: "First page" }).waitFor();
  await page.getByLabel("Outcome").selectOption("not_ready");
  await until(page, () => location.hash === "#/portfolio?outcome=not_ready");
  await until(page, () => document.querySelectorAll("table.portfolio tbody tr").length < 50);
  const outcomes = await page.locator("table.portfolio tbody td:nth-child(2)").allInnerTexts();
  assert.ok(outcomes.length > 5 && outcomes.every((text) => text.trim() === "Not ready"), outcomes.join());
  await page.reload();
  await settled(page);
  assert.equal(await page.getByLabel("Outcome").inputValue(), "not_ready");
  await page.getByRole("button", { name: "Clear" }).click();
  await until(page, () => location.hash === "#/portfolio");
  await page.getByLabel("Search").pressSequentially("NORTHWIND ml");
  await until(page, () => document.querySelectorAll("table.portfolio tbody tr").length < 10);
  assert.equal(await page.evaluate(() => document.activeElement.name), "search");
  assert.equal(await page.getByLabel("Search").inputValue(), "NORTHWIND ml");
  await page.getByLabel("Search").fill("there is none like this");
  await page.getByText("No partner matches").waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  await page.locator(".tile", { hasText: "overdue" }).getByRole("link").click();
  await until(page, () => location.hash === "#/portfolio?stale=true");
  await until(page, () => document.querySelectorAll("table.portfolio tbody tr").length < 50);
  assert.equal(await page.getByLabel("Checks").inputValue(), "true");
});

await check("the portfolio by keyboard", {}, async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "To the content");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "Portfolio");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.name), "search");
  const names = await page.locator("table.portfolio tbody th a").allInnerTexts();
  await page.locator("table.portfolio tbody th a").first().focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), names[1]);
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), names[0]);
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, "solid");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".tabs");
  assert.equal(await heading(page), names[0]);
  assert.equal(await focused(page), names[0]);
});

await check("a requirement with what it rests on", { at: PARTNER }, async (page) => {
  const card = item(page, "P3.1");
  await card.locator("summary").click();
  assert.match(await card.locator("blockquote").innerText(), /Amazon SageMaker/);
  const link = card.getByRole("link", { name: "https://www.northwind-ml.example/machine-learning" }).first();
  assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
  assert.equal(await card.locator(".path li").count(), 3);
  assert.match(await card.locator(".path").innerText(), /What we do in the menu/);
  assert.match(await card.locator(".valid").innerText(), /Good until/);
  assert.equal(await card.locator(".trail svg").count(), 12);
});

await check("what stands beside what was last seen", { at: PARTNER }, async (page) => {
  const card = item(page, "C1.3");
  assert.match(await card.locator("summary").innerText(), /last seen: blocked/);
  await card.locator("summary").click();
  assert.match(await card.locator(".pair").innerText(), /What stands\s+Met[\s\S]*What was last seen\s+Blocked\s*2 runs in a row/);
  assert.match(await card.innerText(), /robots\.txt forbids/);
  await card.getByRole("button", { name: "Show the evidence of run 121" }).click();
  await card.locator(".stands blockquote").waitFor();
  assert.match(await card.locator(".stands").innerText(), /SageMaker/);
  await page.getByLabel("Show").selectOption("differs");
  await until(page, () => document.querySelectorAll("details.card").length === 1);
});

await check("hostile texts stay texts", { at: PARTNER, token: "admin-token" }, async (page) => {
  const card = item(page, "P2.2");
  await card.locator("summary").click();
  const text = await card.innerText();
  assert.ok(text.includes(HOSTILE[0]), text);
  assert.ok(text.includes("javascript:alert(document.domain)"));
  assert.ok(text.includes("‹U+202E›"));
  assert.equal(await card.locator("a[href*=evil]").count(), 0);
  for (const hash of Object.values(VIEWS)) {
    await visit(page, hash);
    await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
    await page.waitForTimeout(50);
    for (const what of await markupFaults(page)) faults.push(`${hash}: ${what}`);
  }
  await visit(page, "#/partners/hostile-6");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
});

await check("a run asked for now is followed to its end", { at: PARTNER }, async (page, mock) => {
  assert.match(await item(page, "P2.2").locator("summary").innerText(), /Not met/);
  await item(page, "P3.1").locator("summary").click();
  await page.evaluate(() => {
    window.spoken = [];
    new MutationObserver(() => window.spoken.push(document.getElementById("announcer").textContent)).observe(document.getElementById("announcer"), { childList: true, characterData: true, subtree: true });
  });
  // What is told before somebody listens is told to nobody.
  while (mock.api.listeners.size === 0) await page.waitForTimeout(50);
  await page.getByRole("button", { name: "Run now" }).click();
  await page.locator(".run-line").waitFor();
  assert.deepEqual(mock.api.asked, [["POST", "partners/northwind-ml/runs"]]);
  mock.api.next(); // begun
  for (const [pages, waiting] of [[8, 42], [21, 29], [34, 16]]) {
    mock.api.next();
    await page.locator(".run-line").getByText(`${pages} pages read, ${waiting} waiting · https://www.northwind-ml.example/page-${pages}`).waitFor();
  }
  mock.api.next();
  mock.api.next(); // finished
  await until(page, () => document.querySelector('[id="item-P2.2"] summary .badge').textContent === "Met");
  const spoken = await page.evaluate(() => window.spoken);
  assert.ok(spoken.some((text) => /has begun/.test(text)) && spoken.some((text) => /has finished/.test(text)), spoken.join());
  assert.equal(await page.locator(".run-line").isHidden(), true);
  // What the reader had open is still open.
  assert.equal(await item(page, "P3.1").getAttribute("open"), "");
});

await check("overrides are listed, added and withdrawn", { at: `${PARTNER}/overrides`, refusals: true }, async (page, mock) => {
  await settled(page);
  const first = page.locator("tbody tr", { hasText: "P3.2" });
  assert.match(await first.innerText(), /Needs review[\s\S]*Met[\s\S]*maria[\s\S]*holds/);
  await page.getByLabel("Requirement").selectOption("C1.3");
  await page.getByLabel("Verdict").selectOption("needs_review");
  await page.getByLabel("Why").fill("   ");
  await page.getByRole("button", { name: "Add" }).click();
  await page.locator("form .feedback.bad", { hasText: "a reason" }).waitFor();
  await page.getByLabel("Why").fill("Somebody must <b>call</b> them.");
  await page.getByLabel("Last day").fill("2099-06-30");
  await page.getByRole("button", { name: "Add" }).click();
  const added = page.locator("tbody tr", { hasText: "C1.3" });
  await added.waitFor();
  assert.match(await added.innerText(), /Met[\s\S]*Needs review[\s\S]*<b>call<\/b>[\s\S]*olga[\s\S]*30 Jun 2099/);
  await added.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Keep" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(mock.api.asked.filter(([method]) => method === "DELETE").length, 0);
  await added.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await page.locator("tbody tr", { hasText: "C1.3" }).getByText("withdrawn by olga").waitFor();
  await visit(page, PARTNER);
  await item(page, "P3.2").locator("summary").click();
  assert.match(await item(page, "P3.2").locator(".word").innerText(), /person's word[\s\S]*Met[\s\S]*maria/);
});

await check("the history as a chart, by requirement and by age", { at: `${PARTNER}/history` }, async (page) => {
  if (existsSync(join(assets, "vendor/uPlot.esm.js"))) {
    await page.locator(".chart canvas").waitFor();
    const painted = await page.evaluate(() => {
      const canvas = document.querySelector(".chart canvas");
      return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
    });
    assert.ok(painted, "the chart is drawn");
    assert.match(await page.locator(".u-legend").innerText(), /Not met:?\s*1/);
  }
  assert.equal(await page.locator(".matrix thead th").count(), 25);
  assert.match(await page.locator(".matrix tbody tr", { hasText: "Notebook use case" }).innerText(), /Not met/);
  const some = await page.locator(".matrix tbody tr").count();
  await page.getByRole("link", { name: "All requirements" }).click();
  await until(page, (few) => document.querySelectorAll(".matrix tbody tr").length > few, some);
  assert.match(await page.locator(".ages tbody tr").first().innerText(), /Maintaining AWS expertise[\s\S]*29 days ago/);
});

await check("what changed, with the text that changed", { at: `${PARTNER}/changes` }, async (page, mock) => {
  const first = page.locator(".transition").first();
  assert.match(await first.innerText(), /P2\.2 Notebook use case[\s\S]*Met[\s\S]*Not met[\s\S]*The site changed/);
  await first.getByText("What changed in the text").click();
  assert.match(await first.locator(".diff .removed").innerText(), /-Forecasts are made with Amazon SageMaker/);
  assert.match(await first.locator(".diff .added").first().innerText(), /<script>window\.hacked/);
  mock.api.page = 3;
  await visit(page, "#/changes");
  assert.equal(await page.locator(".transition").count(), 3);
  await page.getByRole("button", { name: "Show more" }).click();
  await until(page, () => document.querySelectorAll(".transition").length === 6);
  await page.getByRole("button", { name: "Show more" }).click();
  await until(page, () => document.querySelectorAll(".transition").length === 7);
  await page.getByRole("button", { name: "Show more" }).waitFor({ state: "detached" });
});

await check("reports and evidence are saved, never opened here", { at: `${PARTNER}/runs` }, async (page) => {
  const saved = async (click) => {
    const [download] = await Promise.all([page.waitForEvent("download"), click()]);
    return [download.suggestedFilename(), readFileSync(await download.path(), "utf8")];
  };
  const [name, text] = await saved(() => page.getByRole("button", { name: "Download report", exact: true }).click());
  assert.equal(name, "northwind-ml-run-123.html");
  assert.match(text, /^<!doctype html>/);
  await page.getByLabel("Reports as").selectOption("json");
  const [other, json] = await saved(() => page.getByRole("button", { name: "Download the report of run 110" }).click());
  assert.equal(other, "northwind-ml-run-110.json");
  assert.equal(JSON.parse(json).partner, "Northwind ML");
  const [warc] = await saved(() => page.getByRole("button", { name: "Download the evidence of run 110" }).click());
  assert.equal(warc, "northwind-ml-run-110.warc.gz");
});

await check("the queue is live", { at: "#/queue" }, async (page, mock) => {
  const section = (name) => page.locator("section", { has: page.getByRole("heading", { name }) });
  assert.equal(await section("Running").locator("tbody tr").count(), 2);
  assert.equal(await section("Waiting").locator("tbody tr").count(), 3);
  assert.match(await section("Failed").innerText(), /no space left on device/);
  const [run] = mock.api.runs({ state: "running" }).runs;
  // The stream may not be open yet: said until it is heard.
  const say = setInterval(() => mock.api.publish("run.progress", run.partner, run.id, { pages: 17, waiting: 40, url: "https://x.example/\u202Egnp" }), 100);
  try {
    await section("Running").getByText("17 pages read, 40 waiting").waitFor();
  } finally {
    clearInterval(say);
  }
  assert.match(await section("Running").innerText(), /‹U\+202E›gnp/);
  run.state = "finished";
  mock.api.publish("run.finished", run.partner, run.id, {});
  await until(page, () => document.querySelectorAll("section:first-of-type tbody tr").length === 1);
});

await check("a delivery that was given up is sent again by an admin", { token: "admin-token", at: "#/deliveries" }, async (page, mock) => {
  const row = page.locator("tbody tr", { hasText: "Northwind ML: P2.2" });
  assert.match(await row.innerText(), /ops-webhook[\s\S]*503 from the receiver[\s\S]*Given up[\s\S]*12/);
  await row.getByRole("button", { name: "Send again" }).click();
  await row.getByText("pending again").waitFor();
  assert.deepEqual(mock.api.asked, [["POST", "deliveries/0190a3c8-6f1e-7d3a-9a2b-1c2d3e4f5a6b/replay"]]);
  await page.getByLabel("State").selectOption("pending");
  await until(page, () => document.querySelectorAll("tbody tr").length === 1);
});

await check("a viewer is offered nothing that is refused", { token: "viewer-token", at: PARTNER }, async (page) => {
  assert.equal(await page.getByRole("button", { name: "Run now" }).count(), 0);
  await visit(page, `${PARTNER}/overrides`);
  assert.equal(await page.locator("main form").count() + await page.getByRole("button", { name: /Withdraw/ }).count(), 0);
  await visit(page, "#/deliveries");
  assert.equal(await page.getByRole("button", { name: "Send again" }).count(), 0);
});

await check("who wants less motion gets none", { options: { reducedMotion: "reduce" } }, async (page) => {
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((each) => getComputedStyle(each).transitionDuration !== "0s" || getComputedStyle(each).animationName !== "none").length);
  assert.equal(moving, 0);
});

const LOOKS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: { colorScheme: "light", viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
};
for (const [look, options] of Object.entries(LOOKS)) {
  await check(`every view in ${look}`, { token: "admin-token", options }, async (page) => {
    const see = async (view) => {
      const found = await browser.audit(page);
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) found.push("wider than the screen");
      if (shots) await page.screenshot({ path: join(shots, `${view.replaceAll(" ", "-")}-${look}.png`), fullPage: true });
      for (const what of found) faults.push(`${view} in ${look}: ${what}`);
    };
    for (const [view, hash] of Object.entries(VIEWS)) {
      await visit(page, hash);
      if (view === "requirements") for (const id of ["P2.2", "P3.1", "P3.2", "C1.3"]) await item(page, id).locator("summary").click();
      if (view.startsWith("changes")) await page.locator(".transition summary").first().click();
      if (view === "history" && existsSync(join(assets, "vendor/uPlot.esm.js"))) await page.locator(".chart canvas").waitFor();
      await see(view);
    }
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForSelector("input[type=password]");
    await see("signing in");
  });
}

await browser.close();
for (const what of faults) console.error(what);
console.log(`${checks} checks, ${Object.keys(VIEWS).length + 1} views in ${Object.keys(LOOKS).length} looks, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
