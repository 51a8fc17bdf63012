// One session: the video, every repetition, the signal, the worst beside the best, and what was not seen.

import { api } from "../api.js";
import { add, confirmed, h, notice, sign } from "../dom.js";
import { clock, day, plural, seconds, sentence, side, time, value } from "../format.js";
import { groundWords } from "../ground.js";
import { personalLimits } from "../people.js";
import { signalPlot } from "../plot.js";
import { pair } from "./pair.js";
import { makePlayer } from "./player.js";

/** Shows the session of this id. */
export async function mount(place, [id]) {
  const [session, exercises] = await Promise.all([api.session(id), api.exercises()]);
  const page = new ResultPage(id, session, exercises);
  page.show(place);
}

class ResultPage {
  constructor(id, session, exercises) {
    Object.assign(this, { id, ...session });
    this.exercise = exercises.find((e) => e.name === this.result.exercise);
    this.hasVideo = session.has_video;
  }

  show(place) {
    const { result, summary } = this;
    this.player = this.hasVideo ? makePlayer(api.videoPath(this.id), (t) => this.at(t)) : null;
    this.plot = this.traces && signalPlot({ traces: this.traces, result, unit: unitWords(this.traces.unit[this.traces.driving[0]]),
      label: label(this.traces.driving[0]) }, (t) => this.seek(t));
    add(place,
      h("div", { class: "head" }, h("p", { class: "soft" }, [day(summary.started_at), time(summary.started_at), clock(result.duration_s), groundWords(summary), sourceWords(summary)].filter(Boolean).join(" · ")),
        h("h1", {}, summary.title ?? sentence(result.exercise))),
      ...result.warnings.map((w) => notice({ tone: "caution", title: sentence(w) })),
      !result.reps && nothing(result),
      h("div", { class: "result" },
        h("div", { class: "stack" }, this.player?.element, this.buttons()),
        h("div", { class: "stack" }, numbers(result, this.exercise), this.table())),
      this.plot ? h("section", { class: "card" }, h("h2", {}, "The movement"), this.plot.element) : null,
      pair(this.id, result),
      unseen(result, this.exercise), personalLimits(result), dropped(result));
    // one of several exercises of a clip begins somewhere in it
    this.seek(this.traces?.t_s[0] ?? 0);
  }

  buttons() {
    const keep = this.hasVideo && h("button", { type: "button", class: "button", id: "keep", "aria-pressed": String(Boolean(this.summary.kept_video)), onclick: () => this.toggleKeep(keep) },
      this.summary.kept_video ? "Clip is kept: let go" : "Keep the clip");
    return h("p", { class: "actions" }, h("a", { class: "button button-main", href: api.reportPath(this.id), target: "_blank", rel: "noopener" }, "Report to print"),
      h("a", { class: "button", href: api.jsonPath(this.id), download: `formcheck-${this.id}.json` }, "Numbers as JSON"), keep,
      h("button", { type: "button", class: "button button-danger", onclick: () => this.remove() }, "Delete"));
  }

  async toggleKeep(button) {
    const keep = !this.summary.kept_video;
    await api.keep(this.id, keep);
    this.summary.kept_video = keep;
    button.textContent = keep ? "Clip is kept: let go" : "Keep the clip";
    button.setAttribute("aria-pressed", String(keep));
  }

  async remove() {
    if (!(await confirmed("Delete this session?", "Its numbers and its clip are gone for good.", "Delete"))) return;
    await api.remove(this.id);
    location.hash = "#/history";
  }

  seek(t) {
    this.player?.seek(t);
    this.at(t);
  }

  /** Marks the moment in the plot and the table. */
  at(t) {
    this.plot?.at(t);
    for (const row of this.rows ?? []) row.classList.toggle("is-now", t >= row.rep.start_s - 0.01 && t <= row.rep.end_s);
  }

  table() {
    const { repetitions, reps_by_side: by } = this.result;
    if (!repetitions.length) return null;
    const hasSides = by.left + by.right > 0;
    const holds = this.exercise?.kind !== "reps";
    this.rows = repetitions.flatMap((rep) => this.row(rep, hasSides, holds));
    return h("section", { class: "card" }, h("h2", {}, "Every repetition"),
      h("div", { class: "table-wrap", tabindex: 0, role: "region", "aria-label": "Repetitions" }, h("table", { class: "rep-table" },
        h("caption", { class: "unseen-text" }, this.player ? "Choose a number to see it in the video" : "Repetitions"),
        h("thead", {}, h("tr", {}, ["No.", hasSides && "Side", "Range", holds ? "Out / held / back" : "Out / back", "Form"].filter(Boolean).map((t) => h("th", { scope: "col" }, t)))),
        h("tbody", {}, this.rows))));
  }

