// Coach: what to train, where to put the camera, then the stage, then what came out of it.

import { api } from "../api.js";
import { h, notice } from "../dom.js";
import { tile } from "../figures.js";
import { placement } from "../places.js";
import { cameras } from "./camera.js";
import { isHere } from "./here.js";
import { finishInterrupted, interrupted } from "./interrupted.js";
import { Live } from "./live.js";
import { showSummary } from "./summary.js";

const KEY = "formcheck.coach";
const FIRST = { exercise: null, sets: 1, reps: "", rest_s: 45, hold_s: "", mode: isHere ? "frames" : "landmarks", deviceId: "", isMuted: false };

function remembered() {
  try { return { ...FIRST, ...JSON.parse(localStorage.getItem(KEY)) }; } catch { return { ...FIRST }; }
}

function remember(choice) {
  try { localStorage.setItem(KEY, JSON.stringify(choice)); } catch { /* a private window forgets */ }
}

/** Shows the page; the exercise may be named in the address. */
export async function mount(place, [named]) {
  const exercises = await api.exercises();
  const choice = remembered();
  if (exercises.some((e) => e.name === named)) choice.exercise = named;
  if (!exercises.some((e) => e.name === choice.exercise)) choice.exercise = exercises.find((e) => e.name === "squat")?.name ?? exercises[0].name;
  const page = new CoachPage(place, exercises, choice);
  page.choose();
  return () => page.live?.quit();
}

class CoachPage {
  constructor(place, exercises, choice) {
    Object.assign(this, { place, exercises, choice, routine: [], live: null });
  }

  get exercise() {
    return this.exercises.find((e) => e.name === this.choice.exercise);
  }

  choose() {
    this.live = null;
    this.setup = h("div", { class: "coach-setup" });
    this.place.replaceChildren(
      h("div", { class: "head" }, h("h1", {}, "What do you train today?")), ...this.cutOff(),
      h("fieldset", { class: "choices" }, h("legend", { class: "unseen-text" }, "Exercise"), this.exercises.map((e) => this.tile(e))),
      this.setup);
    this.showSetup();
    // on a phone the tiles are a strip that scrolls
    this.place.querySelector(".choice:has(:checked)")?.scrollIntoView({ block: "nearest", inline: "center" });
  }

  /** A training that a reload has cut off: go on with it, or see what was counted. */
  cutOff() {
    const noted = interrupted();
    if (!noted) return [];
    const { exercise, plan, mode } = noted.start;
    const chosen = this.exercises.find((e) => e.name === exercise);
    const goOn = () => { this.queue = []; this.stage(chosen, plan, { ...this.choice, mode, interrupted: noted }); };
    const end = () => finishInterrupted(noted).then((m) => { this.queue = []; this.summary(m, chosen); }, () => this.choose());
    return [notice({ tone: "caution", title: `Your training was interrupted: ${chosen.title}`, text: "Nothing is lost. The same set goes on.",
      actions: [h("button", { type: "button", class: "button button-main", onclick: goOn }, "Go on"), h("button", { type: "button", class: "button", onclick: end }, "Finish it")] })];
  }

  tile(exercise) {
    const input = h("input", { type: "radio", name: "exercise", value: exercise.name, checked: exercise.name === this.choice.exercise,
      onchange: () => { this.choice.exercise = exercise.name; this.showSetup(); } });
    return h("label", { class: "choice" }, input, tile(exercise.name), h("span", { class: "choice-name" }, exercise.title));
  }

  showSetup() {
    const { exercise } = this;
    this.setup.replaceChildren(
      h("section", { class: "card coach-place", "aria-labelledby": "place-title" },
        h("h2", { id: "place-title" }, "Put the camera here"), placement(exercise)),
      h("section", { class: "card coach-plan", "aria-labelledby": "plan-title" },
        h("h2", { id: "plan-title" }, exercise.title), h("p", { class: "soft" }, exercise.counts), this.plan(exercise),
        this.actions(), this.routineList(), this.options()));
  }

