// Passages that reviewers wrote about. A passage is known by its words, and by
// the line it stood on when there are several such: it is looked for again each
// time the page changes. It is underlined through the browser's highlights: the
// page's own elements are not touched.

import type { FromPreview, ShowQuotes } from "../editor/bridge";
import type { Content } from "./content";

/// Longest selection that becomes a quotation, in UTF-16 code units.
const longest = 400;
/// A selection is told when it has stood still this long, in milliseconds.
const still = 150;

export class Quotes {
  private asked: ShowQuotes["quotes"] = [];
  private current = -1;
  private timer = 0;
  private told = "";

  constructor(
    private readonly content: Content,
    private readonly tell: (message: FromPreview) => void,
  ) {
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.select(), still);
    });
  }

  show(message: ShowQuotes): void {
    this.asked = message.quotes;
    this.current = message.current ?? -1;
    this.find(this.current >= 0);
  }

  changed(): void {
    if (this.asked.length) this.find(false);
  }

  private select(): void {
    const selection = getSelection();
    const text = oneLine(selection?.toString() ?? "").slice(0, longest);
    const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
    const index = text && range ? this.content.indexOf(range.startContainer) : -1;
    const told = index < 0 ? "" : text;
    if (told === this.told) return;
    this.told = told;
    this.tell({ type: "preview-selection", text: told, line: index < 0 ? 0 : this.content.linesOf(index)[0] });
  }

  private find(scroll: boolean): void {
    const words = new Words(document.body);
    const ranges = this.asked.map((quote) => this.nearest(words.all(quote.text), quote.line));
    this.paint(ranges);
    const range = ranges[this.current];
    if (scroll && range) scrollBy({ top: range.getBoundingClientRect().top - innerHeight / 3, behavior: "instant" });
    this.tell({ type: "preview-quotes", found: ranges.map((r) => r !== undefined) });
  }

  private nearest(ranges: Range[], line: number): Range | undefined {
    const far = (range: Range) => Math.abs((this.content.linesOf(Math.max(0, this.content.indexOf(range.startContainer)))[0] ?? 0) - line);
    let best: Range | undefined;
    for (const range of ranges) if (!best || far(range) < far(best)) best = range;
    return best;
  }

  private paint(ranges: (Range | undefined)[]): void {
    if (!("highlights" in CSS)) return; // the list says where, in words
    const all = new Highlight();
    for (const range of ranges) if (range) all.add(range);
    CSS.highlights.set("apercu-quote", all);
    const current = ranges[this.current];
    CSS.highlights.set("apercu-quote-current", current ? new Highlight(current) : new Highlight());
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/// The text of the page with single blanks, and the way back to its nodes.
class Words {
  private text = "";
  private readonly places: { at: number; node: Text; offset: number }[] = [];

  constructor(root: Node) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) this.add(node);
  }

  private add(node: Text): void {
    for (const match of node.data.matchAll(/\S+/g)) {
      // Words of two elements may touch; a selection puts a blank there or not.
      this.places.push({ at: this.text.length, node, offset: match.index });
      this.text += match[0];
    }
  }

  /// Every place where these words stand, blanks aside.
  all(quote: string): Range[] {
    const wanted = quote.replace(/\s+/g, "");
    const ranges: Range[] = [];
    if (!wanted) return ranges;
    for (let at = this.text.indexOf(wanted); at >= 0 && ranges.length < 50; at = this.text.indexOf(wanted, at + 1)) {
      const range = document.createRange();
      const [start, end] = [this.place(at), this.place(at + wanted.length - 1)];
      range.setStart(start.node, start.offset);
      range.setEnd(end.node, end.offset + 1);
      ranges.push(range);
    }
    return ranges;
  }

  private place(at: number): { node: Text; offset: number } {
    let [low, high] = [0, this.places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.places[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    const place = this.places[low - 1]!;
    return { node: place.node, offset: place.offset + at - place.at };
  }
}