  /** The row of a repetition, and below it one with what was wrong. */
  row(rep, hasSides, holds) {
    const found = this.result.faults.filter((f) => f.rep === rep.number);
    const tempo = [rep.out_s, ...(holds ? [rep.hold_s] : []), rep.back_s].map((t) => value(t, "", 1)).join(" / ");
    const seek = () => this.seek(rep.start_s);
    const row = h("tr", { onclick: seek, class: found.length ? "has-flags" : "" },
      h("th", { scope: "row" }, h("button", { type: "button", class: "rep-button", "aria-label": `Repetition ${rep.number}: show it at ${clock(rep.start_s)}` }, String(rep.number))),
      hasSides && h("td", {}, side(rep.side)), h("td", {}, value(rep.range, rep.range_unit)), h("td", {}, `${tempo} s`), h("td", {}, form(found)));
    const flags = found.length > 0 && h("tr", { onclick: seek, class: "flag-row" }, h("td"), h("td", { colspan: row.children.length - 1 },
      h("ul", { class: "flags" }, found.map((f) => h("li", {}, sign(f.severity), h("span", {}, sentence(f.title), h("span", { class: "soft small" }, ` ${measured(f)}`)))))));
    const rows = [row, flags].filter(Boolean);
    for (const each of rows) each.rep = rep;
    return rows;
  }
}

/** Good, or the gravest of what was found, in a word. */
function form(found) {
  if (!found.length) return "Good";
  return found.some((f) => f.severity === "fault") ? "Fault" : "Caution";
}

/** The value against its limit, with the error of the measurement. */
function measured(fault) {
  if (!Number.isFinite(fault.value)) return "";
  const digits = fault.unit === "deg" ? 0 : 2;
  const error = Number.isFinite(fault.standard_error) && fault.standard_error > 0 ? ` ± ${value(fault.standard_error, "", digits)}` : "";
  return `${value(fault.value, "", digits)}${error} ${fault.unit === "ratio" ? "" : unitWords(fault.unit)}, limit ${value(fault.limit, "", digits)}`.replace(" ,", ",");
}

function numbers(result, exercise) {
  const total = result.holds.reduce((sum, [start, end]) => sum + end - start, 0);
  const one = (name, words) => h("div", {}, h("dt", {}, name), h("dd", {}, words));
  return h("dl", { class: "card numbers" }, one("Repetitions", String(result.reps)), one("Without a fault", String(result.good_reps)),
    exercise?.kind !== "reps" && result.holds.length > 0 && one("Held in all", seconds(total)),
    exercise?.sides !== "both" && one("Left, right", `${result.reps_by_side.left}, ${result.reps_by_side.right}`),
    result.partials > 0 && one("Turned back early", String(result.partials)), difference(result.side_difference));
}

function difference(found) {
  if (!found || !Number.isFinite(found.difference)) return null;
  const more = found.difference > 0 ? "left" : "right";
  const small = (text) => h("span", { class: "soft small" }, text);
  const words = found.exceeds_spread ? [value(Math.abs(found.difference), found.unit), small(` more on the ${more}`)] : ["none", small(" beyond the spread")];
  return h("div", {}, h("dt", {}, "Left against right"), h("dd", {}, words));
}

function nothing(result) {
  return notice({ tone: "info", title: "No repetition was counted", text: result.notes.map(sentence).join(" ") || "Put the camera as the exercise's page shows, and begin from the start posture." });
}

function unseen(result, exercise) {
  if (!result.not_checked.length) return null;
  const title = (name) => [...(exercise?.faults ?? []), ...(exercise?.unseen ?? [])].find((f) => f.name === name)?.title ?? name;
  return h("section", { class: "card" }, h("h2", {}, "Not checked"), h("p", { class: "soft" }, "What cannot be seen is not called good."),
    h("ul", { class: "unchecked" }, result.not_checked.map((n) => h("li", {}, sign("unseen"), h("p", {}, h("strong", {}, `${sentence(title(n.name))}. `), sentence(n.reason))))));
}

function dropped(result) {
  if (!result.dropped.length) return null;
  return h("details", { class: "card" }, h("summary", {}, `${plural(result.dropped.length, "movement")} seen and not counted`), h("ul", {}, result.dropped.map((d) => h("li", {}, d))));
}

const unitWords = (unit) => ({ deg: "degrees", s: "seconds", ratio: "" }[unit] ?? unit ?? "");
const label = (name) => sentence(name ?? "").replace(/( (deg|ratio|m|left|right))+$/, "");
const sourceWords = ({ source, source_kind: kind }) => (["camera", "browser"].includes(kind) ? "live" : source);
