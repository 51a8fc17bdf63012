// MediaPipe's pose landmarker beside the page, so that drawing never waits for it. A classic worker: the
// package's loader needs importScripts.

const COUNT = 33;
let landmarker = null;
let lastMs = -1;

async function open({ base, model }) {
  // the bundle is a CommonJS module
  self.exports = {};
  importScripts(`${base}vendor/tasks-vision/vision_bundle.js`);
  const { FilesetResolver, PoseLandmarker } = self.exports;
  if (!(await FilesetResolver.isSimdSupported())) throw new Error("This browser is too old for WebAssembly with SIMD");
  const files = await FilesetResolver.forVisionTasks(`${base}vendor/tasks-vision/wasm`);
  const options = (delegate) => ({ baseOptions: { modelAssetPath: model, delegate }, runningMode: "VIDEO", numPoses: 1 });
  try {
    landmarker = await PoseLandmarker.createFromOptions(files, options(hasGraphicsCard() ? "GPU" : "CPU"));
  } catch {
    landmarker = await PoseLandmarker.createFromOptions(files, options("CPU"));
  }
}

// a software renderer is slower than the processor by itself
function hasGraphicsCard() {
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  const about = gl?.getExtension("WEBGL_debug_renderer_info");
  const name = about ? gl.getParameter(about.UNMASKED_RENDERER_WEBGL) : "";
  return Boolean(gl) && !/swiftshader|llvmpipe|software|basic render/i.test(name);
}

function see({ picture, t_ms }) {
  // the landmarker refuses times that do not grow
  lastMs = Math.max(lastMs + 1, Math.round(t_ms));
  const found = landmarker.detectForVideo(picture, lastMs);
  picture.close();
  const [image] = found.landmarks;
  const [world] = found.worldLandmarks;
  if (!image) return null;
  const table = new Float32Array(6 * COUNT);
  for (let i = 0; i < COUNT; i++) {
    table.set([image[i].x, image[i].y, image[i].visibility, world[i].x, world[i].y, world[i].z], 6 * i);
  }
  return table;
}

self.onmessage = async ({ data }) => {
  if (data.type === "see") {
    try {
      self.postMessage({ type: "seen", table: see(data) });
    } catch (error) {
      self.postMessage({ type: "seen", table: null, trouble: String(error?.message ?? error) });
    }
    return;
  }
  try {
    await open(data);
    self.postMessage({ type: "ready" });
  } catch (error) {
    self.postMessage({ type: "failed", reason: String(error?.message ?? error) });
  }
};
