// Elements made in one call, so that pages need no templates and no markup in strings.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.setAttribute("class", value);
    else if (name in element && typeof value === "boolean") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  return add(element, ...children);
}

/** Appends what there is: a condition that came out false leaves nothing. */
export function add(element, ...children) {
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

/** An HTML element; attributes that begin with "on" are listeners. */
export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

/** An SVG element. */
export const s = (tag, attributes, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

/** Sets a style property, which the content policy allows where an attribute is refused. */
export function style(element, properties) {
  for (const [name, value] of Object.entries(properties)) element.style.setProperty(name, value);
  return element;
}

/** Says something to screen readers without showing it. */
export function announce(text) {
  const place = document.getElementById("announcer");
  place.textContent = text;
}

/** A message with a way on: what happened, what to do, and the buttons that do it. */
export function notice({ title, text, actions = [], tone = "info" }) {
  return h("div", { class: `notice notice-${tone}`, role: tone === "fault" ? "alert" : "status" },
    sign(tone), h("div", {}, h("p", { class: "notice-title" }, title), text && h("p", {}, text),
      actions.length > 0 && h("p", { class: "actions" }, actions)));
}

/** The sign that says "fault", "caution", "good" or "note" without its colour. */
export function sign(tone) {
  const inner = {
    fault: [s("path", { d: "M12 2 23 21H1Z", class: "sign-fill" }), s("path", { d: "M12 9v5.5", class: "sign-line" }),
      s("circle", { cx: 12, cy: 17.7, r: 1.3, class: "sign-dot" })],
    caution: [s("path", { d: "M12 1.5 22.5 12 12 22.5 1.5 12Z", class: "sign-fill" }),
      s("path", { d: "M12 7v6", class: "sign-line" }), s("circle", { cx: 12, cy: 16.4, r: 1.3, class: "sign-dot" })],
    good: [s("circle", { cx: 12, cy: 12, r: 10.5, class: "sign-fill" }),
      s("path", { d: "m7 12.4 3.4 3.4L17 8.8", class: "sign-line" })],
    unseen: [s("circle", { cx: 12, cy: 12, r: 9.5, class: "sign-ring" }), s("path", { d: "M5.5 18.5 18.5 5.5", class: "sign-ring" })],
  }[tone] ?? [s("circle", { cx: 12, cy: 12, r: 10.5, class: "sign-fill" }), s("path", { d: "M12 11v6", class: "sign-line" }),
    s("circle", { cx: 12, cy: 7.2, r: 1.4, class: "sign-dot" })];
  return s("svg", { viewBox: "0 0 24 24", class: `sign sign-${tone}`, "aria-hidden": "true" }, inner);
}

/** Asks before something that cannot be undone; resolves to whether to go on. */
export function confirmed(title, text, yes) {
  return new Promise((resolve) => {
    const close = (answer) => () => { dialog.close(); dialog.remove(); resolve(answer); };
    const dialog = h("dialog", { class: "dialog", "aria-labelledby": "dialog-title", oncancel: close(false) },
      h("h2", { id: "dialog-title" }, title), h("p", {}, text),
      h("p", { class: "actions" }, h("button", { class: "button", onclick: close(false) }, "Keep"),
        h("button", { class: "button button-danger", onclick: close(true) }, yes)));
    document.body.append(dialog);
    dialog.showModal();
  });
}
