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

  /** The answer for time `tS` is shown now; returns the browser's own pose of that picture. */
  shown(tS) {
    const { capturedMs, pose } = this.under.get(tS) ?? {};
    for (const key of [...this.under.keys()]) if (key <= tS) this.under.delete(key);
    if (capturedMs === undefined) return null;
    const now = performance.now();
    this.delays.push(now - capturedMs);
    this.times.push(now);
    if (this.delays.length > KEPT) for (const list of [this.delays, this.times]) list.shift();
    this.show();
    return pose;
  }

  show() {
    const recent = this.delays.slice(-15);
    const mean = recent.reduce((a, b) => a + b, 0) / recent.length;
    this.element.hidden = recent.length < 15 || mean <= TOO_LATE_MS;
    if (!this.element.hidden) this.element.textContent = `${Math.round(mean)} ms behind`;
  }

  /** Median and 95th percentile of the delay in milliseconds, and answers a second. */
  summary() {
    const sorted = [...this.delays].sort((a, b) => a - b);
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    const span = (this.times.at(-1) - this.times[0]) / 1000;
    return { n: sorted.length, median_ms: at(0.5), p95_ms: at(0.95), per_s: (this.times.length - 1) / span };
  }
}
