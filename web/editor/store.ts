// This file keeps documents, versions and images in IndexedDB. It mirrors the
// interface and the rules of app/storage (storage.go): change them together.
//
// A save is a success only when the text read back in a new transaction is the
// text written: browsers name a full disk in different ways and some say
// nothing. A writer whose document was changed elsewhere gets StaleError and
// overwrites nothing. localStorage never holds a document.

import { openDB, unwrap, wrap, type DBSchema, type IDBPDatabase } from "idb";

/// Milliseconds since 1970-01-01 UTC, as Date.now() gives it.
export type Millis = number;

export interface StoredDocument {
  id: string;
  /// File name, "lancement.md".
  name: string;
  /// Path in the site, "" when unknown.
  path: string;
  title: string;
  /// The whole file, with its own line endings and byte order mark.
  text: string;
  /// Grows by one with each save; 0 before the first.
  revision: number;
  created: Millis;
  updated: Millis;
  /// When a file last received this document, 0 for never.
  filed: Millis;
  /// SHA-256 (hex) of the text that the file then held.
  fileHash: string;
  /// When it was put in the trash, 0 when it is not there.
  deleted: Millis;
  /// The file to save in place, where the browser has File System Access.
  handle?: FileSystemFileHandle;
  /// Where the caret was, in UTF-16 code units.
  caret?: number;
}

export type DocumentSummary = Omit<StoredDocument, "text" | "handle"> & { bytes: number };

export type VersionKind = "auto" | "named" | "restored" | "filed";

export interface StoredVersion {
  id: number;
  document: string;
  at: Millis;
  kind: VersionKind;
  name: string;
  text: string;
}

export interface StoredImage {
  document: string;
  /// As the page writes it, "./img/schema.webp".
  path: string;
  type: string;
  alt: string;
  data: ArrayBuffer;
}

/// Someone else saved the document since it was read.
export class StaleError extends Error {
  override name = "StaleError";
}

/// The browser did not keep what it was given.
export class NotKeptError extends Error {
  override name = "NotKeptError";
}

interface Schema extends DBSchema {
  documents: { key: string; value: StoredDocument };
  versions: { key: number; value: StoredVersion; indexes: { document: string } };
  images: { key: [string, string]; value: StoredImage; indexes: { document: string } };
  settings: { key: string; value: unknown };
}

/// At most this much is not yet on the disk itself.
const strictEvery: Millis = 5_000;

type NewVersion = Omit<StoredVersion, "id">;

/// Opens the store of the application at `base`: two deployments on one origin
/// keep their documents apart. Rejects when the browser keeps nothing at all.
export async function openStore(base: string): Promise<Store> {
  let store: Store | undefined;
  const db = await openDB<Schema>(`apercu:${new URL(base).pathname}`, 1, {
    upgrade(db) {
      db.createObjectStore("documents", { keyPath: "id" });
      db.createObjectStore("versions", { keyPath: "id", autoIncrement: true }).createIndex("document", "document");
      db.createObjectStore("images", { keyPath: ["document", "path"] }).createIndex("document", "document");
      db.createObjectStore("settings");
    },
    // Someone deletes the store, or a newer application in another tab changes it:
    // both wait for this one to let go.
    blocking: () => {
      store?.close();
      store?.lost();
    },
    terminated: () => store?.lost(),
  });
  // A transaction that the browser ends fails its requests, whose callers know what
  // to do, and itself, which nobody may be waiting for.
  const raw = unwrap(db);
  raw.transaction = (...args) => {
    const tx = IDBDatabase.prototype.transaction.apply(raw, args);
    wrap(tx).done.catch(() => undefined);
    return tx;
  };
  store = new Store(db);
  return store;
}

export class Store {
  /// Set when the browser closed the database (storage cleared, disk error).
  onlost: () => void = () => {};

  private lastStrict = performance.now();
  private writing: { abort(): void } | undefined;

  constructor(private readonly db: IDBPDatabase<Schema>) {}

  close(): void {
    this.db.close();
  }

  lost(): void {
    this.onlost();
  }

  /// What is not in the trash, last changed first.
  async list(): Promise<DocumentSummary[]> {
    return (await this.summaries()).filter((d) => !d.deleted).sort((a, b) => b.updated - a.updated);
  }

  async trash(): Promise<DocumentSummary[]> {
    return (await this.summaries()).filter((d) => d.deleted).sort((a, b) => b.deleted - a.deleted);
  }

  private async summaries(): Promise<DocumentSummary[]> {
    return (await this.db.getAll("documents")).map(({ text, handle: _, ...rest }) => ({ ...rest, bytes: new Blob([text]).size }));
  }

  load(id: string): Promise<StoredDocument | undefined> {
    return this.db.get("documents", id);
  }

  /// The document whose file is that one.
  async findByHandle(handle: FileSystemFileHandle): Promise<StoredDocument | undefined> {
    for (const document of await this.db.getAll("documents")) {
      if (document.handle && (await document.handle.isSameEntry(handle).catch(() => false))) return document;
    }
    return undefined;
  }

  /// Writes `document` without asking nor reading back: all that a page that goes
  /// away has time for, and not always. Only for the one writer of the document.
  async saveLast(document: StoredDocument, now: Millis = Date.now()): Promise<void> {
    // A save on its way waits for answers that will not come, and others wait for it.
    try {
      this.writing?.abort();
    } catch {
      // It is done.
    }
    const tx = this.db.transaction("documents", "readwrite");
    void tx.store.put({ ...document, updated: Math.max(now, document.updated + 1) }).catch(() => undefined);
    tx.commit();
    await tx.done;
  }

