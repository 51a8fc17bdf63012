// A person as lines and joints on a canvas, as in the annotated video: the left side filled, the right hollow.

const BONES = [
  ...[0, 1].flatMap((r) => [[11, 13], [13, 15], [11, 23], [23, 25], [25, 27], [27, 29], [29, 31], [27, 31]].map(([a, b]) => [a + r, b + r])),
  [11, 12], [23, 24],
];
const JOINTS = [...new Set(BONES.flat())].sort((a, b) => a - b);
const NIGHT = "#0e141e";
const TONES = { lost: "#a0a8b0", ready: "#c4d0dc", active: "#56b4e9", good: "#00be8c" };
const FLAGS = { caution: "#f0a514", fault: "#e85c12" };
const DIM = { lost: "#60656a", ready: "#767d84", active: "#346c8c", good: "#007254" };

const isRight = (joint) => joint % 2 === 0;

/**
 * Draws one pose.
 *
 * points: 33 rows of x, y in canvas pixels, null where not seen. tone: a key of TONES. flags: rows of
 * {joints, severity}. unit: a hundredth of the picture's side.
 */
export function drawSkeleton(context, points, { tone = "active", flags = [], unit = 5, letters = true } = {}) {
  const flagged = new Map(flags.flatMap((f) => f.joints.map((j) => [j, FLAGS[f.severity] ?? FLAGS.fault])));
  const bones = BONES.filter(([a, b]) => points[a] && points[b]);
  const width = Math.max(2.5, 0.8 * unit);
  const shade = (joint) => flagged.get(joint) ?? (isRight(joint) ? DIM : TONES)[tone];
  context.lineCap = "round";
  for (const bone of bones) line(context, points, bone, NIGHT, 2 * width);
  for (const [a, b] of bones) {
    const isFlagged = flagged.has(a) && flagged.has(b);
    const colour = isFlagged ? flagged.get(a) : isRight(a) && isRight(b) ? DIM[tone] : TONES[tone];
    line(context, points, [a, b], colour, isFlagged ? 1.6 * width : width);
  }
  for (const joint of JOINTS) if (points[joint]) marker(context, points[joint], Math.max(3, unit), shade(joint), isRight(joint));
  if (letters) drawLetters(context, points, unit);
  for (const flag of flags) drawFlag(context, flag.joints.map((j) => points[j]).filter(Boolean), FLAGS[flag.severity] ?? FLAGS.fault, unit);
}

function line(context, points, [a, b], colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(...points[a]);
  context.lineTo(...points[b]);
  context.stroke();
}

function disc(context, [x, y], radius, colour) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

function marker(context, point, radius, colour, isHollow) {
  disc(context, point, 1.35 * radius, NIGHT);
  disc(context, point, radius, colour);
  if (isHollow) disc(context, point, 0.55 * radius, NIGHT);
}

function drawLetters(context, points, unit) {
  context.font = `700 ${Math.max(10, 2.8 * unit)}px Rubik, system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const [before, end] of [[13, 15], [14, 16], [27, 31], [28, 32]]) {
    if (!points[before] || !points[end]) continue;
    const [dx, dy] = [points[end][0] - points[before][0], points[end][1] - points[before][1]];
    const length = Math.max(1e-6, Math.hypot(dx, dy));
    const at = [points[end][0] + (3.4 * unit * dx) / length, points[end][1] + (3.4 * unit * dy) / length];
    disc(context, at, Math.max(7, 1.7 * unit), NIGHT);
    context.fillStyle = "#ffffff";
    context.fillText(isRight(end) ? "R" : "L", ...at);
  }
}

/** A triangle with an exclamation mark beside the joints: a fault without its colour. */
function drawFlag(context, joints, colour, unit) {
  if (!joints.length) return;
  const x = joints.reduce((sum, p) => sum + p[0], 0) / joints.length - 6 * unit;
  const y = joints.reduce((sum, p) => sum + p[1], 0) / joints.length;
  const r = 2.6 * unit;
  context.lineJoin = "round";
  context.beginPath();
  context.moveTo(x, y - r);
  context.lineTo(x + 1.05 * r, y + 0.8 * r);
  context.lineTo(x - 1.05 * r, y + 0.8 * r);
  context.closePath();
  context.lineWidth = 0.8 * r;
  context.strokeStyle = NIGHT;
  context.stroke();
  context.lineWidth = 0.3 * r;
  Object.assign(context, { fillStyle: colour, strokeStyle: colour });
  context.fill();
  context.stroke();
  context.strokeStyle = NIGHT;
  context.beginPath();
  context.moveTo(x, y - 0.4 * r);
  context.lineTo(x, y + 0.2 * r);
  context.stroke();
  disc(context, [x, y + 0.55 * r], 0.18 * r, NIGHT);
}
