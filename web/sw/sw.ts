// The service worker: after one visit everything works without network.
//
// Rules it keeps:
//   - all or nothing: one file that fails, or is not the one built, fails the
//     install, and the version before goes on;
//   - a cache holds one build and its name says which, for this scope alone:
//     other applications of the same origin are never touched;
//   - a new version waits until the page says that nothing is unsaved.

import type { CacheState, ToServiceWorker } from "../editor/bridge";
import { openStore, type StoredDocument } from "../editor/store";

/// Set by build.mjs. `files` are those that the application needs, with the
/// SHA-256 of each; names are relative to the scope.
declare const PRECACHE: { id: string; files: [name: string, sha256: string][] };

interface Worker extends ServiceWorkerGlobalScope {}
declare const self: Worker;

const scope = new URL(self.registration.scope);
const prefix = `apercu:${scope.pathname}:`;
const cacheName = prefix + PRECACHE.id;
/// What a host may change without a new build: asked of the network first.
const mutable = "site.json";
/// Downloads at a time.
const parallel = 6;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  event.respondWith(answer(event.request, url));
});
self.addEventListener("message", (event) => {
  const message = event.data as ToServiceWorker;
  if (message.type === "skip-waiting") void self.skipWaiting();
  if (message.type === "complete?") event.waitUntil(state().then((s) => event.ports[0]?.postMessage(s)));
  if (message.type === "left") event.waitUntil(keep(message.document));
});

/// The last words of a page that went away: it may have had no time to store them.
async function keep(document: StoredDocument): Promise<void> {
  const store = await openStore(scope.href);
  await store.saveLeft(document);
  store.close();
}

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  const queue = [...PRECACHE.files];
  const work = async () => {
    for (let file = queue.pop(); file; file = queue.pop()) await store(cache, file);
  };
  try {
    await Promise.all(Array.from({ length: parallel }, work));
    await storeMutable(cache);
  } catch (error) {
    queue.length = 0;
    await caches.delete(cacheName);
    throw error;
  }
}

/// A file whose name carries its hash may come from the cache of an older build.
async function store(cache: Cache, [name, sha256]: [string, string]): Promise<void> {
  const url = new URL(name, scope).href;
  const kept = /-[0-9A-Za-z]{8}\./.test(name) ? await caches.match(url) : undefined;
  const response = kept ?? (await fetch(url, { integrity: `sha256-${sha256}`, cache: "no-cache", credentials: "same-origin" }));
  if (!response.ok || response.redirected) throw new Error(`precache: ${name}: ${response.status}`);
  await cache.put(url, response);
}

/// With the site that it names: the first page fetched it before there was a cache.
async function storeMutable(cache: Cache): Promise<void> {
  const response = await fetch(new URL(mutable, scope), { cache: "no-cache" });
  if (!response.ok) return;
  const { pack } = (await response.clone().json()) as { pack: string | null };
  if (pack) await storePack(cache, await fetch(new URL(pack, scope)));
  await cache.put(response.url, response);
}

/// One site at a time: the one before is of no more use.
async function storePack(cache: Cache, response: Response): Promise<void> {
  if (!response.ok) return;
  for (const request of await cache.keys()) if (isPack(request.url)) await cache.delete(request);
  await cache.put(response.url, response);
}

const isPack = (url: string): boolean => /\/site-[0-9a-f]+\.zip$/.test(new URL(url).pathname);

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix) && name !== cacheName) await caches.delete(name);
  }
  await self.clients.claim();
}

async function state(): Promise<CacheState> {
  const cache = await caches.open(cacheName);
  const found = await Promise.all(PRECACHE.files.map(([name]) => cache.match(new URL(name, scope).href)));
  return { complete: found.every(Boolean), build: PRECACHE.id };
}

async function answer(request: Request, url: URL): Promise<Response> {
  const path = url.pathname.slice(scope.pathname.length);
  if (request.mode === "navigate") {
    const repaired = repair(path + url.search);
    if (repaired) return Response.redirect(new URL(repaired, scope).href, 302);
  }
  const cache = await caches.open(cacheName);
  if (path === mutable) return freshFirst(cache, request);
  const page = request.mode === "navigate" ? pageFor(path) : undefined;
  const cached = await cache.match(new URL(page ?? path, scope).href);
  if (cached) return cached;
  return lazily(cache, request, path);
}

/// The file for an address that a person may have: "/", "/view", "/view/".
function pageFor(path: string): string | undefined {
  if (path === "") return "index.html";
  if (path === "view") return "view.html";
  if (path === "view/") return "view/index.html";
  return undefined;
}

/// Mail filters write the # of a link as %23 (or %2523), which makes the
/// fragment part of the path: back to a fragment.
function repair(path: string): string | undefined {
  const match = /^(view\/?)?%(?:25)*23(.*)$/i.exec(path);
  return match ? `view#${match[2]}` : undefined;
}

async function freshFirst(cache: Cache, request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const cached = await cache.match(request);
    if (cached) return cached;
    throw error;
  }
}

/// Files that few pages need (an icon among a thousand): kept when they were
/// asked for once.
async function lazily(cache: Cache, request: Request, path: string): Promise<Response> {
  const response = await fetch(request);
  if (!response.ok || response.type !== "basic") return response;
  if (isPack(request.url)) await storePack(cache, response.clone());
  else if (/^(dsfr|assets|tools)/.test(path)) await cache.put(request, response.clone());
  return response;
}
