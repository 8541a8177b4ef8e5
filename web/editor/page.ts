// This file is the open document: where it came from, whether it is kept, how
// it goes to a file. One document at a time; opening another never touches the
// first, which stays in the browser's store.
import { ChangeSet, type EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { Autosave, type SaveState } from "./autosave";
import { download, joinLines, maxBytes, oddEndings, readBytes, splitLines, toBytes, type Encoding, type Shape } from "./files";
import { Images } from "./images";
import { frontMatter } from "./language";
import { sample } from "./sample";
import { openStore, type Store, type StoredDocument } from "./store";
import { lang, t } from "./strings";

/// What the page needs of the editor around it.
export interface PageHost {
  /// A state for this document, with a history of its own.
  state(doc: ReturnType<typeof splitLines>, caret: number): EditorState;
  opened(path: string): void;
  told(): void;
  save(state: SaveState): void;
  notice(kind: "info" | "warn" | "bad", text: string, action?: { label: string; run: () => void }): void;
  ask(name: string, context: unknown): void;
}

const plainShape: Shape = { bom: false, ending: "\n", encoding: "utf-8" };
const lastKey = "last-document";

export class Page {
  document: StoredDocument = blank("", "");
  shape: Shape = plainShape;
  private store: Store | null = null;
  private autosave: Autosave | null = null;
  private waiting: { bytes: Uint8Array; name: string } | null = null;
  /// The text that a file holds, as this editor's Text; null when none does.
  private filedText: string | null = null;

  constructor(
    private view: () => EditorView,
    readonly images: Images,
    private host: PageHost,
  ) {}

  /// Opens the last document, or the sample page on a first visit. What was
  /// typed before the store answered is kept as a page of its own.
  async start(base: string): Promise<void> {
    const last = await this.openLast(base).catch(() => undefined);
    if (this.view().state.doc.length > 0) {
      await this.adopt(blank(t("untitled"), this.text()), plainShape, false);
      return;
    }
    if (last) {
      const read = readBytes(toBytes(last.text));
      if (read.kind === "text") return this.adopt(last, read.shape, true, read.text);
    }
    const first = sample(lang());
    await this.adopt(blank(first.name, first.text), plainShape, true, first.text);
  }

  private async openLast(base: string): Promise<StoredDocument | undefined> {
    this.store = await openStore(base).catch(() => null);
    const id = await this.store?.setting<string>(lastKey);
    const document = id ? await this.store?.load(id) : undefined;
    return document?.deleted ? undefined : document;
  }

  /// The file's text, with its own line endings.
  text(): string {
    const { state } = this.view();
    return joinLines(state.doc, this.shape, state.field(oddEndings));
  }

  /// True when nothing would be lost by closing the page.
  get safe(): boolean {
    return this.autosave?.safe ?? this.view().state.doc.length === 0;
  }

  get filed(): boolean {
    return this.filedText !== null && this.filedText === this.text();
  }

  changed(): void {
    this.autosave?.changed();
  }

  async newPage(): Promise<void> {
    const today = new Date();
    const date = `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, "0")}-${String(today.getDate()).padStart(2, "0")}`;
    const text = `---\nlayout: layouts/post.njk\ntitle: ""\ndescription: ""\ndate: ${date}\ntags: []\n---\n\n`;
    await this.adopt(blank(t("untitled"), text), plainShape, true, text, text.length);
  }

  /// Opens a file from the disk; the open document is untouched when it cannot.
  async openFile(file: File): Promise<void> {
    if (file.size > maxBytes) {
      this.host.notice("bad", t("refusedBig", { name: file.name, size: mebibytes(file.size) }));
      return;
    }
    try {
      await this.openBytes(new Uint8Array(await file.arrayBuffer()), file.name);
    } catch {
      this.host.notice("bad", t("refusedRead", { name: file.name }));
    }
  }

  /// After the question about the encoding.
  async openWaiting(encoding: Encoding): Promise<void> {
    const { waiting } = this;
    this.waiting = null;
    if (waiting) await this.openBytes(waiting.bytes, waiting.name, encoding);
  }

  private async openBytes(bytes: Uint8Array, name: string, encoding: Encoding = "utf-8"): Promise<void> {
    const read = readBytes(bytes, encoding);
    if (read.kind === "binary") this.host.notice("bad", t("refusedBinary", { name }));
    else if (read.kind === "big") this.host.notice("bad", t("refusedBig", { name, size: mebibytes(bytes.length) }));
    else if (read.kind === "encoding") {
      this.waiting = { bytes, name };
      this.host.ask("encoding", { name, utf8: read.utf8, windows1252: read.windows1252 });
    } else {
      await this.adopt(blank(name, read.text), read.shape, true, read.text);
      // The file on the disk holds this very text, unless it was in another encoding.
      if (encoding === "utf-8") this.markFiled();
    }
  }

  /// Makes that document the open one.
  private async adopt(document: StoredDocument, shape: Shape, replace: boolean, text = "", caret = document.caret ?? -1): Promise<void> {
    const previous = this.autosave;
    await previous?.flush();
    previous?.stop();
    this.document = document;
    this.shape = shape;
    this.filedText = document.filed ? document.text : null;
    if (replace) {
      const lines = splitLines(text, shape.ending);
      // Without a place to come back to, the writer starts below the front matter.
      const front = frontMatter(lines.doc);
      this.view().setState(this.host.state(lines, caret >= 0 ? caret : front ? Math.min(lines.doc.length, front.to + 1) : 0));
    }
    this.autosave = new Autosave(
      this.store,
      document,
      () => ({ text: this.text(), title: pageTitle(this.view().state), caret: this.view().state.selection.main.head }),
      (state) => this.host.save(state),
    );
    if (document.revision > 0 && this.store) this.host.save({ state: "saved", at: document.updated, revision: document.revision });
    else this.autosave.changed();
    this.host.opened(document.path || `content/${document.name}`);
    void this.images.open(this.keeper(document.id));
    void this.store?.setSetting(lastKey, document.id).catch(() => undefined);
    this.host.told();
  }

  private keeper(id: string) {
    const { store } = this;
    if (!store) return null;
    return {
      images: async () => (await store.images(id)).map(({ path, type, data }) => ({ path, type, bytes: data })),
      keep: async (path: string, blob: Blob) => store.saveImage({ document: id, path, type: blob.type, alt: "", data: await blob.arrayBuffer() }),
    };
  }

  /// Gives the file to the browser's downloads, byte for byte what was opened
  /// plus the changes.
  save(): void {
    const text = this.text();
    download(this.document.name, toBytes(text) as BlobPart);
    this.markFiled();
    const images = this.images.usedBy(text);
    this.host.notice(
      "info",
      t("saved", { name: this.document.name }) + (images.length ? ` ${t("imagesToAdd", { n: images.length, list: images.map((image) => image.path).join(", ") })}` : ""),
      images.length ? { label: t("downloadImages"), run: () => images.forEach((image) => download(image.path.split("/").at(-1)!, image.blob, image.blob.type)) } : undefined,
    );
  }

  private markFiled(): void {
    this.filedText = this.text();
    this.document = { ...this.document, filed: Date.now() };
    this.autosave?.update({ filed: this.document.filed });
    this.host.told();
  }

  rename(name: string): void {
    this.document = { ...this.document, name };
    this.autosave?.update({ name });
    this.host.told();
  }
}

function blank(name: string, text: string): StoredDocument {
  return { id: crypto.randomUUID(), name, path: "", title: "", text, revision: 0, created: 0, updated: 0, filed: 0, fileHash: "", deleted: 0 };
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", lang() === "en" ? "." : ",")} ${lang() === "en" ? "MiB" : "Mio"}`;
}

/// For lists of documents only; what the page's title is, Go decides.
function pageTitle(state: EditorState): string {
  const line = /^title:[ \t]*(.*)$/m.exec(state.sliceDoc(0, 2000));
  return line?.[1]?.replace(/^(["'])(.*)\1\s*$/, "$2").trim() ?? "";
}

/// Changes as the engine takes them.
export function changesOf(set: ChangeSet): { from: number; to: number; text: string }[] {
  const changes: { from: number; to: number; text: string }[] = [];
  set.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    changes.push({ from: fromA, to: toA, text: inserted.toString() });
  });
  return changes;
}
