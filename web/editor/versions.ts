// This file keeps the versions of the open document: by itself while one writes
// and before acts that change much, by name when asked. Which automatic ones may
// go, Go decides (app/storage.Thin); how two texts differ, too (app/compare).

import { ask, type CompareAnswer } from "./ask";
import type { Engine } from "./bridge";
import type { Millis, Store, StoredVersion, VersionKind } from "./store";

/// While one types, a version is kept this often.
const every: Millis = 3 * 60_000;

export type VersionLine = Omit<StoredVersion, "text" | "document">;

export class History {
  private last: Millis = performance.now();
  private touched = false;

  /// `opened` is the text before anything is typed: what one can always go back to.
  constructor(
    private readonly store: Store,
    private readonly engine: Engine,
    readonly document: string,
    private opened: string | null,
    private readonly read: () => string,
  ) {}

  /// The text changed.
  typed(): void {
    if (!this.touched) {
      this.touched = true;
      const text = this.opened;
      this.opened = null;
      if (text?.trim()) void this.add("auto", "", text).catch(() => undefined);
      this.last = performance.now();
    } else if (performance.now() - this.last >= every) {
      this.last = performance.now();
      void this.keep().catch(() => undefined);
    }
  }

  /// Keeps the text as it is, before something that changes much of it.
  async keep(): Promise<void> {
    await this.add("auto", "");
    void this.thin().catch(() => undefined); // the renderer may take long to answer
  }

  add(kind: VersionKind, name: string, text = this.read()): Promise<number> {
    return this.store.addVersion({ document: this.document, at: Date.now(), kind, name, text });
  }

  async list(): Promise<VersionLine[]> {
    return (await this.store.versions(this.document)).map(({ document: _, ...line }) => line);
  }

  async text(id: number): Promise<string | undefined> {
    const version = await this.store.version(id);
    return version?.document === this.document ? version.text : undefined;
  }

  /// The text that the file last received or was opened with.
  async filed(): Promise<string | undefined> {
    const line = (await this.store.versions(this.document)).find((version) => version.kind === "filed");
    return line && (await this.store.version(line.id))?.text;
  }

  private async thin(): Promise<void> {
    const versions = await this.list();
    if (versions.length < 8) return;
    const { drop } = await ask(this.engine, "thin", { versions: versions.map(({ id, at, kind }) => ({ id, at, kind })), now: Date.now() });
    if (drop.length) await this.store.dropVersions(drop);
  }
}

/// How many places of two texts differ, in runs of lines.
export async function places(before: string, after: string): Promise<number> {
  const { diff, Text } = await differ();
  const [a, b] = [before, after].map((text) => text.split(/\r\n|\n|\r/).join("\n"));
  const doc = Text.of(b!.split("\n"));
  const lines = new Set(diff(a!, b!, { scanLimit: 200 }).map((change) => doc.lineAt(Math.min(change.fromB, doc.length)).number));
  let runs = 0;
  for (const line of lines) if (!lines.has(line - 1)) runs++;
  return runs;
}

/// What differs in words, when the renderer answers.
export async function differences(engine: Engine, path: string, before: string, after: string): Promise<CompareAnswer["changes"] | null> {
  const patience = new Promise<null>((resolve) => setTimeout(resolve, 4_000, null));
  return Promise.race([ask(engine, "compare", { path, before, after }).then((answer) => answer.changes ?? [], () => null), patience]);
}

/// Shows the source of both texts as one, with what was removed and added.
export async function showSource(parent: HTMLElement, before: string, after: string, label: string): Promise<void> {
  const { showDifferences } = await import("./diff-source");
  const lines = (text: string) => text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/).join("\n");
  parent.replaceChildren();
  showDifferences(parent, lines(before), lines(after), label);
}

/// Fetched when two texts are compared for the first time.
async function differ() {
  const [{ diff }, { Text }] = await Promise.all([import("@codemirror/merge"), import("@codemirror/state")]);
  return { diff, Text };
}
