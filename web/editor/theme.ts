// This file ties highlighting to the classes of styles/editor.css: which tag
// gets which class. Colours are CSS variables, so that a theme change costs
// CodeMirror nothing.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags as t } from "@lezer/highlight";

const style = HighlightStyle.define([
  { tag: [t.definition(t.propertyName), t.propertyName, t.attributeName], class: "t-key" },
  { tag: [t.string, t.attributeValue, t.special(t.string)], class: "t-str" },
  { tag: [t.number, t.bool, t.null], class: "t-num" },
  { tag: [t.tagName, t.angleBracket], class: "t-mark" },
  { tag: t.comment, class: "t-note" },
  { tag: t.processingInstruction, class: "t-mark" },
  { tag: t.heading, class: "t-head" },
  { tag: t.strong, class: "t-strong" },
  { tag: t.emphasis, class: "t-em" },
  { tag: t.strikethrough, class: "t-strike" },
  { tag: t.link, class: "t-link" },
  { tag: [t.url, t.labelName], class: "t-url" },
  { tag: t.monospace, class: "t-code" },
  { tag: t.quote, class: "t-quote" },
  { tag: [t.meta, t.contentSeparator, t.documentMeta], class: "t-meta" },
]);

export const theme = [
  syntaxHighlighting(style),
  EditorView.theme({
    "&": { height: "100%" },
    ".cm-scroller": { overflow: "auto" },
  }),
];
