// Opens HTML reports full of payloads in headless Chromium: no script may run, no dialog open, nothing
// be asked for and nothing lead away, with the page's own policy and without it.
// usage: node report_in_browser.mjs HOSTILE_REPORTS SHARED_FOLDER
// The titles of the shared data's hostile server are payloads too, where it is there (or where
// VERIFY_SHARED says).
// Exit 77 where Chromium or the packages of tests/package.json are not installed.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const skip = (why) => {
  console.error(`SKIP: ${why}`);
  process.exit(77);
};
const browserFile = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((file) => existsSync(file));
if (browserFile === undefined) skip("Chromium is not installed");
const { chromium } = await import("playwright-core").catch(() => skip("playwright-core is not installed (npm ci in tests/)"));

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

// "xss_title_script" and its like: the payload is what stands in <title>.
async function hostileTitles(shared) {
  const port = await freePort();
  const server = spawn("python3", [join(shared, "hostile/hostile_server.py"), "--port", port, "--no-tls", "--no-dns"], {
    stdio: "ignore",
  });
  try {
    const at = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 100; ++tries) {
      if (await fetch(`${at}/healthz`).then((answer) => answer.ok, () => false)) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const catalogue = await (await fetch(`${at}/catalogue.json`)).json();
    const cases = catalogue.cases.filter((each) => each.name.startsWith("xss_title_"));
    const titles = [];
    for (const each of cases) {
      const html = await (await fetch(new URL(each.url, at))).text();
      const written = /<title>([\s\S]*?)<\/title><meta name=author/.exec(html)[1];
      titles.push(written.replaceAll("&lt;", "<"));
    }
    return titles;
  } finally {
    server.kill();
  }
}

const program = process.argv[2];
const shared = process.env.VERIFY_SHARED ?? process.argv[3];
const folder = mkdtempSync(join(tmpdir(), "verify-reports-"));
const faults = [];
try {
  const titles = existsSync(join(shared, "hostile/hostile_server.py")) ? await hostileTitles(shared) : [];
  const payloads = join(folder, "payloads.json");
  writeFileSync(payloads, JSON.stringify(titles));
  execFileSync(program, [folder, payloads]);
  const reports = readdirSync(folder).filter((name) => name.endsWith(".html"));
  // Without its policy the page has to stand by its escaping alone.
  for (const name of reports) {
    const html = readFileSync(join(folder, name), "utf8");
    const bare = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "");
    if (bare === html) faults.push(`${name}: has no policy`);
    writeFileSync(join(folder, `bare-${name}`), bare);
  }

  const browser = await chromium.launch({ executablePath: browserFile, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    for (const name of readdirSync(folder).filter((each) => each.endsWith(".html"))) {
      const url = pathToFileURL(join(folder, name)).href;
      const fault = (what) => faults.push(`${name}: ${what}`);
      const page = await browser.newPage();
      page.on("dialog", (dialog) => {
        fault(`a dialog: ${dialog.message()}`);
        dialog.dismiss();
      });
      page.on("request", (request) => request.url() !== url && fault(`a request: ${request.url()}`));
      page.on("framenavigated", (frame) => frame.url() !== url && frame.url() !== "about:blank" && fault(`led to ${frame.url()}`));
      page.on("popup", () => fault("a window"));
      page.on("console", (message) => fault(`said ${message.text()}`));
      page.on("pageerror", (error) => fault(`an error in a script: ${error}`));
      await page.goto(url);
      // Everything a reader may do short of following a link.
      const found = await page.evaluate(() => {
        const out = [];
        const parts = (href) => href.startsWith("#") || /^https?:\/\//i.test(href);
        for (const element of document.querySelectorAll("*")) {
          for (const { name, value } of element.attributes) {
            if (name.startsWith("on")) out.push(`has ${name}`);
            if (["src", "action", "formaction", "srcdoc", "style", "autofocus"].includes(name)) out.push(`has ${name}`);
            if (name.endsWith("href") && !parts(value)) out.push(`links to ${value}`);
          }
          if (["SCRIPT", "IFRAME", "OBJECT", "EMBED", "IMG", "BASE", "FORM", "LINK", "INPUT"].includes(element.tagName.toUpperCase()))
            out.push(`has <${element.tagName}>`);
          for (const kind of ["mouseover", "mouseenter", "focus", "keydown", "pointerdown"])
            element.dispatchEvent(new Event(kind, { bubbles: true }));
        }
        return out;
      });
      for (const what of found) fault(what);
      await page.close();
    }
  } finally {
    await browser.close();
  }
  console.log(`${reports.length} reports, each with its policy and without, ${titles.length} titles of the hostile server`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const what of faults) console.error(what);
process.exit(faults.length === 0 ? 0 : 1);
