// Clips from the disk: dropped or chosen, sent, watched while they are analyzed, and their results.

import { api, upload } from "./api.js";
import { isHere } from "./coach/here.js";
import { announce, h, notice, s, sign } from "./dom.js";
import { sentence } from "./format.js";
import { groundFields } from "./ground.js";
import { personField } from "./people.js";

const ASK_MS = 700;
// the list outlives a visit to another page
const jobs = [];

/** Shows the page. */
export async function mount(place) {
  const [exercises, people, status] = await Promise.all([api.exercises(), api.people(), api.status()]);
  const page = new AnalyzePage(place, exercises, people, whereTo(status));
  page.show();
  return () => page.close();
}

/** What becomes of the clips. */
function whereTo(status) {
  if (status.on_cluster) return "They are analyzed on the machines of a cluster and then deleted, unless you keep them.";
  return isHere ? "They stay on this computer and are deleted afterwards, unless you keep them." : "They are analyzed on the formcheck server and then deleted, unless you keep them.";
}

class AnalyzePage {
  constructor(place, exercises, people, where) {
    Object.assign(this, { place, exercises, people, where });
    this.list = h("ul", { class: "jobs", "aria-label": "Clips" });
    this.onDrop = (event) => event.preventDefault();
  }

  show() {
    this.exercise = h("select", {}, h("option", { value: "auto" }, "Find out by itself"), this.exercises.map((e) => h("option", { value: e.name }, e.title)));
    this.choice = { surface: "floor", footwear: "", person: "" };
    this.keep = h("input", { type: "checkbox" });
    this.place.append(
      h("div", { class: "head" }, h("h1", {}, "Analyze clips"), h("p", { class: "lead" }, "Film yourself with any phone. Drop the clips here: one, or a whole training.")),
      this.drop(),
      h("div", { class: "row" }, h("label", { class: "field" }, h("span", {}, "Exercise"), this.exercise), groundFields(this.choice), personField(this.choice, this.people),
        h("label", { class: "check" }, this.keep, h("span", {}, "Keep the clips. ", h("span", { class: "soft" }, "Otherwise only numbers stay.")))),
      this.list);
    // a clip dropped beside the box must not replace the page
    for (const type of ["dragover", "drop"]) window.addEventListener(type, this.onDrop);
    this.draw();
    this.rejoin();
    this.timer = setInterval(() => this.ask(), ASK_MS);
  }

  /** Clips that were sent before this page was loaded anew. */
  async rejoin() {
    const open = (await api.jobs()).filter((j) => ["queued", "running"].includes(j.state));
    jobs.push(...open.filter((j) => !jobs.some((known) => known.id === j.id)));
    this.draw();
  }

  drop() {
    const input = h("input", { type: "file", accept: "video/*,.mkv,.avi,.mov,.mp4,.webm", multiple: true, id: "clips", "aria-label": "Choose clips",
      onchange: () => { this.send([...input.files]); input.value = ""; } });
    const box = h("div", { class: "drop" },
      s("svg", { viewBox: "0 0 48 48", "aria-hidden": "true" }, s("path", { d: "M24 31V7M14 16 24 6l10 10" }), s("path", { d: "M6 28v12h36V28" })),
      h("p", { class: "drop-title" }, "Drop clips here"),
      h("span", { class: "button button-main button-large" }, "Choose clips", input),
      h("p", { class: "soft small" }, this.where));
    box.addEventListener("dragover", () => box.classList.add("is-over"));
    box.addEventListener("dragleave", () => box.classList.remove("is-over"));
    box.addEventListener("drop", (event) => { box.classList.remove("is-over"); this.send([...event.dataTransfer.files]); });
    return box;
  }

  send(files) {
    for (const file of files) {
      const job = { name: file.name, state: "sending", progress: 0 };
      jobs.unshift(job);
      const sending = upload(file, { exercise: this.exercise.value, ...this.choice, keep: this.keep.checked, progress: (p) => { job.progress = p; this.draw(); } });
      job.cancel = sending.cancel;
      sending.done.then(([made]) => Object.assign(job, { id: made.id, state: "queued", progress: 0 }),
        (error) => Object.assign(job, { state: error.message === "Cancelled" ? "cancelled" : "failed", error: error.message })).then(() => this.draw());
    }
    this.draw();
  }

  async ask() {
    const open = jobs.filter((j) => j.id && ["queued", "running"].includes(j.state));
    await Promise.all(open.map(async (job) => {
      const before = job.state;
      try { Object.assign(job, await api.job(job.id), { name: job.name }); } catch (error) { Object.assign(job, { state: "failed", error: error.message }); }
      if (job.state !== before) announce(`${job.name}: ${stateWords(job)}`);
    }));
    if (open.length) this.draw();
  }

  draw() {
    const key = jobs.map((j) => `${j.state}${j.id}`).join();
    if (key === this.list.dataset.key) jobs.forEach((j, i) => this.update(this.list.children[i], j));
    else this.list.replaceChildren(...jobs.map((j) => this.row(j)));
    this.list.dataset.key = key;
  }

  update(row, job) {
    const bar = row?.querySelector("progress");
    if (bar) bar.value = job.progress;
    const words = row?.querySelector(".job-state");
    if (words) words.textContent = stateWords(job);
  }

  row(job) {
    const isOpen = ["sending", "queued", "running"].includes(job.state);
    return h("li", { class: "job", "data-state": job.state },
      h("div", { class: "row spread" }, h("span", { class: "job-name" }, job.name), h("span", { class: "job-state soft" }, stateWords(job))),
      isOpen && h("progress", { max: 1, value: job.progress, "aria-label": `Progress of ${job.name}` }),
      job.error && job.state === "failed" && notice({ tone: "fault", title: sentence(job.error) }),
      h("p", { class: "actions" },
        job.state === "done" && job.sessions?.length > 0 && [sign("good"), job.sessions.map((one) => this.link(one, job.sessions.length > 1))],
        isOpen && h("button", { type: "button", class: "button", "aria-label": `Cancel ${job.name}`, onclick: () => this.cancel(job) }, "Cancel")));
  }

  /** To a result; where a clip holds several exercises, each has its own. */
  link({ id, exercise }, isOneOfSeveral) {
    const title = this.exercises.find((e) => e.name === exercise)?.title ?? exercise;
    return h("a", { class: "button button-main", href: `#/session/${id}` }, isOneOfSeveral ? title : "See the result");
  }

  cancel(job) {
    if (job.id) api.cancelJob(job.id).catch((error) => Object.assign(job, { error: error.message })).then(() => this.ask());
    else job.cancel();
  }

  close() {
    clearInterval(this.timer);
    for (const type of ["dragover", "drop"]) window.removeEventListener(type, this.onDrop);
  }
}

function stateWords({ state, progress }) {
  const share = `${Math.round(100 * progress)} %`;
  return { sending: `Sending, ${share}`, queued: "Waiting for its turn", running: `Analyzing, ${share}`, done: "Done", failed: "Not analyzed", cancelled: "Cancelled" }[state];
}