  /// Writes what a page that went away may not have had the time to write
  /// (saveLast), unless that or something newer is stored.
  async saveLeft(document: StoredDocument, now: Millis = Date.now()): Promise<void> {
    const tx = this.db.transaction("documents", "readwrite", { durability: "strict" });
    const old = await tx.store.get(document.id);
    if ((old?.revision ?? 0) < document.revision) await tx.store.put({ ...document, updated: Math.max(now, (old?.updated ?? 0) + 1) });
    await tx.done;
  }

  /// Writes `document` if its revision is the one stored, reads it back, and
  /// answers with its new revision. Rejects with StaleError or NotKeptError.
  async save(document: StoredDocument, now: Millis = Date.now()): Promise<StoredDocument> {
    const next = await this.write(document, now);
    const kept = await this.db.get("documents", next.id).catch((cause: unknown) => {
      throw new NotKeptError("the text could not be read back", { cause });
    });
    if (kept?.text !== next.text || kept.revision < next.revision) {
      throw new NotKeptError("what was read back is not what was written");
    }
    return next;
  }

  private async write(document: StoredDocument, now: Millis): Promise<StoredDocument> {
    // A killed browser loses nothing of a relaxed commit, a power cut may; a strict
    // one waits for the disk, and a page that goes away meanwhile has no time.
    const strict = performance.now() - this.lastStrict > strictEvery;
    if (strict) this.lastStrict = performance.now();
    const tx = this.db.transaction("documents", "readwrite", { durability: strict ? "strict" : "relaxed" });
    this.writing = tx;
    const done = tx.done.catch((cause: unknown) => cause ?? new Error("aborted"));
    try {
      const old = await tx.store.get(document.id);
      if ((old?.revision ?? 0) !== document.revision) {
        tx.abort();
        throw new StaleError("the document was changed elsewhere");
      }
      // A clock set back must not hide the newest text: times only grow.
      const updated = Math.max(now, (old?.updated ?? 0) + 1);
      const next = { ...document, revision: document.revision + 1, updated, created: document.created || updated };
      await tx.store.put(next);
      const failure = await done;
      if (failure) throw failure;
      return next;
    } catch (cause) {
      await done;
      if (cause instanceof StaleError) throw cause;
      throw new NotKeptError("the browser refused to keep the text", { cause });
    }
  }

  delete(id: string, now: Millis = Date.now()): Promise<void> {
    return this.change(id, { deleted: Math.max(now, 1) });
  }

  restore(id: string): Promise<void> {
    return this.change(id, { deleted: 0 });
  }

  rename(id: string, name: string): Promise<void> {
    return this.change(id, { name });
  }

  /// Other fields than the text, of a document that may be open elsewhere.
  async change(id: string, fields: Partial<StoredDocument>): Promise<void> {
    const tx = this.db.transaction("documents", "readwrite");
    const old = await tx.store.get(id);
    if (old) await tx.store.put({ ...old, ...fields });
    await tx.done;
  }

  /// Forgets a document with its versions, its images and what was set aside in
  /// it (problems.ts, share.ts).
  async purge(id: string): Promise<void> {
    const tx = this.db.transaction(["documents", "versions", "images", "settings"], "readwrite");
    await tx.objectStore("documents").delete(id);
    for (const kind of ["ignored", "comments"]) await tx.objectStore("settings").delete(`${kind}:${id}`);
    for (const key of await tx.objectStore("versions").index("document").getAllKeys(id)) {
      await tx.objectStore("versions").delete(key);
    }
    for (const key of await tx.objectStore("images").index("document").getAllKeys(id)) {
      await tx.objectStore("images").delete(key);
    }
    await tx.done;
  }

  /// A document's versions without their texts, newest first.
  async versions(document: string): Promise<Omit<StoredVersion, "text">[]> {
    const all = await this.db.getAllFromIndex("versions", "document", document);
    return all.map(({ text: _, ...rest }) => rest).sort((a, b) => b.id - a.id);
  }

  version(id: number): Promise<StoredVersion | undefined> {
    return this.db.get("versions", id);
  }

  /// Keeps a version; an automatic one equal to the newest is not kept twice.
  async addVersion(version: NewVersion): Promise<number> {
    const tx = this.db.transaction("versions", "readwrite");
    const newest = await tx.store.index("document").openCursor(version.document, "prev");
    if (newest && version.kind === "auto" && newest.value.text === version.text) {
      await tx.done;
      return newest.value.id;
    }
    const id = await tx.store.add(version as StoredVersion);
    await tx.done;
    return id;
  }

  async dropVersions(ids: number[]): Promise<void> {
    const tx = this.db.transaction("versions", "readwrite");
    await Promise.all(ids.map((id) => tx.store.delete(id)));
    await tx.done;
  }

  images(document: string): Promise<StoredImage[]> {
    return this.db.getAllFromIndex("images", "document", document);
  }

  async saveImage(image: StoredImage): Promise<void> {
    await this.db.put("images", image);
  }

  dropImage(document: string, path: string): Promise<void> {
    return this.db.delete("images", [document, path]);
  }

  /// Small facts of this browser that are no document: handles of recent files,
  /// whether the first-run text was read. Undefined when it cannot be read, too.
  async setting<T>(key: string): Promise<T | undefined> {
    return (await this.db.get("settings", key).catch(() => undefined)) as T | undefined;
  }

  async setSetting(key: string, value: unknown): Promise<void> {
    await this.db.put("settings", value, key);
  }
}
