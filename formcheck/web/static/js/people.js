// Whose own limits hold, where somebody has any: a physiotherapist's file, or one made by calibration.

import { h } from "./dom.js";
import { plural, sentence, value } from "./format.js";

/** A field; `choice.person` is kept up to date. Nothing where nobody has targets. */
export function personField(choice, people) {
  if (!people.includes(choice.person)) choice.person = "";
  return people.length > 0 && h("label", { class: "field" }, h("span", {}, "Limits"),
    h("select", { onchange: (e) => { choice.person = e.target.value; } },
      [["", "Usual"], ...people.map((name) => [name, name])].map(([value, text]) =>
        h("option", { value, selected: value === choice.person }, text))));
}

/** Whose limits a result was judged by, and what they change; nothing for the usual ones. */
export function personalLimits({ personal }) {
  if (!personal) return null;
  const { file, changes } = personal;
  return h("details", { class: "card" },
    h("summary", {}, `Judged by ${file.replace(/\.toml$/, "")}’s own limits: ${changes.length ? `${plural(changes.length, "figure")} changed` : "none changed here"}`),
    h("ul", {}, changes.map((c) => h("li", {}, changeWords(c)))));
}

function changeWords({ limit, field, standard, own, unit }) {
  const name = limit ? sentence(limit) : "Range of motion";
  if (field === "skip") return `${name}: left out`;
  if (typeof own === "string") return `${name}: ${field} “${own}” instead of “${standard}”`;
  return `${name}: ${sentence(field).toLowerCase()} ${value(own, unit, 2)} instead of ${value(standard, unit, 2)}`;
}
