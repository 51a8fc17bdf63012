// The skeleton over the camera's picture.

import { drawSkeleton } from "../skeleton.js";

/** Draws a pose, in pixels of the picture sent, as large as the canvas shows it; none clears the canvas. */
export function drawPose(canvas, pose, { size: [width, height], isMirrored, tone, flags }) {
  const scale = Math.min(2, Math.max(1, 960 / width));
  if (canvas.width !== width * scale) Object.assign(canvas, { width: width * scale, height: height * scale });
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!pose) return;
  const points = pose.map(([x, y]) => (Number.isFinite(x) && Number.isFinite(y) && x !== null ? [(isMirrored ? width - x : x) * scale, y * scale] : null));
  drawSkeleton(context, points, { tone, flags, unit: (Math.sqrt(width * height) * scale) / 100 });
}
