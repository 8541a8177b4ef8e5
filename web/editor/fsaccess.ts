// This file reaches files and folders of the disk: by File System Access where
// the browser has it (open, save in place, whole folders), by the classic choosers
// and by drops elsewhere. It reads and writes bytes; what they mean is others'
// business. Nothing is written that was not read back.

/// What TypeScript's DOM does not declare yet.
interface Pickers {
  showOpenFilePicker?(options: object): Promise<FileSystemFileHandle[]>;
  showSaveFilePicker?(options: object): Promise<FileSystemFileHandle>;
  showDirectoryPicker?(options: object): Promise<FileSystemDirectoryHandle>;
  launchQueue?: { setConsumer(consumer: (params: { files: readonly FileSystemHandle[] }) => void): void };
}
interface Permissions {
  queryPermission?(options: { mode: "read" | "readwrite" }): Promise<PermissionState>;
  requestPermission?(options: { mode: "read" | "readwrite" }): Promise<PermissionState>;
}
interface HandleItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

const pickers = (): Pickers => window as unknown as Pickers;
const pages = [{ description: "Markdown", accept: { "text/markdown": [".md", ".markdown"], "text/plain": [".txt", ".njk", ".html"]} }];
const packs = [{ description: "Site", accept: { "application/zip": [".zip"] } }];

/// True where a file can be written in place.
export const canSaveInPlace = (): boolean => pickers().showOpenFilePicker !== undefined;

/// "closed": the person closed the chooser; "none": this browser, or whoever
/// rules it, has no such chooser, and the classic one is to be used.
export type Picked<T> = T | "closed" | "none";

async function pick<T>(ask: Promise<T> | undefined): Promise<Picked<T>> {
  if (!ask) return "none";
  try {
    return await ask;
  } catch (error) {
    // Refused by a policy, a frame or a remote control: not the person's choice.
    const closed = error instanceof DOMException && error.name === "AbortError" && !/intercept/i.test(error.message);
    return closed ? "closed" : "none";
  }
}

export async function pickFile(): Promise<Picked<FileSystemFileHandle>> {
  const handles = await pick(pickers().showOpenFilePicker?.({ id: "page", types: [...pages, ...packs], excludeAcceptAllOption: false }));
  return typeof handles === "string" ? handles : (handles[0] ?? "closed");
}

export function pickTarget(name: string): Promise<Picked<FileSystemFileHandle>> {
  return pick(pickers().showSaveFilePicker?.({ id: "page", suggestedName: name, types: pages }));
}

export function pickFolder(): Promise<Picked<FileSystemDirectoryHandle>> {
  return pick(pickers().showDirectoryPicker?.({ id: "site", mode: "read" }));
}

/// Files that the system opens with the installed application.
export function onLaunch(open: (handle: FileSystemFileHandle) => void): void {
  pickers().launchQueue?.setConsumer(({ files }) => {
    const file = files.find((handle) => handle.kind === "file");
    if (file) open(file as FileSystemFileHandle);
  });
}

/// The handle of a dropped item; must be called before the drop event ends.
export function droppedHandle(item: DataTransferItem | undefined): Promise<FileSystemHandle | null> {
  return (item as HandleItem | undefined)?.getAsFileSystemHandle?.().catch(() => null) ?? Promise.resolve(null);
}

/// Whether the handle may be used so; `ask` shows the browser's question, which
/// needs a person's act just before.
export async function permitted(handle: FileSystemHandle, mode: "read" | "readwrite", ask: boolean): Promise<boolean> {
  const rights = handle as Permissions;
  if (!rights.queryPermission) return true;
  let state = await rights.queryPermission({ mode });
  if (state === "prompt" && ask) state = (await rights.requestPermission?.({ mode }).catch(() => "denied" as const)) ?? "denied";
  return state === "granted";
}

export async function bytesOf(handle: FileSystemFileHandle): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await handle.getFile()).arrayBuffer());
}

