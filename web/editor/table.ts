// This file makes tables bearable: create one, move between cells with Tab, align
// its columns, turn a spreadsheet's clipboard into one. A table keeps its header
// row: a table without one is read out as loose words (RGAA 5.6).
//
// Markdown has no caption. A table that has one is written in HTML, as every site
// publishes it, or in the site's own shortcode `table` where there is one.
import { EditorSelection, type EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { enclosing, insertBlock } from "./commands";
import { quoted } from "./insert";
import { t } from "./strings";

/// Cells as Markdown, columns padded to the same width.
export function markdownTable(rows: string[][]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const cells = rows.map((row) => Array.from({ length: columns }, (_, i) => (row[i] ?? "").replace(/\s*\n\s*/g, "<br>").replace(/(?<!\\)\|/g, "\\|").trim()));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(3, ...cells.map((row) => Math.min(40, row[i]!.length))));
  const line = (row: string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join("\n");
}

/// A new table with `rows` rows of data under its header; the first heading is
/// selected. `shortcode`: the site's own gives the caption.
export function insertTable(view: EditorView, rows: number, columns: number, caption: string, shortcode: boolean): void {
  const head = Array.from({ length: columns }, (_, i) => t("column", { n: i + 1 }));
  const cells = [head, ...Array.from({ length: rows }, () => head.map(() => ""))];
  const text = !caption ? markdownTable(cells) : shortcode ? inShortcode(markdownTable(cells), caption) : htmlTable(cells, caption);
  const at = text.indexOf(head[0]!);
  insertBlock(view, text, [at, at + head[0]!.length]);
}

/// The site's shortcode around a Markdown table.
export function inShortcode(markdown: string, caption: string): string {
  return `{% table ${quoted(caption)} %}\n\n${markdown}\n\n{% endtable %}`;
}

function htmlTable(rows: string[][], caption: string): string {
  const [head, ...data] = rows;
  const cells = (row: string[], open: string, close: string) => `<tr>${row.map((cell) => open + escaped(cell) + close).join("")}</tr>`;
  return [
    '<div class="fr-table">',
    "<table>",
    `<caption>${escaped(caption)}</caption>`,
    "<thead>",
    cells(head!, '<th scope="col">', "</th>"),
    "</thead>",
    "<tbody>",
    ...data.map((row) => cells(row, "<td>", "</td>")),
    "</tbody>",
    "</table>",
    "</div>",
  ].join("\n");
}

export function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/// The table at the caret: in Markdown, or in HTML with what its caption says.
export type TableAt = { kind: "markdown"; from: number; to: number } | { kind: "html"; from: number; to: number; caption: { from: number; to: number } | null };

export function tableAt(state: EditorState): TableAt | null {
  const { head } = state.selection.main;
  const table = enclosing(state, head, head, "Table");
  if (table) return { kind: "markdown", from: state.doc.lineAt(table.from).from, to: table.to };
  return htmlTableAt(state, head);
}

/// How far a table in HTML is looked for, in code units.
const htmlReach = 20_000;

function htmlTableAt(state: EditorState, pos: number): TableAt | null {
  const start = Math.max(0, pos - htmlReach);
  const text = state.sliceDoc(start, Math.min(state.doc.length, pos + htmlReach));
  const open = Math.max(text.lastIndexOf("<table", pos - start), 0);
  const close = text.indexOf("</table>", open);
  if (!text.startsWith("<table", open) || close < 0 || close + 8 < pos - start) return null;
  const caption = /<caption[^>]*>([\s\S]*?)<\/caption>/.exec(text.slice(open, close));
  const at = caption ? start + open + caption.index + caption[0].indexOf(">") + 1 : 0;
  return { kind: "html", from: start + open, to: start + close + 8, caption: caption ? { from: at, to: at + caption[1]!.length } : null };
}

/// Pads the cells of the Markdown table at the caret, in one step; false when
/// there is none, or when there is nothing to do.
export function alignTable(view: EditorView): boolean {
  const { state } = view;
  const table = tableAt(state);
  if (table?.kind !== "markdown") return false;
  const lines: { from: number; to: number; lead: string; cells: string[]; isRule: boolean }[] = [];
  for (let n = state.doc.lineAt(table.from).number; n <= state.doc.lineAt(table.to).number; n++) {
    const line = state.doc.line(n);
    const lead = /^[\s>]*/.exec(line.text)![0];
    const inner = line.text.slice(lead.length).trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "");
    lines.push({ from: line.from, to: line.to, lead, cells: inner.split(/(?<!\\)\|/).map((cell) => cell.trim()), isRule: rule.test(line.text.slice(lead.length)) });
  }
  const columns = lines[0]!.cells.length;
  const length = (cell: string) => [...cell].length;
  const widths = Array.from({ length: columns }, (_, i) => Math.max(3, ...lines.filter((line) => !line.isRule).map((line) => Math.min(40, length(line.cells[i] ?? "")))));
  const pad = (cell: string, width: number) => cell + " ".repeat(Math.max(0, width - length(cell)));
  const dashes = (cell: string, width: number) => {
    const [left, right] = [cell.startsWith(":") ? ":" : "", cell.endsWith(":") ? ":" : ""];
    return left + "-".repeat(width - left.length - right.length) + right;
  };
  const changes = lines.flatMap((line) => {
    const cells = Array.from({ length: Math.max(columns, line.cells.length) }, (_, i) => (line.isRule ? dashes(line.cells[i] ?? "", widths[i] ?? 3) : pad(line.cells[i] ?? "", widths[i] ?? 0)));
    const text = `${line.lead}| ${cells.join(" | ")} |`;
    return text === state.sliceDoc(line.from, line.to) ? [] : [{ from: line.from, to: line.to, insert: text }];
  });
  if (!changes.length) return false;
  view.dispatch({ changes, userEvent: "input.format" });
  return true;
}

