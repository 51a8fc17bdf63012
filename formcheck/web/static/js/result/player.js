// The annotated video with its controls below it: the cue stands at the picture's lower edge.

import { h, notice } from "../dom.js";
import { clock } from "../format.js";

/** A player of `src`. `onTime(t_s)` follows the picture. Returns {element, seek(t_s)}. */
export function makePlayer(src, onTime) {
  const video = h("video", { class: "video", src, playsinline: true, preload: "metadata", "aria-label": "Annotated video", onclick: () => toggle() });
  const play = h("button", { type: "button", class: "button button-main player-play", onclick: () => toggle() }, "Play");
  const slow = h("button", { type: "button", class: "button", "aria-pressed": "false", onclick: () => setSlow(video.playbackRate === 1) }, "Slow");
  const large = h("button", { type: "button", class: "button", onclick: () => video.requestFullscreen?.() }, "Large");
  const slider = h("input", { type: "range", min: 0, max: 1, step: 0.01, value: 0, "aria-label": "Place in the video", oninput: () => { video.currentTime = Number(slider.value); } });
  const place = h("span", { class: "player-time" });
  const element = h("div", { class: "player" }, video, h("div", { class: "player-row" }, play, slider, place, slow, large));

  function toggle() {
    if (video.paused) video.play();
    else video.pause();
  }
  function setSlow(isSlow) {
    video.playbackRate = isSlow ? 0.4 : 1;
    slow.setAttribute("aria-pressed", String(isSlow));
  }
  function show() {
    slider.value = String(video.currentTime);
    slider.setAttribute("aria-valuetext", clock(video.currentTime));
    place.textContent = `${clock(video.currentTime)} of ${clock(video.duration || 0)}`;
    play.textContent = video.paused ? "Play" : "Pause";
    onTime(video.currentTime);
    if (element.isConnected && !video.paused) requestAnimationFrame(show);
  }
  video.addEventListener("loadedmetadata", () => { slider.max = String(video.duration); show(); });
  for (const type of ["play", "pause", "seeked", "ended"]) video.addEventListener(type, show);
  video.addEventListener("error", () => element.replaceChildren(
    notice({ tone: "caution", title: "The video cannot be played here", text: "The numbers beside it are complete." })));
  return { element, seek: (t) => { video.currentTime = t; } };
}
