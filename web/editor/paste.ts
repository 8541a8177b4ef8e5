// This file decides what a paste or a drop becomes: images go to the image
// dialog, a spreadsheet becomes a table, rich text becomes Markdown, the rest is
// plain text. Ctrl+Shift+V is always plain. One paste is one undo step.
import { StateEffect, StateField, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { frontMatterField } from "./language";
import { markdownTable, spreadsheetRows } from "./table";
import { t } from "./strings";

/// What the rest of the editor does for a paste.
export interface PasteHost {
  notice(kind: "info" | "bad", text: string, action?: { label: string; run: () => void }): void;
  image(file: File): void;
  /// A text file or a folder dropped on the editor; `item` is the drop's own,
  /// valid until the event ends.
  openFile(file: File, item?: DataTransferItem): void;
  /// A PDF or office file: the dialog of a document link.
  document(file: File): void;
  /// Subtitles: the dialog of a transcription.
  subtitles(file: File): void;
}

/// Set for one paste by Ctrl+Shift+V, where the browser does not say it.
let plainUntil = 0;

export function nextPasteIsPlain(): void {
  plainUntil = performance.now() + 1000;
}

export function paste(host: PasteHost): Extension {
  const handlers = EditorView.domEventHandlers({
    paste(event, view) {
      const data = event.clipboardData;
      if (!data || performance.now() < plainUntil) {
        plainUntil = 0;
        return false;
      }
      return pasteData(view, data, host, event);
    },
    drop(event, view) {
      const file = event.dataTransfer?.files[0];
      if (!file) return false;
      event.preventDefault();
      const pos = view.posAtCoords({ x: event.clientX, y: event.clientY });
      // Not within a word; in the front matter what is inserted goes below it (commands.ts).
      if (pos !== null && !/\.(md|markdown|txt|njk|html?)$/i.test(file.name)) view.dispatch({ selection: { anchor: view.state.wordAt(pos)?.to ?? pos } });
      dropFile(file, host, event.dataTransfer!.items[0]);
      return true;
    },
  });
  return [lastPaste, handlers];
}

/// Sends a dropped or chosen file where it belongs.
export function dropFile(file: File, host: PasteHost, item?: DataTransferItem): void {
  if (file.type.startsWith("image/")) host.image(file);
  else if (/\.(srt|vtt)$/i.test(file.name)) host.subtitles(file);
  else if (/\.(pdf|od[tspg]|docx?|xlsx?|pptx?|csv|zip|epub)$/i.test(file.name)) host.document(file);
  else host.openFile(file, item);
}

function pasteData(view: EditorView, data: DataTransfer, host: PasteHost, event: Event): boolean {
  const plain = data.getData("text/plain");
  const html = data.getData("text/html");
  const front = view.state.field(frontMatterField, false);
  const inFront = !!front && view.state.selection.main.from <= front.to && view.state.selection.main.from > 0;
  const image = [...data.files].find((file) => file.type.startsWith("image/"));
  if (image && !plain.trim()) {
    event.preventDefault();
    host.image(image);
    return true;
  }
  if (inFront || isMarkup(plain)) return false;
  const rows = spreadsheetRows(plain);
  if (rows && (!html || /<table/i.test(html)) && !/colspan|rowspan/i.test(html)) {
    event.preventDefault();
    put(view, `${lead(view)}${markdownTable(rows)}\n`);
    host.notice("info", t("pastedTable"), plainAction(view, plain));
    return true;
  }
  if (!html) return false;
  event.preventDefault();
  void rich(view, html, plain, host);
  return true;
}

/// Text that already is Markdown or a template keeps every byte.
function isMarkup(text: string): boolean {
  return /\{%|\{\{|^:::|^---\s*$|^#{1,6} |\]\(/m.test(text);
}

/// A block starts on a line of its own.
function lead(view: EditorView): string {
  const { from } = view.state.selection.main;
  const line = view.state.doc.lineAt(from);
  if (from === line.from) return "";
  return "\n\n";
}

async function rich(view: EditorView, html: string, plain: string, host: PasteHost): Promise<void> {
  const before = view.state;
  try {
    const { isPlain, toMarkdown } = await import("./convert");
    if (isPlain(html)) {
      put(view, plain);
      return;
    }
    const { markdown, lost } = toMarkdown(html);
    // Typing went on while the converter loaded: paste at the caret of now.
    const block = /\n|^(#|- |\d+\. |> |\|)/.test(markdown);
    put(view, (block && before === view.state ? lead(view) : "") + markdown);
    const text = lost.length ? t("pastedLost", { what: lost.join(", ") }) : t("pasted");
    if (lost.length || markdown !== plain.trim()) host.notice("info", text, plainAction(view, plain));
  } catch {
    put(view, plain);
    host.notice("bad", t("pasteFailed"));
  }
}

function put(view: EditorView, text: string): void {
  const { from } = view.state.selection.main;
  view.dispatch(view.state.replaceSelection(text), { userEvent: "input.paste", scrollIntoView: true });
  view.dispatch({ effects: pasted.of({ id: ++pastes, from, to: view.state.selection.main.head }) });
}

let pastes = 0;

/// Where the last paste stands, in UTF-16 units, whatever was typed since.
interface Pasted {
  id: number;
  from: number;
  to: number;
}
const pasted = StateEffect.define<Pasted>();
const lastPaste = StateField.define<Pasted | null>({
  create: () => null,
  update(value, tr) {
    for (const effect of tr.effects) if (effect.is(pasted)) return effect.value;
    return value && tr.docChanged ? { ...value, from: tr.changes.mapPos(value.from, 1), to: tr.changes.mapPos(value.to, -1) } : value;
  },
});

/// Puts the plain text where the last paste stands, as one undo step.
function plainAction(view: EditorView, plain: string): { label: string; run: () => void } {
  const of = view.state.field(lastPaste);
  return {
    label: t("pastePlain"),
    run: () => {
      const at = view.state.field(lastPaste);
      // Another paste or page came since, or it was undone: nothing to replace.
      if (at && at.id === of?.id && at.from < at.to) {
        view.dispatch({ changes: { from: at.from, to: at.to, insert: plain }, userEvent: "input.paste", scrollIntoView: true });
      }
      view.focus();
    },
  };
}
