// This file holds what the toolbar does to the text. Each command is one
// transaction, so one Ctrl+Z; a selection is toggled, never wrapped twice; with
// nothing selected the markers go around a placeholder, which is selected.
import { syntaxTree } from "@codemirror/language";
import { EditorSelection, type ChangeSpec, type EditorState, type SelectionRange } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { frontMatterField } from "./language";
import { t } from "./strings";

type Command = (view: EditorView) => boolean;

// ───────────────────────── inline marks ─────────────────────────

interface Inline {
  marker: string;
  /// The node that lezer-markdown gives to this mark.
  node: string;
  placeholder: "bold" | "italic" | "strike" | "code";
}

const inlines: Record<string, Inline> = {
  bold: { marker: "**", node: "StrongEmphasis", placeholder: "bold" },
  italic: { marker: "*", node: "Emphasis", placeholder: "italic" },
  strike: { marker: "~~", node: "Strikethrough", placeholder: "strike" },
  code: { marker: "`", node: "InlineCode", placeholder: "code" },
};

/// The closest node of that name that holds the whole range.
export function enclosing(state: EditorState, from: number, to: number, name: string): { from: number; to: number } | null {
  for (const side of [1, -1] as const) {
    for (let node = syntaxTree(state).resolveInner(from, side); node; node = node.parent!) {
      if (node.name === name && node.from <= from && node.to >= to) return node;
      if (!node.parent) break;
    }
  }
  return null;
}

/// The selected text without the blanks at its ends: `** mot**` is not bold.
function trimmed(state: EditorState, range: SelectionRange): { from: number; to: number } {
  const text = state.sliceDoc(range.from, range.to);
  const lead = text.length - text.trimStart().length;
  if (lead === text.length) return { from: range.from, to: range.to };
  return { from: range.from + lead, to: range.to - (text.length - text.trimEnd().length) };
}

function toggleInline(kind: string): Command {
  const inline = inlines[kind]!;
  const { marker, node, placeholder } = inline;
  return (view) => {
    const { state } = view;
    const change = state.changeByRange((range) => {
      const { from, to } = trimmed(state, range);
      if (range.empty) {
        const around = enclosing(state, from, to, node);
        if (around) return changing(state, unmark(state, around, inline), range);
        const word = t(placeholder);
        return {
          changes: { from, insert: marker + word + marker },
          range: EditorSelection.range(from + marker.length, from + marker.length + word.length),
        };
      }
      const parts = partsOf(state, from, to).map((part) => ({ ...part, around: enclosing(state, part.from, part.to, node) }));
      if (parts.every(({ around }) => around)) return changing(state, parts.flatMap(({ around }) => unmark(state, around!, inline)), range);
      const changes = parts.filter(({ around }) => !around).flatMap((part) => mark(state, part, inline));
      return changing(state, changes, EditorSelection.range(from, to));
    });
    view.dispatch(state.update(change, { userEvent: "input.format", scrollIntoView: true }));
    return true;
  };
}

/// The range goes on around the same words, inside of markers put at its ends.
function changing(state: EditorState, changes: ChangeSpec[], range: SelectionRange) {
  const set = state.changes(changes);
  const [from, to] = [set.mapPos(range.from, 1), set.mapPos(range.to, -1)];
  return { changes: set, range: range.head < range.anchor ? EditorSelection.range(to, from) : EditorSelection.range(from, to) };
}

