// Places in the page by line of the source: scrolling both ways, and the mark
// beside the block that holds the caret.

import type { ShowLine } from "../editor/bridge";
import type { Content } from "./content";

/// Scrolling on the host's order is not reported back for this long, in milliseconds.
const quiet = 150;

export class Scroll {
  private readonly marker = document.createElement("div");
  private current = -1;
  private quietUntil = 0;
  private frame = 0;

  constructor(
    private readonly content: Content,
    private readonly report: (line: number) => void,
  ) {
    this.marker.id = "apercu-marker";
    this.marker.hidden = true;
    // Beside the body, not in it: the page's own elements stay alone in there.
    document.documentElement.append(this.marker);
    addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.mark()).observe(document.documentElement);
  }

  show(message: ShowLine): void {
    const index = this.blockAt(message.line);
    if (message.mark) {
      this.current = index;
      this.mark();
    }
    if (message.scroll && index >= 0) this.scrollTo(index, message);
  }

  /// Brings a block into view, a quarter down the window, with the mark beside it.
  outline(index: number): void {
    this.current = index;
    this.mark();
    const rect = index < 0 ? undefined : this.content.rect(index);
    if (rect) scrollBy({ top: rect.top - innerHeight / 4, behavior: "instant" });
  }

  /// The page changed under the mark.
  mark(): void {
    const rect = this.current < 0 ? undefined : this.content.rect(this.current);
    this.marker.hidden = !rect;
    if (!rect) return;
    this.marker.style.top = `${rect.top + scrollY}px`;
    this.marker.style.height = `${rect.height}px`;
    this.marker.style.left = `${Math.max(0, rect.left + scrollX - 12)}px`;
  }

  private scrollTo(index: number, message: ShowLine): void {
    const rect = this.content.rect(index);
    if (!rect) return;
    const [first, end] = this.content.linesOf(index);
    const into = Math.min(1, Math.max(0, (message.line - first) / Math.max(1, end - first)));
    const y = rect.top + into * rect.height;
    let by = 0;
    if (message.top !== undefined) by = y - message.top;
    else if (rect.top < 0) by = rect.top - 16;
    else if (y > innerHeight - 48) by = Math.min(y - innerHeight / 2, rect.top - 16);
    if (Math.abs(by) < 1) return;
    this.quietUntil = performance.now() + quiet;
    scrollBy({ top: by, behavior: "instant" });
  }

  /// The last block that starts at or before a line; the first of those that
  /// show the same lines.
  private blockAt(line: number): number {
    let low = 0;
    let high = this.content.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.content.linesOf(middle)[0] <= line) low = middle + 1;
      else high = middle;
    }
    let index = low - 1;
    while (index > 0 && this.content.linesOf(index - 1)[0] === this.content.linesOf(index)[0] && this.content.linesOf(index)[0] > 0) index--;
    return index;
  }

  private scrolled(): void {
    if (this.frame || performance.now() < this.quietUntil) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const line = this.lineAtTop();
      if (line !== undefined) this.report(line);
    });
  }

  private lineAtTop(): number | undefined {
    let low = 0;
    let high = this.content.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const rect = this.nextRect(middle, high);
      if (rect && rect.bottom <= 0) low = middle + 1;
      else high = middle;
    }
    const rect = this.content.rect(low);
    if (!rect) return low === 0 ? 0 : undefined;
    const [first, end] = this.content.linesOf(low);
    const into = Math.min(1, Math.max(0, -rect.top / Math.max(1, rect.height)));
    return first + into * Math.max(0, end - first);
  }

  private nextRect(index: number, end: number): DOMRect | undefined {
    for (let i = index; i < end; i++) {
      const rect = this.content.rect(i);
      if (rect) return rect;
    }
    return undefined;
  }
}
