// Messages to receivers: those that were given up, with a way to send them again.
import { at, get, may, send } from "../api.js";
import { announce, field, h, said, select, table } from "../dom.js";
import { action, feedback, nothing } from "../parts.js";
import { replaceRoute } from "../route.js";
import { exactly, when } from "../time.js";
import { count, deliveryLabel, DELIVERIES } from "../words.js";

function about(row) {
  return [
    said(row.subject, 300),
    h("span", { class: "under" }, "to ", said(row.channel), " · ", h("code", null, said(row.id))),
    row.error ? h("span", { class: "under bad" }, said(row.error, 300)) : null,
  ];
}

// The row stays and says what became of it: it may be read again, and nothing jumps.
function replay(row, told) {
  if (row.state !== "dead") return null;
  if (!may("admin")) return h("span", { class: "soft" }, "an admin may send it again");
  const button = action("Send again", {}, async () => {
    await send("POST", at`deliveries/${row.id}/replay`);
    told.say(`“${row.subject}” is on its way again, under the same id.`);
    button.replaceWith(h("span", { class: "chip busy" }, "pending again"));
  }, told);
  return button;
}

const columns = (told) => [
  { title: "Message", header: true, class: "wide", cell: about },
  { title: "State", cell: (row) => h("span", { class: `chip ${row.state === "dead" ? "warn" : ""}` }, deliveryLabel(row.state)) },
  { title: "Tries", class: "figure", cell: (row) => String(row.attempts ?? 0) },
  { title: "Made", cell: (row) => exactly(row.created_at) },
  { title: "Next or sent", cell: (row) => (row.state === "pending" ? when(row.next_try) : when(row.sent_at)) },
  { title: "Action", cell: (row) => replay(row, told) },
];

export const deliveries = {
  title: "Deliveries",
  async draw(main, { route, signal }) {
    const state = Object.hasOwn(DELIVERIES, route.query.state ?? "") ? route.query.state : "dead";
    const { deliveries: rows } = await get("deliveries", { state }, signal);
    if (signal.aborted) return;
    const told = feedback();
    const choice = select({ name: "state" }, Object.entries(DELIVERIES), state);
    choice.addEventListener("change", () => replaceRoute(["deliveries"], { state: choice.value }));
    const hadFocus = document.activeElement?.name === "state";
    main.replaceChildren(
      h("h1", null, "Deliveries"),
      h("p", { class: "lead" }, "Webhooks and mails. What could not be delivered after all tries is kept here until somebody sends it again."),
      h("form", { class: "filters", "aria-label": "Filter the deliveries" }, field("State", choice)),
      rows.length === 0
        ? nothing(state === "dead" ? "Nothing was given up." : "There are none.")
        : table({ caption: `${count(rows.length, "delivery", "deliveries")}: ${deliveryLabel(state).toLowerCase()}`, columns: columns(told), rows }),
      told.line,
    );
    if (hadFocus) choice.focus();
    announce(count(rows.length, "delivery", "deliveries"));
  },
};
