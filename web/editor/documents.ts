// This file does what the interface asks about documents, versions, files and
// the site's folder. It tells the interface what to list; the interface decides
// how (app/ui/documents.go, versions.go). Commands are run by name (editor.ts).

import type { Engine, InterfaceEvent, PreviewHost } from "./bridge";
import { download } from "./files";
import { htmlOf, printPreview, zipOf } from "./export";
import { bytesOf, canSaveInPlace, FolderTooLarge, folderOf, onLaunch, permitted, pickFile, pickFolder, readFolder, SiteFolder } from "./fsaccess";
import type { Images } from "./images";
import { folderOfPack } from "./pack";
import { copyName, persist, type Page } from "./page";
import { t } from "./strings";
import { differences, showSource } from "./versions";

export interface DeskHost {
  page: Page;
  images: Images;
  engine: Engine;
  preview: PreviewHost;
  base: string;
  tell(event: InterfaceEvent): void;
  notice(kind: "info" | "warn" | "bad", text: string, action?: { label: string; run: () => void }): void;
  focus(): void;
}

/// A file that was opened or saved in place, to be opened again.
interface Recent {
  name: string;
  at: number;
  handle: FileSystemFileHandle;
}

const recentKey = "recent-files";
const folderKey = "site-folder";
const mostRecent = 8;
/// Bytes; a larger pack is not kept for the next visit: texts come first.
const largestKept = 32 * 1024 * 1024;

/// A pack kept for the next visit, where a folder's handle may be too.
interface KeptPack {
  name: string;
  pack: ArrayBuffer;
}

export class Desk {
  private folder: SiteFolder | null = null;
  /// The site that the host serves: shown while no other is chosen.
  private served: SiteFolder | null = null;
  private recent: Recent[] = [];

  constructor(private readonly host: DeskHost) {}

  /// After the first document is open.
  async start(): Promise<void> {
    onLaunch((handle) => void this.openHandle(handle));
    const kept = await this.host.page.store?.setting<FileSystemDirectoryHandle | KeptPack>(folderKey);
    if (!kept) return;
    if ("pack" in kept) return this.use(() => folderOfPack(kept.name, kept.pack), true);
    const handle = kept;
    if (await permitted(handle, "read", false)) return this.useHandle(handle, true);
    this.host.notice("info", t("siteReopen", { name: handle.name }), { label: t("siteReopenAct"), run: () => void this.reopenFolder(handle) });
  }

  readonly commands: Record<string, (args: never) => unknown> = {
    open: () => this.open(),
    saveAs: () => this.host.page.saveAs(),
    recentOpen: ({ index }: { index: number }) => this.openHandle(this.recent[index]?.handle),
    folder: () => this.pickFolder(),
    folderClose: () => this.closeFolder(),
    sitePage: ({ path }: { path: string }) => this.openFromFolder(path),

    documents: () => this.list(),
    docOpen: ({ id }: { id: string }) => this.openDocument(id),
    docRename: ({ id, name }: { id: string; name: string }) => this.rename(id, name),
    docDuplicate: ({ id }: { id: string }) => this.duplicate(id),
    docDelete: ({ id }: { id: string }) => this.delete(id),
    docRestore: ({ id }: { id: string }) => this.host.page.store?.restore(id).then(() => this.list()),
    docPurge: ({ id }: { id: string }) => this.host.page.store?.purge(id).then(() => this.list()),

    versions: () => this.versions(0),
    versionShow: ({ id }: { id: number }) => this.versions(id),
    versionDrawn: () => this.drawSource(),
    versionName: ({ name }: { name: string }) => this.host.page.history?.add("named", name).then(() => this.versions(0)),
    versionRestore: ({ id }: { id: number }) => this.host.page.restore(id).then(() => this.host.focus()),

    takeOver: () => this.host.page.takeOver().then(() => this.host.focus()),
    saveCopy: () => this.host.page.saveCopy(),
    showOther: () => this.host.page.showOther(),
    draftCompare: () => this.compareDraft(),
    draftBack: () => this.host.page.backToFile().then(() => this.host.focus()),
    draftKeep: () => this.host.page.dismissDraft(),
    conflictCompare: () => this.host.page.keepDisk(t("versionDisk")).then((id) => this.versions(id ?? 0)),
    conflictBoth: () => this.host.page.keepBoth(),
    conflictReplace: () => this.host.page.replaceDisk(),

    export: () => this.host.tell({ type: "open", name: "export", context: { images: this.host.images.usedBy(this.host.page.text()).length, inPlace: canSaveInPlace() } }),
    exportMd: () => this.host.page.saveDownload(),
    exportZip: () => this.exportZip(),
    exportHtml: () => this.exportHtml(),
    print: () => printPreview(this.host.preview, this.host.base).then((done) => done || this.host.notice("warn", t("exportEmpty"))),
  };

  // ───────────────────────── files and folders ─────────────────────────

  private async open(): Promise<void> {
    const picked = await pickFile();
    if (picked === "none") document.getElementById("file-open")?.click();
    else if (picked !== "closed") await this.openHandle(picked);
  }

