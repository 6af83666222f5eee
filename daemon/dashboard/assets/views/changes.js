// What changed lately, over all partners.
import { get } from "../api.js";
import { h } from "../dom.js";
import { feedback, moreButton, nothing, transition } from "../parts.js";

const PAGE = 50;

/// The list of `path`, newest first, with a way to older ones.
export async function changesOf(path, options, signal) {
  const list = h("ol", { class: "transitions" });
  const told = feedback();
  let before = "";
  const load = async () => {
    const answer = await get(path, { before, limit: PAGE }, signal);
    const { transitions } = answer;
    list.append(...transitions.map((each) => transition(each, options)));
    before = answer.next ?? "";
    return before !== "";
  };
  const more = await load();
  if (list.children.length === 0) return [nothing("Nothing has changed so far.")];
  return [list, more ? moreButton(load, told) : null, told.line];
}

export const changes = {
  title: "Changes",
  async draw(main, { signal }) {
    const parts = await changesOf("transitions", { showPartner: true }, signal);
    if (!signal.aborted) main.replaceChildren(h("h1", null, "Changes"), ...parts.filter(Boolean));
  },
};
