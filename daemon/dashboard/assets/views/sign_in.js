import { session } from "../api.js";
import { field, h } from "../dom.js";
import { icon } from "../icons.js";

/// Asks for a token, once a tab. `done` finds out whether it is one.
export function signIn(main, why, done) {
  const token = h("input", {
    type: "password",
    name: "token",
    required: true,
    autocomplete: "current-password",
    spellcheck: "false",
    autocapitalize: "off",
    "aria-describedby": why ? "why" : null,
  });
  const submit = (event) => {
    event.preventDefault();
    const entered = token.value.trim();
    if (entered === "") return;
    session.begin(entered);
    done();
  };
  main.replaceChildren(
    h(
      "form",
      { class: "sign-in", on: { submit } },
      h("h1", null, icon("attested"), "Sign in to verifyd"),
      why ? h("p", { class: "notice bad", id: "why", role: "alert" }, why) : null,
      field("Access token", token, "Made by “verifyd token add”. It stays in this tab until you sign out or close it."),
      h("button", { type: "submit", class: "primary" }, "Sign in"),
    ),
  );
  token.focus();
}
