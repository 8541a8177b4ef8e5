// The page's blocks in the document. A patch splices them by key; inside a
// block that changed, only what differs is touched, and what the reader did to
// it (opened, playing, focus) stays.

import { Idiomorph } from "idiomorph";
import type { Block, Layout, Patch, Splice } from "../editor/bridge";
import { holdFrames } from "./embed";
import { settleMedia } from "./media";
import { sanitize, withoutStyles } from "./sanitize";

/// Blocks above which those out of view are not laid out. Below, it costs more
/// than it saves: at 100 KB (700 blocks) a frame that scrolls took 25 ms, and
/// takes 11 without.
const longPage = 1500;
/// Element that stands for the content between the layout's halves.
const marker = "apercu-content";

interface Shown {
  id: string;
  nodes: ChildNode[];
}

export class Content {
  private blocks: Shown[] = [];
  private lines: Int32Array = new Int32Array();
  private holder: HTMLElement = document.createElement(marker);

  apply(patch: Patch): void {
    if (patch.reset) {
      this.reset(patch);
    } else {
      if (patch.layout) this.relayout(patch.layout);
      for (const splice of patch.splices) this.splice(splice);
    }
    if (patch.lines) this.lines = patch.lines;
    this.holder.toggleAttribute("data-apercu-long", this.blocks.length > longPage);
  }

  get length(): number {
    return this.blocks.length;
  }

  /// First and last line (half-open) of a block, as floats for interpolation.
  linesOf(index: number): [number, number] {
    return [this.lines[2 * index] ?? 0, this.lines[2 * index + 1] ?? 0];
  }

  /// Where a block stands in the window; undefined when it shows nothing.
  rect(index: number): DOMRect | undefined {
    let union: DOMRect | undefined;
    for (const node of this.blocks[index]?.nodes ?? []) {
      const rect = node instanceof Element ? node.getBoundingClientRect() : rectOfText(node);
      if (rect.width === 0 && rect.height === 0) continue;
      union = union ? join(union, rect) : rect;
    }
    return union;
  }

  /// Index of the block that holds a node, -1 when none does.
  indexOf(node: Node): number {
    let child: Node | null = node;
    while (child && child.parentNode !== this.holder) child = child.parentNode;
    return child ? this.blocks.findIndex((block) => block.nodes.includes(child as ChildNode)) : -1;
  }

  /// Everything is built apart and put in at once: DSFR's observer is quadratic
  /// in nodes added one by one (8,000 blocks: 9.3 s; as one tree: 0.64 s).
  private reset(patch: Patch): void {
    const blocks = patch.splices[0]?.blocks ?? [];
    this.holder = document.createElement(marker);
    this.blocks = buildAll(blocks);
    for (const block of this.blocks) this.holder.append(...block.nodes);
    const body = layoutBody(patch.layout ?? { before: "", after: "" });
    place(body.content, this.holder);
    copyAttributes(body.attributes, document.body);
    document.body.replaceChildren(body.content);
  }

  /// The layout around the content changed: the content itself is not touched,
  /// unless the layout is of another shape.
  private relayout(layout: Layout): void {
    const body = layoutBody(layout);
    const next = document.createElement("body");
    next.append(body.content);
    const mark = document.createElement(marker);
    place(next, mark);
    copyAttributes(body.attributes, document.body);
    if (morphAround(document.body, next, this.holder, mark)) return;
    mark.replaceWith(this.holder);
    document.body.replaceChildren(...next.childNodes);
  }

  private splice(splice: Splice): void {
    const old = this.blocks.slice(splice.at, splice.at + splice.remove);
    const fresh = splice.blocks.map(build);
    const after = this.nodeAfter(splice.at + splice.remove);
    fresh.forEach((block, i) => {
      const was = old[i];
      if (was && morph(was, block)) return;
      const before = was?.nodes[0] ?? old.slice(i).find((b) => b.nodes[0])?.nodes[0] ?? after;
      for (const node of block.nodes) this.holder.insertBefore(node, before ?? null);
      was?.nodes.forEach((node) => node.remove());
    });
    for (const block of old.slice(fresh.length)) block.nodes.forEach((node) => node.remove());
    this.blocks.splice(splice.at, splice.remove, ...fresh);
  }

  private nodeAfter(index: number): ChildNode | undefined {
    for (let i = index; i < this.blocks.length; i++) {
      const node = this.blocks[i]!.nodes[0];
      if (node) return node;
    }
    return undefined;
  }
}

