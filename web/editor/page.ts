// This file is the open document: where it came from, whether it is kept, which
// file holds it. One document at a time; opening another never touches the
// first, which stays in the browser's store.
//
// Rules it keeps: one tab writes a document, the others read (lock.ts); a file
// is never overwritten when it is not the one that was opened (SHA-256); what
// replaces much of the text is one undo step and leaves a version behind.
import { isolateHistory } from "@codemirror/commands";
import { Annotation, ChangeSet, Transaction, type EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { Autosave, type SaveState } from "./autosave";
import type { Engine, KeepingEvent } from "./bridge";
import { download, joinLines, maxBytes, mebibytes, oddEndings, readBytes, setOddEndings, splitLines, toBytes, type Encoding, type Shape } from "./files";
import { bytesOf, permitted, pickTarget, sha256, write } from "./fsaccess";
import { Images } from "./images";
import { frontMatter } from "./language";
import { DocumentLock, type Role } from "./lock";
import { sample } from "./sample";
import { openStore, type Millis, type Store, type StoredDocument } from "./store";
import { lang, t } from "./strings";
import { History, places } from "./versions";

/// What the page needs of the editor around it.
export interface PageHost {
  /// A state for this document, with a history of its own.
  state(doc: ReturnType<typeof splitLines>, caret: number): EditorState;
  opened(path: string): void;
  told(): void;
  save(state: SaveState): void;
  keeping(event: KeepingEvent): void;
  readOnly(on: boolean): void;
  notice(kind: "info" | "warn" | "bad", text: string, action?: { label: string; run: () => void }): void;
  ask(name: string, context: unknown): void;
  readonly engine: Engine;
}

/// Where a file that is opened came from.
export interface Origin {
  handle?: FileSystemFileHandle;
  /// Path in the site, "" when unknown.
  path?: string;
}

/// Marks what another tab stored: it is shown where nothing may be written, too.
export const fromStore = Annotation.define<boolean>();

const plainShape: Shape = { bom: false, ending: "\n", encoding: "utf-8" };
const lastKey = "last-document";
/// Without a copy in a file for so long, one is proposed.
const reminder: Millis = 20 * 60_000;

export class Page {
  document: StoredDocument = blank("", "");
  shape: Shape = plainShape;
  /// Where documents are kept; null when this browser keeps nothing.
  store: Store | null = null;
  history: History | null = null;
  role: Role = "writer";
  private autosave: Autosave | null = null;
  private lock: DocumentLock | null = null;
  private base = "";
  private stale = false;
  private broken = false;
  private waiting: { bytes: Uint8Array; name: string; origin: Origin } | null = null;
  /// The text that a file holds, as this editor's Text; null when none does.
  private filedText: string | null = null;
  /// Since when there are changes that no file has, 0 when there are none.
  private unfiled: Millis = 0;
  private draft: { at: Millis; changes: number } | null = null;
  private edited = false;
  private onDisk: { text: string; hash: string } | null = null;

  constructor(
    private view: () => EditorView,
    readonly images: Images,
    private host: PageHost,
  ) {}

  /// Opens this tab's last document, or the sample page on a first visit. What
  /// was typed before the store answered is kept as a page of its own.
  async start(base: string): Promise<void> {
    this.base = base;
    addEventListener("focus", () => void this.lookAtFile());
    setInterval(() => this.remind(), 30_000);
    setInterval(() => void this.lookForWriter().catch(() => undefined), 2_000);
    this.store = await this.openStore();
    const wanted = new URL(location.href).searchParams.has("new");
    if (wanted) history.replaceState(null, "", location.pathname);
    const last = wanted ? undefined : await this.openLast().catch(() => undefined);
    if (this.view().state.doc.length > 0) return void (await this.adopt(blank(t("untitled"), this.text()), plainShape, false));
    if (wanted) return this.newPage();
    const read = last && readBytes(toBytes(last.text));
    if (last && read?.kind === "text") {
      await this.adopt(last, read.shape, true, read.text, undefined, true);
      return this.compareWithFile();
    }
    const first = sample(lang());
    await this.adopt(blank(first.name, first.text), plainShape, true, first.text, undefined, true);
  }

  private async openStore(): Promise<Store | null> {
    const store = await openStore(this.base).catch(() => null);
    if (store) store.onlost = () => void this.reopen();
    // The browser may need a moment after it cleared its data, or room may come back.
    else setTimeout(() => void this.reopen(), this.broken ? 10_000 : 400);
    this.broken = store === null;
    return store;
  }

  /// The browser dropped the store while it was open (data cleared, disk error):
  /// opens it again and puts back what this page holds.
  private async reopen(): Promise<void> {
    const store = await this.openStore();
    if (!store && !this.store) return this.tellKeeping(); // still nothing
    const had = this.autosave;
    had?.stop();
    this.store = store;
    this.history = null;
    if (store && this.role === "writer") {
      const kept = await store.load(this.document.id).catch(() => undefined);
      this.document = { ...this.document, ...this.reading(), revision: kept?.revision ?? 0 };
      for (const image of this.images.all()) {
        await store.saveImage({ document: this.document.id, path: image.path, type: image.blob.type, alt: "", data: await image.blob.arrayBuffer() }).catch(() => undefined);
      }
      this.remember();
    }
    this.images.rekeep(this.keeper(this.document.id));
    this.write(had !== null);
  }

  private async openLast(): Promise<StoredDocument | undefined> {
    const id = this.ofTab() ?? (await this.store?.setting<string>(lastKey));
    const document = id ? await this.store?.load(id) : undefined;
    return document?.deleted ? undefined : document;
  }

  /// Two tabs come back each to its own document after a reload.
  private ofTab(): string | null {
    const [start] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    if (start?.type !== "reload" && start?.type !== "back_forward") return null;
    try {
      return sessionStorage.getItem(`apercu:${new URL(this.base).pathname}:document`);
    } catch {
      return null;
    }
  }

  private remember(): void {
    void this.store?.setSetting(lastKey, this.document.id).catch(() => undefined);
    try {
      sessionStorage.setItem(`apercu:${new URL(this.base).pathname}:document`, this.document.id);
    } catch {
      // Only the way back after a reload is lost.
    }
  }

  /// The file's text, with its own line endings.
  text(): string {
    const { state } = this.view();
    return joinLines(state.doc, this.shape, state.field(oddEndings));
  }

  private reading(): Pick<StoredDocument, "text" | "title" | "caret"> {
    const { state } = this.view();
    return { text: this.text(), title: pageTitle(state), caret: state.selection.main.head };
  }

  /// For names of files; the page's own title is Go's to tell.
  get title(): string {
    return pageTitle(this.view().state);
  }

  /// True when nothing would be lost by closing the page.
  get safe(): boolean {
    if (this.role === "reader" || this.stale) return !this.stale;
    return this.autosave?.safe ?? this.view().state.doc.length === 0;
  }

  /// True when a file holds exactly this text.
  get filed(): boolean {
    return this.filedText !== null && this.filedText === this.text();
  }

  changed(): void {
    if (this.role === "reader" || !this.autosave) return;
    this.autosave.changed();
    this.history?.typed();
    if (!this.unfiled) this.unfiled = Date.now();
    if (!this.edited) {
      this.edited = true;
      void this.firstEdit();
    }
  }

  /// Everything typed is stored and read back, the caret too; false when it cannot be.
  async flush(): Promise<boolean> {
    if (this.role === "reader" || !this.autosave) return true;
    return this.settle();
  }

  private async settle(): Promise<boolean> {
    if (!this.autosave) return true;
    if (this.autosave.safe && this.document.caret !== this.view().state.selection.main.head) this.autosave.update({});
    for (let i = 0; i < 4 && this.autosave; i++) if (await this.autosave.flush()) return true;
    return !this.autosave;
  }

  async newPage(): Promise<void> {
    const today = new Date();
    const date = `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, "0")}-${String(today.getDate()).padStart(2, "0")}`;
    const text = `---\nlayout: layouts/post.njk\ntitle: ""\ndescription: ""\ndate: ${date}\ntags: []\n---\n\n`;
    await this.adopt(blank(t("untitled"), text), plainShape, true, text, text.length);
  }

  /// Opens a document of the store.
  async openStored(id: string): Promise<boolean> {
    if (id === this.document.id) return true;
    const document = await this.store?.load(id);
    const read = document && readBytes(toBytes(document.text));
    if (!document || read?.kind !== "text") return false;
    if (!(await this.adopt(document, read.shape, true, read.text))) return true;
    await this.compareWithFile();
    return true;
  }

  // ───────────────────────── files ─────────────────────────

  /// Opens a file from the disk; the open document is untouched when it cannot.
  async openFile(file: File, origin: Origin = {}): Promise<void> {
    if (file.size > maxBytes) {
      this.host.notice("bad", t("refusedBig", { name: file.name, size: mebibytes(file.size) }));
      return;
    }
    try {
      await this.openBytes(new Uint8Array(await file.arrayBuffer()), file.name, origin);
    } catch {
      this.host.notice("bad", t("refusedRead", { name: file.name }));
    }
  }

  async openHandle(handle: FileSystemFileHandle, path = ""): Promise<void> {
    try {
      if (!(await permitted(handle, "read", true))) throw new Error("not permitted");
      await this.openFile(await handle.getFile(), { handle, path });
    } catch {
      this.host.notice("bad", t("refusedRead", { name: handle.name }));
    }
  }

  /// After the question about the encoding.
  async openWaiting(encoding: Encoding): Promise<void> {
    const { waiting } = this;
    this.waiting = null;
    if (waiting) await this.openBytes(waiting.bytes, waiting.name, waiting.origin, encoding);
  }

  private async openBytes(bytes: Uint8Array, name: string, origin: Origin, encoding: Encoding = "utf-8"): Promise<void> {
    const read = readBytes(bytes, encoding);
    if (read.kind === "binary") this.host.notice("bad", t("refusedBinary", { name }));
    else if (read.kind === "big") this.host.notice("bad", t("refusedBig", { name, size: mebibytes(bytes.length) }));
    else if (read.kind === "encoding") {
      this.waiting = { bytes, name, origin };
      this.host.ask("encoding", { name, utf8: read.utf8, windows1252: read.windows1252 });
    } else if (isReviewFile(read.text) && (await this.openReview(read.text))) {
      return;
    } else {
      const text = (read.shape.bom ? "\ufeff" : "") + read.text;
      const hash = await sha256(bytes as Uint8Array<ArrayBuffer>);
      if (await this.openKnown(origin, hash, text)) return;
      const document = { ...blank(name, text), path: origin.path ?? "", handle: origin.handle, fileHash: hash };
      if (!(await this.adopt(document, read.shape, true, read.text))) return;
      // The file on the disk holds this very text, unless it was in another encoding.
      if (encoding === "utf-8") await this.markFiled(document.id, hash, text);
      else await this.history?.add("filed", "", text).catch(() => undefined);
    }
  }

  /// A review file opens as a document of its own, its comments beside it.
  private async openReview(html: string): Promise<boolean> {
    const { readReview } = await import("./review-file");
    const shared = readReview(html);
    const read = shared && readBytes(toBytes(shared.text));
    if (read?.kind !== "text") return false;
    const document = { ...blank(shared!.path.split("/").at(-1) || t("untitled"), shared!.text), path: shared!.path.includes("/") ? shared!.path : "" };
    if (shared!.comments.length) await this.store?.setSetting(`comments:${document.id}`, shared!.comments).catch(() => undefined);
    return this.adopt(document, read.shape, true, read.text);
  }

  /// A file that was opened before comes back with its draft; when the file was
  /// changed meanwhile too, the author chooses.
  private async openKnown({ handle }: Origin, hash: string, text: string): Promise<boolean> {
    const known = handle && (await this.store?.findByHandle(handle));
    if (!known || known.deleted) return false;
    if (!(await this.openStored(known.id))) return false;
    if (this.document.id !== known.id) return true; // refused, and said
    if (known.fileHash === hash) return true;
    if (known.text === text) await this.markFiled(known.id, hash, text);
    else this.conflict(text, hash);
    return true;
  }

  /// Makes that document the open one; false, which is said, when words of the one
  /// before it would be lost.
  private async adopt(document: StoredDocument, shape: Shape, replace: boolean, text = "", caret = document.caret ?? -1, unlessTyped = false): Promise<boolean> {
    if (document.id !== this.lock?.document) {
      const lock = this.lockOf(document.id);
      const role = await lock.acquire();
      await this.leave();
      if (replace && this.unfiled && !this.safe && !this.filed) {
        lock.close();
        this.host.notice("bad", t("notLeft"), { label: t("saveFile"), run: () => this.saveDownload() });
        return false;
      }
      this.autosave?.stop();
      this.lock?.close();
      this.lock = lock;
      this.role = role;
    }
    // Someone typed while all this was asked: that text is a page of its own.
    if (unlessTyped && this.view().state.doc.length > 0) return this.adopt(blank(t("untitled"), this.text()), plainShape, false);
    this.document = document;
    this.shape = shape;
    this.stale = false;
    this.draft = null;
    this.unfiled = 0;
    this.filedText = null;
    this.host.readOnly(this.role === "reader");
    if (replace) {
      const lines = splitLines(text, shape.ending);
      // Without a place to come back to, the writer starts below the front matter.
      const front = frontMatter(lines.doc);
      this.view().setState(this.host.state(lines, caret >= 0 ? caret : front ? Math.min(lines.doc.length, front.to + 1) : 0));
    }
    this.write(document.revision === 0);
    this.host.opened(document.path || `content/${document.name}`);
    void this.images.open(this.keeper(document.id), document.path || `content/${document.name}`);
    this.remember();
    this.host.told();
    return true;
  }

  /// Stores what the open document still has to store, what is typed meanwhile too.
  private async leave(): Promise<void> {
    if (!this.autosave) return;
    await this.flush();
    if (this.edited && !this.stale) await this.history?.keep().catch(() => undefined);
    await this.flush();
  }

  /// Begins to store the open document; with `now`, also when nothing is typed.
  private write(now: boolean): void {
    const { document } = this;
    this.autosave?.stop();
    this.autosave = null;
    this.history = this.store && new History(this.store, this.host.engine, document.id, document.revision > 0 ? document.text : null, () => this.text());
    if (this.role === "writer") {
      this.autosave = new Autosave(this.store, document, () => this.reading(), (state) => this.saving(state));
      if (now) this.autosave.changed();
    }
    if (document.revision > 0 && this.store && !now) this.host.save({ state: "saved", at: document.updated, revision: document.revision });
    this.tellKeeping();
  }

  private saving(state: SaveState): void {
    this.stale = state.state === "stale";
    if (state.state === "failed") this.broken = true;
    else if (state.state === "saved") {
      this.broken = false;
      if (this.autosave) this.document = { ...this.document, ...this.autosave.stored };
      this.lock?.announce();
    }
    if (this.stale) this.host.readOnly(true);
    this.host.save(state);
    this.tellKeeping();
  }

  private keeper(id: string) {
    const { store } = this;
    if (!store) return null;
    return {
      images: async () => (await store.images(id)).map(({ path, type, data }) => ({ path, type, bytes: data })),
      keep: async (path: string, blob: Blob) => store.saveImage({ document: id, path, type: blob.type, alt: "", data: await blob.arrayBuffer() }),
    };
  }

  /// Gives the text to its file, byte for byte what was opened plus the changes:
  /// in place where there is a handle, else as a download.
  async save(): Promise<void> {
    const { id, handle, name, fileHash } = this.document;
    if (!handle) return this.saveDownload();
    let text = this.text();
    try {
      if (!(await permitted(handle, "readwrite", true))) throw new Error("not permitted");
      const disk = await bytesOf(handle);
      const hash = await sha256(disk);
      if (this.document.id === id) text = this.text();
      if (hash !== fileHash && hash !== (await hashOf(text))) {
        if (this.document.id === id) this.conflict(decoded(disk), hash);
        return;
      }
      await this.writeFile(id, handle, text);
    } catch (error) {
      console.warn("saving in place:", error);
      this.host.notice("warn", t("inPlaceFailed", { name }));
      this.giveCopy(id, name, text);
    }
  }

  /// Chooses the file first; Ctrl+S then rewrites it.
  async saveAs(): Promise<void> {
    const { id, name } = this.document;
    const text = this.text();
    const picked = await pickTarget(name);
    if (picked === "closed") return;
    if (picked === "none") return this.saveDownload();
    try {
      await this.writeFile(id, picked, this.document.id === id ? this.text() : text);
    } catch {
      this.host.notice("bad", t("writeFailed", { name: picked.name }));
    }
  }

  private async writeFile(id: string, handle: FileSystemFileHandle, text: string): Promise<void> {
    await write(handle, toBytes(text) as Uint8Array<ArrayBuffer>);
    await this.note(id, { handle, name: handle.name });
    await this.markFiled(id, await hashOf(text), text);
    this.tellSaved(t("savedFile", { name: handle.name }), text);
  }

  saveDownload(): void {
    const { id, name } = this.document;
    this.giveCopy(id, name, this.text());
  }

  private giveCopy(id: string, name: string, text: string): void {
    download(name, toBytes(text) as BlobPart);
    void hashOf(text).then((hash) => this.markFiled(id, hash, text));
    this.tellSaved(t("saved", { name }), text);
  }

  /// Notes something about a document, which may not be the open one any more.
  private async note(id: string, fields: Partial<StoredDocument>): Promise<void> {
    if (this.document.id === id) {
      this.document = { ...this.document, ...fields };
      this.autosave?.update(fields);
      return;
    }
    await this.store?.change(id, fields).catch(() => undefined);
  }

  private tellSaved(sentence: string, text: string): void {
    const images = this.images.usedBy(text);
    this.host.notice(
      "info",
      sentence + (images.length ? ` ${t("imagesToAdd", { n: images.length, list: images.map((image) => image.path).join(", ") })}` : ""),
      images.length ? { label: t("downloadImages"), run: () => images.forEach((image) => download(image.path.split("/").at(-1)!, image.blob, image.blob.type)) } : undefined,
    );
  }

  /// That document's file holds the text, whose bytes have that SHA-256.
  private async markFiled(id: string, fileHash: string, text: string): Promise<void> {
    const noted = this.note(id, { filed: Date.now(), fileHash });
    if (this.document.id === id) {
      this.filedText = text;
      this.unfiled = 0;
      this.draft = null;
      this.host.told();
      this.tellKeeping();
    }
    await noted;
    await this.store?.addVersion({ document: id, at: Date.now(), kind: "filed", name: "", text }).catch(() => undefined);
  }

  // ───────────────────────── the file and the draft ─────────────────────────

  /// Says so when what the browser keeps is not what the file received.
  private async compareWithFile(): Promise<void> {
    const { id, fileHash } = this.document;
    if (!fileHash) return;
    const text = this.text();
    if ((await hashOf(text)) === fileHash) {
      this.filedText = text;
      this.host.told();
      return;
    }
    const filed = await this.history?.filed().catch(() => undefined);
    const changes = filed === undefined ? 0 : await places(filed, text);
    if (this.document.id !== id || filed === text) return;
    this.filedText = filed ?? null;
    this.draft = { at: this.document.updated, changes };
    this.tellKeeping();
  }

  /// Comes back to the text that the file received; one undo step, and the draft
  /// stays among the versions.
  async backToFile(): Promise<void> {
    const { id } = this.document;
    const filed = await this.history?.filed().catch(() => undefined);
    if (filed !== undefined && (!(await this.keepPresent()) || this.document.id !== id || !this.replaceText(filed))) return;
    this.dismissDraft();
  }

  /// The present text becomes a version, before another takes its place; false,
  /// which is said, when it cannot.
  private async keepPresent(): Promise<boolean> {
    try {
      await this.history?.add("restored", "");
      return true;
    } catch {
      this.host.notice("bad", t("versionNotKept"));
      return false;
    }
  }

  dismissDraft(): void {
    this.draft = null;
    this.tellKeeping();
  }

  /// When the window comes back: was the file changed by something else?
  private async lookAtFile(): Promise<void> {
    const { handle, fileHash, id } = this.document;
    if (!handle || !fileHash || this.role === "reader" || document.querySelector("dialog[open]")) return;
    try {
      if (!(await permitted(handle, "read", false))) return;
      const disk = await bytesOf(handle);
      const hash = await sha256(disk);
      if (hash === fileHash || hash === this.onDisk?.hash || this.document.id !== id || hash === (await hashOf(this.text()))) return;
      const text = decoded(disk);
      this.onDisk = { text, hash };
      this.host.notice("warn", t("changedOnDisk", { name: this.document.name }), { label: t("choose"), run: () => this.conflict(text, hash) });
    } catch {
      // Gone or unreadable: saving will say so.
    }
  }

  private conflict(text: string, hash: string): void {
    this.onDisk = { text, hash };
    this.host.ask("conflict", { name: this.document.name });
  }

  /// The text on the disk becomes a version that can be compared and restored;
  /// gives its id.
  async keepDisk(name: string): Promise<number | undefined> {
    return this.onDisk ? this.history?.add("filed", name, this.onDisk.text) : undefined;
  }

  /// Overwrites the file with this text; what it held stays among the versions.
  /// Nothing is overwritten that could not be kept, or that came after the question.
  async replaceDisk(): Promise<void> {
    const { id, handle } = this.document;
    if (!handle) return;
    try {
      const disk = await bytesOf(handle);
      const hash = await sha256(disk);
      if (this.document.id !== id) return;
      if (hash !== this.onDisk?.hash) return this.conflict(decoded(disk), hash);
    } catch {
      // Gone: it is written anew.
    }
    try {
      if ((await this.keepDisk(t("versionReplaced"))) === undefined) throw new Error("nothing keeps versions");
    } catch {
      this.host.notice("bad", t("replaceNotKept", { name: handle.name }));
      return;
    }
    try {
      await this.writeFile(id, handle, this.text());
      this.onDisk = null;
    } catch {
      this.host.notice("bad", t("writeFailed", { name: handle.name }));
    }
  }

  /// Leaves the file alone: this text goes on without it, under another name.
  async keepBoth(): Promise<void> {
    this.document = { ...this.document, name: copyName(this.document.name), handle: undefined, filed: 0, fileHash: "" };
    this.autosave?.update({ name: this.document.name, handle: undefined, filed: 0, fileHash: "" });
    this.filedText = null;
    this.onDisk = null;
    await this.flush();
    this.host.told();
    await this.saveAs();
  }

  // ───────────────────────── versions ─────────────────────────

  /// Restores a version as one undo step; the present text stays among the versions.
  async restore(id: number): Promise<boolean> {
    const { history } = this;
    const text = await history?.text(id);
    if (text === undefined || this.view().state.readOnly || !(await this.keepPresent())) return false;
    return this.history === history && this.replaceText(text);
  }

  private replaceText(text: string): boolean {
    const read = readBytes(toBytes(text));
    if (read.kind !== "text") return false;
    const view = this.view();
    const { doc, odd } = splitLines(read.text, this.shape.ending);
    const changes = between(view.state.doc.toString(), doc.toString());
    view.dispatch({ changes, effects: setOddEndings.of(odd), userEvent: "restore", annotations: isolateHistory.of("full"), scrollIntoView: true });
    return true;
  }

  // ───────────────────────── tabs ─────────────────────────

  private lockOf(id: string): DocumentLock {
    return new DocumentLock(
      this.base,
      id,
      // Another tab takes over: this one stores what it has, then reads.
      async () => {
        await this.settle();
        this.autosave?.stop();
        this.autosave = null;
      },
      // Taking over is takeOver's: nothing may be typed before the text is the stored one.
      (role) => {
        if (role === "writer" || this.lock?.document !== id) return;
        this.role = role;
        this.host.readOnly(true);
        void this.robbed();
        this.host.told();
        this.tellKeeping();
      },
      () => void this.savedElsewhere(),
    );
  }

  /// The lock went without asking (this tab was frozen): what it had not stored
  /// is kept as a copy.
  private async robbed(): Promise<void> {
    const autosave = this.autosave;
    if (!autosave || autosave.safe || (await this.settle()) || !this.store) return;
    const copy = { ...this.document, ...this.reading(), id: crypto.randomUUID(), revision: 0, name: copyName(this.document.name), handle: undefined };
    await this.store.save(copy).then(() => this.host.notice("warn", t("keptAsCopy", { name: copy.name })), () => undefined);
  }

  /// The tab that wrote this document is gone: this one may.
  private async lookForWriter(): Promise<void> {
    const { lock } = this;
    if (!lock || this.role === "writer" || document.hidden || !(await lock.free())) return;
    await this.becomeWriter(lock, await lock.acquire());
  }

  async takeOver(): Promise<void> {
    const { lock } = this;
    if (lock && this.role === "reader") await this.becomeWriter(lock, await lock.takeOver());
  }

  private async becomeWriter(lock: DocumentLock, role: Role): Promise<void> {
    if (role !== "writer") return;
    await this.reload();
    // Another document, or a third tab's turn, may have come meanwhile.
    if (this.lock !== lock || lock.role !== "writer") return;
    this.role = "writer";
    this.stale = false;
    this.host.readOnly(false);
    this.write(false);
    this.host.told();
  }

  /// Another tab stored the document that this one shows.
  private async savedElsewhere(): Promise<void> {
    if (this.role === "reader") await this.reload();
  }

  /// Shows the document as it is stored.
  async reload(): Promise<void> {
    const stored = await this.store?.load(this.document.id);
    const read = stored && readBytes(toBytes(stored.text));
    if (!stored || read?.kind !== "text") return;
    this.document = stored;
    const { doc, odd } = splitLines(read.text, this.shape.ending);
    const view = this.view();
    view.dispatch({ changes: between(view.state.doc.toString(), doc.toString()), effects: setOddEndings.of(odd), annotations: [Transaction.addToHistory.of(false), fromStore.of(true)] });
    this.host.told();
  }

  /// A stale tab goes on with a document of its own.
  async saveCopy(): Promise<void> {
    const copy = { ...blank(copyName(this.document.name), this.text()), path: this.document.path };
    await this.adopt(copy, this.shape, false);
    this.host.readOnly(false);
  }

  /// A stale tab shows what the other one stored, and writes again.
  async showOther(): Promise<void> {
    if (!(await this.keepPresent())) return;
    await this.reload();
    this.stale = false;
    this.host.readOnly(false);
    this.write(false);
  }

  // ───────────────────────── what is said ─────────────────────────

  private tellKeeping(): void {
    this.host.keeping({
      type: "keeping",
      role: this.stale ? "stale" : this.role,
      broken: this.broken,
      draft: this.draft?.at ?? 0,
      changes: this.draft?.changes ?? 0,
    });
  }

  /// After the first real edit: asks the browser not to clear the store by
  /// itself, and says once what stays here.
  private async firstEdit(): Promise<void> {
    const kept = await persist();
    if (!this.store || (await this.store.setting("first-run-read"))) return;
    const promise = t(kept === "yes" ? "persisted" : kept === "asked" ? "persistAsked" : "notPersisted");
    this.host.notice("info", `${t("firstRun")} ${promise}`, { label: t("understood"), run: () => void this.store?.setSetting("first-run-read", true).catch(() => undefined) });
  }

  private remind(): void {
    if (!this.unfiled || this.filed || Date.now() - this.unfiled < reminder) return;
    this.unfiled = Date.now();
    this.host.notice("warn", t("reminder"), { label: t("saveFile"), run: () => void this.save() });
  }

  rename(name: string): void {
    this.document = { ...this.document, name };
    this.autosave?.update({ name });
    this.host.told();
  }
}

/// How long the browser's own question is waited for.
const asking: Millis = 1_500;

/// Whether the browser promised to keep what is stored; "unknown" where it does
/// not say, "asked" when it asks the person, who may never answer (Firefox).
export async function persist(): Promise<"yes" | "no" | "unknown" | "asked"> {
  try {
    const { storage } = navigator;
    if (!storage?.persist) return "unknown";
    const answer = storage.persisted().then((kept) => kept || storage.persist()).then((kept) => (kept ? "yes" : "no"));
    return await Promise.race([answer, new Promise<"asked">((resolve) => setTimeout(resolve, asking, "asked"))]);
  } catch {
    return "unknown";
  }
}

export function blank(name: string, text: string): StoredDocument {
  return { id: crypto.randomUUID(), name, path: "", title: "", text, revision: 0, created: 0, updated: 0, filed: 0, fileHash: "", deleted: 0 };
}

/// "page.md" → "page (copie).md" → "page (copie 2).md".
export function copyName(name: string): string {
  const [, stem = name, ext = ""] = /^(.*?)(\.[^.]*)?$/s.exec(name) ?? [];
  const word = t("copyWord");
  const m = new RegExp(`^(.*) \\(${word}(?: (\\d+))?\\)$`).exec(stem);
  return m ? `${m[1]} (${word} ${Number(m[2] ?? 1) + 1})${ext}` : `${stem} (${word})${ext}`;
}

/// The text of a file, its byte order mark included.
function decoded(bytes: BufferSource): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function hashOf(text: string): Promise<string> {
  return sha256(toBytes(text) as Uint8Array<ArrayBuffer>);
}

/// One change from a text to another, around what both begin and end with.
function between(a: string, b: string): { from: number; to: number; insert: string } {
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  let end = 0;
  while (end < a.length - from && end < b.length - from && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return { from, to: a.length - end, insert: b.slice(from, b.length - end) };
}

/// For lists of documents only; what the page's title is, Go decides.
function pageTitle(state: EditorState): string {
  const line = /^title:[ \t]*(.*)$/m.exec(state.sliceDoc(0, 2000));
  return line?.[1]?.replace(/^(["'])(.*)\1\s*$/, "$2").trim() ?? "";
}

/// What review-file.ts writes begins so.
function isReviewFile(text: string): boolean {
  return text.slice(0, 200).includes("<!-- apercu-review 1 -->");
}

/// Changes as the engine takes them.
export function changesOf(set: ChangeSet): { from: number; to: number; text: string }[] {
  const changes: { from: number; to: number; text: string }[] = [];
  set.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    changes.push({ from: fromA, to: toA, text: inserted.toString() });
  });
  return changes;
}
