// A training that was cut off by a reload or a closed page: kept for as long as the server keeps it.

import { Link } from "./link.js";

const KEY = "formcheck.live";
const KEPT_MS = 110_000;

/** Notes the training under way; called now and then while it runs. */
export function note(training) {
  try { sessionStorage.setItem(KEY, JSON.stringify({ ...training, at: Date.now() })); } catch { /* then a reload ends it */ }
}

export function forget() {
  try { sessionStorage.removeItem(KEY); } catch { /* nothing was noted */ }
}

/** The training that was cut off, or null. */
export function interrupted() {
  try {
    const noted = JSON.parse(sessionStorage.getItem(KEY));
    return noted && Date.now() - noted.at < KEPT_MS ? noted : null;
  } catch {
    return null;
  }
}

/** Ends it where it stood; what was counted is kept. Resolves to the summary. */
export function finishInterrupted({ start, token }) {
  forget();
  return new Promise((resolve, reject) => {
    const link = new Link(start, { onMoment: () => {}, onSummary: resolve,
      onState: (state, text) => { if (state === "refused") reject(new Error(text)); } }, token);
    link.command("finish");
  });
}
