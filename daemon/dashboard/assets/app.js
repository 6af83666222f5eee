// Where everything begins: who is signed in, which view the address names, and what surrounds it.
import { ApiError, get, may, session } from "./api.js";
import { announce, h, said } from "./dom.js";
import { icon } from "./icons.js";
import { failure, loading } from "./parts.js";
import { parseRoute } from "./route.js";
import { dayOf } from "./time.js";
import { changes } from "./views/changes.js";
import { deliveries } from "./views/deliveries.js";
import { partner } from "./views/partner/partner.js";
import { portfolio } from "./views/portfolio.js";
import { queue } from "./views/queue.js";
import { signIn } from "./views/sign_in.js";

// A view is { title, name, draw(main, { route, signal, title }) }; `draw` returns once there is
// something to read. The signal aborts when the view is left.
const VIEWS = { portfolio, partners: partner, changes, queue, deliveries };
const LINKS = [
  ["portfolio", "Portfolio"],
  ["changes", "Changes"],
  ["queue", "Queue"],
  ["deliveries", "Deliveries"],
];

const main = document.getElementById("main");
const top = document.getElementById("top");
let leave = new AbortController();
let shown = ""; // path of the view on show, without its filters

function setTitle(text) {
  document.title = text ? `${text} – verifyd` : "verifyd";
}

function drawTop(current) {
  const brand = h("a", { class: "brand", href: "#/portfolio" }, icon("attested"), "verifyd");
  if (!session.me) return top.replaceChildren(h("span", { class: "brand" }, icon("attested"), "verifyd"));
  const links = LINKS.map(([name, label]) =>
    h("li", null, h("a", { href: `#/${name}`, "aria-current": name === current ? "page" : null }, label)),
  );
  const { name, role, expires_at: expires } = session.me;
  top.replaceChildren(
    brand,
    h("nav", { "aria-label": "Views" }, h("ul", null, links)),
    h(
      "div",
      { class: "who" },
      h("span", null, said(name, 60), h("span", { class: "soft" }, ` · ${role}`), expires ? h("span", { class: "soft until" }, " until ", dayOf(expires)) : null),
      h("button", { type: "button", class: "quiet", on: { click: () => signOut() } }, "Sign out"),
    ),
  );
}

function signOut(why = "") {
  session.end();
  leave.abort();
  shown = "";
  drawTop("");
  setTitle("Sign in");
  signIn(main, why, start);
}

// The heading takes the focus, as the top of a new page would; not when only a filter changed.
function enter(path) {
  if (path === shown) return;
  const first = shown === "";
  shown = path;
  const heading = main.querySelector("h1");
  if (heading === null) return;
  heading.tabIndex = -1;
  if (!first) heading.focus({ preventScroll: true });
  scrollTo(0, 0);
}

async function navigate() {
  if (!session.me) return;
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  const route = parseRoute(location.hash);
  if (route.path.length === 0) route.path = ["portfolio"];
  const view = Object.hasOwn(VIEWS, route.path[0]) ? VIEWS[route.path[0]] : null;
  drawTop(route.path[0]);
  if (view === null) {
    setTitle("Not found");
    main.replaceChildren(h("h1", null, "There is no such view"), h("p", null, h("a", { href: "#/portfolio" }, "To the portfolio")));
    return enter(location.hash);
  }
  setTitle(view.title);
  const path = route.path.slice(0, 2).join("/");
  // While the same view is drawn anew, the old one stays on show.
  if (path !== shown) main.replaceChildren(loading());
  main.setAttribute("aria-busy", "true");
  try {
    await view.draw(main, { route, signal, setTitle });
    if (signal.aborted) return;
    enter(path);
  } catch (error) {
    if (signal.aborted || !session.me) return;
    main.replaceChildren(failure(error, navigate));
    enter(path);
  } finally {
    if (!signal.aborted) main.removeAttribute("aria-busy");
  }
}

async function start() {
  if (session.token === "") return signOut();
  try {
    session.me = await get("me");
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return signOut("This token is not known, or no longer valid.");
    main.replaceChildren(failure(error, start));
    return;
  }
  if (!may("viewer")) return signOut("This token has no role.");
  announce(`Signed in as ${session.me.name}`);
  await navigate();
}

addEventListener("hashchange", navigate);
addEventListener("signed-out", () => signOut("You were signed out: the token is not known, or no longer valid."));
document.getElementById("skip").addEventListener("click", () => {
  const target = main.querySelector("h1, [tabindex], a, button, input") ?? main;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus();
});
start();
