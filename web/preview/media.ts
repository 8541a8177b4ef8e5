// Images, sounds and films of the page. An address of the page's own site is
// asked of the host, which answers with a blob: address or with "there is none";
// an image of another site is a labelled box until the reader asks for it.

import type { SetImages } from "../editor/bridge";
import { say } from "./text";

const allowRemote = document.documentElement.dataset.apercuRemote === "yes";
const known = new Map<string, string | null>();
const waiting = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;
let ask: (addresses: string[]) => void = () => {};

/// `asks` sends the addresses that are wanted to the host.
export function startMedia(asks: (addresses: string[]) => void): void {
  ask = asks;
}

/// Gives each image and film below `root` what may be shown for it. Runs before
/// `root` is in the document, or before it is compared with what is there.
export function settleMedia(root: ParentNode): void {
  for (const element of root.querySelectorAll("[data-apercu-src],[data-apercu-srcset],[data-apercu-poster]")) {
    if (element.localName !== "iframe") settle(element);
  }
}

/// The host's answers; images already shown change at once.
export function learnImages({ images, forget }: SetImages, root: ParentNode): void {
  if (forget) {
    known.clear();
    waiting.clear();
    return;
  }
  for (const [address, url] of Object.entries(images)) {
    known.set(address, url);
    waiting.delete(address);
  }
  settleMedia(root);
}

function settle(element: Element): void {
  const address = element.getAttribute("data-apercu-src") ?? "";
  const poster = element.getAttribute("data-apercu-poster");
  if (poster) set(element, "poster", shown(poster) || null);
  if (!address) return;
  const url = shown(address);
  if (element.localName === "img") {
    settleImage(element as HTMLImageElement, address, url);
  } else if (element.localName !== "source" || element.parentElement?.localName !== "picture") {
    set(element, "src", url || null);
  }
}

/// What may be fetched for an address: itself, a blob, null (nothing), "" (nothing,
/// though the site has it), or undefined (not known yet).
function shown(address: string): string | null | undefined {
  if (/^(data:image\/|blob:)/i.test(address)) return address;
  if (isRemote(address)) return allowRemote ? address : null;
  const url = known.get(address);
  if (url === undefined) want(address);
  return url;
}

/// Whether an address as the page writes it leads to another site.
export function isRemote(address: string): boolean {
  return /^([a-z][a-z0-9+.-]*:|[\\/]{2})/i.test(address.trim());
}

function want(address: string): void {
  if (waiting.has(address)) return;
  waiting.add(address);
  clearTimeout(timer);
  timer = setTimeout(() => ask([...waiting]), 20);
}

function settleImage(image: HTMLImageElement, address: string, url: string | null | undefined): void {
  if (url === undefined) return;
  if (url) {
    image.removeAttribute("data-apercu-image");
    set(image, "src", url);
    return;
  }
  const remote = isRemote(address);
  set(image, "data-apercu-image", remote ? "remote" : url === "" ? "heavy" : "missing");
  set(image, "src", labelled(say(remote ? "imageRemote" : url === "" ? "imageHeavy" : "imageMissing"), [image.alt, remote ? host(address) : address].filter(Boolean).join(" – ")));
  if (!remote) return;
  image.title = say("imageRemoteShow");
  image.tabIndex = 0;
  image.setAttribute("role", "button");
  image.setAttribute("aria-label", [image.alt, say("imageRemoteShow")].filter(Boolean).join(" – "));
}

function set(element: Element, name: string, value: string | null | undefined): void {
  if (value == null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function host(address: string): string {
  try {
    return new URL(address, "https://x.invalid").host;
  } catch {
    return address;
  }
}

/// A picture of a grey box that says what is missing.
function labelled(title: string, detail: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 160" width="640" height="160"><rect width="640" height="160" fill="#eee"/><rect x="1" y="1" width="638" height="158" fill="none" stroke="#929292" stroke-dasharray="6 4"/><g font-family="system-ui,sans-serif" fill="#3a3a3a" text-anchor="middle"><text x="320" y="74" font-size="20" font-weight="700">${escape(title)}</text><text x="320" y="104" font-size="16">${escape(shorten(detail))}</text></g></svg>`;
  return "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
}

function shorten(text: string): string {
  return text.length > 70 ? "…" + text.slice(-69) : text;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
