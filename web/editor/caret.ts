// The blinking of the caret. CodeMirror's is an animation, for which the browser
// makes sixty frames a second as long as the text has the focus: 9 ms of
// processor between two keys. Ours asks for one frame when it comes or goes.

import { type Extension } from "@codemirror/state";
import { drawSelection, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

/// Shown, then hidden, for so long, in milliseconds.
const half = 600;

class Blinking {
  private timer = 0;
  private readonly still = matchMedia("(prefers-reduced-motion: reduce)");

  constructor(private readonly view: EditorView) {
    this.start();
  }

  update(update: ViewUpdate): void {
    if (update.docChanged || update.selectionSet || update.focusChanged) this.start();
  }

  private start(): void {
    this.stop();
    if (!this.view.hasFocus || this.still.matches) return;
    let shown = true;
    this.timer = window.setInterval(() => this.show((shown = !shown)), half);
  }

  private stop(): void {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = 0;
    this.show(true);
  }

  private show(on: boolean): void {
    const layer = this.view.scrollDOM.querySelector<HTMLElement>(":scope > .cm-cursorLayer");
    if (layer) layer.style.visibility = on ? "" : "hidden";
  }

  destroy(): void {
    this.stop();
  }
}

export function caret(): Extension {
  return [drawSelection(), ViewPlugin.fromClass(Blinking), EditorView.theme({ "&.cm-focused > .cm-scroller > .cm-cursorLayer": { animation: "none !important" } })];
}
