// The preview frame: shows what it is sent, says what the reader does. It makes
// no decision about the page and never navigates.

import type { FromPreview, ToPreview } from "../editor/bridge";
import { Content } from "./content";
import { restDSFR } from "./dsfr";
import { clickEmbed } from "./embed";
import { learnImages, startMedia } from "./media";
import { Quotes } from "./quotes";
import { Scroll } from "./scroll";
import { setLanguage } from "./text";

const root = document.documentElement;
const host = window.parent;
const content = new Content();
const scroll = new Scroll(content, (line) => tell({ type: "preview-scroll", line }));
const quotes = new Quotes(content, tell);

function tell(message: FromPreview): void {
  host.postMessage(message, location.origin);
}

/// What stands beside the page follows it in the next frame, where its layout is
/// made anyway: asked for at once it cost 1 ms of each key.
let following = 0;
function changed(): void {
  following ||= requestAnimationFrame(() => {
    following = 0;
    scroll.mark();
    quotes.changed();
  });
}

function receive(message: ToPreview): void {
  switch (message.type) {
    case "patch":
      content.apply(message);
      changed();
      break;
    case "images":
      learnImages(message, document.body);
      break;
    case "line":
      scroll.show(message);
      break;
    case "quotes":
      quotes.show(message);
      break;
    case "block":
      scroll.outline(message.index);
      break;
    case "view":
      if (message.lang) setLanguage(message.lang);
      if (message.scheme) root.setAttribute("data-fr-scheme", message.scheme);
      break;
  }
}

restDSFR();
// Not writable: an element of the page with this id cannot stand in for it.
Object.defineProperty(window, "apercuReceive", { value: receive });
// For the complete check (audit.ts), which is a script of its own.
Object.defineProperty(window, "apercuLines", {
  value: (node: Node) => {
    const index = content.indexOf(node);
    return index < 0 ? undefined : content.linesOf(index);
  },
});
startMedia((addresses) => tell({ type: "preview-images", addresses }));

/// Tells the page whose hand scrolls, at most every 100 ms.
let gestureAt = -Infinity;
function gesture({ timeStamp }: Event): void {
  if (timeStamp - gestureAt < 100) return;
  gestureAt = timeStamp;
  tell({ type: "preview-gesture" });
}
for (const type of ["wheel", "touchmove", "pointerdown", "keydown", "focusin"]) {
  document.addEventListener(type, gesture, { passive: true, capture: true });
}

document.addEventListener("click", (event) => {
  const target = event.target;
  if (!(target instanceof Element)) return;
  const link = target.closest("a[href],area[href]");
  if (link) {
    event.preventDefault();
    follow(link);
  } else if (clickEmbed(target)) {
    event.preventDefault();
  } else if (target.closest("[data-apercu-image=remote]")) {
    tell({ type: "preview-remote-images" });
  } else if (!target.closest("button,summary,input,select,textarea,label,video,audio,iframe,[role=button],[role=tab]")) {
    jump(target, event);
  }
});

/// Same-page links scroll; web, mail and telephone links open outside of the
/// frame; a link to another page of the site leads nowhere here.
function follow(link: Element): void {
  const href = link.getAttribute("href") ?? link.getAttribute("xlink:href") ?? "";
  if (href.startsWith("#")) anchor(href.slice(1));
  else if (/^(https?:|mailto:|tel:|[\\/]{2})/i.test(href.trim())) window.open(href, "_blank", "noopener,noreferrer");
}

function anchor(fragment: string): void {
  let id = fragment;
  try {
    id = decodeURIComponent(fragment);
  } catch {
    // Not an encoding: taken as it is written.
  }
  const target = id ? document.getElementById(id) : document.body;
  if (!target) return;
  target.scrollIntoView();
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

function jump(target: Element, event: MouseEvent): void {
  if (window.getSelection()?.type === "Range") return; // the reader selects text
  const index = content.indexOf(target);
  if (index < 0) return;
  tell({ type: "preview-click", line: content.linesOf(index)[0], text: wordAt(event.clientX, event.clientY) });
}

function wordAt(x: number, y: number): string {
  const range = document.caretRangeFromPoint?.(x, y);
  const node = range?.startContainer;
  if (!range || node?.nodeType !== Node.TEXT_NODE) return "";
  const text = node.nodeValue ?? "";
  const before = /[\p{L}\p{N}]*$/u.exec(text.slice(0, range.startOffset))![0];
  const after = /^[\p{L}\p{N}]*/u.exec(text.slice(range.startOffset))![0];
  return before + after;
}

// A link must not be dragged or submitted into a navigation either.
document.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("auxclick", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[href]");
  if (link) {
    event.preventDefault();
    follow(link);
  }
});

document.addEventListener("keydown", (event) => {
  const image = event.target instanceof Element && event.target.matches("[data-apercu-image=remote]");
  if (image && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    tell({ type: "preview-remote-images" });
    return;
  }
  const command = event.ctrlKey || event.metaKey;
  const walks = event.altKey && !command && /^Arrow(Up|Down)$/.test(event.key);
  if (event.key !== "F6" && !walks && !(command && /^[slk/]$|^Enter$/i.test(event.key))) return;
  event.preventDefault();
  const { key, code, ctrlKey: ctrl, metaKey: meta, shiftKey: shift, altKey: alt } = event;
  tell({ type: "preview-key", key, code, ctrl, meta, shift, alt });
});

tell({ type: "preview-ready" });
