// The camera, and plain words for every way in which there is none.

/** Why there is no camera, and what to do. */
export class CameraError extends Error {
  constructor(kind, title, text) {
    super(title);
    Object.assign(this, { kind, title, text });
  }
}

const TROUBLE = {
  refused: ["The browser does not let formcheck use the camera",
    "Click the camera sign beside the address, allow the camera, then try again. Or film yourself and analyze the clip."],
  none: ["No camera was found", "Plug one in and try again. Or film yourself with a phone and analyze the clip."],
  busy: ["The camera is in use by another program", "Close the other program (a video call, for one), then try again."],
  insecure: ["The browser gives the camera only to this machine or over https",
    "Open this page as http://127.0.0.1 on the machine itself, or put the server behind https."],
  unplugged: ["The camera was unplugged", "Plug it in again and go on. Your repetitions are kept."],
};

export function trouble(kind) {
  return new CameraError(kind, ...TROUBLE[kind]);
}

function named(error) {
  if (["NotAllowedError", "SecurityError", "PermissionDeniedError"].includes(error.name)) return trouble("refused");
  if (["NotFoundError", "DevicesNotFoundError", "OverconstrainedError"].includes(error.name)) return trouble("none");
  return trouble("busy");
}

/** The cameras by name; names are known only once a camera was allowed. */
export async function cameras() {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  return devices.filter((d) => d.kind === "videoinput" && d.deviceId);
}

/**
 * Opens a camera into a video element.
 * Throws CameraError. Returns {isMirrored, stop}; `lost` is called when the camera goes away by itself.
 */
export async function openCamera(video, deviceId, lost) {
  if (!navigator.mediaDevices?.getUserMedia) throw trouble("insecure");
  const wish = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 },
    // an upright phone must not lose its head and feet to the wished shape
    resizeMode: { ideal: "none" } };
  if (deviceId) wish.deviceId = { exact: deviceId };
  else wish.facingMode = "user";
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: wish, audio: false });
  } catch (error) {
    throw named(error);
  }
  const [track] = stream.getVideoTracks();
  track.addEventListener("ended", lost);
  video.srcObject = stream;
  try {
    await video.play();
  } catch {
    stop();
    throw trouble("busy");
  }
  function stop() {
    track.removeEventListener("ended", lost);
    for (const each of stream.getTracks()) each.stop();
    video.srcObject = null;
  }
  // the camera at the back of a phone looks at somebody else: no mirror
  return { isMirrored: track.getSettings?.().facingMode !== "environment", stop };
}
