// The end of a training: what was good, what to mend, and where to look closer.

import { api } from "../api.js";
import { add, h, notice, sign } from "../dom.js";
import { plural, sentence, seconds } from "../format.js";
import { personalLimits } from "../people.js";

/** Replaces the stage by the summary of `message` {session_id, result}. */
export function showSummary(place, { session_id: id, result, warning }, exercise, { again }) {
  place.replaceChildren();
  add(place,
    h("div", { class: "head" }, h("h1", {}, headline(result)), h("p", { class: "lead" }, `${exercise.title}, ${seconds(result.duration_s)}.`)),
    h("div", { class: "summary" },
      h("section", { class: "card summary-count" },
        h("p", { class: "big-number" }, String(result.good_reps), h("span", {}, ` of ${result.reps}`)), h("p", {}, "repetitions without a fault"),
        holds(result), sides(result, exercise)),
      h("section", { class: "card" }, h("h2", {}, "What to mend"), faults(result, exercise))),
    personalLimits(result),
    warning && notice({ tone: "caution", title: sentence(warning) }),
    h("p", { class: "actions" },
      id && h("a", { class: "button button-main", href: `#/session/${id}` }, "See every repetition"),
      id && h("a", { class: "button", href: api.reportPath(id), target: "_blank", rel: "noopener" }, "Report to print"),
      h("button", { type: "button", class: "button", onclick: again }, "Train again")));
  const heading = place.querySelector("h1");
  heading.setAttribute("tabindex", "-1");
  heading.focus();
}

function headline({ reps, good_reps: good }) {
  if (!reps) return "Nothing was counted";
  if (good === reps) return "All of them good";
  return good >= 0.75 * reps ? "Well done" : "Some to work on";
}

function holds({ holds: list }) {
  if (!list.length) return null;
  const total = list.reduce((sum, [start, end]) => sum + end - start, 0);
  return h("p", {}, `Held ${seconds(total)} in ${plural(list.length, "hold")}, ${seconds(total / list.length)} on average.`);
}

function sides({ reps_by_side: by }, { sides: kind }) {
  return kind === "both" ? null : h("p", {}, `Left ${by.left}, right ${by.right}.`);
}

const titleOf = (exercise, name) => [...exercise.faults, ...exercise.unseen].find((f) => f.name === name)?.title ?? name;

function faults({ faults: found, not_checked: unseen, reps }, exercise) {
  const groups = new Map();
  for (const fault of found) groups.set(fault.title, [...(groups.get(fault.title) ?? []), fault]);
  const rows = [...groups.values()].sort((a, b) => b.length - a.length).map((group) => h("li", {}, sign(group[0].severity),
    h("div", {}, h("strong", {}, `“${group[0].cue}”`), h("p", {}, `${sentence(group[0].title)}: ${repeated(group, reps)}.`))));
  return [rows.length ? h("ul", { class: "mend" }, rows) : notice({ tone: reps ? "good" : "info", title: reps ? "No fault was seen" : "Stand as the picture shows and try again" }),
    unseen.length > 0 && h("p", { class: "small soft" }, `Not checked from this place: ${[...new Set(unseen.map((u) => titleOf(exercise, u.name)))].join(", ")}.`)];
}

const repeated = (group, reps) => {
  const n = new Set(group.map((f) => f.rep)).size;
  return reps ? `in ${n} of ${plural(reps, "repetition")}` : plural(n, "time");
};
