// This file turns rich text into Markdown, and says what it could not keep. It
// is loaded at the first rich paste. The converter is turndown with its tables
// plugin; the rest prepares what Word, LibreOffice and web pages put on the
// clipboard.
import { tables } from "@joplin/turndown-plugin-gfm";
import TurndownService from "turndown";
import { t } from "./strings";

export interface Converted {
  markdown: string;
  /// What was left aside, in words; empty when nothing was.
  lost: string[];
}

/// Converts the clipboard's HTML.
export function toMarkdown(html: string): Converted {
  const doc = new DOMParser().parseFromString(html, "text/html");
  const lost = losses(doc);
  clean(doc);
  const markdown = converter()
    .turndown(doc.body)
    .replace(/\u200b/g, "")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return { markdown, lost };
}

/// True when the HTML says nothing more than the plain text does.
export function isPlain(html: string): boolean {
  const doc = new DOMParser().parseFromString(html, "text/html");
  const marked = "a[href], strong, b, em, i, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote, pre, img, [style*='font-weight:bold' i], [style*='font-weight: bold' i], [style*='font-style:italic' i], p.MsoListParagraph, [class*=MsoHeading], [class*=MsoTitle]";
  const found = [...doc.body.querySelectorAll(marked)];
  // Google Docs wraps everything in <b style="font-weight:normal">.
  return !found.some((element) => !(element.tagName === "B" && (element as HTMLElement).style.fontWeight === "normal"));
}

function losses(doc: Document): string[] {
  const count = (selector: string) => doc.querySelectorAll(selector).length;
  const lost: string[] = [];
  const say = (n: number, key: "lostImage" | "lostBox" | "lostNote" | "lostComment") => n && lost.push(t(key, { n }));
  say([...doc.images].filter((image) => !/^https?:/.test(image.getAttribute("src") ?? "")).length, "lostImage");
  say(count("object, embed, v\\:shape, v\\:textbox, .MsoTextBox, [style*='mso-element:frame' i]"), "lostBox");
  say(count("[style*='mso-element:footnote' i]:not(a):not(span), .sdfootnote, [id^=ftn]:not(a)"), "lostNote");
  say(count("[style*='mso-element:comment' i]:not(span), .msocomtxt"), "lostComment");
  if ([...doc.querySelectorAll("td, th")].some((cell) => (cell as HTMLTableCellElement).colSpan > 1 || (cell as HTMLTableCellElement).rowSpan > 1)) lost.push(t("lostMerged"));
  return lost;
}

// ───────────────────────── cleaning ─────────────────────────

function clean(doc: Document): void {
  doc.querySelectorAll("style, script, meta, link, title, xml, o\\:p:empty, object, embed, noscript, template, .msocomtxt, [style*='mso-element:comment' i], button, svg, input").forEach((element) => element.remove());
  dropComments(doc);
  for (const image of [...doc.images]) if (!/^https?:/.test(image.getAttribute("src") ?? "")) image.remove();
  doc.querySelectorAll("a").forEach(cleanLink);
  doc.querySelectorAll<HTMLElement>("span, font, b, i").forEach((element) => nameStyle(doc, element));
  wordLists(doc);
  wordHeadings(doc);
  doc.querySelectorAll("h1").forEach((heading) => rename(doc, heading, "h2"));
  doc.querySelectorAll("h5, h6").forEach((heading) => rename(doc, heading, "h4"));
  doc.querySelectorAll("h2, h3, h4").forEach((heading) => heading.querySelectorAll("strong, b").forEach((bold) => bold.replaceWith(...bold.childNodes)));
  doc.querySelectorAll("table").forEach((table) => simpleTable(doc, table));
}

function dropComments(doc: Document): void {
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_COMMENT);
  const all: Node[] = [];
  while (walker.nextNode()) all.push(walker.currentNode);
  all.forEach((node) => node.parentNode?.removeChild(node));
}

/// Bookmarks are unwrapped; Safe Links are undone.
function cleanLink(link: HTMLAnchorElement): void {
  const href = link.getAttribute("href");
  if (!href || /^(javascript:|file:|#_)/i.test(href)) {
    link.replaceWith(...link.childNodes);
    return;
  }
  try {
    const url = new URL(href);
    const real = /safelinks\.protection\.outlook\.com$/.test(url.hostname) && url.searchParams.get("url");
    if (real) link.setAttribute("href", real);
  } catch {
    // A relative address stays as it is.
  }
  link.removeAttribute("title");
}

/// Styles that mean something become elements; the others go.
function nameStyle(doc: Document, element: HTMLElement): void {
  const { fontWeight, fontStyle } = element.style;
  const tag = element.tagName;
  const bold = fontWeight === "bold" || Number(fontWeight) >= 600;
  const italic = fontStyle === "italic";
  if (tag === "B" && (fontWeight === "normal" || fontWeight === "400")) element.replaceWith(...element.childNodes);
  else if (tag === "I" && fontStyle === "normal") element.replaceWith(...element.childNodes);
  else if ((tag === "SPAN" || tag === "FONT") && (bold || italic) && element.textContent?.trim()) {
    let inner: Element = element;
    if (italic) inner = rename(doc, inner, "em");
    if (bold) inner = italic ? wrap(doc, inner, "strong") : rename(doc, inner, "strong");
  }
}

/// Word writes lists as paragraphs: level and numbering are in mso-list and in
/// a conditional span with the bullet.
function wordLists(doc: Document): void {
  const isItem = (p: Element) => /mso-list:\s*l\d+/i.test(p.getAttribute("style") ?? "") || /MsoListParagraph/.test(p.className);
  const items = [...doc.querySelectorAll("p")].filter(isItem);
  let stack: Element[] = [];
  let previous: Element | null = null;
  for (const item of items) {
    const level = Number(/level(\d+)/i.exec(item.getAttribute("style") ?? "")?.[1] ?? 1);
    const marker = item.querySelector("[style*='mso-list:Ignore' i]");
    const sign = (marker?.textContent ?? item.textContent ?? "").trim();
    const ordered = /^(\d+|[a-z]|[ivx]+)[.)]/i.test(sign);
    if (marker) marker.remove();
    else stripSign(item);
    const anchor: Element = item;
    if (!previous || previous.nextElementSibling !== item) stack = [];
    const place = doc.createComment("");
    anchor.before(place);
    const li = rename(doc, item, "li");
    while (stack.length > level) stack.pop();
    if (stack.length < level || stack.length === 0) {
      const list = doc.createElement(ordered ? "ol" : "ul");
      const parent: Element | undefined = stack.at(-1)?.lastElementChild ?? undefined;
      if (parent) parent.append(list);
      else place.before(list);
      stack.push(list);
    }
    stack.at(-1)!.append(li);
    place.remove();
    previous = stack[0]!;
  }
}