  async openHandle(handle: FileSystemFileHandle | undefined, path = ""): Promise<void> {
    if (!handle) return;
    if (isPack(handle)) return this.usePack(await handle.getFile());
    await this.host.page.openHandle(handle, path);
    await this.remember(handle);
    this.host.focus();
  }

  private async remember(handle: FileSystemFileHandle): Promise<void> {
    const others: Recent[] = [];
    for (const recent of await this.recents()) if (!(await recent.handle.isSameEntry(handle).catch(() => true))) others.push(recent);
    await this.host.page.store?.setSetting(recentKey, [{ name: handle.name, at: Date.now(), handle }, ...others].slice(0, mostRecent)).catch(() => undefined);
  }

  private async recents(): Promise<Recent[]> {
    return (this.recent = (await this.host.page.store?.setting<Recent[]>(recentKey)) ?? []);
  }

  private async pickFolder(): Promise<void> {
    const picked = await pickFolder();
    if (picked === "none") document.getElementById("folder-open")?.click();
    else if (picked !== "closed") await this.useHandle(picked);
  }

  private async reopenFolder(handle: FileSystemDirectoryHandle): Promise<void> {
    if (await permitted(handle, "read", true)) await this.useHandle(handle);
  }

  async useHandle(handle: FileSystemDirectoryHandle, quiet = false): Promise<void> {
    await this.use(() => readFolder(handle), quiet);
  }

  /// The files of a folder chosen with the classic chooser.
  async useFiles(files: Iterable<File>): Promise<void> {
    const kept = [...files];
    await this.use(() => Promise.resolve(folderOf(kept)), false);
  }

  async use(read: () => Promise<SiteFolder>, quiet: boolean): Promise<void> {
    try {
      const folder = await read();
      const pack = await folder.pack();
      this.folder = folder;
      this.show(folder, pack);
      if (quiet) return;
      const kept = await this.keep(folder);
      const said = t(folder.packed ? "packOpened" : "siteOpened", { name: folder.name, n: folder.pages().length });
      this.host.notice(kept ? "info" : "warn", kept ? said : `${said} ${t("packNotKept")}`);
      if (!folder.packed) await this.list();
    } catch (error) {
      this.host.notice("bad", t(error instanceof FolderTooLarge ? "siteTooLarge" : "siteFailed"));
    }
  }

  private show(folder: SiteFolder | null, pack: ArrayBuffer | null): void {
    this.host.engine.setSite(pack);
    this.host.images.setSite(folder);
  }

  /// For the next visit; false when the site will have to be chosen again, though
  /// it was a file (a folder without a handle cannot be kept, and nobody expects it).
  private async keep({ name, handle, packed }: SiteFolder): Promise<boolean> {
    const { store } = this.host.page;
    if (packed && (packed.byteLength > largestKept || !store)) return false;
    try {
      await store?.setSetting(folderKey, handle ?? (packed ? ({ name, pack: packed } satisfies KeptPack) : null));
      return true;
    } catch {
      return !packed;
    }
  }

  /// The site that the host serves the editor with.
  async serve(pack: ArrayBuffer | null): Promise<void> {
    this.served = pack && (await folderOfPack("", pack));
    if (this.folder) return;
    if (pack) this.show(this.served, pack);
    else this.host.images.setSite(null);
  }

  /// A site in one file, as `apercu pack` writes it. What is wrong inside, the
  /// renderer says.
  async usePack(file: File): Promise<void> {
    const folder = await file.arrayBuffer().then((pack) => folderOfPack(file.name, pack)).catch(() => null);
    if (folder?.files.size) await this.use(() => Promise.resolve(folder), false);
    else this.host.notice("bad", t("packFailed", { name: file.name }));
    this.host.focus();
  }

  private async closeFolder(): Promise<void> {
    this.folder = null;
    this.show(this.served, this.served?.packed ?? null);
    await this.host.page.store?.setSetting(folderKey, null).catch(() => undefined);
    await this.list();
  }

  private async openFromFolder(path: string): Promise<void> {
    const file = this.folder?.files.get(path);
    if (!file) return;
    if (file.handle) await this.openHandle(file.handle, path);
    else await this.host.page.openFile(await file.file(), { path });
    this.host.focus();
  }

  // ───────────────────────── documents ─────────────────────────

  /// Lists documents for the interface; the dialog opens, or is drawn anew.
  private async list(deleted = ""): Promise<void> {
    const { page } = this.host;
    await page.flush();
    const lines = (await page.store?.list().catch(() => [])) ?? [];
    const trash = (await page.store?.trash().catch(() => [])) ?? [];
    const line = ({ id, name, path, title, updated, filed, bytes }: (typeof lines)[number]) => ({ id, name, path, title, updated, filed, bytes, open: id === page.document.id });
    const recent = (await this.recents()).map(({ name, at }) => ({ name, at }));
    const persisted = (await navigator.storage?.persisted?.().catch(() => undefined)) ?? null;
    this.host.tell({
      type: "open",
      name: "documents",
      context: {
        list: lines.map(line),
        trash: trash.map(line),
        recent,
        deleted,
        site: this.folder ? { name: this.folder.name, pages: this.folder.pages() } : null,
        persisted: persisted === null ? "unknown" : persisted ? "yes" : "no",
        kept: page.store !== null,
      },
    });
  }

