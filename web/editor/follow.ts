// This file links text and preview: the caret's block is marked and brought into
// view, a click in the preview puts the caret there, scrolling one scrolls the
// other. It never fights the reader: the pane that the reader last touched
// leads, the other follows.
import type { EditorView } from "@codemirror/view";
import { EditorView as View } from "@codemirror/view";
import type { PreviewHost } from "./bridge";
import { unfoldAt } from "./language";
import { getPrefs } from "./prefs";

/// After this long without a gesture in a pane, the other one may lead.
const leadMs = 700;

export class Follow {
  private leader: "text" | "preview" | null = null;
  private ledAt = 0;
  private shownLine = -1;
  private scrollFrame = 0;
  private typedAt = -Infinity;

  constructor(
    private view: EditorView,
    private preview: PreviewHost,
    private onClick: () => void,
  ) {
    const scroller = view.scrollDOM;
    for (const type of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      scroller.addEventListener(type, () => this.lead("text"), { passive: true });
    }
    scroller.addEventListener("scroll", () => this.onTextScroll(), { passive: true });
    preview.on((message) => {
      if (message.type === "preview-click") this.toSource(message.line, message.text);
      else if (message.type === "preview-scroll") this.onPreviewScroll(message.line);
      else if (message.type === "preview-gesture") this.lead("preview");
      else if (message.type === "preview-ready") this.shownLine = -1;
    });
  }

  private lead(pane: "text" | "preview"): void {
    this.leader = pane;
    this.ledAt = performance.now();
  }

  private leads(pane: "text" | "preview"): boolean {
    return this.leader === pane && performance.now() - this.ledAt < leadMs;
  }

  /// The caret moved, or the text changed: marks its block, and shows it when
  /// the writer moved it.
  caret(moved: boolean): void {
    if (!moved) this.typedAt = performance.now();
    const line = this.view.state.doc.lineAt(this.view.state.selection.main.head).number - 1;
    if (line === this.shownLine && !moved) return;
    this.shownLine = line;
    const scroll = moved && getPrefs().sync && !this.leads("preview");
    this.preview.send({ type: "line", line, mark: true, scroll });
  }

  private onTextScroll(): void {
    if (!getPrefs().sync || this.leads("preview") || !this.leads("text")) return;
    cancelAnimationFrame(this.scrollFrame);
    this.scrollFrame = requestAnimationFrame(() => {
      this.lead("text");
      // A key that begins a new line below the window scrolls the text: the preview
      // scrolls in the frame behind it (both in one took 21 ms in a 100 KB page).
      if (performance.now() - this.typedAt < leadMs) setTimeout(() => this.alignPreview());
      else this.alignPreview();
    });
  }

  private alignPreview(): void {
    const top = this.view.scrollDOM.scrollTop;
    const block = this.view.lineBlockAtHeight(top + 24);
    const line = this.view.state.doc.lineAt(block.from).number - 1;
    this.preview.send({ type: "line", line, top: 8, mark: false, scroll: true });
  }

  private onPreviewScroll(at: number): void {
    if (!getPrefs().sync || this.leads("text")) return;
    this.lead("preview");
    const doc = this.view.state.doc;
    const line = doc.line(Math.max(1, Math.min(doc.lines, Math.floor(at) + 1)));
    const block = this.view.lineBlockAt(line.from);
    this.view.scrollDOM.scrollTop = Math.max(0, block.top + (at % 1) * block.height - 24);
  }

  /// The caret goes to that line, on the clicked words when they are found in
  /// it or in the few lines below.
  private toSource(line: number, words: string): void {
    this.lead("preview");
    const { doc } = this.view.state;
    const start = doc.line(Math.max(1, Math.min(doc.lines, line + 1))).from;
    const near = doc.sliceString(start, Math.min(doc.length, start + 4000));
    const found = words.trim() ? near.indexOf(words.trim()) : -1;
    const at = start + Math.max(0, found);
    unfoldAt(this.view, at, at);
    this.view.dispatch({ selection: { anchor: at }, effects: View.scrollIntoView(at, { y: "center" }), userEvent: "select" });
    this.onClick();
    this.view.focus();
  }
}
