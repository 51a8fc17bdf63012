// Everything the live stage shows: made once, then changed moment by moment.

import { h, s, sign, style } from "../dom.js";
import { seconds } from "../format.js";

const RING = 2 * Math.PI * 44;
const KEYS = [["Space", "Pause and go on"], ["N", "End the set or the rest; in a routine, leave an exercise out"], ["M", "Sound on and off"],
  ["Esc", "Finish"], ["?", "Show these keys"]];

/** Makes the stage. `act` holds the handlers pause, next, mute, finish and keys. */
export function makeHud(title, act) {
  const part = {
    video: h("video", { muted: true, playsinline: true, "aria-label": "Your camera" }),
    canvas: h("canvas", { "aria-hidden": "true" }),
    veil: h("div", { class: "veil" }),
    lag: h("p", { class: "lag", hidden: true }),
    title: h("p", { class: "hud-title" }, title),
    set: h("p", { class: "hud-set" }),
    count: h("span", { class: "count-number" }, "0"),
    goal: h("span", { class: "count-goal" }),
    good: h("p", { class: "hud-good" }),
    sides: h("p", { class: "hud-sides", hidden: true }),
    hold: ring(),
    bar: h("div", { class: "bar-fill" }),
    tempo: h("dl", { class: "tempo" }),
    cue: h("p", { class: "cue" }),
    caption: h("p", { class: "caption", role: "status", "aria-live": "polite" }),
    pause: button("pause", "Pause", "Space", act.pause, "button-main"),
    next: button("next", "End set", "N", act.next),
    mute: button("mute", "Sound off", "M", act.mute),
    finish: button("finish", "Finish", "Esc", act.finish),
    mode: h("p", { class: "stage-mode" }),
  };
  const stage = h("section", { class: "stage", "aria-label": `Coaching: ${title}`, "data-state": "opening" },
    h("h1", { class: "unseen-text" }, title),
    h("div", { class: "view" }, part.video, part.canvas, part.lag,
      h("div", { class: "bar", "aria-hidden": "true" }, part.bar, h("span", { class: "bar-mark" })), part.veil),
    h("div", { class: "hud" },
      h("div", { class: "hud-head" }, part.title, part.set),
      h("p", { class: "count" }, part.count, part.goal, h("span", { class: "unseen-text" }, " repetitions")), part.good, part.sides,
      part.hold.box, part.tempo),
    h("div", { class: "band" }, part.cue, part.caption),
    h("div", { class: "controls", role: "group", "aria-label": "Training" }, part.pause, part.next, part.mute, part.finish,
      h("button", { type: "button", class: "button button-keys", onclick: act.keys, "aria-label": "Keys" }, "?")),
    part.mode);
  return { stage, ...part };
}

function button(name, label, key, action, more = "") {
  return h("button", { type: "button", class: `button control ${more}`, "data-control": name, onclick: action, "aria-keyshortcuts": key },
    h("span", { class: "control-label" }, label), h("kbd", { "aria-hidden": "true" }, key));
}

export const label = (control, text) => { control.querySelector(".control-label").textContent = text; };

function ring() {
  const fill = s("circle", { cx: 50, cy: 50, r: 44, class: "ring-fill", "stroke-dasharray": RING, "stroke-dashoffset": RING, transform: "rotate(-90 50 50)" });
  const number = h("span", { class: "ring-number" });
  const goal = h("span", { class: "ring-goal" });
  const box = h("div", { class: "ring", hidden: true },
    s("svg", { viewBox: "0 0 100 100", "aria-hidden": "true" }, s("circle", { cx: 50, cy: 50, r: 44, class: "ring-track" }), fill),
    h("p", {}, number, goal));
  return { box, fill, number, goal };
}

/** Shows the numbers of one moment. */
export function showMoment(hud, moment, holds) {
  const { stage } = hud;
  stage.dataset.state = moment.state;
  stage.dataset.reps = moment.reps;
  stage.dataset.set = moment.set_number;
  write(hud.set, placeWords(moment));
  write(hud.count, String(moment.reps));
  write(hud.goal, moment.reps_goal ? `of ${moment.reps_goal}` : "");
  write(hud.good, moment.reps && moment.good_reps !== undefined ? `${moment.good_reps} without a fault` : "");
  showSides(hud.sides, moment.reps_by_side);
  showHold(hud.hold, moment, holds);
  showProgress(hud.bar, moment);
  showCue(hud.cue, moment);
  if (moment.caption !== undefined) write(hud.caption, moment.caption);
}

function placeWords({ exercise_number: number, exercises, set_number: set, sets }) {
  const now = sets > 1 ? `Set ${set} of ${sets}` : "";
  if (exercises <= 1) return now;
  return `Exercise ${number} of ${exercises}${now && `, ${now.toLowerCase()}`}`;
}

