// This file reads a site's pack in the page: which files it holds, and the bytes
// of one when it is asked for, for images and the list of pages. The renderer
// reads the same bytes by itself (app/site/pack.go); both give the same paths.
// A pack may come from anyone: what an entry says of its size is its limit.

import { LeftOut, SiteFolder, type FolderFile } from "./fsaccess";

/// Bytes; the largest file that is taken out of a pack (cmd/apercu/site.go packs
/// texts up to 4 MiB and images up to 1 MiB; others may make packs too).
const largest = 8 * 1024 * 1024;

/// The list of all files of the site (check.FileList), those left out too.
const listName = ".apercu/files.json";

interface Entry {
  path: string;
  /// 0: stored, 8: deflated.
  method: number;
  packed: number;
  size: number;
  /// Of its local header.
  at: number;
}

/// The files of a pack; without any when it is none, which the renderer says.
export async function folderOfPack(name: string, pack: ArrayBuffer): Promise<SiteFolder> {
  const entries = withoutSoleFolder(entriesOf(pack));
  const files: FolderFile[] = entries.filter(({ path }) => path !== listName).map((entry) => ({ path: entry.path, file: () => fileOf(pack, entry) }));
  const held = new Set(files.map(({ path }) => path));
  for (const path of await listed(pack, entries)) {
    if (!held.has(path)) files.push({ path, file: () => Promise.reject(new LeftOut()) });
  }
  return new SiteFolder(name, files, undefined, pack);
}

async function listed(pack: ArrayBuffer, entries: Entry[]): Promise<string[]> {
  const list = entries.find(({ path }) => path === listName);
  if (!list) return [];
  try {
    return Object.keys(JSON.parse(await (await fileOf(pack, list)).text()) as object);
  } catch {
    return [];
  }
}

/// The central directory (APPNOTE 4.3.12), which comes last.
function entriesOf(pack: ArrayBuffer): Entry[] {
  const view = new DataView(pack);
  const entries: Entry[] = [];
  let end = pack.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) return entries;
  const text = new TextDecoder();
  let at = view.getUint32(end + 16, true);
  for (let n = view.getUint16(end + 10, true); n > 0 && at + 46 <= end && view.getUint32(at, true) === 0x02014b50; n--) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [number, number, number];
    const path = text.decode(new Uint8Array(pack, at + 46, name));
    if (!path.endsWith("/")) entries.push({ path, method: view.getUint16(at + 10, true), packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true), at: view.getUint32(at + 42, true) });
    at += 46 + name + extra + comment;
  }
  return entries;
}

/// A folder that holds everything is not part of the paths.
function withoutSoleFolder(entries: Entry[]): Entry[] {
  const root = /^[^/]+\//.exec(entries[0]?.path ?? "")?.[0] ?? "";
  if (!root || /^(content|_includes|_data)\/$/.test(root) || entries.some(({ path }) => !path.startsWith(root))) return entries;
  return entries.map((entry) => ({ ...entry, path: entry.path.slice(root.length) }));
}

async function fileOf(pack: ArrayBuffer, entry: Entry): Promise<File> {
  if (entry.size > largest) throw new LeftOut();
  const view = new DataView(pack);
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const bytes = new Uint8Array(pack, start, entry.packed);
  const data = entry.method === 8 ? await inflate(bytes, entry.size) : bytes;
  return new File([data], entry.path.split("/").at(-1)!, { type: typeOf(entry.path) });
}

async function inflate(bytes: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const out = new Uint8Array(size);
  let at = 0;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return out.subarray(0, at);
    if (at + value.length > size) {
      void reader.cancel();
      throw new LeftOut();
    }
    out.set(value, at);
    at += value.length;
  }
}

/// Browsers tell pictures by their bytes, but for SVG.
const typeOf = (path: string): string => (/\.svg$/i.test(path) ? "image/svg+xml" : "");
