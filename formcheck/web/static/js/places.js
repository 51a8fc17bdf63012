// Where to put the camera, as two drawings: what it looks like from behind the camera, and from above.

import { h, s } from "./dom.js";
import { person, props } from "./figures.js";
import { seen } from "./postures.js";

const range = ([low, high], unit) => `${low === high ? low : `${low} to ${high}`} ${unit}`;
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** A placement of the catalogue, with what the drawings need. */
function drawn(placement, exercise) {
  const isLying = !exercise.postures.includes("standing");
  const isOnSide = exercise.postures.some((p) => p.startsWith("lying"));
  return {
    ...placement, isLying, isHigh: placement.height_m[1] > 1.5, isFront: !isLying && placement.yaw_deg % 180 === 0,
    distance: range(placement.distance_m, "m"), height: range(placement.height_m, "m high"),
    // from above, somebody lying lies along the drawing, the head on the left; 90 degrees is below
    turn: ((isOnSide ? placement.yaw_deg + 90 : placement.yaw_deg) * Math.PI) / 180,
  };
}

const text = (x, y, words, more = {}) => s("text", { x, y, class: "label", "text-anchor": "middle", ...more }, words);

function arrow(x0, y0, x1, y1) {
  const angle = Math.atan2(y1 - y0, x1 - x0);
  const tip = (x, y, way) => [-0.45, 0.45].map((d) =>
    `M${x} ${y}L${x + 9 * Math.cos(way + d)} ${y + 9 * Math.sin(way + d)}`).join("");
  return s("path", { class: "measure", d: `M${x0} ${y0}L${x1} ${y1}${tip(x0, y0, angle)}${tip(x1, y1, angle + Math.PI)}` });
}

// no empty room above somebody who lies
const viewBox = ({ isLying, isHigh }) => (isLying && !isHigh ? "0 66 360 204" : "0 44 360 226");

/** From behind the camera: the person on the floor, the camera on its stand in front. */
function scene(name, place) {
  const size = place.isLying ? 1.5 : 1.62;
  const top = place.isHigh ? 96 : place.isLying ? 190 : 160;
  return s("svg", { viewBox: viewBox(place), class: "scene", role: "img", "aria-label": sceneWords(place) },
    s("path", { d: "M34 196H326L360 270H0Z", class: "ground" }),
    s("path", { d: "M40 196H222L234 209H28Z", class: "mat" }),
    s("g", { transform: `translate(${131 - 50 * size} ${203 - 98 * size}) scale(${size})` }, props(name), person(seen(name, place))),
    tripod(296, top, place.is_upright ? [24, 44] : [48, 32]),
    arrow(182, 220, 270, 254), text(206, 258, place.distance, { "text-anchor": "end" }),
    arrow(334, top + 6, 334, 262), text(352, top - 32, place.height, { "text-anchor": "end" }));
}

function tripod(x, top, [width, height]) {
  return s("g", { class: "camera" },
    s("path", { d: `M${x} ${top}V236M${x} 226L${x - 15} 262M${x} 226L${x + 15} 262`, class: "stand" }),
    s("rect", { x: x - width / 2, y: top - height / 2, width, height, rx: 4, class: "device" }),
    s("circle", { cx: x, cy: top - height / 2 + 5, r: 1.8, class: "lens" }));
}

/** From above: the body, the camera and what it sees. */
function plan(place) {
  // the body lies or stands in the middle, its front or its feet towards the bottom of the drawing
  const [cx, cy] = [180, 118];
  const reach = 112;
  const at = place.isLying ? [Math.cos(place.turn), Math.sin(place.turn)] : [Math.sin(place.turn), Math.cos(place.turn)];
  const [x, y] = [cx + reach * at[0], cy + reach * at[1]];
  const back = Math.atan2(cy - y, cx - x);
  const edge = (d) => `${x + 168 * Math.cos(back + d)} ${y + 168 * Math.sin(back + d)}`;
  const [lx, ly] = [cx + (reach * at[0]) / 2, cy + (reach * at[1]) / 2];
  return s("svg", { viewBox: viewBox(place), class: "scene", role: "img", "aria-label": `From above: camera ${place.name}` },
    s("path", { d: `M${x} ${y}L${edge(-0.42)}A168 168 0 0 1 ${edge(0.42)}Z`, class: "cone" }),
    place.isLying ? lyingBody(cx, cy) : standingBody(cx, cy),
    s("path", { d: `M${x} ${y}L${cx} ${cy}`, class: "sight" }),
    s("g", { transform: `translate(${x} ${y}) rotate(${(back * 180) / Math.PI})`, class: "camera" },
      s("rect", { x: -12, y: -14, width: 14, height: 28, rx: 4, class: "device" }), s("path", { d: "M2 -6 10 -10V10L2 6Z", class: "device" })),
    text(lx, ly, place.distance, { class: "label label-on", dy: 5 }),
    text(14, 258, "From above", { class: "label label-quiet", "text-anchor": "start" }));
}

function standingBody(x, y) {
  return s("g", { class: "above" }, s("path", { d: `M${x - 16} ${y + 8}v14M${x + 16} ${y + 8}v14`, class: "feet" }),
    s("ellipse", { cx: x, cy: y, rx: 34, ry: 13, class: "trunk-above" }),
    s("circle", { cx: x, cy: y, r: 12, class: "head" }), s("path", { d: `M${x - 5} ${y + 10}l5 9 5-9Z`, class: "head" }));
}

function lyingBody(x, y) {
  return s("g", { class: "above" }, s("rect", { x: x - 92, y: y - 27, width: 184, height: 54, rx: 8, class: "mat" }),
    s("path", { d: `M${x + 14} ${y - 7}H${x + 76}M${x + 14} ${y + 7}H${x + 76}`, class: "legs-above" }),
    s("rect", { x: x - 52, y: y - 15, width: 70, height: 30, rx: 14, class: "trunk-above" }),
    s("circle", { cx: x - 68, cy: y, r: 12, class: "head" }));
}

const sceneWords = (p) => `Camera ${p.name}, ${p.distance} away, ${p.height}`;

/** The whole advice for an exercise: a switch between the places, the drawings, and the words. */
export function placement(exercise) {
  const places = (exercise.placements ?? []).map((p) => drawn(p, exercise));
  if (!places.length) return h("p", {}, exercise.setup);
  const box = h("div", { class: "placement" });
  const show = (index) => box.replaceChildren(...[places.length > 1 && choice(index), pictures(places[index]), words(places[index])].filter(Boolean));
  const choice = (chosen) => h("div", { class: "segments", role: "group", "aria-label": "Place of the camera" },
    places.map((p, i) => h("button", { type: "button", class: "segment", "aria-pressed": String(i === chosen),
      onclick: () => { show(i); box.querySelectorAll(".segment")[i].focus(); } }, capital(p.name))));
  const pictures = (place) => h("div", { class: "placement-pictures" }, scene(exercise.name, place), plan(place));
  show(0);
  return box;
}

function words(place) {
  const phone = place.is_upright ? "A phone stands upright" : "A phone lies on its side";
  return h("p", { class: "placement-words" }, h("strong", {}, `Shows ${place.shows}. `),
    `Camera ${place.name}, ${place.distance} away, ${place.height}. ${phone}, ${place.in_picture} in the picture.`);
}
