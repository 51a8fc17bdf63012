// All sessions by date and exercise, how they change, and the way out with the data.

import { api } from "../api.js";
import { confirmed, h, notice, sign } from "../dom.js";
import { tile } from "../figures.js";
import { clock, day, plural, seconds, sentence, time } from "../format.js";
import { groundFields, groundWords } from "../ground.js";
import { routinesDone } from "./routines.js";
import { trendSection } from "./trends.js";

/** Shows the history; the exercise may be named in the address. */
export async function mount(place, [named]) {
  const exercises = await api.exercises();
  const page = new HistoryPage(place, exercises, exercises.some((e) => e.name === named) ? named : "");
  await page.show();
}

class HistoryPage {
  constructor(place, exercises, exercise) {
    Object.assign(this, { place, exercises, filter: { exercise, since: "", until: "", surface: "", footwear: "" } });
    this.routines = h("div", { class: "stack" });
    this.trends = h("div", { class: "stack" });
    this.list = h("div", { class: "stack" });
  }

  async show() {
    this.place.replaceChildren(h("div", { class: "head" }, h("h1", {}, "History")));
    const all = await api.sessions();
    if (!all.length) {
      this.place.append(empty());
      return;
    }
    this.place.append(this.filters(), this.trends, this.routines, this.list, this.ends());
    await Promise.all([this.load(), this.loadRoutines()]);
  }

  filters() {
    const set = (name) => (event) => { this.filter[name] = event.target.value; this.load(); };
    const options = this.exercises.map((e) => h("option", { value: e.name, selected: e.name === this.filter.exercise }, e.title));
    return h("form", { class: "filters", "aria-label": "Filter", onsubmit: (e) => e.preventDefault() },
      h("label", { class: "field" }, h("span", {}, "Exercise"), h("select", { onchange: set("exercise") }, h("option", { value: "" }, "All of them"), options)),
      h("label", { class: "field" }, h("span", {}, "From"), h("input", { type: "date", onchange: set("since") })),
      h("label", { class: "field" }, h("span", {}, "To"), h("input", { type: "date", onchange: set("until") })),
      groundFields(this.filter, { isFilter: true, changed: () => this.load() }));
  }

  async load() {
    const { exercise, since, until, surface, footwear } = this.filter;
    const wanted = { exercise, surface, footwear, since: since && midnight(since, 0), until: until && midnight(until, 1) };
    try {
      const sessions = await api.sessions(wanted);
      this.draw([...sessions].sort((a, b) => b.started_at.localeCompare(a.started_at)));
      await this.drawTrends(exercise || mostFrequent(sessions));
    } catch (error) {
      this.list.replaceChildren(notice({ tone: "fault", title: error.message }));
    }
  }

  async loadRoutines() {
    this.routines.replaceChildren(routinesDone(await api.routinesDone()));
  }

  draw(sessions) {
    this.list.replaceChildren(h("h2", {}, plural(sessions.length, "session")),
      sessions.length ? h("ul", { class: "sessions" }, sessions.map((s) => this.row(s))) : h("p", {}, "None of this kind in this time. Change the dates, the exercise or the surface."));
  }

  row(session) {
    const faults = Object.entries(session.faults);
    return h("li", { class: "session" }, tile(session.exercise),
      h("div", {}, h("p", { class: "session-title" }, h("a", { href: `#/session/${session.id}` }, session.title)),
        h("p", { class: "soft small" }, `${day(session.started_at)}, ${time(session.started_at)} · ${clock(session.duration_s)}${session.complete ? "" : " · ended early"}`),
        aboutWords(session) && h("p", { class: "soft small" }, aboutWords(session))),
      h("div", {}, h("p", { class: "session-good" }, `${session.good_reps} of ${session.reps}`), h("p", { class: "soft small" }, "without a fault"),
        session.hold_s_total > 0 && h("p", { class: "soft small" }, `held ${seconds(session.hold_s_total)}`)),
      faults.length ? h("ul", { class: "flags small" }, faults.map(([name, n]) => h("li", {}, sign(this.fault(session.exercise, name)?.severity ?? "fault"), `${sentence(this.fault(session.exercise, name)?.title ?? name)}, ${n} ×`)))
        : h("p", { class: "soft small" }, session.reps ? "No fault seen" : "Nothing counted"),
      h("button", { type: "button", class: "button", "aria-label": `Delete ${session.title} of ${day(session.started_at)}, ${time(session.started_at)}`, onclick: () => this.remove(session) }, "Delete"));
  }

  /** What is known of a fault; under one name, the gravest. */
  fault(exercise, name) {
    const named = this.exercises.find((e) => e.name === exercise)?.faults.filter((f) => f.name === name) ?? [];
    return named.find((f) => f.severity === "fault") ?? named[0];
  }

  async drawTrends(name) {
    const exercise = this.exercises.find((e) => e.name === name);
    this.trends.replaceChildren(exercise ? trendSection(exercise, await api.trends({ exercise: name, surface: this.filter.surface, footwear: this.filter.footwear })) : "");
  }

  async remove(session) {
    if (!(await confirmed("Delete this session?", `${session.title}, ${day(session.started_at)}. Its numbers and its clip are gone for good.`, "Delete"))) return;
    await api.remove(session.id);
    await this.show();
  }

  async removeAll() {
    if (!(await confirmed("Delete everything?", "All sessions and all kept clips are gone for good. Export them first if you may want them.", "Delete everything"))) return;
    await api.removeAll();
    await this.show();
  }

  ends() {
    return h("p", { class: "actions" }, h("a", { class: "button", href: "/api/export.csv", download: "formcheck.csv" }, "All as CSV"),
      h("a", { class: "button", href: "/api/export.json", download: "formcheck.json" }, "All as JSON"),
      h("button", { type: "button", class: "button button-danger", onclick: () => this.removeAll() }, "Delete everything"));
  }
}

/** On what it was done, and as part of what. */
const aboutWords = (s) => sentence([groundWords(s), s.routine && `${s.routine}, exercise ${s.routine_step}`].filter(Boolean).join(" · "));

/** The beginning of a day here, or of the one after it, with its zone. */
function midnight(date, daysLater) {
  const at = new Date(`${date}T00:00:00`);
  at.setDate(at.getDate() + daysLater);
  return at.toISOString();
}

function mostFrequent(sessions) {
  const counts = new Map();
  for (const { exercise } of sessions) counts.set(exercise, (counts.get(exercise) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}

function empty() {
  return h("section", { class: "empty" }, tile("lunge"), h("h2", {}, "Nothing here yet"),
    h("p", {}, "Train with the coach, or analyze a clip. Each session then appears here, and three of the same exercise show a trend."),
    h("p", { class: "actions" }, h("a", { class: "button button-main", href: "#/coach" }, "Train with the coach"), h("a", { class: "button", href: "#/analyze" }, "Analyze a clip")));
}