/// Rows of a spreadsheet's plain clipboard (tabs between cells); null when the
/// text is not one: two columns at least, the same number on each row.
export function spreadsheetRows(text: string): string[][] | null {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  const rows = lines.map((line) => line.split("\t"));
  const columns = rows[0]!.length;
  if (columns < 2 || rows.length < 2 || rows.some((row) => row.length !== columns)) return null;
  return rows;
}

interface Cell {
  from: number;
  to: number;
}

/// The cells of a table row: the text between two unescaped bars, trimmed.
function cellsOf(state: EditorState, lineNumber: number): Cell[] {
  const line = state.doc.line(lineNumber);
  const bars = [...line.text.matchAll(/(?<!\\)\|/g)].map((m) => m.index);
  const cells: Cell[] = [];
  for (let i = 0; i + 1 < bars.length; i++) {
    const text = line.text.slice(bars[i]! + 1, bars[i + 1]!);
    const lead = text.trim() ? text.length - text.trimStart().length : Math.min(1, text.length);
    const from = line.from + bars[i]! + 1 + lead;
    cells.push({ from, to: from + text.trim().length });
  }
  return cells;
}

const rule = /^[\s|:-]*-[\s|:-]*$/;

/// Tab (or Shift-Tab) from cell to cell; from the last one a new row appears.
/// Outside of a table it does nothing, so that Tab leaves the editor.
export function tableTab(direction: 1 | -1): (view: EditorView) => boolean {
  return (view) => {
    const { state } = view;
    const { head } = state.selection.main;
    const table = tableAt(state);
    if (!table) return false;
    if (table.kind === "html") return htmlTab(view, table, direction);
    const first = state.doc.lineAt(table.from).number;
    const last = state.doc.lineAt(table.to).number;
    const cells: Cell[] = [];
    for (let n = first; n <= last; n++) if (!rule.test(state.doc.line(n).text)) cells.push(...cellsOf(state, n));
    const here = cells.findIndex((cell) => head <= cell.to || state.doc.lineAt(cell.from).from > head);
    const at = here < 0 ? cells.length - 1 : here;
    const next = cells[at + direction];
    if (next) {
      view.dispatch({ selection: EditorSelection.range(next.from, next.to), scrollIntoView: true, userEvent: "select" });
      return true;
    }
    if (direction < 0) return false;
    addRow(view, last, cellsOf(state, first).length);
    return true;
  };
}

function addRow(view: EditorView, lastLine: number, columns: number): void {
  const line = view.state.doc.line(lastLine);
  const row = `\n|${"     |".repeat(columns)}`;
  view.dispatch({
    changes: { from: line.to, insert: row },
    selection: EditorSelection.cursor(line.to + 3),
    userEvent: "input.insert",
    scrollIntoView: true,
  });
}

/// The same in a table written in HTML.
function htmlTab(view: EditorView, table: { from: number; to: number }, direction: 1 | -1): boolean {
  const { state } = view;
  const { head } = state.selection.main;
  const text = state.sliceDoc(table.from, table.to);
  const cells = [...text.matchAll(/<(t[hd]|caption)\b[^>]*>([\s\S]*?)<\/\1>/g)].map((m) => {
    const from = table.from + m.index + m[0].indexOf(">") + 1;
    return { from, to: from + m[2]!.length };
  });
  const here = cells.findIndex((cell) => head <= cell.to);
  const next = cells[(here < 0 ? cells.length : here) + (here >= 0 && head < cells[here]!.from && direction > 0 ? 0 : direction)];
  if (next) {
    view.dispatch({ selection: EditorSelection.range(next.from, next.to), scrollIntoView: true, userEvent: "select" });
    return true;
  }
  const rows = [...text.matchAll(/<tr\b[\s\S]*?<\/tr>/g)];
  if (direction < 0 || !rows.length) return false;
  const last = rows.at(-1)!;
  const columns = Math.max(1, last[0].match(/<t[hd]\b/g)?.length ?? 0);
  const at = table.from + last.index + last[0].length;
  view.dispatch({ changes: { from: at, insert: `\n<tr>${"<td></td>".repeat(columns)}</tr>` }, selection: EditorSelection.cursor(at + "\n<tr><td>".length), userEvent: "input.insert", scrollIntoView: true });
  return true;
}
