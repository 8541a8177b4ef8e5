// This file reads and writes shortcodes at the caret. Editing one keeps every
// byte of it that the form does not show: its name, its `{%-` and `-%}`, the
// blanks inside, arguments past those of the form.
import { EditorSelection, type EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { insertBlock } from "./commands";

/// A shortcode of the text. Offsets are of the document.
export interface Shortcode {
  name: string;
  from: number;
  to: number;
  /// Each argument that is a quoted string or a number.
  args: { value: string; from: number; to: number; quote: string }[];
  /// Of a paired one: its content, and the end of its closing tag.
  content?: { from: number; to: number; end: number };
}

const argument = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(-?\d+(?:\.\d+)?)/g;

/// The shortcode whose tag holds `pos`, or whose content does when `paired`.
export function shortcodeAt(state: EditorState, pos: number, names: readonly string[]): Shortcode | null {
  const start = Math.max(0, pos - 60_000);
  const text = state.sliceDoc(start, Math.min(state.doc.length, pos + 60_000));
  const found: Shortcode[] = [];
  for (const m of text.matchAll(/\{%-?\s*(\w+)\b([\s\S]*?)-?%\}/g)) {
    const at = start + m.index;
    if (m[1]!.startsWith("end") && !m[2]!.trim()) close(found, m[1]!.slice(3), at, at + m[0].length);
    // What opens behind the caret does not hold it.
    if (at > pos || !names.includes(m[1]!)) continue;
    const code: Shortcode = { name: m[1]!, from: at, to: at + m[0].length, args: [] };
    const argsAt = at + m[0].indexOf(m[1]!) + m[1]!.length;
    for (const a of m[2]!.matchAll(argument)) {
      const quote = a[0][0] === '"' || a[0][0] === "'" ? a[0][0] : "";
      code.args.push({ value: (a[1] ?? a[2] ?? a[3] ?? "").replace(/\\(.)/g, "$1"), from: argsAt + a.index, to: argsAt + a.index + a[0].length, quote });
    }
    found.push(code);
  }
  return (
    found.find((code) => code.from <= pos && pos <= code.to) ??
    found.find((code) => code.content && code.from <= pos && pos <= code.content.end) ??
    null
  );
}

/// An end tag closes all of its name that are open: the first one behind a tag is
/// its own.
function close(found: Shortcode[], name: string, from: number, end: number): void {
  for (const code of found) if (code.name === name) code.content ??= { from: code.to, to: from, end };
}

/// A Nunjucks string. Quotes are doubled by a backslash, as nunjucks reads them.
export function quoted(value: string, quote = '"'): string {
  return quote + value.replace(/\\/g, "\\\\").replaceAll(quote, "\\" + quote) + quote;
}

/// Writes new arguments in an existing shortcode: those that changed, no other.
export function editShortcode(view: EditorView, code: Shortcode, values: string[], content?: string): void {
  const changes: { from: number; to: number; insert: string }[] = [];
  let end = code.args.at(-1)?.to ?? code.from + view.state.sliceDoc(code.from, code.to).indexOf(code.name) + code.name.length;
  values.forEach((value, i) => {
    const old = code.args[i];
    if (old && old.value !== value) changes.push({ from: old.from, to: old.to, insert: quoted(value, old.quote || '"') });
    if (!old && value) changes.push({ from: end, to: end, insert: `${i ? ", " : " "}${quoted(value)}` });
  });
  if (content !== undefined && code.content) changes.push({ from: code.content.from, to: code.content.to, insert: `\n${content.trim()}\n` });
  if (changes.length) view.dispatch({ changes, userEvent: "input.format", scrollIntoView: true });
  view.focus();
}

/// A new shortcode on lines of its own.
export function insertShortcode(view: EditorView, name: string, values: string[], content?: string): void {
  const args = values.length ? " " + values.map((value) => quoted(value)).join(", ") : "";
  const tag = `{% ${name}${args} %}`;
  if (content === undefined) insertBlock(view, tag);
  else insertBlock(view, `${tag}\n${content.trim()}\n{% end${name} %}`, [tag.length + 1, tag.length + 1 + content.trim().length]);
}

/// Puts another name and other arguments in a tag; `{%-` and `-%}` stay.
export function renameShortcode(view: EditorView, code: Shortcode, name: string, values: string[]): void {
  const old = view.state.sliceDoc(code.from, code.to);
  const open = /^\{%-?\s*/.exec(old)![0];
  const close = /\s*-?%\}$/.exec(old)![0];
  const insert = `${open}${name} ${values.map((value) => quoted(value)).join(", ")}${close}`;
  view.dispatch({ changes: { from: code.from, to: code.to, insert }, selection: EditorSelection.cursor(code.from + insert.length), userEvent: "input.format" });
  view.focus();
}
