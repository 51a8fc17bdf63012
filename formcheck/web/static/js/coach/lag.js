// From the picture taken to the feedback drawn: measured on every moment, shown when it is too much.

const KEPT = 600;
const TOO_LATE_MS = 200;

export class Lag {
  constructor(element) {
    this.element = element;
    this.under = new Map();
    this.delays = [];
    this.times = [];
    // read by the measuring script
    globalThis.formcheckLag = this;
  }

  /** A picture was taken at `capturedMs`; `pose` is what the browser saw in it, if it looks itself. */
  taken(tS, capturedMs, pose) {
    this.under.set(tS, { capturedMs, pose });
    if (this.under.size > 60) this.under.delete(this.under.keys().next().value);
  }

  /** The answer for time `tS` is here; returns the browser's own pose of that picture. */
  answered(tS) {
    const { capturedMs, pose = null } = this.under.get(tS) ?? {};
    for (const key of [...this.under.keys()]) if (key <= tS) this.under.delete(key);
    this.capturedMs = capturedMs;
    return pose;
  }

  /** What that answer says is drawn now. */
  drawn() {
    if (this.capturedMs === undefined) return;
    const now = performance.now();
    this.delays.push(now - this.capturedMs);
    this.times.push(now);
    if (this.delays.length > KEPT) for (const list of [this.delays, this.times]) list.shift();
    this.show();
  }

  /** What was measured after `ms`, as rows of when and how late: for the measuring script. */
  since(ms) {
    const first = this.times.findIndex((t) => t > ms);
    return first < 0 ? [] : this.times.slice(first).map((t, i) => [t, this.delays[first + i]]);
  }

  show() {
    const recent = this.delays.slice(-15);
    const mean = recent.reduce((a, b) => a + b, 0) / recent.length;
    this.element.hidden = recent.length < 15 || mean <= TOO_LATE_MS;
    if (!this.element.hidden) this.element.textContent = `${Math.round(mean)} ms behind`;
  }
}