/// Makes what surrounds `kept` in `old` like what surrounds `mark` in `fresh`.
/// False, with nothing done, when the elements around them differ.
function morphAround(old: Element, fresh: Element, kept: Element, mark: Element): boolean {
  const [a, b] = [childHolding(old, kept), childHolding(fresh, mark)];
  if ((a === kept) !== (b === mark) || a.tagName !== b.tagName) return false;
  if (a !== kept && !morphAround(a, b, kept, mark)) return false;
  if (a !== kept) morphAttributes(a, b);
  morphRun(old, before(a), before(b), a);
  morphRun(old, behind(a), behind(b), null);
  return true;
}

function childHolding(parent: Element, node: Element): Element {
  let child = node;
  while (child.parentElement !== parent) child = child.parentElement!;
  return child;
}

function before(node: ChildNode): ChildNode[] {
  const nodes: ChildNode[] = [];
  for (let n = node.previousSibling; n; n = n.previousSibling) nodes.unshift(n);
  return nodes;
}

function behind(node: ChildNode): ChildNode[] {
  const nodes: ChildNode[] = [];
  for (let n = node.nextSibling; n; n = n.nextSibling) nodes.push(n);
  return nodes;
}

/// Turns a run of siblings into another; new ones go before `end`.
function morphRun(parent: Element, old: ChildNode[], fresh: ChildNode[], end: ChildNode | null): void {
  while (old.length && fresh.length && old[0]!.isEqualNode(fresh[0]!)) [old, fresh] = [old.slice(1), fresh.slice(1)];
  while (old.length && fresh.length && old.at(-1)!.isEqualNode(fresh.at(-1)!)) {
    end = old.pop()!;
    fresh.pop();
  }
  fresh.forEach((node, i) => {
    const was = old[i];
    if (was instanceof Element && node instanceof Element && was.tagName === node.tagName) morphElement(was, node);
    else if (was) was.replaceWith(node);
    else parent.insertBefore(node, end);
  });
  for (const node of old.slice(fresh.length)) node.remove();
}

function morphAttributes(old: Element, fresh: Element): void {
  keepState(old, fresh);
  for (const { name } of Array.from(old.attributes)) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of Array.from(fresh.attributes)) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

function rectOfText(node: Node): DOMRect {
  const range = document.createRange();
  range.selectNode(node);
  return range.getBoundingClientRect();
}

function join(a: DOMRect, b: DOMRect): DOMRect {
  const x = Math.min(a.left, b.left);
  const y = Math.min(a.top, b.top);
  return new DOMRect(x, y, Math.max(a.right, b.right) - x, Math.max(a.bottom, b.bottom) - y);
}

function build(block: Block): Shown {
  return finish(block.id, sanitize(block.html));
}

function finish(id: string, content: ParentNode & Node): Shown {
  holdFrames(content);
  settleMedia(content);
  const nodes = Array.from(content.childNodes);
  while (isBlank(nodes[0])) nodes.shift();
  while (isBlank(nodes[nodes.length - 1])) nodes.pop();
  return { id, nodes };
}

function isBlank(node: ChildNode | undefined): boolean {
  return node !== undefined && (node.nodeType === Node.COMMENT_NODE || (node.nodeType === Node.TEXT_NODE && !node.nodeValue!.trim()));
}

/// All blocks through one call of the sanitiser, each in a wrapper, which is
/// five times faster than one call a block. HTML that closes its wrapper is
/// seen by the count, and the blocks are then built one by one.
function buildAll(blocks: Block[]): Shown[] {
  if (blocks.length < 2) return blocks.map(build);
  const all = sanitize(blocks.map((block, i) => `<hgroup data-apercu-block="${i}">${block.html}</hgroup>`).join(""));
  const wrappers = Array.from(all.childNodes);
  const whole = wrappers.length === blocks.length && wrappers.every((w, i) => w instanceof HTMLElement && w.dataset.apercuBlock === String(i));
  if (!whole || all.querySelectorAll("[data-apercu-block]").length !== blocks.length) return blocks.map(build);
  return blocks.map((block, i) => finish(block.id, wrappers[i] as HTMLElement));
}

