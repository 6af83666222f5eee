// Server-sent events out of the pieces of a stream (WHATWG HTML, 9.2.6). EventSource cannot send a
// token, so the stream is read with fetch and taken apart here.

const MOST = 1 << 20; // characters of one event; more is no event of ours

export class EventParser {
  #rest = "";
  #type = "";
  #data = [];
  #size = 0;

  /// The events that a piece completes: [{ type, data }].
  push(piece) {
    const events = [];
    this.#rest += piece;
    // A CR at the end may be half of a CRLF: it waits for what follows.
    for (;;) {
      const end = /\r\n|\n|\r(?!$)/.exec(this.#rest);
      if (end === null) break;
      this.#line(this.#rest.slice(0, end.index), events);
      this.#rest = this.#rest.slice(end.index + end[0].length);
    }
    if (this.#rest.length > MOST) throw new Error("an event without end");
    return events;
  }

  #line(line, events) {
    if (line === "") return this.#dispatch(events);
    const colon = line.indexOf(":");
    if (colon === 0) return; // a comment: the server keeps the connection alive
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.#type = value;
    if (field === "data") this.#data.push(value);
    this.#size += line.length;
    if (this.#size > MOST) throw new Error("an event without end");
  }

  #dispatch(events) {
    if (this.#data.length > 0) events.push({ type: this.#type || "message", data: this.#data.join("\n") });
    this.#type = "";
    this.#data = [];
    this.#size = 0;
  }
}
