// This file is the text's side of the problem list: what the author set aside,
// fixes, the complete check, the page's weight. It decides nothing about the
// page: rules, their order and their fixes are Go's.
import type { EditorView } from "@codemirror/view";
import { ask } from "./ask";
import type { AuditEvent, Change, IgnoredFinding, InterfaceEvent, PreviewHost, Engine, Summary, Version } from "./bridge";
import type { Images } from "./images";
import { applyEdits, staleFix, type Versions } from "./lint";
import type { Store } from "./store";
import { t } from "./strings";

/// What it needs of the editor.
export interface ProblemsHost {
  view(): EditorView;
  readonly versions: Versions;
  readonly engine: Engine;
  readonly preview: PreviewHost;
  readonly images: Images;
  /// The open document in the store; null when this browser keeps nothing.
  store(): { store: Store; id: string } | null;
  tell(event: InterfaceEvent): void;
  notice(kind: "info" | "warn" | "bad", text: string): void;
  reveal(version: Version, from: number, to: number): void;
  /// What was set aside changed: underlines are drawn again.
  redraw(): void;
}

interface Fixes {
  version: Version;
  edits: Change[];
  /// The author completes the fix, where the caret is put.
  needs?: boolean;
  from?: number;
}

/// The page is weighed once nothing changed for so long, in milliseconds.
const weighPause = 1500;

const keyOf = (document: string) => `ignored:${document}`;

export class Problems {
  private ignored: IgnoredFinding[] = [];
  private weighTimer = 0;
  private auditing = 0;
  /// The fragment of the rule page that was asked for by its address.
  private address = "";

  constructor(private readonly host: ProblemsHost) {
    document.addEventListener("keydown", moveInList);
    addEventListener("hashchange", () => this.rulePage());
    // A dialog's close does not bubble. Another rule may have been asked for meanwhile.
    document.addEventListener("close", () => location.hash === this.address && history.replaceState(null, "", location.pathname + location.search), true);
  }

  readonly commands: Record<string, (args: never) => unknown> = {
    applyFix: (args: Fixes) => this.apply(args),
    applyFixes: (args: Fixes) => this.apply(args),
    ignoreFinding: (finding: IgnoredFinding) => this.setIgnored([...this.ignored.filter((i) => i.key !== finding.key), { ...finding, at: Date.now() }]),
    unignore: ({ key }: { key: string }) => this.setIgnored(this.ignored.filter((i) => i.key !== key)),
    audit: () => this.audit(),
    fixes: ({ code }: { code: string }) => this.showFixes(code),
  };

  /// Another document is open.
  async opened(): Promise<void> {
    this.auditing++;
    this.ignored = [];
    this.tellAudit({ state: "", version: 0, found: [] });
    const kept = this.host.store();
    const list = await kept?.store.setting<IgnoredFinding[]>(keyOf(kept.id));
    if (this.host.store()?.id === kept?.id) this.ignored = list ?? [];
    this.tellIgnored();
    this.rulePage();
  }

  /// A summary came: the page is weighed when nothing follows it.
  heard(): void {
    clearTimeout(this.weighTimer);
    this.weighTimer = window.setTimeout(() => void this.weigh(), weighPause);
  }

  /// The summary without what was set aside, for the marks in the text.
  shown(summary: Summary): Summary {
    if (!this.ignored.length) return summary;
    const keys = new Set(this.ignored.map((i) => i.key));
    return { ...summary, diagnostics: summary.diagnostics.filter((d) => !keys.has(d.key) && !keys.has(d.code)) };
  }

  private apply({ version, edits, needs, from }: Fixes): void {
    if (!applyEdits(this.host.view(), edits, version, this.host.versions)) {
      this.host.notice("warn", staleFix());
    } else if (needs) {
      this.host.reveal(version, from ?? 0, from ?? 0);
    } else {
      keepFocus();
    }
  }

  private async setIgnored(list: IgnoredFinding[]): Promise<void> {
    this.ignored = list;
    this.tellIgnored();
    keepFocus();
    const kept = this.host.store();
    try {
      if (!kept) throw new Error("nothing is kept");
      await kept.store.setSetting(keyOf(kept.id), list);
    } catch {
      this.host.notice("warn", t("ignoredNotKept"));
    }
  }

  private tellIgnored(): void {
    this.host.tell({ type: "ignored", list: this.ignored });
    this.host.redraw();
  }

  private tellAudit(event: Omit<AuditEvent, "type">): void {
    this.host.tell({ type: "audit", ...event });
  }

  /// Loads axe-core on its first use and runs it in the preview.
  private async audit(): Promise<void> {
    const run = ++this.auditing;
    const { version } = this.host.engine;
    this.tellAudit({ state: "running", version, found: [] });
    try {
      const { auditPreview } = await import("./audit");
      const found = await auditPreview(this.host.preview.frame, this.host.view().state.doc);
      if (run === this.auditing) this.tellAudit({ state: "done", version, found });
    } catch (error) {
      console.warn("complete check:", error);
      if (run === this.auditing) this.tellAudit({ state: "failed", version, found: [], message: t(navigator.onLine ? "auditFailed" : "auditOffline") });
    }
  }

  /// The worker makes the fixes, as often as it takes; the dialog shows them.
  private async showFixes(code: string): Promise<void> {
    const { engine, tell } = this.host;
    const { version } = engine;
    tell({ type: "fixes", state: "running", code, version, edits: [] });
    tell({ type: "open", name: "fixes", context: { code } });
    const ignored = this.ignored.map((finding) => finding.key);
    const answer = await ask(engine, "mend", { code, ignored }).catch(() => undefined);
    tell({ type: "fixes", state: answer && version === engine.version ? "done" : "failed", code, version, edits: answer?.edits ?? [] });
  }

  private async weigh(): Promise<void> {
    const { engine, images } = this.host;
    const { version } = engine;
    const sizes = Object.fromEntries(images.all().map((image) => [image.path, image.blob.size]));
    const answer = await ask(engine, "weigh", { images: sizes }).catch(() => undefined);
    if (answer && version === engine.version) this.host.tell({ type: "weight", version, ...answer });
  }

  /// #regles/CODE is the page of a rule, #regles the list of all.
  private rulePage(): void {
    const match = /^#regles(?:\/([\w-]*))?$/.exec(location.hash);
    if (!match) return;
    this.address = location.hash;
    this.host.tell({ type: "open", name: "rule", context: { code: match[1] ?? "" } });
  }
}

/// What had the focus may go with its problem: the next one of the list, or the
/// title of the list, then has it.
function keepFocus(): void {
  const list = document.getElementById("problems");
  if (!list?.contains(document.activeElement) && !document.querySelector("dialog[open]")) return;
  setTimeout(() => {
    if (document.activeElement === document.body || document.activeElement === null) document.getElementById("problems-title")?.focus();
  }, 1000);
}

/// Up and Down go from one problem to the next, Home and End to the ends.
function moveInList(event: KeyboardEvent): void {
  const item = event.target instanceof HTMLElement && !event.altKey && !event.ctrlKey && !event.metaKey && event.target.closest<HTMLElement>(".problem");
  if (!item || event.target instanceof HTMLInputElement) return;
  const all = [...document.querySelectorAll<HTMLElement>("#problems .problem")];
  const at = all.indexOf(item);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || !all[to]) return;
  event.preventDefault();
  (all[to].querySelector<HTMLElement>(".problem-go") ?? all[to].querySelector<HTMLElement>("button"))?.focus();
}