/// Replaces the file and reads it back. Rejects when it holds something else.
export async function write(handle: FileSystemFileHandle, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const stream = await handle.createWritable();
  await stream.write(bytes);
  await stream.close();
  if ((await sha256(await bytesOf(handle))) !== (await sha256(bytes))) throw new Error("the file does not hold what was written");
}

/// Hexadecimal.
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((b) => b.toString(16).padStart(2, "0")).join("");
}

// ───────────────────────── a site's folder ─────────────────────────

/// One file of the folder, its path from the folder's root ("content/a.md").
export interface FolderFile {
  path: string;
  file(): Promise<File>;
  handle?: FileSystemFileHandle;
}

/// A site's folder as it was read: names and how to get each file.
export class SiteFolder {
  readonly files = new Map<string, FolderFile>();

  constructor(
    readonly name: string,
    files: FolderFile[],
    readonly handle?: FileSystemDirectoryHandle,
    /// The pack that it was read from, if it was.
    readonly packed?: ArrayBuffer,
  ) {
    for (const file of files) this.files.set(file.path, file);
  }

  /// Pages that can be opened, sorted.
  pages(): string[] {
    return [...this.files.keys()].filter((path) => /\.(md|markdown)$/i.test(path) && !/^_|\/_/.test(path)).sort((a, b) => a.localeCompare(b));
  }