/** Names the exercise that runs. */
export function showExercise(hud, title) {
  hud.stage.setAttribute("aria-label", `Coaching: ${title}`);
  write(hud.title, title);
}

const write = (element, text) => { if (element.textContent !== text) element.textContent = text; };

function showSides(element, sides) {
  element.hidden = !sides;
  if (!sides) return;
  const [left, right] = Array.isArray(sides) ? sides : [sides.left, sides.right];
  const text = `Left ${left}, right ${right}`;
  if (element.dataset.text === text) return;
  element.dataset.text = text;
  element.replaceChildren(h("span", { class: "dot-left", "aria-hidden": "true" }), `Left ${left}`,
    h("span", { class: "dot-right", "aria-hidden": "true" }), `Right ${right}`);
}

function showHold(hold, moment, holds) {
  hold.box.hidden = !holds || moment.hold_s === undefined;
  const held = moment.hold_s ?? 0;
  const goal = moment.hold_goal_s;
  write(hold.number, held.toFixed(1));
  write(hold.goal, goal ? `of ${goal} s held` : "s held");
  hold.fill.setAttribute("stroke-dashoffset", String(RING * (1 - Math.min(1, held / (goal || 5)))));
  hold.box.classList.toggle("is-full", Boolean(goal) && held >= goal);
}

function showProgress(bar, { progress }) {
  const share = Number.isFinite(progress) ? Math.min(1, Math.max(0, progress / 1.2)) : 0;
  style(bar, { transform: `scaleY(${share.toFixed(3)})` });
  bar.classList.toggle("is-full", progress >= 1);
}

function showCue(element, { cue, text, tone, framing }) {
  const words = cue ? cue.text : framing || text;
  const kind = cue ? cue.severity : framing ? "info" : tone;
  if (element.dataset.words === words && element.dataset.kind === kind) return;
  Object.assign(element.dataset, { words, kind });
  element.replaceChildren(cue ? sign(cue.severity) : framing ? sign("info") : h("span", { class: "cue-dot", "aria-hidden": "true" }),
    h("span", {}, words));
}

/** Shows how fast the last repetition was. */
export function showTempo(element, { out_s, hold_s, back_s }) {
  element.replaceChildren(...[["Out", out_s], ["Held", hold_s], ["Back", back_s]].map(([name, t]) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, seconds(t)))));
}

/** What covers the picture: nothing, a large line, a number, or a notice with buttons. */
export function showVeil(veil, moment, words = "") {
  const { state } = moment;
  const large = { countdown: () => String(Math.max(1, Math.ceil(moment.countdown_s ?? 0))),
    resting: () => String(Math.ceil(moment.rest_left_s ?? 0)), paused: () => "Paused" }[state];
  const small = { framing: moment.framing || moment.text, ready: moment.text, countdown: "Get ready", resting: "Rest", paused: words || "Space or the button goes on" }[state];
  const key = large || small ? `${state} ${large?.() ?? ""} ${small ?? ""}` : "";
  if (veil.dataset.key === key) return;
  veil.dataset.key = key;
  veil.classList.toggle("is-open", key !== "");
  veil.classList.toggle("is-dim", state === "paused" || state === "resting");
  veil.replaceChildren(...(key ? [large ? h("p", { class: "veil-large" }, large()) : "", h("p", { class: "veil-small" }, small)] : []));
}

/** The keys, in a dialog. */
export function showKeys() {
  const close = () => { dialog.close(); dialog.remove(); };
  const dialog = h("dialog", { class: "dialog", "aria-labelledby": "keys-title", oncancel: close },
    h("h2", { id: "keys-title" }, "Keys"),
    h("dl", { class: "keys" }, KEYS.map(([key, words]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)))),
    h("p", { class: "actions" }, h("button", { type: "button", class: "button button-main", onclick: close }, "Close")));
  document.body.append(dialog);
  dialog.showModal();
}

/** What a key does on the stage, if anything. */
export function keyOf(event, act) {
  const onButton = event.target.closest?.("button, a, input, select");
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return null;
  return { n: act.next, m: act.mute, Escape: act.finish, "?": showKeys, " ": onButton ? null : act.pause }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
}

/** Covers the picture with a notice, whatever the moments say. */
export function cover({ veil }, content) {
  veil.dataset.key = "cover";
  veil.classList.add("is-open", "is-dim");
  veil.replaceChildren(...content);
}

/** Shows the picture again. */
export function uncover({ stage, veil }) {
  delete stage.dataset.trouble;
  delete veil.dataset.key;
  veil.classList.remove("is-open", "is-dim");
  veil.replaceChildren();
}

/** What the next button does now; a routine's exercise that is waited for can be left out. */
export function nextWords({ state, exercises, reps }) {
  if (state === "resting") return "End rest";
  return exercises > 1 && !reps && ["framing", "ready", "countdown"].includes(state) ? "Skip exercise" : "End set";
}
