// The start of the application. The source editor is mounted at once; the
// WebAssembly, one file for two roles, is fetched and compiled once, given to the
// render worker first and then run in the page for the interface.

import "wasm_exec";
import { mount } from "./editor";
import type { Shell } from "./bridge";
import { WorkerEngine } from "./engine";
import { ServiceWorkerOffline } from "./offline";
import { FrameHost } from "./preview-host";

declare class Go {
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
}

/// This script lies in assets/, one level below the application's folder.
const base = new URL("../", import.meta.url).href;
const route = /^view(\/|\.html)?([?#]|$)/.test(location.href.slice(base.length)) ? "view" : "editor";
// A preview link that lost its "view" on the way.
if (route === "editor" && /^#(1[a-z]\w{1,6}\.|[uc]https:)/i.test(location.hash)) location.replace(`${base}view${location.hash}`);

const fetched = fetch(base + BUILD.wasm);
const engine = new WorkerEngine(base + BUILD.worker, base);
const preview = new FrameHost(document.querySelector<HTMLIFrameElement>("#preview")!, `${base}preview-remote.html`);
const offline = new ServiceWorkerOffline(base);

/// The first preview is there, or there will be none before the reader acts.
let shown!: () => void;
const firstPreview = new Promise<void>((resolve) => (shown = resolve));

engine.on((event) => {
  if (event.type === "patch") preview.send(event);
  if (event.type === "patch" || (event.type === "state" && event.state !== "ready")) shown();
});
goAppGlobals();
const shell: Shell = { engine, preview, base, route, build: BUILD.id, offline, site: servedSite() };
const mounted = route === "view" ? import("./view").then(({ mountView }) => mountView(shell, shown)) : mount(shell);
void start();

async function start(): Promise<void> {
  try {
    const module = await compile();
    engine.start(module);
    await mounted; // the interface looks for window.apercu
    // One after the other: on two cores the first preview is there a third of a
    // second earlier (cold 1.28 → 0.83 s, second visit 0.71 → 0.51 s). A store that
    // does not answer, or a very long page, holds the interface up no longer.
    setTimeout(shown, 2000);
    await firstPreview;
    const go = new Go();
    const instance = await WebAssembly.instantiate(module, go.importObject);
    void go.run(instance);
    engine.near.start();
  } catch (error) {
    engine.fail(String(error));
    console.error("WebAssembly:", error);
  }
  // Afterwards: its downloads must not compete with the first preview.
  void offline.start().catch((error: unknown) => console.warn("service worker:", error));
}

async function compile(): Promise<WebAssembly.Module> {
  const response = await fetched;
  if (!response.ok) throw new Error(`${BUILD.wasm}: ${response.status}`);
  // The browser keeps compiled code only for the response itself, so it is wrapped
  // to count bytes on a first visit alone.
  if (navigator.serviceWorker?.controller || !response.body) return WebAssembly.compileStreaming(response);
  let loaded = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      engine.progress((loaded += chunk.byteLength), BUILD.wasmBytes);
      controller.enqueue(chunk);
    },
  });
  const headers = { "content-type": "application/wasm" };
  return WebAssembly.compileStreaming(new Response(response.body.pipeThrough(counter), { headers }));
}

/// The site that this host serves the editor with, if any.
async function servedSite(): Promise<ArrayBuffer | null> {
  try {
    const response = await fetch(`${base}site.json`);
    const { pack } = (await response.json()) as { pack: string | null };
    return pack ? await (await fetch(base + pack)).arrayBuffer() : null;
  } catch (error) {
    console.warn("site:", error);
    return null;
  }
}

/// What go-app's browser side expects of the script that it ships; ours replaces
/// its loader and its service worker.
function goAppGlobals(): void {
  const environment: Record<string, string> = {
    GOAPP_ROOT_PREFIX: new URL(base).pathname.replace(/\/$/, ""),
    GOAPP_STATIC_RESOURCES_URL: "",
    GOAPP_INTERNAL_URLS: "[]",
    GOAPP_VERSION: BUILD.id,
  };
  Object.assign(globalThis, {
    goappGetenv: (name: string) => environment[name] ?? "",
    goappIsAppInstallable: () => false,
    goappIsAppleBrowser: () => false,
  });
}