function morph(was: Shown, block: Shown): boolean {
  const [old, fresh] = [was.nodes[0], block.nodes[0]];
  if (was.nodes.length !== 1 || block.nodes.length !== 1) return false;
  if (!(old instanceof Element) || !(fresh instanceof Element) || old.tagName !== fresh.tagName) return false;
  morphElement(old, fresh);
  block.nodes = [old.isConnected ? old : fresh];
  return true;
}

function morphElement(old: Element, fresh: Element): void {
  const [from, to] = narrow(old, fresh);
  Idiomorph.morph(from, to, {
    morphStyle: "outerHTML",
    ignoreActiveValue: true,
    callbacks: { beforeNodeMorphed: (a, b) => keepState(a, b as Node) },
  });
}

/// The innermost pair of elements that holds all of the difference: idiomorph
/// compares every node with every other, 2 s in a <div> around 2,659 blocks.
function narrow(old: Element, fresh: Element): [Element, Element] {
  for (;;) {
    // Idiomorph takes elements of other ids for other elements: a heading's id
    // follows its text.
    if (old.id !== fresh.id) old.id = fresh.id;
    if (!sameTag(old, fresh)) return [old, fresh];
    const [a, b] = [old.childNodes, fresh.childNodes];
    let start = 0;
    let [endA, endB] = [a.length, b.length];
    while (start < endA && start < endB && a[start]!.isEqualNode(b[start]!)) start++;
    while (endA > start && endB > start && a[endA - 1]!.isEqualNode(b[endB - 1]!)) [endA, endB] = [endA - 1, endB - 1];
    const [nextA, nextB] = [a[start], b[start]];
    if (endA - start !== 1 || endB - start !== 1 || !(nextA instanceof Element) || !(nextB instanceof Element) || nextA.tagName !== nextB.tagName) return [old, fresh];
    [old, fresh] = [nextA, nextB];
  }
}

/// The same element but for its children.
function sameTag(a: Element, b: Element): boolean {
  return a.cloneNode(false).isEqualNode(b.cloneNode(false));
}

/// Classes and attributes that DSFR's scripts and the reader change.
const runtimeClass = /^fr-[\w-]+--(expanded|opened|selected)$|^fr-no-transition$/;
const runtimeAttribute = /^(aria-expanded|aria-selected|aria-pressed|open|tabindex|data-fr-(js|scrolling|opened).*)$/;

/// Carries the state of an element over to the one it becomes, so that the
/// comparison finds no difference there. False: leave the old one as it is.
function keepState(old: Node, fresh: Node): boolean {
  if (!(old instanceof Element) || !(fresh instanceof Element)) return true;
  const playing = old.getAttribute("data-apercu-playing");
  if (playing !== null && old.getAttribute("data-apercu-embed") === fresh.getAttribute("data-apercu-embed")) return false;
  for (const name of old.classList) if (runtimeClass.test(name)) fresh.classList.add(name);
  for (const { name, value } of Array.from(old.attributes)) {
    if (runtimeAttribute.test(name) && (fresh.hasAttribute(name) || name === "open" || name.startsWith("data-fr-") || name === "tabindex")) fresh.setAttribute(name, value);
  }
  if (old.id && !fresh.id && old.hasAttribute("data-fr-js-" + (old.localName === "button" ? "collapse-button" : "collapse"))) fresh.id = old.id;
  keepProperties(old as HTMLElement, fresh as HTMLElement);
  return true;
}

/// DSFR animates through custom properties set on the element.
function keepProperties(old: HTMLElement, fresh: HTMLElement): void {
  if (!old.style?.length) return;
  for (const name of Array.from(old.style)) {
    if (name.startsWith("--")) fresh.style.setProperty(name, old.style.getPropertyValue(name));
  }
}

/// The body of the layout's document, sanitised, and its attributes.
function layoutBody(layout: Layout): { content: DocumentFragment; attributes: Element } {
  const html = `${layout.before}<i id="${marker}"></i>${layout.after}`;
  const parsed = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  const lang = parsed.documentElement.lang;
  if (lang) document.documentElement.lang = lang;
  if (parsed.title) document.title = parsed.title;
  const content = sanitize(parsed.body.innerHTML);
  holdFrames(content);
  settleMedia(content);
  return { content, attributes: parsed.body };
}

function place(root: ParentNode & Node, holder: HTMLElement): void {
  const at = root.querySelector(`#${marker}`);
  if (at) at.replaceWith(holder);
  else root.appendChild(holder);
}

function copyAttributes(from: Element, to: Element): void {
  to.className = from.className;
}
