// What is stood or lain on, and in what: the same two small choices wherever a session is made or looked for.

import { h } from "./dom.js";

const SURFACES = [["floor", "Floor"], ["mat", "Mat"], ["board", "Board"], ["disc", "Disc"], ["trampoline", "Trampoline"]];
const FOOTWEAR = [["barefoot", "Barefoot"], ["shod", "In shoes"]];

/** Two fields; `choice` {surface, footwear} is kept up to date. With `isFilter` both may be left open. */
export function groundFields(choice, { changed = () => {}, isFilter = false } = {}) {
  const field = (name, words, options) => h("label", { class: "field" }, h("span", {}, words),
    h("select", { onchange: (e) => { choice[name] = e.target.value; changed(); } },
      options.map(([value, text]) => h("option", { value, selected: value === (choice[name] ?? "") }, text))));
  return [field("surface", "Surface", isFilter ? [["", "All of them"], ...SURFACES] : SURFACES),
    field("footwear", "Feet", [["", isFilter ? "All of them" : "Not said"], ...FOOTWEAR])];
}

const word = (list, name) => list.find(([value]) => value === name)?.[1].toLowerCase() ?? name;

/** A label in words; nothing for the floor alone, which is the usual. */
export function groundWords({ surface, footwear }) {
  return [surface && surface !== "floor" && `on a ${word(SURFACES, surface)}`, footwear && word(FOOTWEAR, footwear)].filter(Boolean).join(", ");
}
