// What the server is sent: pictures, or the landmarks that the browser found in them.

const LONGEST_PX = 640;
const QUALITY = 0.8;
const COUNT = 33;

/** Width and height sent for a video of this size. */
export function sentSize(video) {
  const scale = Math.min(1, LONGEST_PX / Math.max(video.videoWidth, video.videoHeight));
  return [video.videoWidth, video.videoHeight].map((side) => Math.round((side * scale) / 2) * 2);
}

/** Pose on the server: each frame as a JPEG behind its time. */
export class PictureEyes {
  constructor() {
    this.mode = "frames";
    // the newest picture is taken only when the answer to the last is here
    this.runsAhead = false;
    this.canvas = document.createElement("canvas");
  }

  async open() {}

  async see(video, tS, [width, height]) {
    if (this.canvas.width !== width) Object.assign(this.canvas, { width, height });
    this.canvas.getContext("2d", { alpha: false }).drawImage(video, 0, 0, width, height);
    const jpeg = await new Promise((resolve) => this.canvas.toBlob(resolve, "image/jpeg", QUALITY));
    if (!jpeg) return null;
    const payload = new Uint8Array(8 + jpeg.size);
    new DataView(payload.buffer).setFloat64(0, tS, true);
    payload.set(new Uint8Array(await jpeg.arrayBuffer()), 8);
    return { payload, pose: null };
  }

  close() {}
}

/** Pose in the browser: MediaPipe in a worker; only landmarks are sent. */
export class LandmarkEyes {
  constructor() {
    this.mode = "landmarks";
    this.runsAhead = true;
    this.waiting = null;
  }

  /** Loads the models; throws where the browser cannot run them. */
  open() {
    if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
      return Promise.reject(new Error("This browser has no WebAssembly"));
    }
    this.worker = new Worker(new URL("./pose-worker.js", import.meta.url));
    return new Promise((resolve, reject) => {
      this.worker.onerror = (event) => reject(new Error(event.message || "The pose worker did not start"));
      this.worker.onmessage = ({ data }) => {
        if (data.type === "ready") resolve();
        else if (data.type === "failed") reject(new Error(data.reason));
        else this.answer(data);
      };
      this.worker.postMessage({ type: "open", base: new URL("../../", import.meta.url).href, model: new URL("/models/pose_landmarker_full.task", location.href).href });
    });
  }

  answer({ table, trouble }) {
    const { resolve, reject, tS, size } = this.waiting;
    this.waiting = null;
    if (trouble) reject(new Error(trouble));
    else resolve(packed(table, tS, size));
  }

  async see(video, tS, size) {
    const picture = await createImageBitmap(video, { resizeWidth: size[0], resizeHeight: size[1] });
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject, tS, size };
      this.worker.postMessage({ type: "see", picture, t_ms: tS * 1000 }, [picture]);
    });
  }

  close() {
    this.worker?.terminate();
    this.waiting?.resolve(null);
  }
}

/** The message of one look: time, then 33 rows of x, y in pixels, visibility, and metres; NaN is nobody. */
function packed(table, tS, [width, height]) {
  const payload = new ArrayBuffer(8 + 4 * 6 * COUNT);
  const view = new DataView(payload);
  view.setFloat64(0, tS, true);
  const pose = table && [];
  for (let i = 0; i < COUNT; i++) {
    const row = table ? table.subarray(6 * i, 6 * i + 6) : new Float32Array(6).fill(NaN);
    const px = [row[0] * width, row[1] * height, row[2], row[3], row[4], row[5]];
    px.forEach((v, j) => view.setFloat32(8 + 4 * (6 * i + j), v, true));
    pose?.push(px.slice(0, 3));
  }
  return { payload, pose };
}