  /// The file that an address in a page leads to. Where a site's build copies its
  /// images from is its own affair: an absolute address is looked for at the root,
  /// in the usual folders, then by its end.
  find(address: string, page: string): FolderFile | undefined {
    const plain = decode(address.replace(/[?#].*$/, ""));
    if (!plain.startsWith("/")) return this.files.get(resolve(page, plain)) ?? this.byEnd(plain.replace(/^(\.\.?\/)+/, ""));
    const path = plain.slice(1);
    for (const root of ["", "public/", "content/", "src/", "static/", "assets/"]) {
      const found = this.files.get(root + path);
      if (found) return found;
    }
    return this.byEnd(path);
  }

  private byEnd(path: string): FolderFile | undefined {
    const found = [...this.files.values()].filter((file) => file.path.endsWith(`/${path}`));
    return found.length === 1 ? found[0] : undefined;
  }

  /// The folder as the renderer takes it: a zip of templates, data and pages.
  /// Images go by their names and sizes: the renderer never looks into them.
  async pack(): Promise<ArrayBuffer> {
    if (this.packed) return this.packed;
    const files = [...this.files.values()];
    const entries: ZipEntry[] = [];
    const sizes: Record<string, number> = {};
    for (let i = 0; i < files.length; i += together) {
      const part = files.slice(i, i + together).map(async ({ path, file }) => {
        // Without one of its texts the folder is not the site; an image may be gone.
        const f = await (texts.test(path) ? file() : file().catch(() => null));
        const bytes = f && texts.test(path) && f.size <= largestText ? new Uint8Array(await f.arrayBuffer()) : null;
        return { path, size: f ? f.size : -1, bytes: bytes ?? (f && images.test(path) ? new Uint8Array() : null) };
      });
      for (const { path, size, bytes } of await Promise.all(part)) {
        sizes[path] = size;
        if (bytes) entries.push({ path, bytes });
      }
    }
    // What is not in the pack is still known to exist, and how heavy it is (check.FileList).
    entries.push({ path: ".apercu/files.json", bytes: new TextEncoder().encode(JSON.stringify(sizes)) });
    return zip(entries);
  }
}

const texts = /\.(njk|html|md|json|ya?ml|toml)$/i;
const images = /\.(svg|png|jpe?g|webp|avif|gif)$/i;
/// Bytes; a page is at most 2 MiB, a data file may be larger.
const largestText = 4 * 1024 * 1024;
/// How many files are asked for at once.
const together = 64;
/// A folder with more files than this is not a site, or not only.
const mostFiles = 30_000;
const skipped = (name: string): boolean => name.startsWith(".") || name === "node_modules" || name === "_site";

/// The file is the site's, but too heavy to be here.
export class LeftOut extends Error {}

/// Too many files to be a site.
export class FolderTooLarge extends Error {}

export async function readFolder(handle: FileSystemDirectoryHandle): Promise<SiteFolder> {
  const files: FolderFile[] = [];
  const walk = async (dir: FileSystemDirectoryHandle, prefix: string): Promise<void> => {
    for await (const [name, entry] of dir.entries()) {
      if (skipped(name)) continue;
      if (entry.kind === "directory") await walk(entry as FileSystemDirectoryHandle, `${prefix}${name}/`);
      else {
        const file = entry as FileSystemFileHandle;
        if (files.push({ path: prefix + name, file: () => file.getFile(), handle: file }) > mostFiles) throw new FolderTooLarge();
      }
    }
  };
  await walk(handle, "");
  return new SiteFolder(handle.name, files, handle);
}

/// The files of an <input webkitdirectory>, whose paths begin with the folder's name.
export function folderOf(list: Iterable<File>): SiteFolder {
  const files: FolderFile[] = [];
  let name = "";
  for (const file of list) {
    const [root = "", ...rest] = file.webkitRelativePath.split("/");
    name = root;
    if (rest.length && !rest.some(skipped)) files.push({ path: rest.join("/"), file: () => Promise.resolve(file) });
  }
  return new SiteFolder(name, files);
}

/// A folder dropped where there are no handles.
export async function folderOfEntry(root: FileSystemDirectoryEntry): Promise<SiteFolder> {
  const files: FolderFile[] = [];
  const walk = async (dir: FileSystemDirectoryEntry, prefix: string): Promise<void> => {
    const reader = dir.createReader();
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
      if (some.length === 0) return;
      for (const entry of some) {
        if (skipped(entry.name)) continue;
        if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, `${prefix}${entry.name}/`);
        else files.push({ path: prefix + entry.name, file: () => new Promise((done, failed) => (entry as FileSystemFileEntry).file(done, failed)) });
        if (files.length > mostFiles) throw new FolderTooLarge();
      }
    }
  };
  await walk(root, "");
  return new SiteFolder(root.name, files);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function resolve(page: string, address: string): string {
  const parts = page.split("/").slice(0, -1);
  for (const part of address.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

// ───────────────────────── zip, stored ─────────────────────────

export interface ZipEntry {
  path: string;
  bytes: Uint8Array;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const b of bytes) crc = crcTable[(crc ^ b) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/// A zip file without compression (APPNOTE 4.3): names in UTF-8, a fixed date, so
/// that equal files give equal bytes.
export function zip(entries: ZipEntry[]): ArrayBuffer {
  const named = entries.map(({ path, bytes }) => ({ name: new TextEncoder().encode(path), bytes, crc: crc32(bytes), at: 0 }));
  const size = named.reduce((sum, e) => sum + 30 + 46 + 2 * e.name.length + e.bytes.length, 22);
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  let at = 0;
  const u16 = (...values: number[]) => values.forEach((v) => (view.setUint16(at, v, true), (at += 2)));
  const u32 = (...values: number[]) => values.forEach((v) => (view.setUint32(at, v, true), (at += 4)));
  const put = (bytes: Uint8Array) => (out.set(bytes, at), (at += bytes.length));
  const common = (e: (typeof named)[number]) => {
    u16(20, 0x0800, 0, 0, 0x21); // version, UTF-8 names, stored, 1980-01-01 00:00
    u32(e.crc, e.bytes.length, e.bytes.length);
    u16(e.name.length, 0);
  };
  for (const e of named) {
    e.at = at;
    u32(0x04034b50);
    common(e);
    put(e.name);
    put(e.bytes);
  }
  const directory = at;
  for (const e of named) {
    u32(0x02014b50);
    u16(20);
    common(e);
    u16(0, 0, 0);
    u32(0, e.at);
    put(e.name);
  }
  const length = at - directory;
  u32(0x06054b50);
  u16(0, 0, named.length, named.length);
  u32(length, directory);
  u16(0);
  return out.buffer;
}