function stripSign(item: Element): void {
  const first = doc1(item);
  if (first) first.data = first.data.replace(/^\s*(?:[·•o§▪–-]|\d+[.)]|[a-z][.)])\s+/i, "");
}

function doc1(item: Element): globalThis.Text | null {
  const walker = item.ownerDocument.createTreeWalker(item, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if ((walker.currentNode as globalThis.Text).data.trim()) return walker.currentNode as globalThis.Text;
  return null;
}

function wordHeadings(doc: Document): void {
  doc.querySelectorAll("p").forEach((p) => {
    const level = /(?:MsoHeading|Titre|Heading)[\s-]?([1-6])/i.exec(p.className)?.[1] ?? (/MsoTitle/.test(p.className) ? "1" : undefined);
    if (level) rename(doc, p, `h${level}`);
  });
}

/// Cells keep one line of inline content; the first row is the header; spans
/// are spread on empty cells.
function simpleTable(doc: Document, table: HTMLTableElement): void {
  for (const cell of [...table.querySelectorAll<HTMLTableCellElement>("td, th")]) {
    const parts = [...cell.querySelectorAll("p, div, li")];
    parts.forEach((part, i) => {
      if (i < parts.length - 1) part.append(doc.createElement("br"));
      part.replaceWith(...part.childNodes);
    });
  }
  spread(doc, table);
  const first = table.rows[0];
  if (first && !table.querySelector("th")) [...first.cells].forEach((cell) => rename(doc, cell, "th"));
  table.querySelectorAll("colgroup, caption:empty").forEach((element) => element.remove());
}

/// Puts an empty cell wherever a merged one reaches, and at the end of short rows:
/// every word stays in its column.
function spread(doc: Document, table: HTMLTableElement): void {
  const rows = [...table.rows];
  const taken = rows.map(() => new Set<number>());
  const width = rows.map((row, r) => {
    let column = 0;
    const empty = (before: Element | null) => {
      row.insertBefore(doc.createElement("td"), before);
      column++;
    };
    for (const cell of [...row.cells]) {
      const { colSpan, rowSpan } = cell;
      while (taken[r]!.has(column)) empty(cell);
      for (let below = r + 1; below < Math.min(r + rowSpan, rows.length); below++) for (let i = 0; i < colSpan; i++) taken[below]!.add(column + i);
      cell.removeAttribute("colspan");
      cell.removeAttribute("rowspan");
      const next = cell.nextElementSibling;
      column++;
      for (let i = 1; i < colSpan; i++) empty(next);
    }
    while (taken[r]!.has(column)) empty(null);
    return column;
  });
  const widest = Math.max(...width, 0);
  rows.forEach((row, r) => {
    for (let i = width[r]!; i < widest; i++) row.append(doc.createElement("td"));
  });
}

function rename(doc: Document, element: Element, tag: string): Element {
  const next = doc.createElement(tag);
  next.append(...element.childNodes);
  element.replaceWith(next);
  return next;
}

function wrap(doc: Document, element: Element, tag: string): Element {
  const outer = doc.createElement(tag);
  element.replaceWith(outer);
  outer.append(element);
  return outer;
}

// ───────────────────────── converter ─────────────────────────

let made: TurndownService | undefined;

function converter(): TurndownService {
  if (made) return made;
  made = new TurndownService({ headingStyle: "atx", bulletListMarker: "-", emDelimiter: "*", codeBlockStyle: "fenced", hr: "---", br: "" });
  made.use(tables);
  made.addRule("item", {
    filter: "li",
    replacement(content, node) {
      const parent = node.parentElement!;
      const index = [...parent.children].indexOf(node as Element);
      const sign = parent.tagName === "OL" ? `${index + Number(parent.getAttribute("start") ?? 1)}. ` : "- ";
      const text = content.trim().replace(/\n+/g, "\n").replace(/\n/g, `\n${" ".repeat(sign.length)}`);
      return `${sign}${text}${node.nextSibling ? "\n" : ""}`;
    },
  });
  made.addRule("struck", { filter: ["s", "del"], replacement: (content) => (content.trim() ? `~~${content}~~` : "") });
  // Template tags of the site are text that must survive as typed.
  const escape = made.escape.bind(made);
  made.escape = (text) => text.split(/(\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\})/).map((part, i) => (i % 2 ? part : escape(part).replace(/\\([[\]])/g, "$1").replace(/\\_/g, "_"))).join("");
  return made;
}
