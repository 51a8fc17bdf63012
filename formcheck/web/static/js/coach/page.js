// Coach: what to train, where to put the camera, then the stage, then what came out of it.

import { api } from "../api.js";
import { h, notice } from "../dom.js";
import { tile } from "../figures.js";
import { groundFields } from "../ground.js";
import { personField } from "../people.js";
import { placement } from "../places.js";
import { cameras } from "./camera.js";
import { isHere } from "./here.js";
import { finishInterrupted, interrupted } from "./interrupted.js";
import { Live } from "./live.js";
import { minutes, routineTile, stepList } from "./routine.js";
import { showRoutineSummary } from "./routine-summary.js";
import { showSummary } from "./summary.js";

const KEY = "formcheck.coach";
// more tiles than this are smaller, so that the plan below them is still seen
const MANY = 8;
const FIRST = { what: "exercise", exercise: null, routine: null, sets: 1, reps: "", rest_s: 45, hold_s: "", surface: "floor", footwear: "", person: "",
  mode: isHere ? "frames" : "landmarks", deviceId: "", isMuted: false };

function remembered() {
  try { return { ...FIRST, ...JSON.parse(localStorage.getItem(KEY)) }; } catch { return { ...FIRST }; }
}

function remember(choice) {
  try { localStorage.setItem(KEY, JSON.stringify(choice)); } catch { /* a private window forgets */ }
}

/** Shows the page; the exercise may be named in the address. */
export async function mount(place, [named]) {
  const [all, { routines, problems }, people] = await Promise.all([api.exercises(), api.routines(), api.people()]);
  const exercises = all.filter((e) => !e.instead);
  const choice = remembered();
  if (exercises.some((e) => e.name === named)) Object.assign(choice, { what: "exercise", exercise: named });
  if (!exercises.some((e) => e.name === choice.exercise)) choice.exercise = exercises.find((e) => e.name === "squat")?.name ?? exercises[0].name;
  if (!routines.some((r) => r.name === choice.routine)) choice.routine = routines[0]?.name ?? null;
  const page = new CoachPage(place, { exercises, routines, problems, people, choice });
  page.choose();
  return () => page.live?.quit();
}

class CoachPage {
  constructor(place, known) {
    Object.assign(this, { place, ...known, own: [], live: null });
  }

  get exercise() {
    return this.exercises.find((e) => e.name === this.choice.exercise);
  }

  get routine() {
    return this.routines.find((r) => r.name === this.choice.routine);
  }

  choose() {
    this.live = null;
    this.choices = h("fieldset", { class: "choices" });
    this.setup = h("div", { class: "coach-setup" });
    this.place.replaceChildren(
      h("div", { class: "head spread-head" }, h("h1", {}, "What do you train today?"), this.kinds()), ...this.cutOff(), this.choices, this.setup);
    this.showChoices();
  }

  /** One exercise or a routine. */
  kinds() {
    const button = (what, words) => h("button", { type: "button", class: "segment", "aria-pressed": String(this.choice.what === what),
      onclick: (e) => {
        this.choice.what = what;
        for (const other of e.target.parentElement.children) other.setAttribute("aria-pressed", String(other === e.target));
        this.showChoices();
      } }, words);
    return h("div", { class: "segments", role: "group", "aria-label": "What to train" }, button("exercise", "One exercise"), button("routine", "A routine"));
  }

  /** Many tiles push the plan out of sight; who goes through them by keyboard stays with them. */
  showStart() {
    const isSeen = this.place.querySelector("#start")?.getBoundingClientRect().bottom <= window.innerHeight;
    if (!isSeen) this.setup.scrollIntoView({ block: "nearest" });
  }

  showChoices() {
    const isRoutine = this.choice.what === "routine";
    const tiles = isRoutine ? this.routines.map((r) => routineTile(r, this.radio("routine", r.name))) : this.exercises.map((e) => this.tile(e));
    this.choices.replaceChildren(h("legend", { class: "unseen-text" }, isRoutine ? "Routine" : "Exercise"), ...tiles,
      ...(isRoutine ? this.problems.map((line) => notice({ tone: "caution", title: line })) : []));
    this.choices.classList.toggle("choices-wide", isRoutine);
    this.choices.classList.toggle("choices-many", !isRoutine && this.exercises.length > MANY);
    this.showSetup();
    // on a phone the tiles are a strip that scrolls
    this.choices.querySelector(".choice:has(:checked)")?.scrollIntoView({ block: "nearest", inline: "center" });
  }

  /** A training that a reload has cut off: go on with it, or see what was counted. */
  cutOff() {
    const noted = interrupted();
    if (!noted) return [];
    const { exercise, routine, title, plan, mode, surface, footwear, person } = noted.start;
    const what = { exercise, routine, title, plan };
    const goOn = () => this.stage(what, { ...this.choice, mode, surface, footwear, person, interrupted: noted });
    const end = () => finishInterrupted(noted).then((m) => this.summary(m, what), () => this.choose());
    return [notice({ tone: "caution", title: `Your training was interrupted: ${title}`, text: "Nothing is lost. The same set goes on.",
      actions: [h("button", { type: "button", class: "button button-main", onclick: goOn }, "Go on"), h("button", { type: "button", class: "button", onclick: end }, "Finish it")] })];
  }

