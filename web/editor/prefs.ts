// This file keeps how the writer likes the window: language, theme, widths.
// Small words only, in localStorage; a document never goes there.
import { setLang, translateShell, type Lang } from "./strings";

export type Theme = "light" | "dark" | "system";
export type Pane = "text" | "preview" | "problems";
export type Width = "mobile" | "tablet" | "desktop";

export interface Prefs {
  lang: Lang;
  theme: Theme;
  /// Share of the text, in percent of the workspace.
  split: number;
  width: Width;
  /// Preview follows the caret and both scroll together.
  sync: boolean;
  /// Tab indents instead of leaving the editor.
  tabIndents: boolean;
}

const defaults: Prefs = { lang: "fr", theme: "system", split: 49, width: "desktop", sync: true, tabIndents: false };
const storeKey = "apercu.prefs";
const listeners = new Set<(p: Prefs) => void>();
let prefs: Prefs = { ...defaults, ...stored() };

function stored(): Partial<Prefs> {
  try {
    return JSON.parse(localStorage.getItem(storeKey) ?? "{}");
  } catch {
    return {}; // storage refused, or written by something else
  }
}

export function getPrefs(): Readonly<Prefs> {
  return prefs;
}

/// Called at once with the present values, then at each change.
export function onPrefs(listener: (p: Prefs) => void): () => void {
  listeners.add(listener);
  listener(prefs);
  return () => listeners.delete(listener);
}

export function setPrefs(change: Partial<Prefs>): void {
  prefs = { ...prefs, ...change };
  try {
    localStorage.setItem(storeKey, JSON.stringify(prefs));
  } catch {
    // Only comfort is lost.
  }
  applyPrefs();
  for (const listener of listeners) listener(prefs);
}

const dark = matchMedia("(prefers-color-scheme: dark)");

/// The theme that is shown, "system" resolved.
export function shownTheme(): "light" | "dark" {
  if (prefs.theme === "system") return dark.matches ? "dark" : "light";
  return prefs.theme;
}

/// Writes the preferences on the document. Call once early, so that the first
/// paint is right.
export function applyPrefs(): void {
  setLang(prefs.lang);
  translateShell();
  document.documentElement.dataset.theme = shownTheme();
  showSplit(prefs.split);
  const sheet = document.getElementById("sheet");
  if (sheet) sheet.dataset.width = prefs.width;
}

/// Gives the text that share of the room, in percent, without remembering it.
export function showSplit(percent: number): void {
  const { style } = document.getElementById("workspace") ?? {};
  style?.setProperty("--text", `${percent}fr`);
  style?.setProperty("--view", `${100 - percent}fr`);
  document.getElementById("divider")?.setAttribute("aria-valuenow", String(Math.round(percent)));
}

dark.addEventListener("change", () => {
  applyPrefs();
  for (const listener of listeners) listener(prefs);
});
