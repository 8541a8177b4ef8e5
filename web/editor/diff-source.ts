// This file shows two sources and what differs between their lines, read-only.
// Loaded when it is asked for.
import { unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { lang } from "./strings";
import { theme } from "./theme";

export function showDifferences(parent: HTMLElement, before: string, after: string, label: string): void {
  new EditorView({
    parent,
    state: EditorState.create({
      doc: after,
      extensions: [
        lineNumbers(),
        EditorView.lineWrapping,
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": "true" }),
        theme,
        lang() === "fr" ? EditorState.phrases.of({ "$ unchanged lines": "$ lignes inchangées" }) : [],
        unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: { margin: 3, minSize: 6 } }),
      ],
    }),
  });
}
