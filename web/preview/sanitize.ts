// This file is the boundary of the preview: no HTML of a page reaches the
// document but through `sanitize`. A script that ran in this frame would own
// the editor, so nothing that can run, navigate, submit, restyle the frame or
// fetch from another site passes; the frame's policy (CSP) is the second wall.
//
// Elements are judged in an inert document, before they can load anything.
// Addresses of media are moved to `data-apercu-*`: media.ts and embed.ts decide
// what is shown for them.

import DOMPurify, { type Config } from "dompurify";

const config: Config = {
  RETURN_DOM_FRAGMENT: true,
  // Not "html, svg, mathml" by profile: the default list, less these.
  FORBID_TAGS: ["script", "style", "meta", "base", "link", "form", "object", "embed", "applet", "frame", "frameset", "noscript", "template", "portal", "fencedframe"],
  FORBID_ATTR: ["srcdoc", "formaction", "ping", "action", "background", "http-equiv", "nonce", "is", "slot"],
  ADD_TAGS: ["iframe"],
  ADD_ATTR: ["target", "allow", "allowfullscreen", "frameborder"],
  // Ids stay as they are: anchors and aria-controls need them. Nothing in this
  // frame looks anything up by name on window or document (see `clobbers`).
  SANITIZE_DOM: false,
  SANITIZE_NAMED_PROPS: false,
};

/// Attributes that would fetch at once.
const media = ["src", "srcset", "poster", "data"];

// Once for all: read with each block it took a third of the time.
DOMPurify.setConfig(config);
DOMPurify.addHook("afterSanitizeAttributes", (node) => {
  const element = node as Element;
  for (const name of media) park(element, name);
  if (element.namespaceURI === "http://www.w3.org/2000/svg") parkOutside(element);
  if (clobbers(element)) element.removeAttribute("name");
  if (element.hasAttribute("style")) quietStyle(element as HTMLElement);
  if (element.localName === "a") element.setAttribute("rel", "noopener noreferrer");
});

/// The page's HTML as nodes that may be inserted.
export function sanitize(html: string): DocumentFragment {
  // null: a text that makes no body at all, such as one of nothing but a frameset.
  const content = DOMPurify.sanitize(withoutStyles(html)) as unknown as DocumentFragment | null;
  return content ?? document.createDocumentFragment();
}

/// Takes <style> elements out before parsing. Not for safety, they would be
/// removed: the policy reports each one that is parsed, even in an inert
/// document, and the console must stay silent to mean something.
export function withoutStyles(html: string): string {
  return /<style/i.test(html) ? html.replace(/<style\b[^>]*>[^]*?<\/style\s*>/gi, "") : html;
}

function park(element: Element, name: string): void {
  const value = element.getAttribute(name);
  if (value === null) return;
  element.removeAttribute(name);
  element.setAttribute(`data-apercu-${name}`, value);
}

/// An SVG element may only refer to its own document or carry its data.
function parkOutside(element: Element): void {
  for (const attribute of Array.from(element.attributes)) {
    if (attribute.localName === "href" && element.localName !== "a" && !/^(#|data:image\/(?!svg))/i.test(attribute.value.trim())) {
      element.removeAttributeNode(attribute);
    } else if (/url\(\s*['"]?(?!#)/i.test(attribute.value)) {
      element.removeAttributeNode(attribute);
    }
  }
}

/// A name on these elements becomes a property of `document`.
function clobbers(element: Element): boolean {
  return element.hasAttribute("name") && element.localName !== "a" && element.localName !== "input";
}

/// Styles may say anything but fetch.
function quietStyle(element: HTMLElement): void {
  const style = element.style;
  for (const name of Array.from(style)) {
    const value = style.getPropertyValue(name).replace(/url\(\s*("data:[^"]*"|'data:[^']*'|data:[^\s"'()]*)\s*\)/gi, "");
    // A variable keeps its escapes, in which a name may hide.
    if (/\\|(url|image-set|image|cross-fade|src)\(/i.test(value)) style.removeProperty(name);
  }
}
