// The pages, one at a time, by the part of the address behind the hash.

import { h, notice } from "./dom.js";
import { startTheme } from "./theme.js";

const PAGES = {
  coach: () => import("./coach/page.js"),
  analyze: () => import("./analyze.js"),
  session: () => import("./result/page.js"),
  history: () => import("./history/page.js"),
  exercises: () => import("./exercises.js"),
};

const main = document.getElementById("main");
let leave = null;
let turn = 0;

function wanted() {
  const [page, ...rest] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return page in PAGES ? [page, rest] : ["coach", []];
}

function markNavigation(page) {
  const shown = page === "session" ? "history" : page;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.dataset.page === shown) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

async function go() {
  const mine = ++turn;
  const [page, rest] = wanted();
  await leave?.();
  leave = null;
  markNavigation(page);
  const place = h("div", { class: `page page-${page}` });
  main.replaceChildren(place);
  try {
    const module = await PAGES[page]();
    const left = await module.mount(place, rest);
    if (mine === turn) leave = left;
    else left?.();
  } catch (error) {
    place.replaceChildren(h("h1", {}, "This page did not open"),
      notice({ tone: "fault", title: error.message, actions: [h("button", { class: "button", onclick: go }, "Try again")] }));
  }
  if (mine !== turn) return;
  const heading = place.querySelector("h1");
  document.title = heading ? `${heading.textContent} · formcheck` : "formcheck";
  place.dataset.ready = "true";
  if (turn > 1) focusOn(heading);
}

function focusOn(heading) {
  window.scrollTo(0, 0);
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
}

document.getElementById("skip").addEventListener("click", (event) => {
  // the hash belongs to the pages
  event.preventDefault();
  main.focus();
});
window.addEventListener("hashchange", go);
startTheme();
go();
