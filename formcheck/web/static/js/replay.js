// One repetition again as a stick figure, from the landmarks that were kept.

import { h } from "./dom.js";
import { drawSkeleton } from "./skeleton.js";

const HEIGHT = 420;

/** A canvas and a play button for `data` {t_s, xy, size}. Returns an element, or null where nothing was kept. */
export function replay(data, label) {
  const frames = (data?.xy ?? []).map(points);
  if (!frames.some((f) => f.some(Boolean))) return null;
  const view = fitting(frames);
  const canvas = h("canvas", { width: Math.round(HEIGHT * view.shape), height: HEIGHT, role: "img", "aria-label": `${label} as a stick figure` });
  const button = h("button", { type: "button", class: "button", onclick: () => (run.isOn ? stop() : play()) }, "Play");
  const start = data.t_s[0];
  const length = data.t_s.at(-1) - start;
  const run = { isOn: false, t: 0 };
  const show = () => draw(canvas, frames[nearest(data.t_s, start + run.t)], view);

  function play() {
    Object.assign(run, { isOn: true, last: performance.now() });
    button.textContent = "Stop";
    requestAnimationFrame(next);
  }
  function stop() {
    run.isOn = false;
    button.textContent = "Play";
  }
  function next(now) {
    if (!run.isOn || !canvas.isConnected) return;
    run.t = (run.t + (now - run.last) / 1000) % (length + 0.4);
    run.last = now;
    show();
    requestAnimationFrame(next);
  }
  // the middle of a repetition is where it is deepest
  run.t = length / 2;
  show();
  return h("div", { class: "replay" }, canvas, h("p", { class: "actions" }, button));
}

/** Rows of 33 x, y from either a flat list or pairs. */
function points(row) {
  const flat = (row ?? []).flat();
  return Array.from({ length: 33 }, (_, i) => {
    const [x, y] = [flat[2 * i], flat[2 * i + 1]];
    return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
  });
}

/** The part of the picture in which the body moves, with some room. */
function fitting(frames) {
  const all = frames.flat().filter(Boolean);
  const [xs, ys] = [0, 1].map((k) => all.map((p) => p[k]).sort((a, b) => a - b));
  const at = (list, share) => list[Math.floor(share * (list.length - 1))];
  const [x0, x1, y0, y1] = [at(xs, 0.005), at(xs, 0.995), at(ys, 0.005), at(ys, 0.995)];
  const side = 0.12 * Math.max(x1 - x0, y1 - y0, 1);
  const [width, height] = [x1 - x0 + 2 * side, y1 - y0 + 2 * side];
  const shape = Math.min(1.7, Math.max(0.8, width / height));
  const zoom = Math.min((HEIGHT * shape) / width, HEIGHT / height);
  return { shape, zoom, x: (x0 + x1) / 2, y: (y0 + y1) / 2 };
}

function draw(canvas, frame, { shape, zoom, x, y }) {
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!frame) return;
  const moved = frame.map((p) => p && [(p[0] - x) * zoom + (HEIGHT * shape) / 2, (p[1] - y) * zoom + HEIGHT / 2]);
  const head = [0, 7, 8].map((j) => moved[j]).filter(Boolean);
  if (head.length) {
    context.fillStyle = "#c4d0dc";
    context.beginPath();
    context.arc(head.reduce((a, p) => a + p[0], 0) / head.length, head.reduce((a, p) => a + p[1], 0) / head.length, HEIGHT * 0.045, 0, 2 * Math.PI);
    context.fill();
  }
  drawSkeleton(context, moved, { tone: "active", unit: 6 });
}

function nearest(times, t) {
  const i = times.findIndex((v) => v >= t);
  return i < 0 ? times.length - 1 : i;
}
