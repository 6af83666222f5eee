// The daemon's API: requests with the token of this tab, problems as errors, the stream of events.
import { EventParser } from "./event_parser.js";

const KEY = "verifyd.token";
const base = new URL("api/v1/", document.baseURI);

/// What the API answered instead of what was asked for (RFC 9457), or that it did not answer.
export class ApiError extends Error {
  constructor(status, title, detail) {
    super(detail || title);
    this.status = status;
    this.title = title;
  }
}

export const session = {
  me: null, // { name, role, expires_at }
  get token() {
    return sessionStorage.getItem(KEY) ?? "";
  },
  begin(token) {
    sessionStorage.setItem(KEY, token);
  },
  end() {
    sessionStorage.removeItem(KEY);
    this.me = null;
  },
};

const RANKS = ["viewer", "operator", "admin"];
/// What is not allowed is not offered; the server decides all the same.
export const may = (role) => RANKS.indexOf(session.me?.role) >= RANKS.indexOf(role);

/// `path` and its parts come from `at`, so that an id can never reach another route.
export const at = (strings, ...ids) => String.raw({ raw: strings }, ...ids.map((id) => encodeURIComponent(id)));

function address(path, query = {}) {
  const url = new URL(path, base);
  for (const [key, value] of Object.entries(query))
    if (value !== "" && value !== null && value !== undefined) url.searchParams.set(key, value);
  return url;
}

async function problem(answer) {
  const text = await answer.text().catch(() => "");
  try {
    const { title, detail } = JSON.parse(text);
    return new ApiError(answer.status, String(title ?? `HTTP ${answer.status}`), String(detail ?? ""));
  } catch {
    return new ApiError(answer.status, `The server answered ${answer.status}`, "");
  }
}

async function ask(url, options = {}) {
  let answer;
  try {
    answer = await fetch(url, {
      // Always asked again; what did not change comes back as a 304.
      cache: "no-cache",
      credentials: "omit",
      redirect: "error",
      ...options,
      headers: { authorization: `Bearer ${session.token}`, ...options.headers },
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError(0, "No answer", "The daemon cannot be reached.");
  }
  if (answer.status === 401) {
    const had = session.token !== "";
    session.end();
    if (had) dispatchEvent(new CustomEvent("signed-out"));
  }
  if (!answer.ok) throw await problem(answer);
  return answer;
}

export async function get(path, query, signal) {
  return (await ask(address(path, query), { signal })).json();
}

/// Null where there is nothing (404, 410): reports are not kept for ever.
export async function getIfThere(path, query, signal) {
  try {
    return await get(path, query, signal);
  } catch (error) {
    if (error.status === 404 || error.status === 410) return null;
    throw error;
  }
}

export async function send(method, path, body) {
  const answer = await ask(address(path), {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return text === "" ? null : JSON.parse(text);
}

/// Saves what the API answers as a file. A plain link could not send the token; and what is saved
/// never opens in this page's origin.
export async function download(path, query, name) {
  const blob = await (await ask(address(path, query))).blob();
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const pause = (milliseconds, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });

function parsed(data) {
  try {
    const value = JSON.parse(data);
    return value !== null && typeof value === "object" ? value : {};
  } catch {
    return {};
  }
}

/// Calls `onEvent({ type, ...data })` until the signal aborts; connects again after a break. `onOpen`
/// is called on each connection: what happened before it has to be asked for.
export async function listen({ partner = "", signal, onEvent, onOpen = () => {} }) {
  for (let wait = 1000; !signal.aborted; wait = Math.min(wait * 2, 30_000)) {
    try {
      const answer = await ask(address("events", { partner }), { signal, headers: { accept: "text/event-stream" } });
      wait = 1000;
      onOpen();
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      const parser = new EventParser();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read())
        for (const event of parser.push(piece.value)) onEvent({ ...parsed(event.data), type: event.type });
    } catch (error) {
      if (error.status === 401 || error.status === 403) return;
    }
    await pause(wait, signal);
  }
}