  radio(name, value) {
    return h("input", { type: "radio", name, value, checked: value === this.choice[name], onchange: (e) => {
      this.choice[name] = value;
      this.showSetup();
      if (!e.target.matches(":focus-visible")) this.showStart();
    } });
  }

  tile(exercise) {
    return h("label", { class: "choice" }, this.radio("exercise", exercise.name), tile(exercise.name), h("span", { class: "choice-name" }, exercise.title));
  }

  showSetup() {
    this.setup.replaceChildren(...(this.choice.what === "routine" ? this.routineSetup(this.routine) : this.exerciseSetup(this.exercise)));
  }

  exerciseSetup(exercise) {
    return [
      h("section", { class: "card coach-place", "aria-labelledby": "place-title" },
        h("h2", { id: "place-title" }, "Put the camera here"), placement(exercise)),
      h("section", { class: "card coach-plan", "aria-labelledby": "plan-title" },
        h("h2", { id: "plan-title" }, exercise.title), h("p", { class: "soft" }, exercise.counts), this.plan(exercise), this.ground(),
        this.actions(), this.ownList(), this.options())];
  }

  routineSetup(routine) {
    if (!routine) return [notice({ tone: "info", title: "There is no routine", text: "Put one together of the exercises." })];
    return [
      h("section", { class: "card coach-place", "aria-labelledby": "steps-title" }, h("h2", { id: "steps-title" }, "What comes"), stepList(routine)),
      h("section", { class: "card coach-plan", "aria-labelledby": "plan-title" },
        h("h2", { id: "plan-title" }, routine.title), h("p", { class: "soft" }, [routine.about, `It takes about ${minutes(routine)}.`].filter(Boolean).join(" ")),
        h("p", {}, "You hear each exercise, and where the camera stands, in the rest before it."), this.ground(),
        h("p", { class: "actions" }, this.startButton(() => this.run({ routine: routine.name, title: routine.title, plan: {} }))), this.options())];
  }

  ground() {
    return h("div", { class: "plan" }, groundFields(this.choice), personField(this.choice, this.people));
  }

  plan({ kind }) {
    const field = (name, words, low, high, hint) => h("label", { class: "field" }, h("span", {}, words),
      h("input", { type: "number", inputmode: "numeric", min: low, max: high, step: 1, value: this.choice[name], placeholder: hint,
        oninput: (e) => { this.choice[name] = e.target.value; } }));
    return h("div", { class: "plan" }, field("sets", "Sets", 1, 50), field("reps", "Repetitions", 1, 1000, "open"),
      kind !== "reps" && field("hold_s", "Hold, s", 1, 600, "free"), field("rest_s", "Rest, s", 0, 3600));
  }

  startButton(onclick) {
    return h("button", { type: "button", class: "button button-main button-large", id: "start", onclick }, "Start");
  }

  actions() {
    return h("p", { class: "actions" }, this.startButton(() => this.isRight() && this.run(this.planned())),
      h("button", { type: "button", class: "button", onclick: () => { if (this.isRight()) { this.own.push(this.planned()); this.showSetup(); } } }, "Add to a routine"));
  }

  /** A routine put together on the spot. */
  ownList() {
    if (!this.own.length) return null;
    return h("div", { class: "routine" }, h("h3", {}, "Your routine"),
      h("ol", {}, this.own.map((r, i) => h("li", {}, `${r.title}: ${r.plan.sets} × ${r.plan.reps ?? "open"} `,
        h("button", { type: "button", class: "link-button", "aria-label": `Remove ${r.title}`, onclick: () => { this.own.splice(i, 1); this.showSetup(); } }, "Remove")))),
      h("button", { type: "button", class: "button button-main", onclick: () => this.startOwn() }, "Start the routine"));
  }

  startOwn() {
    const given = (plan) => Object.fromEntries(Object.entries(plan).filter(([, value]) => value !== null));
    const steps = this.own.map(({ exercise, plan }) => ({ exercise, ...given(plan) }));
    this.run({ routine: { title: "Your routine", steps }, title: "Your routine", plan: {} });
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
    return { exercise: this.exercise.name, title: this.exercise.title, plan };
  }

  /** Whether every number is one; the first that is not is shown. */
  isRight() {
    const wrong = [...this.place.querySelectorAll("input[type=number]")].find((i) => !i.checkValidity());
    wrong?.reportValidity();
    return !wrong;
  }

  run(what) {
    remember(this.choice);
    this.stage(what, this.choice);
  }

  /** what: {title, plan} and exercise (a name) or routine (a name, or its steps). */
  stage(what, { mode, deviceId, isMuted, surface, footwear, person, interrupted: cut }) {
    this.live = new Live(this.place, { ...what, exercises: this.exercises, mode, deviceId, isMuted, surface, footwear, person, interrupted: cut }, {
      done: (message) => this.summary(message, what), left: () => this.choose() });
    window.scrollTo(0, 0);
  }

  summary(message, { exercise }) {
    this.live = null;
    const again = () => this.choose();
    if (message.routine) showRoutineSummary(this.place, message, { again });
    else showSummary(this.place, message, this.exercises.find((e) => e.name === exercise), { again });
  }
}
