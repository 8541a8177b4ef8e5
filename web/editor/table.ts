// This file makes Markdown tables bearable: create one, move between cells with
// Tab, turn a spreadsheet's clipboard into one. A table keeps its header row: a
// table without one is read out as loose words (RGAA 5.6).
import { EditorSelection, type EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { enclosing, insertBlock } from "./commands";
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
/// selected.
export function insertTable(view: EditorView, rows: number, columns: number): void {
  const head = Array.from({ length: columns }, (_, i) => t("column", { n: i + 1 }));
  const text = markdownTable([head, ...Array.from({ length: rows }, () => head.map(() => ""))]);
  insertBlock(view, text, [2, 2 + head[0]!.length]);
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
    const table = enclosing(state, head, head, "Table");
    if (!table) return false;
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
