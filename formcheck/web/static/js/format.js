// Numbers, dates and names as people read them.

const UNITS = { deg: "°", ratio: "", s: " s", m: " m", cm: " cm", "%": " %" };

/** A value with its unit; a dash where nothing was measured. */
export function value(number, unit = "", digits) {
  if (number === null || number === undefined || !Number.isFinite(number)) return "–";
  const places = digits ?? (unit === "deg" ? 0 : Math.abs(number) < 1 ? 2 : 1);
  const shown = number.toFixed(places).replace("-", "\u2212");
  return shown + (UNITS[unit] ?? (unit ? ` ${unit}` : ""));
}

export const seconds = (t) => value(t, "s", 1);
export const percent = (share) => (Number.isFinite(share) ? `${Math.round(100 * share)} %` : "–");
export const plural = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** Minutes and seconds. */
export function clock(t) {
  const whole = Math.max(0, Math.round(t));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export const day = (iso) =>
  new Date(iso).toLocaleDateString(undefined, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
export const shortDay = (iso) => new Date(iso).toLocaleDateString(undefined, { day: "numeric", month: "short" });
export const time = (iso) => new Date(iso).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });

/** The first letter large; names of the code as words. */
export const sentence = (text) => {
  const plain = String(text ?? "").replaceAll("_", " ");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
};

const SEEN_FROM = {
  front: "in front", rear: "behind", side_left: "the left side", side_right: "the right side",
  oblique: "an angle", feet_end: "the feet end", head_end: "the head end",
};

/** From where a fault is seen, in a few words. */
export function seenFrom(views) {
  const named = new Set(views.filter((v) => v in SEEN_FROM));
  if (named.size >= Object.keys(SEEN_FROM).length) return "everywhere";
  const words = [];
  if (named.delete("side_left") | named.delete("side_right")) words.push("your side");
  for (const view of named) words.push(SEEN_FROM[view]);
  return words.join(", ") || "nowhere yet";
}

/** "left" or "right" for a table; nothing for both. */
export const side = (name) => (name ? sentence(name) : "–");
