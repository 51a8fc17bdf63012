// What the events leave on the stage for a while: faults on the body, the tempo of the last repetition.

const MARK_S = 1.5;
const LEFT = { shoulder: 11, hip: 23, knee: 25, ankle: 27, foot: 31 };

// Which joints a fault is about, where the server does not say.
const JOINTS = {
  knee_collapse: ["hip", "knee", "ankle"], knees_fall_apart: ["hip", "knee"], hip_drop: ["hip"], pelvis_rolls_back: ["hip"],
  feet_apart: ["ankle", "foot"], hips_low: ["hip"], over_arch: ["shoulder", "hip", "knee"], back_sags: ["shoulder", "hip"],
  limb_low: ["hip", "knee", "ankle"], limb_high: ["hip", "knee", "ankle"], trunk_lean: ["shoulder", "hip"],
  too_shallow: ["hip", "knee", "ankle"], heel_lifts: ["ankle", "foot"], range_small: ["hip", "knee"],
};

export class Marks {
  constructor() {
    this.marks = [];
    this.tempo = null;
  }

  take(moment) {
    for (const event of moment.events ?? []) {
      const kind = String(event.type ?? event.kind ?? "").toLowerCase();
      if (kind === "noticed" || kind === "flag") this.mark(event, moment.t_s);
      if (kind === "raise") this.tempo = event;
    }
  }

  mark(event, tS) {
    const joints = event.joints ?? joint(event);
    if (!joints.length) return;
    this.marks = this.marks.filter((m) => m.name !== event.name);
    this.marks.push({ name: event.name, joints, severity: event.severity, tS });
  }

  /** The faults to show at a time. */
  now(tS) {
    this.marks = this.marks.filter((m) => tS - m.tS <= MARK_S);
    return this.marks;
  }
}

function joint({ name, side }) {
  const sides = side === "left" ? [0] : side === "right" ? [1] : [0, 1];
  return sides.flatMap((add) => (JOINTS[name] ?? []).map((j) => LEFT[j] + add));
}
