// This file makes CodeMirror read a page as we do: YAML front matter, then
// Markdown, with Nunjucks anywhere. It only colours and folds; what the page
// means is decided in Go.
//
// Nunjucks runs before Markdown, so inside {% %}, {{ }} and {# #} nothing is
// Markdown: an inline rule claims those stretches first. Their colours come
// from a plugin over the visible text, since they also stand inside HTML blocks
// and code, which Markdown's own tree does not open.
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { yamlLanguage } from "@codemirror/lang-yaml";
import { codeFolding, foldService, foldGutter, foldState, unfoldEffect, foldEffect, Language, type LanguageSupport } from "@codemirror/language";
import { type EditorState, type Extension, RangeSetBuilder, StateField, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { parseMixed } from "@lezer/common";
import { tags } from "@lezer/highlight";
import type { MarkdownConfig, MarkdownParser } from "@lezer/markdown";
import { inSections } from "./sections";
import { t } from "./strings";

const nunjucksInline: MarkdownConfig = {
  defineNodes: [{ name: "Nunjucks" }],
  parseInline: [
    {
      name: "Nunjucks",
      before: "Escape",
      parse(cx, next, pos) {
        if (next !== 123 /* { */) return -1;
        const kind = cx.char(pos + 1);
        const close = kind === 37 ? "%}" : kind === 123 ? "}}" : kind === 35 ? "#}" : "";
        if (!close) return -1;
        const end = cx.slice(pos + 2, cx.end).indexOf(close);
        if (end < 0) return -1;
        return cx.addElement(cx.elt("Nunjucks", pos, pos + 4 + end));
      },
    },
  ],
};

const opening = /^---(?:yaml|json|toml)?\s*$/;
const closing = /^---\s*$/;
/// A page may have a large front matter, never one of more lines than this.
const longestBlock = 500;

/// The front matter as Markdown's first block, whose content is YAML. (Around the
/// Markdown, as lang-yaml has it, the whole page is a token that is read again at
/// each key: 1.4 ms in 100 KB, and 9 at times.)
const frontMatterBlock: MarkdownConfig = {
  defineNodes: [{ name: "FrontMatter", block: true }, { name: "FrontMatterMark", style: tags.meta }, "FrontMatterContent"],
  parseBlock: [
    {
      name: "FrontMatter",
      before: "FencedCode",
      parse(cx, line) {
        if (cx.lineStart !== 0 || !opening.test(line.text)) return false;
        const from = line.text.length;
        const parts = [cx.elt("FrontMatterMark", 0, from)];
        let more = cx.nextLine();
        for (let n = 0; more && n < longestBlock && !closing.test(line.text); n++) more = cx.nextLine();
        if (cx.prevLineEnd() > from) parts.push(cx.elt("FrontMatterContent", from + 1, cx.prevLineEnd()));
        if (more && closing.test(line.text)) {
          parts.push(cx.elt("FrontMatterMark", cx.lineStart, cx.lineStart + line.text.length));
          cx.nextLine();
        }
        cx.addElement(cx.elt("FrontMatter", 0, cx.prevLineEnd(), parts));
        return true;
      },
    },
  ],
};

const frontMatterYAML = parseMixed((node) => (node.name === "FrontMatterContent" ? { parser: yamlLanguage.parser } : null));

/// The blocks of a page. Eleventy turns indented code off (ELEVENTY.md); here too,
/// or every indented shortcode would look like code.
export const pageBlocks = (markdownLanguage.parser as MarkdownParser).configure([frontMatterBlock, nunjucksInline, { remove: ["IndentedCode"] }]);

/// The languages of a page, nested.
export function pageLanguage(blocks = inSections(pageBlocks)): LanguageSupport {
  return markdown({
    base: new Language(markdownLanguage.data, blocks, [], "markdown"),
    completeHTMLTags: false,
    extensions: { wrap: frontMatterYAML },
  });
}

// ───────────────────────── front matter ─────────────────────────

/// The front matter block, fences included; null when there is none.
export function frontMatter(doc: Text): { from: number; to: number; firstLine: number; lastLine: number } | null {
  if (!opening.test(doc.line(1).text)) return null;
  for (let n = 2; n <= Math.min(doc.lines, longestBlock); n++) {
    if (closing.test(doc.line(n).text)) return { from: 0, to: doc.line(n).to, firstLine: 1, lastLine: n };
  }
  return null;
}

/// Recomputed only when a change touches the block (or could create one).
export const frontMatterField = StateField.define<ReturnType<typeof frontMatter>>({
  create: (state) => frontMatter(state.doc),
  update(value, tr) {
    if (!tr.docChanged) return value;
    const limit = value ? value.to + 1 : tr.startState.doc.length;
    let touched = false;
    tr.changes.iterChangedRanges((fromA) => {
      if (fromA <= limit) touched = true;
    });
    return touched ? frontMatter(tr.state.doc) : value;
  },
});

// ───────────────────────── Nunjucks colours ─────────────────────────

const piece = /\{#[\s\S]*?#\}|\{%-?\s*([\w.]+)?[\s\S]*?-?%\}|\{\{[\s\S]*?\}\}/g;
const inside = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\b\d+(?:\.\d+)?\b|\b(?:true|false|none|null|and|or|not|in|is|if|else|set|with|import|from|as|without|context)\b/g;
const tagMark = Decoration.mark({ class: "t-tag", attributes: { spellcheck: "false" } });
const bodyMark = Decoration.mark({ class: "t-njk", attributes: { spellcheck: "false" } });
const stringMark = Decoration.mark({ class: "t-str" });
const noteMark = Decoration.mark({ class: "t-note" });
const containerLine = Decoration.line({ class: "cm-container-line" });
/// A tag longer than this is not looked for above the visible text.
const lookBehind = 3000;

function colours(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const bodyStart = (view.state.field(frontMatterField, false)?.to ?? -1) + 1;
  let done = -1;
  let last = -1;
  for (const { from, to } of view.visibleRanges) {
    const start = Math.max(bodyStart, from - lookBehind, done);
    if (start >= to) continue;
    const marks: { from: number; to: number; mark: Decoration }[] = [];
    const text = view.state.sliceDoc(start, Math.min(view.state.doc.length, to + 500));
    for (const m of text.matchAll(piece)) addPiece(marks, start + m.index, m[0], m[1]);
    for (let pos = view.state.doc.lineAt(Math.max(from, bodyStart)).from; pos <= to; ) {
      const line = view.state.doc.lineAt(pos);
      if (/^\s{0,3}(?::{3,}|\?{3,})/.test(line.text)) marks.push({ from: line.from, to: line.from, mark: containerLine });
      pos = line.to + 1;
      if (pos > view.state.doc.length) break;
    }
    marks.sort((a, b) => a.from - b.from || a.mark.startSide - b.mark.startSide);
    // A piece that begins past this range is seen again by the next one.
    for (const m of marks) {
      if (m.from < done || m.from > to || m.from < last) continue;
      builder.add(m.from, m.to, m.mark);
      last = m.from;
    }
    done = to + 1;
  }
  return builder.finish();
}

function addPiece(out: { from: number; to: number; mark: Decoration }[], at: number, text: string, name?: string): void {
  const end = at + text.length;
  if (text.startsWith("{#")) {
    out.push({ from: at, to: end, mark: noteMark });
    return;
  }
  const open = text.match(/^\{[%{]-?\s*/)![0].length;
  const head = open + (name?.length ?? 0);
  const close = text.match(/\s*-?[%}]\}$/)![0].trimStart().length;
  out.push({ from: at, to: at + head, mark: tagMark });
  for (const m of text.slice(head, text.length - close).matchAll(inside)) {
    const quoted = m[0][0] === '"' || m[0][0] === "'" || /\d/.test(m[0][0]!);
    out.push({ from: at + head + m.index, to: at + head + m.index + m[0].length, mark: quoted ? stringMark : bodyMark });
  }
  out.push({ from: end - close, to: end, mark: tagMark });
}

const nunjucksColours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = colours(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = colours(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

// ───────────────────────── folding ─────────────────────────

/// What can be folded from that line: the front matter, a paired tag, a
/// container. Returns [from, to) of what disappears.
export function foldable(state: EditorState, lineStart: number): { from: number; to: number } | null {
  const block = state.field(frontMatterField, false);
  const line = state.doc.lineAt(lineStart);
  if (block && line.number === 1) return { from: line.to, to: state.doc.line(block.lastLine).from - 1 };
  if (block && line.from <= block.to) return null;
  const tag = /\{%-?\s*(\w+)[^%]*-?%\}/.exec(line.text);
  if (tag) return pairedFold(state, line.from + tag.index + tag[0].length, tag[1]!);
  const container = /^\s{0,3}(:{3,}|\?{3,})\s*\S/.exec(line.text);
  if (container) return containerFold(state, line.number, container[1]!);
  return null;
}

function pairedFold(state: EditorState, from: number, name: string): { from: number; to: number } | null {
  const first = state.doc.lineAt(from).number;
  const closing = new RegExp(`\\{%-?\\s*end${name}\\s*-?%\\}`);
  let depth = 0;
  for (let n = first; n <= Math.min(state.doc.lines, first + 3000); n++) {
    const line = state.doc.line(n);
    const text = n === first ? line.text.slice(from - line.from) : line.text;
    if (new RegExp(`\\{%-?\\s*${name}\\b`).test(text)) depth++;
    const end = closing.exec(text);
    if (end && depth-- === 0) {
      if (n === first) return null;
      return { from, to: line.from + end.index };
    }
  }
  return null;
}

function containerFold(state: EditorState, first: number, marker: string): { from: number; to: number } | null {
  const closing = new RegExp(`^\\s{0,3}${marker[0] === ":" ? ":" : "\\?"}{${marker.length}}\\s*$`);
  for (let n = first + 1; n <= Math.min(state.doc.lines, first + 1000); n++) {
    if (closing.test(state.doc.line(n).text)) return { from: state.doc.line(first).to, to: state.doc.line(n).from };
  }
  return null;
}

/// How many whole lines a fold hides.
function hiddenLines(state: EditorState, range: { from: number; to: number }): number {
  return Math.max(1, state.doc.lineAt(range.to).number - state.doc.lineAt(range.from).number - (state.doc.lineAt(range.to).from === range.to ? 1 : 0));
}

const folding: Extension = [
  codeFolding({
    preparePlaceholder: (state, range) => hiddenLines(state, range),
    placeholderDOM(_view, onclick, lines: number) {
      const button = document.createElement("span");
      button.className = "cm-foldPlaceholder";
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", t("unfold", { n: lines }));
      button.textContent = lines === 1 ? t("foldedLine") : t("foldedLines", { n: lines });
      button.onclick = onclick;
      return button;
    },
  }),
  foldService.of(foldable),
  foldGutter({
    markerDOM(open) {
      const mark = document.createElement("span");
      mark.className = `icon ${open ? "i-down" : "i-right"}`;
      mark.style.setProperty("--size", "14px");
      return mark;
    },
  }),
];

/// Folds every transcription of more than eight lines: the writer opens a
/// podcast page on its text, not on forty screens of dialogue.
export function foldLong(view: EditorView): void {
  const effects = [];
  for (let n = 1; n <= view.state.doc.lines; n++) {
    const line = view.state.doc.line(n);
    if (!/\{%-?\s*transcription\b/.test(line.text)) continue;
    const range = foldable(view.state, line.from);
    if (range && hiddenLines(view.state, range) > 8) effects.push(foldEffect.of(range));
  }
  if (effects.length) view.dispatch({ effects });
}

/// Opens the folds that hide [from, to): called before showing a place.
export function unfoldAt(view: EditorView, from: number, to: number): void {
  const folds = view.state.field(foldState, false);
  if (!folds) return;
  const effects: ReturnType<typeof unfoldEffect.of>[] = [];
  folds.between(from, to, (a, b) => {
    effects.push(unfoldEffect.of({ from: a, to: b }));
  });
  if (effects.length) view.dispatch({ effects });
}

/// Everything of this file, for the editor's list of extensions.
export function language(): Extension {
  return [frontMatterField, pageLanguage(), nunjucksColours, folding];
}
