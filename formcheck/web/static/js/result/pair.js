// The worst repetition beside the best one.

import { api } from "../api.js";
import { h, sign } from "../dom.js";
import { sentence } from "../format.js";
import { replay } from "../replay.js";

/** A section that fills itself once the landmarks are here; null for fewer than two repetitions. */
export function pair(id, result) {
  const [best, worst] = extremes(result);
  if (!worst) return null;
  const box = h("div", { class: "pair" });
  const section = h("section", { class: "card" }, h("h2", {}, "Best and worst"), box);
  Promise.all([one(id, result, best, "Best"), one(id, result, worst, "Worst")]).then((made) => {
    if (made.some(Boolean)) box.replaceChildren(...made.filter(Boolean));
    else section.remove();
  });
  return section;
}

/** By quality; of the same quality, the one with fewer faults, then the one that reached further. */
function extremes({ repetitions, faults }) {
  if (repetitions.length < 2) return [null, null];
  const weight = (rep) => [rep.quality ?? 1, -faults.filter((f) => f.rep === rep.number).length, rep.range ?? 0];
  const order = [...repetitions].sort((a, b) => {
    const [x, y] = [weight(a), weight(b)];
    const at = x.findIndex((v, i) => v !== y[i]);
    return at < 0 ? 0 : y[at] - x[at];
  });
  return [order[0], order.at(-1)];
}

async function one(id, result, rep, name) {
  let figure = null;
  try { figure = replay(await api.landmarks(id, rep.number), `${name} repetition`); } catch { /* no landmarks were kept */ }
  if (!figure) return null;
  const found = result.faults.filter((f) => f.rep === rep.number);
  return h("div", { class: "replay-side" }, h("h3", {}, `${name}: repetition ${rep.number}${rep.side ? `, ${rep.side}` : ""}`),
    found.length ? h("ul", { class: "flags" }, found.map((f) => h("li", {}, sign(f.severity), h("span", {}, sentence(f.title)))))
      : h("p", { class: "soft" }, "No fault"), figure);
}
