// Content of other sites inside the page: players and other frames. Nothing is
// asked of another site before the reader's click; then the real frame takes
// the placeholder's place, with a title, if the site is one that the frame's
// policy lets in.
//
// Two kinds of placeholders lead here: the one the theme prints for a video
// (`data-apercu-embed`, see app/theme/doc.go) and the one made here for an
// <iframe> written by hand.

import { say } from "./text";

/// Patterns of hosts of the frame-src policy: "https://player.vimeo.com", "https://*.gouv.fr".
declare const FRAME_SOURCES: string[];

const sources = FRAME_SOURCES.map((source) => source.replace("https://", ""));

/// Replaces each frame below `root`, which is not in the document yet.
export function holdFrames(root: ParentNode): void {
  for (const frame of root.querySelectorAll("iframe")) frame.replaceWith(placeholder(frame));
}

function placeholder(frame: HTMLIFrameElement): HTMLElement {
  const url = absolute(frame.getAttribute("data-apercu-src") ?? "");
  const box = document.createElement("div");
  box.className = `apercu-frame ${frame.className}`.trim();
  for (const name of ["id", "style"]) {
    const value = frame.getAttribute(name);
    if (value) box.setAttribute(name, value);
  }
  for (const name of ["title", "width", "height", "allow"]) {
    const value = frame.getAttribute(name);
    if (value) box.setAttribute(`data-apercu-${name}`, value);
  }
  box.append(paragraph(`${say("otherSite")}${url?.host ?? "—"}`, "fr-text--bold fr-mb-1w"));
  if (frame.title) box.append(paragraph(frame.title, "fr-mb-1w"));
  if (!url) return box;
  const allowed = isAllowed(url);
  box.append(paragraph(allowed ? say("otherSiteWhy") : say("otherSiteNot"), "fr-text--sm fr-mb-2w"));
  if (allowed) {
    box.dataset.apercuEmbed = url.href;
    box.append(button(frame.title), " ");
  }
  box.append(link(url));
  return box;
}

function absolute(address: string): URL | undefined {
  try {
    const url = new URL(address.trim(), "https://site.invalid/");
    return url.protocol === "https:" && url.host !== "site.invalid" ? url : url.protocol === "http:" ? new URL(url.href.replace("http:", "https:")) : undefined;
  } catch {
    return undefined;
  }
}

function isAllowed(url: URL): boolean {
  return url.protocol === "https:" && !url.port && sources.some((s) => s === url.host || (s.startsWith("*.") && url.host.endsWith(s.slice(1))));
}

function paragraph(text: string, className: string): HTMLElement {
  const p = document.createElement("p");
  p.className = className;
  p.textContent = text;
  return p;
}

function button(title: string): HTMLElement {
  const b = document.createElement("button");
  b.type = "button";
  b.className = "fr-btn fr-btn--sm";
  b.dataset.apercuPlay = "";
  b.textContent = say("show");
  if (title) b.setAttribute("aria-label", `${say("show")} – ${title}`);
  return b;
}

function link(url: URL): HTMLElement {
  const a = document.createElement("a");
  a.className = "fr-link fr-link--sm";
  a.href = url.href;
  a.target = "_blank";
  a.rel = "noopener noreferrer";
  a.textContent = say("newTab");
  return a;
}

/// Answers a click: true when it was on a placeholder's button.
export function clickEmbed(target: Element): boolean {
  const trigger = target.closest("button,[role=button]");
  const box = trigger?.closest<HTMLElement>("[data-apercu-embed]");
  if (!box || box.dataset.apercuPlaying !== undefined) return false;
  const url = absolute(box.dataset.apercuEmbed ?? "");
  if (!url || !isAllowed(url)) tell(box, say("otherSiteNot"));
  else if (!navigator.onLine) tell(box, say("offline"));
  else play(box, url);
  return true;
}

/// A sentence in the placeholder; its link stays.
function tell(box: HTMLElement, text: string): void {
  let status = box.querySelector<HTMLElement>("[data-apercu-status]");
  if (!status) {
    status = paragraph("", "fr-message fr-message--warning");
    status.dataset.apercuStatus = "";
    status.setAttribute("role", "status");
    box.append(status);
  }
  status.textContent = text;
}

function play(box: HTMLElement, url: URL): void {
  const frame = document.createElement("iframe");
  frame.title = box.dataset.apercuTitle || `${say("otherSite")}${url.host}`;
  frame.className = box.classList.contains("apercu-frame") ? box.className.replace("apercu-frame", "").trim() : "fr-responsive-vid";
  frame.allow = box.dataset.apercuAllow || "fullscreen; picture-in-picture; encrypted-media; autoplay";
  frame.allowFullscreen = true;
  // Players refuse to play without knowing the site that shows them.
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  for (const name of ["width", "height", "style"] as const) {
    const value = name === "style" ? box.getAttribute("style") : box.getAttribute(`data-apercu-${name}`);
    if (value) frame.setAttribute(name, value);
  }
  frame.src = url.href;
  box.dataset.apercuPlaying = "";
  if (box.classList.contains("apercu-frame")) {
    // Written by hand: the frame stands where the page put it.
    box.className = "";
    box.removeAttribute("style");
    box.style.display = "contents";
  }
  box.replaceChildren(frame);
  frame.focus();
}
