// This file fetches the public text that a link names, and nothing else. The
// site that holds it learns what any site learns of a visit, and no more: no
// cookie, no referrer. It answers with a text or with why there is none; it
// never throws.
import type { RemoteProblem } from "./bridge";
import { maxBytes } from "./files";

/// How long an answer may take, in milliseconds.
const patience = 15_000;

export type Remote = { text: string; url: string } | { problem: RemoteProblem; status: number; url: string };

/// Hosts of public sources, which are read without asking first: a patch link
/// hides its address from the reader, who has to agree to any other.
const forges = new Set(["raw.githubusercontent.com", "github.com", "gitlab.com", "codeberg.org", "git.sr.ht", "bitbucket.org", "forge.apps.education.fr"]);

export function isForge(address: string): boolean {
  const url = parse(address);
  return url !== undefined && forges.has(url.host);
}

/// The host of an address, "" when it is none.
export function hostOf(address: string): string {
  return parse(address)?.host ?? "";
}

function parse(address: string): URL | undefined {
  try {
    const url = new URL(address);
    return url.protocol === "https:" && !url.username && !url.password ? url : undefined;
  } catch {
    return undefined;
  }
}

/// The file behind a forge's page about it: pages cannot be read from another
/// site, raw files can.
export function rawAddress(address: string): string {
  const m = /^https:\/\/github\.com\/([^/]+\/[^/]+)\/(?:blob|raw|edit)\/(.+)$/.exec(address);
  return m ? `https://raw.githubusercontent.com/${m[1]}/${m[2]}` : address;
}

export async function fetchPublic(address: string): Promise<Remote> {
  const url = parse(rawAddress(address.trim()));
  const failed = (problem: RemoteProblem, status = 0): Remote => ({ problem, status, url: address });
  if (!url) return failed("address");
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patience);
  try {
    const response = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-cache", signal: abort.signal });
    if (!response.url.startsWith("https://")) return failed("address");
    if (!response.ok) return failed("status", response.status);
    const bytes = await capped(response, abort);
    if (!bytes) return failed("large");
    if (bytes.subarray(0, 8192).includes(0)) return failed("binary");
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), url: address };
  } catch (error) {
    return failed(error instanceof TypeError && /decod|encod/i.test(error.message) ? "binary" : "unreachable");
  } finally {
    clearTimeout(timer);
  }
}

/// The body, or nothing when it is larger than allowed: reading stops there.
async function capped(response: Response, abort: AbortController): Promise<Uint8Array | undefined> {
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) {
    abort.abort();
    return undefined;
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const reader = response.body!.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > maxBytes) {
      abort.abort();
      return undefined;
    }
    parts.push(value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