  private async openDocument(id: string): Promise<void> {
    if (!(await this.host.page.openStored(id))) this.host.notice("bad", t("notOpened"));
    this.host.focus();
  }

  private async rename(id: string, name: string): Promise<void> {
    let clean = name.trim().replace(/[\\/:*?"<>|\u0000-\u001f]+/g, "-");
    if (!clean) return;
    if (!/\.\w+$/.test(clean)) clean += ".md";
    if (id === this.host.page.document.id) this.host.page.rename(clean);
    else await this.host.page.store?.rename(id, clean);
    await this.list();
  }

  private async duplicate(id: string): Promise<void> {
    const { store } = this.host.page;
    await this.host.page.flush();
    const old = await store?.load(id);
    if (!store || !old) return;
    const copy = { ...old, id: crypto.randomUUID(), name: copyName(old.name), revision: 0, created: 0, filed: 0, fileHash: "", handle: undefined };
    await store.save(copy);
    for (const image of await store.images(id)) await store.saveImage({ ...image, document: copy.id });
    void persist();
    await this.list();
  }

  /// To the trash. The open document makes way for the next one first.
  private async delete(id: string): Promise<void> {
    const { page } = this.host;
    if (!page.store) return;
    await page.flush();
    if (id === page.document.id) {
      const next = (await page.store.list()).find((line) => line.id !== id);
      if (!next || !(await page.openStored(next.id))) await page.newPage();
      await page.flush();
      if (id === page.document.id) return; // its words would be lost, which was said
    }
    await page.store.delete(id);
    await this.list(id);
  }

  // ───────────────────────── versions ─────────────────────────

  private turn = 0;
  /// The version shown in the dialog, and the text that it is held against.
  private shown: { id: number; then: string; now: string } | null = null;

  /// Lists versions; with an id, shows what differs from the present text.
  private async versions(id: number): Promise<void> {
    const { page } = this.host;
    const turn = ++this.turn;
    const list = (await page.history?.list().catch(() => [])) ?? [];
    const context = { list, selected: id, changes: [] as unknown, same: false, words: false, readOnly: page.role === "reader", kept: page.history !== null };
    const now = page.text();
    const then = id ? await page.history?.text(id) : undefined;
    if (then === undefined) context.selected = 0;
    else context.same = then === now;
    this.shown = then === undefined || then === now ? null : { id, then, now };
    this.host.tell({ type: "open", name: "versions", context });
    if (then === undefined || then === now) return;
    const path = page.document.path || `content/${page.document.name}`;
    const changes = await differences(this.host.engine, path, then, now);
    if (turn !== this.turn) return;
    this.host.tell({ type: "open", name: "versions", update: true, context: { ...context, words: changes !== null, changes: changes ?? [] } });
  }

  /// The interface has drawn the place for the source's differences.
  private async drawSource(): Promise<void> {
    const { shown } = this;
    const place = shown && document.querySelector<HTMLElement>(`#version-source[data-version="${shown.id}"]`);
    if (place) await showSource(place, shown.then, shown.now, t("versionSource"));
  }

  private async compareDraft(): Promise<void> {
    const filed = (await this.host.page.history?.list().catch(() => []))?.find((line) => line.kind === "filed");
    await this.versions(filed?.id ?? 0);
  }

  // ───────────────────────── export ─────────────────────────

  private stem(): string {
    return this.host.page.document.name.replace(/\.\w+$/, "") || "page";
  }

  private async exportZip(): Promise<void> {
    const { page, images } = this.host;
    const text = page.text();
    const data = await zipOf(page.document.path || page.document.name, text, images.usedBy(text));
    download(`${this.stem()}.zip`, data, "application/zip");
  }

  private async exportHtml(): Promise<void> {
    const html = await htmlOf(this.host.preview.frame, this.host.page.title || this.stem(), (url) => this.host.images.blobOf(url));
    if (html === null) this.host.notice("warn", t("exportEmpty"));
    else download(`${this.stem()}.html`, html, "text/html;charset=utf-8");
  }

  /// A file dropped with its handle; false when it has none.
  async dropped(handle: FileSystemHandle | null): Promise<boolean> {
    if (!handle) return false;
    if (handle.kind === "directory") {
      await this.useHandle(handle as FileSystemDirectoryHandle);
      return true;
    }
    if (!/\.(md|markdown|txt|njk)$/i.test(handle.name)) return false;
    // A handle that cannot be read is none.
    if (!(await bytesOf(handle as FileSystemFileHandle).then(() => true, () => false))) return false;
    await this.openHandle(handle as FileSystemFileHandle);
    return true;
  }
}

/// A site's pack, by its name.
export function isPack(file: { name: string }): boolean {
  return /\.zip$/i.test(file.name);
}
