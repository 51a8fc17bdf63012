// The exercises as drawn people: joints in a box 100 wide, the floor at y = 100. Two postures each.

import { s } from "./dom.js";

// Limbs: the body's near side is drawn over the far one. Each row is a line through joints.
const side = ({ head, trunk, arm, leg, farArm, farLeg }) => ({ head, trunk, near: [arm, leg], far: [farArm, farLeg].filter(Boolean) });

const standing = side({
  head: [50, 13], trunk: [[50, 27], [50, 56]], arm: [[50, 27], [51, 42], [54, 55]],
  leg: [[50, 56], [51, 76], [49, 96], [57, 97.5]],
});

export const FIGURES = {
  squat: {
    rest: standing,
    work: side({
      head: [57, 26], trunk: [[52, 39], [37, 66]], arm: [[52, 39], [68, 44], [84, 41]],
      leg: [[37, 66], [62, 70], [49, 96], [59, 97.5]],
    }),
  },
  lunge: {
    rest: standing,
    work: side({
      head: [47, 19], trunk: [[47, 33], [46, 62]], arm: [[47, 33], [50, 47], [47, 60]],
      leg: [[46, 62], [71, 66], [70, 96], [79, 97.5]], farLeg: [[46, 62], [39, 88], [14, 88], [13, 97]],
    }),
  },
  bridge: {
    rest: side({
      head: [11, 92], trunk: [[24, 95], [56, 95]], arm: [[24, 95], [38, 97], [50, 97]],
      leg: [[56, 95], [76, 68], [83, 96], [92, 97]],
    }),
    work: side({
      head: [11, 92], trunk: [[24, 94], [55, 75]], arm: [[24, 94], [38, 97], [50, 97]],
      leg: [[55, 75], [80, 63], [83, 96], [92, 97]],
    }),
  },
  clamshell: {
    rest: side({
      head: [10, 84], trunk: [[23, 89], [52, 88]], arm: [[23, 89], [34, 95], [22, 96]],
      leg: [[52, 87], [76, 89], [94, 93]], farLeg: [[52, 91], [74, 96], [94, 96]],
    }),
    work: side({
      head: [10, 84], trunk: [[23, 89], [52, 88]], arm: [[23, 89], [34, 95], [22, 96]],
      leg: [[52, 86], [74, 62], [94, 92]], farLeg: [[52, 91], [74, 96], [94, 96]],
    }),
  },
  superman: {
    rest: side({
      head: [20, 60], trunk: [[31, 63], [64, 62]], arm: [[31, 63], [30, 80], [28, 97]],
      leg: [[64, 62], [66, 95], [88, 96]],
    }),
    work: side({
      head: [19, 62], trunk: [[31, 63], [64, 62]], arm: [[31, 62], [16, 50], [2, 46]],
      leg: [[64, 62], [66, 95], [88, 96]], farArm: [[31, 63], [30, 80], [28, 97]],
      farLeg: [[64, 61], [82, 56], [99, 53]],
    }),
  },
  superman_prone: {
    rest: side({
      head: [19, 93], trunk: [[30, 95], [58, 95]], arm: [[30, 95], [17, 97], [3, 97]],
      leg: [[58, 95], [78, 96], [97, 97]],
    }),
    work: side({
      head: [19, 80], trunk: [[30, 85], [57, 94]], arm: [[30, 85], [15, 77], [2, 72]],
      leg: [[57, 94], [77, 89], [97, 81]],
    }),
  },
};

// Seen from the front, for the place of the camera.
export const FACING = {
  squat: {
    head: [50, 26], trunk: [[50, 40], [50, 66]], near: [
      [[39, 40], [61, 40]], [[39, 40], [40, 52], [50, 50]], [[61, 40], [60, 52], [50, 50]],
      [[42, 66], [58, 66]], [[42, 66], [33, 72], [37, 96], [33, 98]], [[58, 66], [67, 72], [63, 96], [67, 98]],
    ], far: [],
  },
  lunge: {
    head: [50, 20], trunk: [[50, 34], [50, 62]], near: [
      [[40, 34], [60, 34]], [[40, 34], [37, 50], [43, 61]], [[60, 34], [63, 50], [57, 61]],
      [[44, 62], [56, 62]], [[44, 62], [43, 70], [43, 96], [41, 98]],
    ], far: [[[56, 62], [58, 88], [58, 93]]],
  },
};

const line = (points) => `M${points.map(([x, y]) => `${x} ${y}`).join("L")}`;

/** One posture as SVG shapes; the colours come from the style sheet. */
export function person(figure, kind = "work") {
  return s("g", { class: `person person-${kind}` },
    figure.far.map((l) => s("path", { d: line(l), class: "limb limb-far" })),
    s("path", { d: line(figure.trunk), class: "trunk" }),
    figure.near.map((l) => s("path", { d: line(l), class: "limb" })),
    s("circle", { cx: figure.head[0], cy: figure.head[1], r: 8, class: "head" }));
}

/** The highest point of a posture, so that a lying person can be shown without the room above. */
const top = ({ head, near, far }) => Math.min(head[1] - 10, ...[...near, ...far].flat().map(([, y]) => y - 5));

/** The exercise as a small picture: start posture pale behind the full one; tight leaves no room above. */
export function tile(name, isTight = false) {
  const figure = FIGURES[name] ?? { rest: standing, work: standing };
  const y = isTight ? Math.min(top(figure.rest), top(figure.work)) : 0;
  return s("svg", { viewBox: `-4 ${y} 108 ${106 - y}`, class: "figure", "aria-hidden": "true" },
    s("path", { d: "M-4 102H104", class: "floor" }), person(figure.rest, "rest"), person(figure.work));
}
