// Plots as SVG: time across, a value up, with shaded spans, marks and a cursor.

import { add, h, s } from "./dom.js";

/** A straight map from one range to another. */
export const scale = (d0, d1, r0, r1) => (v) => r0 + ((v - d0) / (d1 - d0 || 1)) * (r1 - r0);

/** Round steps that cover a range: about `n` of them. */
function ticks(low, high, n = 5) {
  const raw = (high - low) / n || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((m) => m >= raw) ?? raw;
  const first = Math.ceil(low / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((high - first) / step + 1e-9) + 1) }, (_, i) => Number((first + i * step).toPrecision(10)));
}

/** The path of a line that breaks where nothing was measured. */
export function path(xs, ys, x, y) {
  let d = "";
  let isDown = false;
  xs.forEach((v, i) => {
    const value = ys[i];
    if (value === null || !Number.isFinite(value)) { isDown = false; return; }
    d += `${isDown ? "L" : "M"}${x(v).toFixed(1)} ${y(value).toFixed(1)}`;
    isDown = true;
  });
  return d;
}

/** The sign of a fault in a plot: a triangle; of a caution: a diamond. */
export function mark(cx, cy, severity, r = 8) {
  const d = severity === "fault" ? `M${cx} ${cy - r}L${cx + r} ${cy + 0.75 * r}H${cx - r}Z` : `M${cx} ${cy - r}L${cx + r} ${cy}L${cx} ${cy + r}L${cx - r} ${cy}Z`;
  return s("path", { d, class: `mark-${severity}` });
}

const SIZE = { left: 52, right: 14, top: 30, bottom: 30 };

/** An empty plot with its axes. Returns {svg, x, y, add}. `box` is [width, height] of its drawing units. */
export function frame({ box: [width, height], domainX, domainY, labelX, labelY, title, xTicks, format = String }) {
  const x = scale(...domainX, SIZE.left, width - SIZE.right);
  const top = labelY ? SIZE.top : 10;
  const y = scale(...domainY, height - SIZE.bottom, top);
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, class: "plot", role: "img", "aria-label": title });
  const back = s("g", {});
  add(svg, back,
    s("g", {}, ticks(...domainY, 4).map((v) => [s("path", { d: `M${SIZE.left} ${y(v)}H${width - SIZE.right}`, class: "plot-grid" }),
      s("text", { x: SIZE.left - 8, y: y(v) + 4, "text-anchor": "end" }, format(v))])),
    s("g", {}, (xTicks ?? ticks(...domainX, width / 110).map((v) => [v, String(v)])).map(([v, words]) =>
      s("text", { x: x(v), y: height - 9, "text-anchor": "middle" }, words))),
    labelY && s("text", { x: 2, y: 14, class: "plot-strong" }, labelY),
    labelX && s("text", { x: width - SIZE.right, y: 14, "text-anchor": "end" }, labelX));
  return { svg, x, y, back, add: (...shapes) => add(svg, ...shapes), top, bottom: height - SIZE.bottom };
}

/** The driving signal of a session. `seek(t_s)` is called on a click; returns {element, at(t_s)}. */
export function signalPlot({ traces, result, unit, label }, seek) {
  // one line, or one a side where each side is counted by its own
  const lines = traces.driving.map((name) => traces.signals[name] ?? []);
  const seen = lines.flat().filter((v) => v !== null && Number.isFinite(v));
  if (!seen.length) return null;
  const [low, high] = [Math.min(...seen), Math.max(...seen)];
  const room = 0.12 * (high - low || 1);
  // not to the clip's end: where it holds several exercises, others follow
  const end = Math.max(traces.t_s.at(-1), ...result.repetitions.map((rep) => rep.end_s));
  const narrow = window.innerWidth < 720;
  const plot = frame({ box: narrow ? [460, 280] : [960, 270], domainX: [traces.t_s[0], end], domainY: [low - room, high + 2 * room],
    labelX: "seconds", labelY: `${label}${unit ? `, ${unit}` : ""}`, title: `${label} over time. The table below has the same in numbers.` });
  const { x, y } = plot;
  for (const [i, rep] of result.repetitions.entries()) {
    plot.back.append(s("rect", { x: x(rep.start_s), y: plot.top, width: Math.max(1, x(rep.end_s) - x(rep.start_s)), height: plot.bottom - plot.top, class: "plot-rep" }));
    plot.add(s("text", { x: x((rep.start_s + rep.end_s) / 2), y: plot.top + 15, "text-anchor": "middle", class: "plot-strong" }, String(result.repetitions[i].number)));
  }
  for (const [start, stop] of result.holds) plot.back.append(s("rect", { x: x(start), y: plot.top + 22, width: Math.max(1, x(stop) - x(start)), height: plot.bottom - plot.top - 22, class: "plot-hold" }));
  plot.add(lines.map((values, i) => s("path", { d: path(traces.t_s, values, x, y), class: `plot-line ${i ? "plot-line-other" : ""}` })));
  for (const fault of result.faults) plot.add(s("path", { d: `M${x(fault.t_s)} ${plot.top + 30}V${plot.bottom}`, class: `mark-stem-${fault.severity}` }), mark(x(fault.t_s), plot.top + 28, fault.severity));
  const cursor = s("path", { class: "plot-cursor", d: `M0 ${plot.top}V${plot.bottom}` });
  plot.add(cursor);
  plot.svg.classList.add("plot-clickable");
  plot.svg.addEventListener("click", (event) => {
    const box = plot.svg.getBoundingClientRect();
    const share = ((event.clientX - box.left) / box.width) * plot.svg.viewBox.baseVal.width;
    seek(Math.min(end, Math.max(0, scale(x(0), x(1), 0, 1)(share))));
  });
  const at = (t) => cursor.setAttribute("transform", `translate(${x(Math.min(end, Math.max(traces.t_s[0], t))).toFixed(1)} 0)`);
  at(traces.t_s[0]);
  return { element: h("figure", { class: "signal" }, plot.svg, legend(result, lines.length > 1)), at };
}

function legend(result, hasSides) {
  const icon = (...shapes) => s("svg", { viewBox: "0 0 22 16", "aria-hidden": "true" }, shapes);
  const has = (severity) => result.faults.some((f) => f.severity === severity);
  const line = (more) => icon(s("path", { d: "M0 8H22", class: `plot-line ${more}` }));
  return h("ul", { class: "legend" }, hasSides && [h("li", {}, line(""), "left"), h("li", {}, line("plot-line-other"), "right")], h("li", {}, icon(s("rect", { width: 22, height: 16, class: "plot-rep" })), "repetition"),
    result.holds.length > 0 && h("li", {}, icon(s("rect", { x: 1, y: 1, width: 20, height: 14, class: "plot-hold" })), "hold"),
    has("fault") && h("li", {}, icon(mark(11, 9, "fault", 7)), "fault"), has("caution") && h("li", {}, icon(mark(11, 8, "caution", 7)), "caution"),
    h("li", {}, icon(s("path", { d: "M11 0V16", class: "plot-cursor" })), "now in the video"));
}
