// How an exercise changes: what is measured with the band in which a change may be error or chance, shares without.

import { h, s, sign } from "../dom.js";
import { percent, seenFrom, sentence, shortDay, value } from "../format.js";
import { groundWords } from "../ground.js";
import { frame, path } from "../plot.js";

/** All trends of one exercise from {points, mdc, changes}: like is compared with like only. */
export function trendSection(exercise, { points, mdc, changes }) {
  if (!points.length) return "";
  const groups = new Map();
  for (const point of points) groups.set(kindOf(point), [...(groups.get(kindOf(point)) ?? []), point]);
  const body = h("div", { class: "stack" });
  const newest = kindOf(points.at(-1));
  const show = (name) => body.replaceChildren(...[groups.size > 1 && choice([...groups.keys()], name, show, body),
    cards(exercise, groups.get(name), mdc, name === newest ? changes : [])].filter(Boolean));
  show(newest);
  return h("section", { class: "stack" }, h("h2", {}, `${exercise.title} over time`),
    h("p", { class: "soft" }, "The last dot is filled when it differs from the first by more than measuring error and chance explain. Where a value is measured, the band shows how much that is."), body);
}

/** Sessions are compared only where the camera stood alike, on the same ground. */
const kindOf = (point) => [seenFrom([point.view]), groundWords(point)].filter(Boolean).join(", ");

function choice(names, chosen, show, body) {
  return h("div", { class: "segments", role: "group", "aria-label": "Filmed from" }, names.map((name, i) =>
    h("button", { type: "button", class: "segment", "aria-pressed": String(name === chosen), onclick: () => { show(name); body.querySelectorAll(".segment")[i].focus(); } }, sentence(name))));
}

function cards(exercise, points, mdc, changes) {
  const unit = points.at(-1).range_unit;
  const measures = [
    { key: "good_share", title: "Repetitions without a fault", of: (p) => p.good_share, show: percent, better: 1, domain: [0, 1] },
    { key: "range", title: "Range of motion", of: (p) => p.range_mean, show: (v) => value(v, unit), better: 1, band: mdc.range },
    exercise.kind !== "reps" && { key: "hold_s", title: "Mean hold", of: (p) => p.hold_s_mean, show: (v) => value(v, "s"), better: 1, band: mdc.hold_s },
    exercise.sides !== "both" && { key: "difference", title: "Left less right", of: (p) => p.left_right_difference, show: (v) => value(v, unit), better: 0, band: mdc.difference },
    ...faultMeasures(exercise, points),
  ].filter((m) => m && points.some((p) => Number.isFinite(m.of(p) ?? NaN)));
  return h("div", { class: "trends" }, measures.map((m) => card(m, points, changes.find((c) => c.measure === m.key))));
}

function faultMeasures(exercise, points) {
  const names = [...new Set(points.flatMap((p) => Object.keys(p.fault_rate ?? {})))];
  const seen = names.filter((n) => points.some((p) => p.fault_rate[n] > 0));
  return seen.map((name) => ({ key: name, title: sentence(exercise.faults.find((f) => f.name === name)?.title ?? name),
    of: (p) => p.fault_rate?.[name], show: percent, better: -1, domain: [0, 1] }));
}

function card(measure, points, change) {
  const used = points.filter((p) => Number.isFinite(measure.of(p) ?? NaN));
  const last = measure.of(used.at(-1));
  return h("article", { class: "card" }, h("div", { class: "row spread" }, h("h3", {}, measure.title), h("strong", {}, measure.show(last))),
    used.length > 1 ? plot(measure, used, change) : h("p", { class: "soft" }, "One session so far. The next one shows a trend."),
    used.length > 1 && verdict(measure, used, change));
}

/** What first and last must differ by: what the server says of this pair, else the measuring error alone. */
const half = (measure, change) => change?.detectable ?? measure.band;

/** Whether first and last differ by more than that; false where nobody can tell. */
function isReal(measure, points, change) {
  const needed = half(measure, change);
  return Boolean(needed) && Math.abs(measure.of(points.at(-1)) - measure.of(points[0])) > needed;
}

function plot(measure, points, change) {
  const values = points.map(measure.of);
  const base = values[0];
  // of few repetitions, chance alone reaches over the whole height of a share: a band would tell nothing
  const band = measure.band ? half(measure, change) : 0;
  const [low, high] = measure.domain ?? [Math.min(...values, base - band), Math.max(...values, base + band)];
  const room = measure.domain ? 0 : 0.15 * (high - low || 1);
  const xs = points.map((_, i) => i);
  const every = Math.ceil(points.length / 6);
  const drawing = frame({ box: [520, 205], domainX: [-0.3, points.length - 0.7], domainY: [low - room, high + room], labelY: "",
    title: `${measure.title}: ${points.map((p) => `${shortDay(p.started_at)} ${measure.show(measure.of(p))}`).join(", ")}`,
    xTicks: xs.filter((i) => i % every === 0).map((i) => [i, shortDay(points[i].started_at)]), format: measure.show });
  const { x, y, top, bottom } = drawing;
  const edge = (v) => Math.min(bottom, Math.max(top, y(v)));
  if (band) drawing.back.append(s("rect", { x: x(-0.3), width: x(points.length - 0.7) - x(-0.3), y: edge(base + band), height: edge(base - band) - edge(base + band), class: "plot-band" }));
  drawing.back.append(s("path", { d: `M${x(-0.3)} ${y(base)}H${x(points.length - 0.7)}`, class: "plot-base" }));
  drawing.add(s("path", { d: path(xs, values, x, y), class: "plot-line" }), xs.map((i) => s("circle", { cx: x(i), cy: y(values[i]), r: 6, class: dot(measure, points, change, i) })));
  return drawing.svg;
}

function dot(measure, points, change, i) {
  if (i < points.length - 1 || !isReal(measure, points, change)) return "plot-dot";
  return (measure.of(points.at(-1)) - measure.of(points[0])) * measure.better >= 0 ? "plot-dot plot-dot-real" : "plot-dot plot-dot-real-worse";
}

function verdict(measure, points, change) {
  const [before, now] = [measure.of(points[0]), measure.of(points.at(-1))];
  const needed = half(measure, change);
  const step = `From ${measure.show(before)} to ${measure.show(now)}`;
  if (now === before) return h("p", { class: "verdict" }, "As in the first session.");
  if (!needed) return h("p", { class: "verdict" }, `${step} since the first session.`);
  if (!isReal(measure, points, change)) return h("p", { class: "verdict" }, sign("info"), `${step}: no change that can be told from error and chance, which reach ${measure.show(needed)}.`);
  const tone = measure.better === 0 ? "info" : (now - before) * measure.better > 0 ? "good" : "caution";
  return h("p", { class: "verdict" }, sign(tone), `${step}: a real change, more than error and chance.`);
}
