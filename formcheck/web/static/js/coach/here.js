// Whether the server is this very computer, and what that means for pictures.

export const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);

/** Where the pose is found, and what leaves the browser. */
export const MODES = {
  frames: isHere ? "Pose: found by formcheck on this computer. No video leaves it, and none is kept."
    : "Pose: found by the formcheck server. Single pictures go there and are forgotten at once. No video is kept or sent anywhere else.",
  landmarks: "Pose: found in this browser. Only joint positions are sent to the server. No picture leaves the browser.",
};
