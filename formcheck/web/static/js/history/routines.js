// The routines that were begun: when, and what was done of each.

import { h, sign } from "../dom.js";
import { day, plural, time } from "../format.js";

const SHOWN = 3;

/** A list of routines done, the newest first; nothing where there are none. */
export function routinesDone(runs) {
  if (!runs.length) return "";
  const list = h("ul", { class: "sessions" });
  const more = h("button", { type: "button", class: "button more", onclick: () => draw(runs.length) });
  const draw = (n) => {
    list.replaceChildren(...runs.slice(0, n).map(row));
    more.hidden = n >= runs.length;
    more.textContent = `All ${plural(runs.length, "routine")}`;
  };
  draw(SHOWN);
  return h("section", { class: "stack" }, h("h2", {}, "Routines"), list, more);
}

function row(run) {
  return h("li", { class: "run" },
    h("div", {}, h("p", { class: "session-title" }, run.title), h("p", { class: "soft small" }, `${day(run.started_at)}, ${time(run.started_at)}`)),
    h("p", { class: "run-done" }, h("strong", { class: "session-good" }, `${run.steps_done} of ${run.steps.length}`), h("span", { class: "soft small" }, "exercises done")),
    h("ol", { class: "run-steps small" }, run.steps.map(step)));
}

function step(s) {
  const side = ["left", "right"].includes(s.side) ? `, ${s.side}` : "";
  const count = `${s.reps}${s.reps_planned ? ` of ${s.reps_planned}` : ""}`;
  return h("li", {}, sign(s.is_done ? "good" : "unseen"), h("span", {}, s.session_id ? h("a", { href: `#/session/${s.session_id}` }, s.title) : s.title, `${side}: ${count}`));
}
