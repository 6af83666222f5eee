// A browser for the dashboard's tests, and what must never happen in it.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const skip = (why) => {
  console.error(`SKIP: ${why}`);
  process.exit(77);
};
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/// { newContext, close, audit }; ends the program with 77 where something is not installed, be it in
/// the dashboard's `assets`.
export async function startBrowser(assets) {
  if (!existsSync(`${assets}/vendor/uPlot.esm.js`)) skip("the dashboard was built without its chart (npm ci in daemon/dashboard)");
  const browserFile = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((file) => existsSync(file));
  if (browserFile === undefined) skip("Chromium is not installed");
  const { chromium } = await import("playwright-core").catch(() => skip("playwright-core is not installed (npm ci in tests/)"));
  const axe = (() => {
    try {
      return readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    } catch {
      return skip("axe-core is not installed (npm ci in tests/)");
    }
  })();
  const browser = await chromium.launch({ executablePath: browserFile, args: FLAGS });
  return {
    newContext: (options) => browser.newContext({ viewport: { width: 1280, height: 900 }, ...options }),
    close: () => browser.close(),
    // Faults of the page as it is: "rule: where". The script goes in beside the page's policy.
    audit: async (page, impacts = ["serious", "critical"]) => {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"], preload: false }));
      return violations.filter((each) => impacts.includes(each.impact)).flatMap((each) => each.nodes.map((node) => `axe ${each.id}: ${node.target.join(" ")} ${node.failureSummary.split("\n").at(-1).trim()}`));
    },
  };
}

/// Collects what must not happen in a page, whatever is shown in it. `expected` says which answers of
/// the server are meant to be refusals.
export function watchFaults(page, origin, fault, expected = () => false) {
  page.on("dialog", (dialog) => (fault(`a dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("popup", (popup) => fault(`a window: ${popup.url()}`));
  page.on("pageerror", (error) => fault(`an error in a script: ${error.stack ?? error}`));
  page.on("request", (request) => !/^(blob:)/.test(request.url()) && new URL(request.url()).origin !== origin && fault(`a request: ${request.url()}`));
  page.on("framenavigated", (frame) => frame.url() !== "about:blank" && !frame.url().startsWith(origin) && fault(`led to ${frame.url()}`));
  page.on("console", (message) => message.type() === "error" && !expected(message.text()) && fault(`said ${message.text()} ${message.location().url}`));
}

/// What is in the page and must not be: handlers, inline style, links to elsewhere than they may.
export function markupFaults(page) {
  return page.evaluate(() => {
    const out = [];
    if ("hacked" in window) out.push(`something ran: ${window.hacked}`);
    for (const element of document.querySelectorAll("*")) {
      const at = `<${element.tagName.toLowerCase()}>`;
      for (const { name, value } of element.attributes) {
        if (name.startsWith("on")) out.push(`${at} has ${name}`);
        // uPlot places its canvas by properties, which the policy allows and which show as an attribute.
        if (name === "style" && value !== "" && element.closest(".uplot") === null) out.push(`${at} has a style: ${value}`);
        if (["srcdoc", "action", "formaction"].includes(name)) out.push(`${at} has ${name}`);
      }
      if (["IFRAME", "OBJECT", "EMBED", "IMG", "BASE"].includes(element.tagName)) out.push(`has ${at}`);
      if (element.tagName === "SCRIPT" && !element.src.startsWith(location.origin)) out.push("has a script of its own");
      if (element.tagName !== "A") continue;
      const href = element.getAttribute("href");
      if (href.startsWith("#/")) continue;
      if (!/^https?:\/\//.test(href)) out.push(`links to ${href}`);
      if (element.rel !== "noopener noreferrer" || element.target !== "_blank") out.push(`links to ${href} without rel or target`);
      if (/[\u202a-\u202e\u2066-\u2069]/.test(href)) out.push(`links to a turned address ${href}`);
    }
    if (/[\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText)) out.push("shows text that turns others around");
    return out;
  });
}