/// Takes the markers of a node away. In `***both***` each mark has its own stars.
function unmark(state: EditorState, node: { from: number; to: number }, { marker, node: name }: Inline): ChangeSpec[] {
  const length = name === "InlineCode" ? /^`+/.exec(state.sliceDoc(node.from, node.to))![0].length : marker.length;
  return [
    { from: node.from, to: node.from + length },
    { from: node.to - length, to: node.to },
  ];
}

/// Puts markers around a part, whose own ones of the kind go: nothing is marked twice.
function mark(state: EditorState, part: { from: number; to: number }, inline: Inline): ChangeSpec[] {
  const changes: ChangeSpec[] = [{ from: part.from, insert: inline.marker }, { from: part.to, insert: inline.marker }];
  syntaxTree(state).iterate({
    from: part.from,
    to: part.to,
    enter: (node) => {
      if (node.name === inline.node && node.from >= part.from && node.to <= part.to) changes.push(...unmark(state, node, inline));
    },
  });
  return changes;
}

/// The marks of a range do not cross a paragraph: each line that has text gets its
/// own, without what makes it an item, a heading or a quote.
function partsOf(state: EditorState, from: number, to: number): { from: number; to: number }[] {
  const parts = [];
  for (let pos = from; pos <= to; ) {
    const line = state.doc.lineAt(pos);
    const a = Math.max(from, line.from + (/^\s*(?:#{1,6} |>\s?|[-*+] |\d+[.)] )*/.exec(line.text)?.[0].length ?? 0));
    const b = Math.min(to, line.to);
    if (state.sliceDoc(Math.min(a, b), b).trim()) parts.push({ from: a, to: b });
    pos = line.to + 1;
  }
  return parts;
}

// ───────────────────────── line prefixes ─────────────────────────

interface Prefix {
  /// What a line already having it begins with, after its indentation.
  has: RegExp;
  /// What to write on the nth line.
  write: (n: number) => string;
  placeholder: "item" | "quoteText";
}

const anyPrefix = /^(\s*)(#{1,6} |[-*+] |\d+[.)] |> ?)?/;
const prefixes: Record<string, Prefix> = {
  bulletList: { has: /^[-*+] /, write: () => "- ", placeholder: "item" },
  orderedList: { has: /^\d+[.)] /, write: (n) => `${n}. `, placeholder: "item" },
  quote: { has: /^> ?/, write: () => "> ", placeholder: "quoteText" },
};

/// Moves the items of the selected lines under the one before, or back out: as far as
/// that item's words, three columns for `1. `. False where no item is.
export function indentItems(by: 1 | -1): Command {
  return (view) => {
    const { state } = view;
    if (inFront(state)) return false;
    const changes: ChangeSpec[] = [];
    for (const line of selectedLines(state)) {
      const item = /^(\s*)(?:[-*+]|\d+[.)]) +/.exec(line.text);
      if (!item) return false;
      const parent = parentItem(state, line.from, item[1]!.length, by);
      if (parent === null) continue;
      changes.push({ from: line.from, to: line.from + item[1]!.length, insert: " ".repeat(parent) });
    }
    if (changes.length) view.dispatch({ changes, userEvent: by > 0 ? "input.indent" : "delete.dedent" });
    return true;
  };
}

/// The column that an item goes to: where the words of its elder brother begin, or
/// where the item begins that it is in; null when there is none.
function parentItem(state: EditorState, at: number, indent: number, by: 1 | -1): number | null {
  for (let n = state.doc.lineAt(at).number - 1; n > 0; n--) {
    const text = state.doc.line(n).text;
    const item = /^(\s*)((?:[-*+]|\d+[.)]) +)/.exec(text);
    if (!item) {
      if (text.trim() && !/^\s/.test(text)) return by > 0 ? null : 0;
      continue;
    }
    const column = item[1]!.length;
    if (by > 0 && column <= indent) return column === indent ? column + item[2]!.length : null;
    if (by < 0 && column < indent) return column;
  }
  return by > 0 ? null : 0;
}

function selectedLines(state: EditorState): { from: number; to: number; text: string }[] {
  const lines = [];
  const { from, to } = state.selection.main;
  for (let pos = from; pos <= to; ) {
    const line = state.doc.lineAt(pos);
    if (line.from < to || lines.length === 0) lines.push(line);
    pos = line.to + 1;
    if (pos > state.doc.length) break;
  }
  return lines;
}

function togglePrefix(kind: string): Command {
  const { has, write, placeholder } = prefixes[kind]!;
  return (view) => {
    const { state } = view;
    const lines = selectedLines(state);
    const full = lines.filter((line) => line.text.trim());
    if (full.length === 0) return insertPlaceholder(view, lines[0]!, write(1), t(placeholder));
    const remove = full.every((line) => has.test(line.text.trimStart()));
    let n = 0;
    const changes = full.map((line) => {
      const [all, indent] = anyPrefix.exec(line.text)!;
      const from = line.from + indent!.length;
      return { from, to: line.from + all.length, insert: remove ? "" : write(++n) };
    });
    dispatchOnLines(view, changes);
    return true;
  };
}

function insertPlaceholder(view: EditorView, line: { from: number; to: number }, prefix: string, word: string): boolean {
  const from = line.from + prefix.length;
  view.dispatch({
    changes: { from: line.from, to: line.to, insert: prefix + word },
    selection: EditorSelection.range(from, from + word.length),
    userEvent: "input.format",
    scrollIntoView: true,
  });
  return true;
}

function dispatchOnLines(view: EditorView, changes: { from: number; to: number; insert: string }[]): void {
  const set = view.state.changes(changes);
  const { anchor, head } = view.state.selection.main;
  view.dispatch({
    changes: set,
    selection: EditorSelection.range(set.mapPos(anchor, 1), set.mapPos(head, 1)),
    userEvent: "input.format",
    scrollIntoView: true,
  });
}

function toggleHeading(level: number): Command {
  const mark = "#".repeat(level) + " ";
  return (view) => {
    const lines = selectedLines(view.state).filter((line) => line.text.trim());
    if (lines.length === 0) return insertPlaceholder(view, view.state.doc.lineAt(view.state.selection.main.from), mark, t("heading"));
    const remove = lines.every((line) => line.text.startsWith(mark));
    dispatchOnLines(
      view,
      lines.map((line) => ({ from: line.from, to: line.from + anyPrefix.exec(line.text)![0].length, insert: remove ? "" : mark })),
    );
    return true;
  };
}

// ───────────────────────── blocks ─────────────────────────

/// Inserts a block at the caret, blank lines around it, after the front matter.
/// `select` is the part of the block to select, as offsets in it.
export function insertBlock(view: EditorView, block: string, select?: [number, number]): void {
  const { state } = view;
  const front = state.field(frontMatterField, false);
  let { from, to } = state.selection.main;
  if (front && from <= front.to) from = to = Math.min(front.to + 1, state.doc.length);
  const line = state.doc.lineAt(from);
  // On a line that has text and with nothing selected, the block goes below it.
  if (from === to && line.text.trim()) from = to = line.to;
  const before = state.sliceDoc(Math.max(0, from - 2), from);
  const after = state.sliceDoc(to, to + 2);
  const lead = from === 0 || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const trail = after === "" ? "\n" : after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  const start = from + lead.length;
  view.dispatch({
    changes: { from, to, insert: lead + block + trail },
    selection: select ? EditorSelection.range(start + select[0], start + select[1]) : EditorSelection.cursor(start + block.length),
    userEvent: "input.insert",
    scrollIntoView: true,
  });
  view.focus();
}

export const boxes: Record<string, { open: string; close: string; titled: boolean }> = {
  callout: { open: ":::callout", close: ":::", titled: true },
  info: { open: ":::info", close: ":::", titled: true },
  success: { open: ":::success", close: ":::", titled: true },
  warning: { open: ":::warning", close: ":::", titled: true },
  error: { open: ":::error", close: ":::", titled: true },
  highlight: { open: ":::highlight", close: ":::", titled: false },
  quoteBox: { open: ":::quote", close: ":::", titled: false },
  accordion: { open: "???", close: "???", titled: true },
};

/// A DSFR container around the selected lines, or around a placeholder. The
/// title is left selected: an empty one would be an empty heading (RGAA 9.1).
function insertBox(kind: string): Command {
  const { open, close, titled } = boxes[kind]!;
  return (view) => {
    const { state } = view;
    const lines = state.selection.main.empty ? [] : selectedLines(state);
    const content = lines.length ? state.sliceDoc(lines[0]!.from, lines.at(-1)!.to) : t("boxText");
    const title = kind === "accordion" ? t("accordionTitle") : t("boxTitle");
    // A container inside the text closes ours unless our marker is longer.
    const longer = new RegExp(`^\\s{0,3}\\${close[0]}{3,}`, "m").test(content) ? close[0]! : "";
    const head = longer + open + (titled ? " " + title : "");
    const block = `${head}\n${content}\n${longer}${close}`;
    const select: [number, number] = titled ? [head.length - title.length, head.length] : [head.length + 1, head.length + 1 + content.length];
    if (lines.length) view.dispatch({ selection: EditorSelection.range(lines[0]!.from, lines.at(-1)!.to) });
    insertBlock(view, block, select);
    return true;
  };
}

/// The selection begins in the front matter, which holds no Markdown.
export function inFront(state: EditorState): boolean {
  const front = state.field(frontMatterField, false);
  return !!front && state.selection.main.from <= front.to;
}

/// Replaces the selection (or a range) by inline text; from the front matter, at the
/// start of the text.
export function insertInline(view: EditorView, text: string, range?: { from: number; to: number }): void {
  let { from, to } = range ?? view.state.selection.main;
  if (!range && inFront(view.state)) from = to = Math.min(view.state.field(frontMatterField)!.to + 1, view.state.doc.length);
  view.dispatch({
    changes: { from, to, insert: text },
    selection: EditorSelection.cursor(from + text.length),
    userEvent: "input.insert",
    scrollIntoView: true,
  });
  view.focus();
}

// ───────────────────────── what is on at the caret ─────────────────────────

/// Names of the commands whose effect holds at the caret, for aria-pressed.
export function activeCommands(state: EditorState): string[] {
  const { from, to } = state.selection.main;
  const active = Object.entries(inlines)
    .filter(([, inline]) => enclosing(state, from, to, inline.node))
    .map(([name]) => name);
  const text = state.doc.lineAt(from).text;
  const heading = /^(#{2,4}) /.exec(text);
  if (heading) active.push(`heading${heading[1]!.length}`);
  for (const [name, prefix] of Object.entries(prefixes)) if (prefix.has.test(text.trimStart())) active.push(name);
  if (enclosing(state, from, to, "Link")) active.push("link");
  if (enclosing(state, from, to, "Table")) active.push("table");
  return active;
}

/// Commands that only touch the text, by name. Those that need a dialog first
/// are in insert.ts.
export const textCommands: Record<string, Command> = {
  ...Object.fromEntries(Object.keys(inlines).map((kind) => [kind, toggleInline(kind)])),
  ...Object.fromEntries(Object.keys(prefixes).map((kind) => [kind, togglePrefix(kind)])),
  ...Object.fromEntries([2, 3, 4].map((level) => [`heading${level}`, toggleHeading(level)])),
  ...Object.fromEntries(Object.keys(boxes).map((kind) => [kind, insertBox(kind)])),
};
