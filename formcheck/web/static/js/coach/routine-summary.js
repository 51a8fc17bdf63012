// The end of a routine: every step as asked for and as done, and where to look closer.

import { add, h, notice, sign } from "../dom.js";
import { tile } from "../figures.js";
import { plural, sentence } from "../format.js";

/** Replaces the stage by the summary of `message` {routine, warning}. */
export function showRoutineSummary(place, { routine, warning }, { again }) {
  const done = routine.steps.filter(isDone).length;
  const results = routine.steps.map((s) => s.result).filter(Boolean);
  const [reps, good] = ["reps", "good_reps"].map((name) => results.reduce((sum, r) => sum + r[name], 0));
  place.replaceChildren();
  add(place,
    h("div", { class: "head" }, h("h1", {}, headline(routine, done, reps)),
      h("p", { class: "lead" }, `${routine.title}: ${done} of ${plural(routine.steps.length, "exercise")} done, ${good} of ${plural(reps, "repetition")} without a fault.`)),
    warning && notice({ tone: "caution", title: sentence(warning) }),
    h("ol", { class: "steps steps-done" }, routine.steps.map(row)),
    h("p", { class: "actions" }, h("a", { class: "button button-main", href: "#/history" }, "See it in the history"),
      h("button", { type: "button", class: "button", onclick: again }, "Train again")));
  const heading = place.querySelector("h1");
  heading.setAttribute("tabindex", "-1");
  heading.focus();
}

function headline({ steps }, done, reps) {
  if (!reps) return "Nothing was counted";
  return done === steps.length ? "Routine done" : "A part of it is done";
}

/** What counts of a step: with one side asked for, only that one. */
export const repsOf = ({ result, side }) => (side === "left" || side === "right" ? result?.reps_by_side[side] : result?.reps) ?? 0;
const isDone = (step) => repsOf(step) >= (step.reps_planned ?? 1);

function row(step) {
  const { result, session_id: id, title } = step;
  const count = `${repsOf(step)}${step.reps_planned ? ` of ${step.reps_planned}` : ""}`;
  return h("li", {}, tile(step.exercise, true),
    h("div", {}, h("p", { class: "step-title" }, id ? h("a", { href: `#/session/${id}` }, title) : title), h("p", { class: "soft" }, step.words)),
    h("p", { class: "step-count" }, h("strong", {}, count), h("span", { class: "soft small" }, "repetitions")),
    h("div", { class: "step-mend" }, mend(result)));
}

/** The fault that was seen most often, in the coach's words. */
function mend(result) {
  if (!result?.reps) return h("p", { class: "soft" }, result ? "Nothing counted" : "Not reached");
  const groups = new Map();
  for (const fault of result.faults) groups.set(fault.cue, [...(groups.get(fault.cue) ?? []), fault]);
  const [worst] = [...groups.values()].sort((a, b) => b.length - a.length);
  if (!worst) return h("p", { class: "verdict" }, sign("good"), "No fault seen");
  const times = new Set(worst.map((f) => f.rep)).size;
  return h("p", { class: "verdict" }, sign(worst[0].severity), h("span", {}, `“${worst[0].cue}”, ${plural(times, "time")}`));
}
