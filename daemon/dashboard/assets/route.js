// Addresses within the dashboard: "#/partners/acme/history?only=open".

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/// { path: ["partners", "acme", "history"], query: { only: "open" } }
export function parseRoute(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  return {
    path: path.split("/").filter((part) => part !== "").map(decoded),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/// The address of a view; empty values are left out.
export function linkTo(path, query = {}) {
  const used = Object.entries(query).filter(([, value]) => value !== "" && value !== null && value !== undefined && value !== false);
  const search = new URLSearchParams(used.map(([key, value]) => [key, String(value)])).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${search ? `?${search}` : ""}`;
}

/// Changes the address without a new entry in the browser's history, and draws the view anew.
export function replaceRoute(path, query) {
  const target = linkTo(path, query);
  if (target === location.hash) return;
  history.replaceState(null, "", target);
  dispatchEvent(new HashChangeEvent("hashchange"));
}
