// A routine on the coach's page: its tile, and its steps in full.

import { h } from "../dom.js";
import { tile } from "../figures.js";
import { plural, seconds } from "../format.js";

const MOST_FIGURES = 3;

const rounded = ({ duration_s: t }) => Math.max(1, Math.round(t / 60));
export const minutes = (routine) => plural(rounded(routine), "minute");

/** One of the choices; `input` is its radio button. */
export function routineTile(routine, input) {
  const figures = [...new Set(routine.steps.map((s) => s.exercise))].slice(0, MOST_FIGURES);
  return h("label", { class: "choice" }, input, h("span", { class: "choice-figures" }, figures.map((name) => tile(name))),
    h("span", { class: "choice-name" }, routine.title), h("span", { class: "soft small" }, `${plural(routine.steps.length, "exercise")}, ${rounded(routine)} min`));
}

/** What is asked for, step by step. */
export function stepList({ steps }) {
  return h("ol", { class: "steps" }, steps.map((step, i) => h("li", {}, tile(step.exercise, true),
    h("div", {}, h("p", { class: "step-title" }, step.title), h("p", {}, step.words), step.note && h("p", { class: "soft" }, step.note),
      i < steps.length - 1 && step.rest_s > 0 && h("p", { class: "soft small" }, `Then ${restWords(step.rest_s)} of rest`)))));
}

const restWords = (t) => (t % 60 ? seconds(t).replace(".0", "") : plural(t / 60, "minute"));
