// How each exercise is done, from where it is filmed, and what is judged with which limit.

import { api } from "./api.js";
import { add, h, sign } from "./dom.js";
import { tile } from "./figures.js";
import { placement } from "./places.js";
import { seenFrom, sentence, value } from "./format.js";

const KINDS = { reps: "Counted", hold: "Held", "reps+hold": "Counted and held" };

/** The overview, or one exercise by name. */
export async function mount(place, [name]) {
  const exercises = await api.exercises();
  const one = exercises.find((e) => e.name === name);
  if (one) page(place, one);
  else overview(place, exercises);
}

function overview(place, exercises) {
  add(place,
    h("div", { class: "head" }, h("h1", {}, "Exercises"),
      h("p", { class: "lead" }, "How to do them, where to put the camera, and what is judged from there.")),
    h("ul", { class: "tiles" }, exercises.map((e) => h("li", {}, h("a", { class: "tile", href: `#/exercises/${e.name}` },
      tile(e.name), h("span", { class: "tile-name" }, e.title), h("span", { class: "tile-note" }, KINDS[e.kind] ?? e.kind))))));
}

function page(place, exercise) {
  add(place,
    h("div", { class: "exercise-head" },
      h("div", { class: "head" }, h("p", {}, h("a", { href: "#/exercises" }, "All exercises")), h("h1", {}, exercise.title),
        h("p", { class: "lead" }, exercise.counts),
        exercise.instead && instead(exercise.instead),
        h("p", { class: "actions" }, exercise.instead ? h("a", { class: "button button-main", href: "#/analyze" }, "Analyze a clip")
          : h("a", { class: "button button-main", href: `#/coach/${exercise.name}` }, "Do it now"),
          h("a", { class: "button", href: `#/history/${exercise.name}` }, "My history"))),
      h("div", { class: "exercise-figure" }, tile(exercise.name, true))),
    h("section", { class: "card" }, h("h2", {}, "Where to put the camera"), placement(exercise)),
    h("section", { class: "stack" }, h("h2", {}, "What is judged"),
      h("p", { class: "soft" }, "A fault spoils the repetition. A caution does not. Nothing is judged where it cannot be seen."),
      h("ul", { class: "judged" }, exercise.faults.map(judged))),
    exercise.unseen.length > 0 && h("section", { class: "stack" }, h("h2", {}, "What a camera does not show"),
      h("ul", { class: "judged" }, exercise.unseen.map(hidden))),
    h("section", { class: "card" }, h("h2", {}, "Sources"), h("p", {}, sentence(exercise.source))));
}

/** Why the coach does not offer it, and what to do; a command stays in one piece. */
function instead(words) {
  const [why, command] = words.split(/(?=formcheck )/);
  return h("p", {}, why, h("code", { class: "command" }, command));
}

function judged(fault) {
  const error = fault.error > 0 && `± ${amount(fault.error, fault.unit)}`;
  return h("li", { class: "card judged-one" },
    h("div", { class: "row" }, sign(fault.severity), h("h3", {}, sentence(fault.title)),
      h("span", { class: "tag" }, fault.severity === "fault" ? "Fault" : "Caution")),
    h("p", { class: "cue-words" }, `“${fault.cue}”`),
    h("dl", { class: "facts" },
      fact("Limit", limit(fault)), error && fact("Standard error", error),
      fact("Seen from", seenFrom(fault.views))),
    fault.advice && h("p", { class: "small" }, `To check it: ${fault.advice}.`),
    h("p", { class: "small soft" }, `Source: ${fault.source}`));
}

const amount = (number, unit) => value(number, unit, unit === "deg" ? 1 : 2) + (unit === "ratio" ? " (ratio)" : "");

function limit({ limit: number, unit, direction, relative }) {
  return `${amount(number, unit)} ${direction ?? ""}${relative ? ", against your own start posture" : ""}`.trim();
}

const fact = (name, words) => h("div", {}, h("dt", {}, name), h("dd", {}, words));

function hidden(fault) {
  return h("li", { class: "card judged-one" }, h("div", { class: "row" }, sign("unseen"), h("h3", {}, sentence(fault.title))),
    h("p", {}, sentence(fault.reason) + "."), h("p", { class: "small soft" }, `Source: ${fault.source}`));
}
