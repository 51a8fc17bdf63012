// Light or dark: the system's choice until the user makes another.

const KEY = "formcheck.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

const stored = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
const chosen = () => stored() ?? (system.matches ? "dark" : "light");

function show() {
  document.documentElement.dataset.theme = chosen();
  const other = chosen() === "dark" ? "light" : "dark";
  document.getElementById("theme").setAttribute("aria-label", `Change to ${other} colours`);
}

/** Shows the theme and lets the button change it. */
export function startTheme() {
  show();
  system.addEventListener("change", show);
  document.getElementById("theme").addEventListener("click", () => {
    try { localStorage.setItem(KEY, chosen() === "dark" ? "light" : "dark"); } catch { /* private window: for now only */ }
    show();
  });
}
