// What the events leave on the stage for a while: faults on the body, the tempo of the last repetition.

const MARK_S = 1.5;

export class Marks {
  constructor() {
    this.marks = [];
    this.tempo = null;
  }

  take(moment) {
    for (const event of moment.events ?? []) {
      if (event.type === "noticed" || event.type === "flag") this.mark(event, moment.t_s);
      if (event.type === "raise") this.tempo = event;
    }
  }

  mark(event, tS) {
    this.marks = this.marks.filter((m) => m.name !== event.name);
    this.marks.push({ name: event.name, joints: event.joints, severity: event.severity, tS });
  }

  /** The faults to show at a time. */
  now(tS) {
    this.marks = this.marks.filter((m) => tS - m.tS <= MARK_S);
    return this.marks;
  }
}
