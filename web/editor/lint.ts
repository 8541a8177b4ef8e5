// This file shows the diagnostics that Go decided: underlines, marks in the
// margin, a tooltip with the fixes. It decides none. Offsets of a diagnostic
// count in the version it was made from; they are carried through the changes
// typed since.
import { lintGutter, setDiagnostics, type Diagnostic as Mark } from "@codemirror/lint";
import { ChangeSet, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { Change, Diagnostic, Summary, Version } from "./bridge";
import { unfoldAt } from "./language";
import { lang, t } from "./strings";

/// The changes since versions that may still be spoken of.
export class Versions {
  private sets: { version: Version; changes: ChangeSet }[] = [];

  /// `version` is the one that these changes lead to.
  add(version: Version, changes: ChangeSet): void {
    this.sets.push({ version, changes });
    if (this.sets.length > 500) this.sets.shift();
  }

  clear(): void {
    this.sets = [];
  }

  /// Everything changed since that version; null when it is too old to know.
  since(version: Version, length: number): ChangeSet | null {
    const later = this.sets.filter((set) => set.version > version);
    if (later.length === this.sets.length && later.length === 500) return null;
    return later.reduce<ChangeSet | null>((all, set) => (all ? all.compose(set.changes) : set.changes), null) ?? ChangeSet.empty(length);
  }
}

/// Puts the diagnostics of a summary in the text.
export function showDiagnostics(view: EditorView, summary: Summary, versions: Versions): void {
  const moved = versions.since(summary.version, view.state.doc.length);
  if (!moved) return;
  const marks = summary.diagnostics.map((d) => mark(d, summary.version, versions, moved));
  view.dispatch(setDiagnostics(view.state, marks));
}

function mark(d: Diagnostic, version: Version, versions: Versions, moved: ChangeSet): Mark {
  const l = lang();
  const length = moved.length;
  const from = moved.mapPos(Math.min(d.from, length), 1);
  const to = Math.max(from, moved.mapPos(Math.min(d.to, length), -1));
  return {
    from,
    to,
    severity: d.severity,
    message: d.message[l] + (d.hint?.[l] ? `\n${d.hint[l]}` : ""),
    source: d.ref,
    actions: (d.fixes ?? []).map((fix) => ({
      name: fix.title[l],
      apply: (view) => {
        applyEdits(view, fix.edits, version, versions);
      },
    })),
  };
}

/// Applies edits that count in `version` as one step; false, and nothing done,
/// when the text changed at one of those places.
export function applyEdits(view: EditorView, edits: Change[], version: Version, versions: Versions): boolean {
  const moved = versions.since(version, view.state.doc.length);
  if (!moved || edits.some((edit) => edit.to > moved.length || moved.touchesRange(edit.from, edit.to))) return false;
  const changes = edits.map((edit) => ({ from: moved.mapPos(edit.from, 1), to: Math.max(moved.mapPos(edit.from, 1), moved.mapPos(edit.to, -1)), insert: edit.text }));
  const set = view.state.changes(changes);
  view.dispatch({ changes: set, userEvent: "input.fix", scrollIntoView: false });
  return true;
}

/// Puts the caret on a place of `version`, opens the folds that hide it, and
/// gives the focus to the text.
export function reveal(view: EditorView, from: number, to: number, version: Version, versions: Versions): void {
  const moved = versions.since(version, view.state.doc.length);
  const length = view.state.doc.length;
  const a = Math.min(length, moved && from <= moved.length ? moved.mapPos(from, 1) : from);
  const b = Math.min(length, Math.max(a, moved && to <= moved.length ? moved.mapPos(to, -1) : to));
  unfoldAt(view, a, b);
  const sameLine = view.state.doc.lineAt(a).number === view.state.doc.lineAt(b).number;
  view.dispatch({
    selection: { anchor: a, head: sameLine ? b : a },
    effects: EditorView.scrollIntoView(a, { y: "center" }),
    userEvent: "select",
  });
  view.focus();
}

/// Marks in the margin. The list of problems is the accessible way to them.
export function lint(): Extension {
  return [lintGutter({ hoverTime: 200 })];
}

/// What to say when a fix no longer fits.
export function staleFix(): string {
  return t("fixStale");
}
