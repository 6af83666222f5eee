// What was scraped, made harmless to look at: what draws as nothing or turns other text around is
// shown by its name. The same rules as the reports' (libverify/src/report/safe_text.cpp).

const INVISIBLE =
  /[\0-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{1d173}-\u{1d17a}\u{e0000}-\u{10ffff}\ud800-\udfff]/gu;
// Joiners mean something between these: scripts that shape their letters, and emoji.
const JOINED =
  /(?<=[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}\ufe0f\p{M}])[\u200c\u200d]/gu;
const SPACES = /[ \t-\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu; // not \s: U+FEFF draws as nothing
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu; // Vietnamese and Hebrew need three

const name = (character) => `‹U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}›`;

function visible(text) {
  const kept = new Set([...text.matchAll(JOINED)].map((match) => match.index));
  return text
    .replace(INVISIBLE, (character, at) => (kept.has(at) ? character : name(character)))
    .replace(STACKED_MARKS, "$1");
}

/// One line, white space collapsed, cut at `most` characters with an ellipsis.
export function safeText(value, most = 4000) {
  const text = String(value ?? "").slice(0, most * 4).replace(SPACES, " ").trim();
  const shown = visible(text);
  return shown.length > most ? `${shown.slice(0, most).replace(/[\ud800-\udbff]$/, "")}…` : shown;
}

/// A line of a listing: its spaces stay.
export function safeLine(value, most = 2000) {
  const text = String(value ?? "").slice(0, most).replaceAll("\t", "  ");
  return visible(text);
}

/// What a link may lead to: the address as it will be followed, or nothing.
export function safeAddress(value) {
  const text = String(value ?? "");
  if (!/^https?:\/\//i.test(text) || safeText(text) !== text) return "";
  try {
    const url = new URL(text);
    // A name before the host is there to deceive.
    return url.username === "" && url.password === "" ? url.href : "";
  } catch {
    return "";
  }
}
