// This file stores every change of the open document within a second of the
// last key, and at once when the page is hidden. It tells the truth about it:
// "saved" is said only for a text that was read back, and a failure stays said
// until a later save succeeds.

import type { ToServiceWorker } from "./bridge";
import { NotKeptError, StaleError, type Millis, type Store, type StoredDocument } from "./store";

/// A pause of this length in the typing saves…
const PAUSE: Millis = 250;
/// …and without a pause, a change waits no longer than this.
const LONGEST: Millis = 800;
/// After a failure, tries again by itself.
const RETRY: Millis = 5_000;

export type SaveState =
  | { state: "saved"; at: Millis; revision: number }
  | { state: "waiting" }
  | { state: "saving" }
  /// The browser keeps nothing (quota, private mode, blocked, evicted).
  | { state: "failed"; message: string }
  /// Another tab wrote this document: this one must stop writing.
  | { state: "stale" };

export class Autosave {
  private state: SaveState;
  private timer = 0;
  private since: Millis = 0;
  private running: Promise<void> | undefined;
  private dirty = false;
  private stopped = false;

  constructor(
    private readonly store: Store | null,
    private document: StoredDocument,
    private readonly read: () => Pick<StoredDocument, "text" | "title" | "caret">,
    private readonly tell: (state: SaveState) => void,
  ) {
    this.state = store
      ? { state: "saved", at: document.updated, revision: document.revision }
      : { state: "failed", message: "no storage" };
    addEventListener("visibilitychange", this.hidden);
    addEventListener("pagehide", this.hidden);
    if (!store) this.say(this.state);
  }

  /// The document as last stored.
  get stored(): StoredDocument {
    return this.document;
  }

  /// True when everything typed was stored and read back.
  get safe(): boolean {
    return !this.dirty && this.state.state === "saved";
  }

  /// The text changed.
  changed(): void {
    if (this.stopped) return;
    const now = performance.now();
    if (!this.dirty) this.since = now;
    this.dirty = true;
    if (this.state.state !== "failed" && this.state.state !== "waiting") this.say({ state: "waiting" });
    this.schedule(Math.max(0, Math.min(PAUSE, this.since + LONGEST - now)));
  }

  /// Other fields of the document changed (name, path, file): stored with the next save.
  update(fields: Partial<StoredDocument>): void {
    this.document = { ...this.document, ...fields };
    this.changed();
  }

  /// Stores now what is not stored; resolves when it is, or has failed.
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    if (this.dirty && !this.stopped) {
      this.running = this.save().finally(() => (this.running = undefined));
      await this.running;
    }
    return this.safe;
  }

  /// Stops writing for good (another tab took over, or the document was closed).
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    removeEventListener("visibilitychange", this.hidden);
    removeEventListener("pagehide", this.hidden);
  }

  private readonly hidden = (event: Event): void => {
    if (event.type === "pagehide") this.last();
    else if (document.visibilityState === "hidden") void this.flush();
  };

  /// The page goes away: nothing that waits for an answer would be done, and about
  /// one write in four is not done either; the service worker outlives the page.
  /// Without Web Locks another tab may write too, and the stale check must not be
  /// passed by.
  private last(): void {
    if (!this.store || this.stopped || (!this.dirty && !this.running) || !navigator.locks) return;
    const next = { ...this.document, ...this.read(), revision: this.document.revision + 2 };
    next.created ||= Date.now();
    navigator.serviceWorker?.controller?.postMessage({ type: "left", document: next } satisfies ToServiceWorker);
    void this.store.saveLast(next).then(
      () => {
        // Shown again from the browser's cache of pages.
        if (next.revision > this.document.revision) this.document = next;
      },
      () => undefined,
    );
  }

  private schedule(delay: Millis): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), delay);
  }

  private async save(): Promise<void> {
    if (!this.store) return;
    this.dirty = false;
    this.say({ state: "saving" });
    try {
      const kept = await this.store.save({ ...this.document, ...this.read() });
      // Other fields may have changed meanwhile; they are stored next.
      this.document = { ...this.document, ...pick(kept), revision: Math.max(kept.revision, this.document.revision) };
      this.say({ state: "saved", at: Date.now(), revision: kept.revision });
    } catch (error) {
      this.dirty = true;
      if (error instanceof StaleError) {
        this.stop();
        this.say({ state: "stale" });
        return;
      }
      const cause = error instanceof NotKeptError && error.cause instanceof Error ? error.cause : error;
      this.say({ state: "failed", message: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause) });
      this.schedule(RETRY);
      return;
    }
    if (this.dirty) this.changed();
  }

  private say(state: SaveState): void {
    this.state = state;
    this.tell(state);
  }
}

/// What a save itself decides.
function pick({ text, title, caret, updated, created }: StoredDocument): Partial<StoredDocument> {
  return { text, title, caret, updated, created };
}
