// The exercises as small drawings: who does them, and what they stand or sit on.

import { s } from "./dom.js";
import { FIGURES, OWN } from "./postures.js";

const line = (points) => `M${points.map(([x, y]) => `${x} ${y}`).join("L")}`;

/** One posture as SVG shapes; the colours come from the style sheet. */
export function person(figure, kind = "work") {
  return s("g", { class: `person person-${kind}` },
    figure.far.map((l) => s("path", { d: line(l), class: "limb limb-far" })),
    figure.trunk && s("path", { d: line(figure.trunk), class: "trunk" }),
    figure.near.map((l) => s("path", { d: line(l), class: "limb" })),
    figure.head && s("circle", { cx: figure.head[0], cy: figure.head[1], r: 8, class: "head" }));
}

/** What is stood or sat on, and what is pulled. */
export const props = (name) => (FIGURES[name]?.props ?? []).map((d) => s("path", { d, class: "prop" }));

function arrow([[x0, y0], [x1, y1]]) {
  const back = Math.atan2(y0 - y1, x0 - x1);
  const barb = (d) => `M${x1} ${y1}L${x1 + 9 * Math.cos(back + d)} ${y1 + 9 * Math.sin(back + d)}`;
  return s("path", { d: `M${x0} ${y0}L${x1} ${y1}${barb(-0.6)}${barb(0.6)}`, class: "way" });
}

/** The highest point of a posture, so that a lying person can be shown without the room above. */
const top = ({ head, near, far }) => Math.min(...(head ? [head[1] - 10] : []), ...[...near, ...far].flat().map(([, y]) => y - 5));

/** The exercise as a small picture: start posture pale behind the full one; tight leaves no room above. */
export function tile(name, isTight = false) {
  const figure = FIGURES[name] ?? OWN;
  const highest = Math.min(top(figure.rest), top(figure.work));
  const y = isTight ? highest : Math.min(0, highest);
  return s("svg", { viewBox: `-4 ${y} 108 ${106 - y}`, class: "figure", "aria-hidden": "true" },
    s("path", { d: "M-4 102H104", class: "floor" }), props(name), person(figure.rest, "rest"), person(figure.work),
    figure.way && arrow(figure.way));
}