  plan({ kind }) {
    const field = (name, words, low, high, hint) => h("label", { class: "field" }, h("span", {}, words),
      h("input", { type: "number", inputmode: "numeric", min: low, max: high, step: 1, value: this.choice[name], placeholder: hint,
        oninput: (e) => { this.choice[name] = e.target.value; } }));
    return h("div", { class: "plan" }, field("sets", "Sets", 1, 50), field("reps", "Repetitions", 1, 1000, "open"),
      kind !== "reps" && field("hold_s", "Hold, s", 1, 600, "free"), field("rest_s", "Rest, s", 0, 3600));
  }

  actions() {
    return h("p", { class: "actions" },
      h("button", { type: "button", class: "button button-main button-large", id: "start", onclick: () => this.start() }, "Start"),
      h("button", { type: "button", class: "button", onclick: () => { this.routine.push(this.planned()); this.showSetup(); } }, "Add to a routine"));
  }

  routineList() {
    if (!this.routine.length) return null;
    const title = (r) => this.exercises.find((e) => e.name === r.exercise).title;
    return h("div", { class: "routine" }, h("h3", {}, "Your routine"),
      h("ol", {}, this.routine.map((r, i) => h("li", {}, `${title(r)}: ${r.plan.sets} × ${r.plan.reps ?? "open"} `,
        h("button", { type: "button", class: "link-button", "aria-label": `Remove ${title(r)}`, onclick: () => { this.routine.splice(i, 1); this.showSetup(); } }, "Remove")))),
      h("button", { type: "button", class: "button button-main", onclick: () => this.startRoutine() }, "Start the routine"));
  }

  options() {
    const { choice } = this;
    const mode = (value, title, words) => h("label", { class: "check" }, h("input", { type: "radio", name: "mode", value,
      checked: choice.mode === value, onchange: () => { choice.mode = value; } }), h("span", {}, h("strong", {}, title), ` ${words}`));
    const cameraList = h("select", { onchange: (e) => { choice.deviceId = e.target.value; } }, h("option", { value: "" }, "The usual one"));
    cameras().then((list) => cameraList.append(...list.filter((c) => c.label).map((c) =>
      h("option", { value: c.deviceId, selected: c.deviceId === choice.deviceId }, c.label))));
    return h("details", { class: "options" }, h("summary", {}, "Camera, sound and privacy"),
      h("fieldset", { class: "plain" }, h("legend", {}, "Where the pose is found"),
        mode("frames", "On the server.", isHere ? "That is this computer. No video leaves it." : "Single pictures go to the server and are forgotten at once."),
        mode("landmarks", "In this browser.", "Only joint positions leave it, never a picture.")),
      h("label", { class: "field" }, h("span", {}, "Camera"), cameraList),
      h("label", { class: "check" }, h("input", { type: "checkbox", checked: !choice.isMuted, onchange: (e) => { choice.isMuted = !e.target.checked; } }), "Voice and sounds"));
  }

  /** The choice as the server wants it; an empty field asks for nothing. */
  planned() {
    const number = (name) => (this.choice[name] === "" ? null : Number(this.choice[name]));
    const plan = { sets: number("sets") || 1, reps: number("reps"), rest_s: number("rest_s") ?? 45 };
    if (this.exercise.kind !== "reps") plan.hold_s = number("hold_s");
    return { exercise: this.exercise.name, plan };
  }

  start() {
    const wrong = [...this.place.querySelectorAll("input[type=number]")].find((i) => !i.checkValidity());
    if (wrong) {
      wrong.reportValidity();
      return;
    }
    this.queue = [];
    this.run(this.planned());
  }

  startRoutine() {
    const [first, ...queue] = this.routine;
    this.queue = queue;
    this.run(first);
  }

  run({ exercise, plan }) {
    remember(this.choice);
    const chosen = this.exercises.find((e) => e.name === exercise);
    this.stage(chosen, plan, this.choice);
  }

  stage(exercise, plan, { mode, deviceId, isMuted, interrupted: cut }) {
    this.live = new Live(this.place, { exercise, plan, mode, deviceId, isMuted, interrupted: cut }, {
      done: (message) => this.summary(message, exercise), left: () => this.choose() });
    window.scrollTo(0, 0);
  }

  summary(message, exercise) {
    this.live = null;
    const [next, ...rest] = this.queue;
    const nextExercise = next && this.exercises.find((e) => e.name === next.exercise);
    showSummary(this.place, message, exercise, { again: () => this.choose(),
      next: nextExercise && { exercise: nextExercise, start: () => { this.queue = rest; this.run(next); } } });
  }
}
