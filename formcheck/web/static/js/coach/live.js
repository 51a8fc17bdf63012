// One training: camera to eyes to link to stage, until it is done.

import { h, notice } from "../dom.js";
import { drawPose } from "./canvas.js";
import { CameraError, openCamera, trouble } from "./camera.js";
import { LandmarkEyes, PictureEyes, sentSize } from "./eyes.js";
import { cover, keyOf, label, makeHud, nextWords, showExercise, showKeys, showMoment, showTempo, showVeil, uncover } from "./hud.js";
import { forget, note } from "./interrupted.js";
import { Lag } from "./lag.js";
import { MODES } from "./here.js";
import { Link } from "./link.js";
import { Marks } from "./marks.js";
import { Voice } from "./voice.js";

const MOST_MISSES = 30;

export class Live {
  /** choice: {title, plan, exercises, mode, deviceId, isMuted, surface, footwear, person} and exercise or routine; done(summary) and left() end it. */
  constructor(place, choice, { done, left }) {
    Object.assign(this, { choice, done, left, isPaused: false, isOver: false, isMirrored: true, last: { state: "opening" } });
    this.exercise = this.known(choice.exercise);
    this.hud = makeHud(choice.title, { pause: () => this.togglePause(), next: () => this.link?.command("next"), mute: () => this.toggleMute(),
      finish: () => this.finish(), keys: showKeys });
    place.replaceChildren(this.hud.stage);
    // after a click the space bar must pause, not press the same button again
    this.hud.stage.addEventListener("click", (event) => event.detail > 0 && document.activeElement?.blur());
    this.voice = new Voice(choice.isMuted);
    this.marks = new Marks();
    this.lag = new Lag(this.hud.lag);
    // by the clock of the machine, so that time goes on after a reload
    this.began = choice.interrupted?.began ?? performance.timeOrigin + performance.now();
    this.lastS = 0;
    this.onKey = (event) => this.key(event);
    this.onHidden = () => document.hidden && this.pause("Paused, because this page was out of sight");
    document.addEventListener("keydown", this.onKey);
    document.addEventListener("visibilitychange", this.onHidden);
    document.body.classList.add("is-live");
    this.showMuted();
    this.open();
  }

  async open() {
    this.cover(h("p", { class: "veil-small" }, "Opening the camera …"));
    try {
      await this.openEyes();
      await this.openCamera();
    } catch (error) {
      if (!this.isOver) this.showTrouble(error);
      return;
    }
    if (this.isOver) return this.close();
    this.size = sentSize(this.hud.video);
    const { exercise = null, routine = null, title, plan, surface, footwear, person } = this.choice;
    this.link ??= new Link({ exercise, routine, title, plan, surface, footwear, person: person || null, mode: this.eyes.mode, size: this.size, mirrored: this.isMirrored }, {
      onMoment: (m) => this.take(m), onState: (state, text) => this.connection(state, text), onSummary: (m) => this.end(m) },
    this.choice.interrupted?.token);
    this.keepAwake();
    this.uncover();
    this.watch();
    // a page that is closed or loaded anew goes out of sight first, and is paused by that
    if (this.isUnplugged || this.choice.interrupted) this.resume();
    this.isUnplugged = false;
    delete this.choice.interrupted;
  }

  async openEyes() {
    if (this.eyes) return;
    this.eyes = this.choice.mode === "landmarks" ? new LandmarkEyes() : new PictureEyes();
    this.cover(h("p", { class: "veil-small" }, this.eyes.mode === "landmarks" ? "Loading the pose model …" : "Opening the camera …"));
    try {
      await this.eyes.open();
    } catch (error) {
      this.eyes.close();
      this.eyes = new PictureEyes();
      this.fallback = `This browser cannot find the pose itself (${error.message}), so the server does.`;
    }
    this.hud.stage.dataset.mode = this.eyes.mode;
    this.hud.mode.textContent = [this.fallback, MODES[this.eyes.mode]].filter(Boolean).join(" ");
  }

  async openCamera() {
    this.camera = await openCamera(this.hud.video, this.choice.deviceId, () => this.unplugged());
    this.isMirrored = this.camera.isMirrored;
    this.hud.video.classList.toggle("is-mirrored", this.isMirrored);
  }

  unplugged() {
    this.pause();
    this.isUnplugged = true;
    this.camera?.stop();
    this.camera = null;
    this.showTrouble(trouble("unplugged"));
  }

  /** A notice over the picture, with the way on. */
  showTrouble(error) {
    const again = h("button", { type: "button", class: "button button-main", onclick: () => this.open() }, error.kind === "unplugged" ? "Go on" : "Try again");
    const clip = h("a", { class: "button", href: "#/analyze" }, "Analyze a clip instead");
    const back = h("button", { type: "button", class: "button", onclick: () => this.leave() }, "Back");
    const keep = this.last.reps !== undefined && h("button", { type: "button", class: "button", onclick: () => this.finish() }, "Finish and keep");
    this.cover(notice({ tone: "fault", title: error.title ?? error.message, text: error.text, actions: [again, keep || clip, back] }));
    this.hud.stage.dataset.trouble = error.kind ?? "other";
    again.focus();
  }

  cover(...content) {
    this.isCovered = true;
    cover(this.hud, content);
  }

  uncover() {
    this.isCovered = false;
    uncover(this.hud);
  }

  /** Takes every new picture of the camera, and looks at it when there is time. */
  watch() {
    const { video } = this.hud;
    const camera = this.camera;
    const frame = (now, about) => {
      if (this.isOver || this.camera !== camera) return;
      this.look(about?.captureTime ?? now);
      next();
    };
    const next = () => (video.requestVideoFrameCallback ? video.requestVideoFrameCallback(frame) : requestAnimationFrame(frame));
    next();
  }

  async look(capturedMs) {
    if (this.isLooking || !this.link?.isReady || (!this.eyes.runsAhead && !this.link.isFree)) return;
    const tS = (performance.timeOrigin + capturedMs - this.began) / 1000;
    if (tS <= this.lastS) return;
    this.isLooking = true;
    this.lastS = tS;
    try {
      const seen = await this.eyes.see(this.hud.video, tS, this.size);
      if (seen && !this.isOver) {
        this.lag.taken(tS, capturedMs, seen.pose);
        this.link.offer(seen.payload);
        this.misses = 0;
      }
    } catch (error) {
      // a picture that cannot be read (the camera has just gone) is one picture less; many are trouble
      this.misses = (this.misses ?? 0) + 1;
      if (this.misses === MOST_MISSES && this.camera) this.showTrouble(new CameraError("pose", "The pictures cannot be followed any more", `${error.message}. What was counted is kept.`));
    } finally {
      this.isLooking = false;
    }
  }

  take(moment) {
    if (this.isOver) return;
    const own = this.lag.answered(moment.t_s);
    this.last = moment;
    this.follow(moment);
    showMoment(this.hud, moment, this.exercise && this.exercise.kind !== "reps");
    if (!this.isCovered) showVeil(this.hud.veil, moment, this.pauseWords);
    this.voice.take(moment.say ?? []);
    this.marks.take(moment);
    if (this.marks.tempo) showTempo(this.hud.tempo, this.marks.tempo);
    this.draw(moment.pose ?? own, moment);
    this.lag.drawn();
    this.followPause(moment.state === "paused");
    label(this.hud.next, nextWords(moment));
    if (moment.state === "done") this.finish();
    if (!(this.noted > moment.t_s - 1)) this.note(moment.t_s);
  }

  known(name) {
    return this.choice.exercises.find((e) => e.name === name);
  }

  /** A routine goes from one exercise to the next. */
  follow({ exercise, exercise_number: number }) {
    if (number === this.number) return;
    this.number = number;
    this.exercise = this.known(exercise);
    this.marks = new Marks();
    this.hud.tempo.replaceChildren();
    showExercise(this.hud, this.exercise?.title ?? exercise);
  }

  note(tS) {
    this.noted = tS;
    const { start, token } = this.link;
    note({ start, token, began: this.began });
  }

  draw(pose, moment) {
    drawPose(this.hud.canvas, pose, { size: this.size, isMirrored: this.isMirrored, tone: moment.tone, flags: this.marks.now(moment.t_s) });
  }

  connection(state, text) {
    this.hud.stage.dataset.link = state;
    if (state === "refused") {
      forget();
      this.cover(notice({ tone: "fault", title: text, actions: [
        h("button", { type: "button", class: "button button-main", onclick: () => this.leave() }, "Back")] }));
    } else if (state === "lost") {
      this.cover(notice({ tone: "caution", title: "The connection was lost",
        text: "Trying again. Your repetitions are kept, and the same set goes on.",
        actions: [h("button", { type: "button", class: "button", onclick: () => this.leave() }, "Back")] }));
    } else if (this.camera) {
      this.uncover();
    }
  }

  togglePause() {
    if (this.isPaused) this.resume();
    else this.pause();
  }

  pause(words = "") {
    if (this.isPaused || this.isOver || !this.link) return;
    this.pauseWords = words && `${words}. Space or the button goes on`;
    this.wantPause(true);
    this.link.command("pause");
  }

  resume() {
    this.pauseWords = "";
    this.wantPause(false);
    this.link.command("resume");
  }

  wantPause(isPaused) {
    this.wanted = this.isPaused = isPaused;
    label(this.hud.pause, isPaused ? "Go on" : "Pause");
  }

  /** The server says whether it is paused; answers from before the last command do not count. */
  followPause(isPaused) {
    if (this.wanted === isPaused) this.wanted = null;
    if ((this.wanted ?? null) !== null) return;
    this.isPaused = isPaused;
    label(this.hud.pause, isPaused ? "Go on" : "Pause");
  }

  toggleMute() {
    this.choice.isMuted = !this.choice.isMuted;
    this.voice.mute(this.choice.isMuted);
    this.showMuted();
  }

  showMuted() {
    label(this.hud.mute, this.choice.isMuted ? "Sound on" : "Sound off");
    this.hud.mute.setAttribute("aria-pressed", String(this.choice.isMuted));
  }

  finish() {
    if (this.isFinishing) return;
    if (!this.link) return this.leave();
    this.isFinishing = true;
    this.link.command("finish");
  }

  key(event) {
    const action = keyOf(event, { next: () => this.link?.command("next"), mute: () => this.toggleMute(), finish: () => this.finish(), pause: () => this.togglePause() });
    if (!action) return;
    event.preventDefault();
    action();
  }

  async keepAwake() {
    try { this.lock ??= await navigator.wakeLock?.request("screen"); } catch { /* the screen may go dark; nothing is lost */ }
  }

  end(message) {
    forget();
    this.close();
    this.done(message);
  }

  leave() {
    this.quit();
    this.left();
  }

  /** Goes away from the stage: what was counted is kept. */
  quit() {
    if (this.isOver) return;
    if (this.link?.isReady) {
      forget();
      this.link.command("finish");
    }
    this.close();
  }

  close() {
    if (this.isOver) return;
    this.isOver = true;
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("visibilitychange", this.onHidden);
    document.body.classList.remove("is-live");
    this.lock?.release?.();
    for (const part of [this.link, this.eyes, this.voice]) part?.close();
    this.camera?.stop();
  }
}
