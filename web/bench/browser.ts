// Measures what happens in the browser: keys, tasks, starts, bytes, memory.
// Keys are real ones, sent through the browser's input; times are those of the
// page's own clock, from the key's event to the changed DOM.

import * as fs from "node:fs";
import * as http from "node:http";
import * as path from "node:path";
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { launch, serve, until, type Server } from "../e2e/harness";

const [pages, target, ...flags] = process.argv.slice(2) as [string, string, ...string[]];
const quick = flags.includes("--quick");
const only = flags.find((f) => f.startsWith("--only="))?.slice(7).split(",");
const out = import.meta.dirname;

const say = (text: string): void => console.error(`bench: ${text}`);
const pageOf = (kb: number): string => fs.readFileSync(path.join(pages, `page-${kb}.md`), "utf8");
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface Spread {
  p50: number;
  p95: number;
  max: number;
  n: number;
}

function spread(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (q: number): number => round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN);
  return { p50: at(0.5), p95: at(0.95), max: at(1), n: sorted.length };
}

const round = (n: number): number => Math.round(n * 100) / 100;
const median = (values: number[]): number => spread(values).p50;

/// Typed one after the other: letters, spaces, accents, now and then a line.
const keys = [..."Chaque mois le bureau relit ses pages et retire celles que plus personne ne consulte depuis un an, puis "];

/// In every page: when keys come in, and when measures end.
function watch(): void {
  const w = globalThis as unknown as { keyAt: number; editorAt: number; memories: WebAssembly.Memory[] };
  w.keyAt = 0;
  addEventListener("keydown", (event) => (w.keyAt = event.timeStamp), { capture: true });
  const seen = new MutationObserver(() => {
    if (!document.querySelector(".cm-content")) return;
    w.editorAt = performance.now();
    seen.disconnect();
  });
  seen.observe(document, { childList: true, subtree: true });
  w.memories = [];
  const instantiate = WebAssembly.instantiate;
  (WebAssembly as { instantiate: unknown }).instantiate = async (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
    const instance = await instantiate(module, imports);
    if (instance.exports["mem"]) w.memories.push(instance.exports["mem"] as WebAssembly.Memory);
    return instance;
  };
}

async function open(browser: Browser, url: string, blockWorkers = true): Promise<{ page: Page; context: BrowserContext; cdp: CDPSession }> {
  const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1280, height: 800 }, serviceWorkers: blockWorkers ? "block" : "allow" });
  await context.addInitScript(watch);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  // A new window's own interface (the address bar's panel) takes half a second of a core.
  await pause(1500);
  await page.goto(url);
  return { page, context, cdp };
}

const marked = (page: Page, name: string): Promise<number> => page.evaluate((n) => performance.getEntriesByName(n)[0]?.startTime ?? 0, name);
const ready = (page: Page): Promise<void> => until("the first preview", () => marked(page, "apercu:ready"), 60_000);

/// The CodeMirror view of a page, as EditorView.findFromDOM finds it.
interface Editor {
  state: { doc: { length: number; toString(): string } };
  dispatch(transaction: object): void;
  focus(): void;
}
type Content = Element & { cmTile: { root: { view: Editor } } };

/// Replaces the source by a page, as a paste does, and waits until the preview follows.
async function load(page: Page, text: string, measure: string): Promise<void> {
  await page.evaluate((insert) => {
    const { view } = document.querySelector<Content>(".cm-content")!.cmTile.root;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } });
  }, text);
  await quiet(page, measure);
}

/// Waits until no measure of that name has come for a second.
async function quiet(page: Page, name: string): Promise<void> {
  let last = -1;
  for (let same = 0; same < 5; ) {
    await pause(200);
    const n = await page.evaluate((m) => performance.getEntriesByName(m).length, name);
    same = n === last ? same + 1 : 0;
    last = n;
  }
}

/// Puts the caret at the end of a paragraph in the middle of the page.
async function caretToMiddle(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { view } = document.querySelector<Content>(".cm-content")!.cmTile.root;
    const text = view.state.doc.toString();
    const at = text.indexOf(".\n\n", text.length / 2);
    view.dispatch({ selection: { anchor: at < 0 ? text.length : at }, scrollIntoView: true });
    view.focus();
  });
  // By hand, the preview follows: what is typed is in view.
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  await pause(1000);
}

interface Keystroke {
  total: Spread;
  render?: Spread;
  patch?: Spread;
}

/// Types n keys one by one: each waits for the preview of the one before and
/// then a typist's moment, so that what runs in pauses runs too.
async function keystrokes(page: Page, name: string, n: number): Promise<Keystroke> {
  const [total, render, patch]: [number[], number[], number[]] = [[], [], []];
  await page.evaluate(() => performance.clearMeasures());
  for (let i = 0; i < n; i++) {
    const key = i % 40 === 39 ? "Enter" : keys[i % keys.length]!;
    if (key === "Enter" || key.charCodeAt(0) < 128) await page.keyboard.press(key === " " ? "Space" : key);
    else await page.keyboard.press("e");
    let found: { key: number; render: number; patch: number; end: number } | undefined;
    const deadline = Date.now() + 20_000;
    while (!found && Date.now() < deadline) {
      // Each question is a task of the page and keeps a core busy: asked without a
      // pause, as it once was, it is what one measures. The times are the page's own.
      await pause(30);
      found = await page.evaluate((m) => {
        const last = performance.getEntriesByName(m).at(-1);
        const render = performance.getEntriesByName("apercu:render").at(-1);
        const { keyAt } = globalThis as unknown as { keyAt: number };
        if (!last || last.startTime < keyAt) return undefined;
        return { key: keyAt, render: render?.duration ?? 0, patch: last.duration, end: last.startTime + last.duration };
      }, name);
    }
    if (!found) throw new Error(`no preview for key ${i}`);
    total.push(found.end - found.key);
    render.push(found.render);
    patch.push(found.patch);
    await pause(20 + ((i * 37) % 160));
  }
  return name === "apercu:patch" ? { total: spread(total), render: spread(render), patch: spread(patch) } : { total: spread(total), patch: spread(patch) };
}

/// The built files of the peer, over HTTP.
async function servePeer(): Promise<Server> {
  const server = http.createServer((request, response) => {
    const name = path.basename(new URL(request.url!, "http://x/").pathname);
    const type = name.endsWith(".html") ? "text/html" : name.endsWith(".css") ? "text/css" : "text/javascript";
    const file = path.join(out, name);
    if (!fs.existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(fs.readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}/`, stop: async () => void server.close() };
}

async function openPeer(browser: Browser, server: Server): ReturnType<typeof open> {
  const peer = await open(browser, `${server.url}peer.html`);
  await until("the peer", () => peer.page.evaluate(() => document.querySelector(".cm-content") !== null));
  await pause(500);
  return peer;
}

// ── the measurements ──────────────────────────────────────────────────────

async function typing(browser: Browser, server: Server): Promise<unknown> {
  const asked = process.env["SIZES"] ? process.env["SIZES"].split(",").map(Number) : undefined;
  const sizes = asked ?? (quick ? [2, 10, 100] : [2, 10, 100, 500]);
  const peerServer = await servePeer();
  // Sizes that are measured alone join those of the last report.
  const typed: Record<string, { ours: Keystroke; peer: Keystroke }> = asked ? { ...(results["typing"] as object) } : {};
  for (const kb of sizes) {
    // Warm-up keys: both compile their hot code while they are used.
    const [n, warm] = quick ? [30, 10] : [kb <= 100 ? 100 : 40, 20];
    const ours = await open(browser, server.url);
    await ready(ours.page);
    await load(ours.page, pageOf(kb), "apercu:patch");
    await caretToMiddle(ours.page);
    await keystrokes(ours.page, "apercu:patch", warm);
    const mine = await keystrokes(ours.page, "apercu:patch", n);
    await ours.context.close();

    const theirs = await openPeer(browser, peerServer);
    await load(theirs.page, pageOf(kb), "peer:update");
    await caretToMiddle(theirs.page);
    await keystrokes(theirs.page, "peer:update", Math.min(warm, 10));
    const peer = await keystrokes(theirs.page, "peer:update", kb > 100 ? Math.min(n, 20) : n);
    await theirs.context.close();
    typed[kb] = { ours: mine, peer };
    say(`${kb} KB: p50 ${mine.total.p50} ms, p95 ${mine.total.p95} ms; JavaScript ${peer.total.p50} / ${peer.total.p95} ms`);
  }
  await peerServer.stop();
  return typed;
}

/// The tasks of the page's main thread while one types at 8 keys a second, and those
/// of the peer.
async function tasks(browser: Browser, server: Server): Promise<unknown> {
  const ours = await open(browser, server.url);
  await ready(ours.page);
  const mine = await traced(browser, ours, "apercu:patch");
  const peerServer = await servePeer();
  const theirs = await openPeer(browser, peerServer);
  const { longest, longestCPU, over16, tasks } = await traced(browser, theirs, "peer:update");
  await peerServer.stop();
  return { ...mine, peer: { longest, longestCPU, over16, tasks } };
}

async function traced(browser: Browser, { page, context, cdp }: Awaited<ReturnType<typeof open>>, measure: string) {
  await load(page, pageOf(100), measure);
  await caretToMiddle(page);
  await page.keyboard.type("Quelques mots pour commencer. ", { delay: 60 });
  await pause(1500);
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] });
  for (let i = 0; i < (quick ? 24 : 80); i++) {
    const key = keys[i % keys.length]!;
    await page.keyboard.press(key === " " ? "Space" : key);
    await pause(110);
  }
  await pause(500);
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const url = page.url();
  await cdp.detach();
  await context.close();
  return mainThread(trace.traceEvents, new URL(url).host);
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args: { name?: string; data?: { url?: string; documentLoaderURL?: string; frames?: { url: string; processId: number }[]; functionName?: string; type?: string } };
}

function mainThread(events: TraceEvent[], host: string) {
  const started = events.find((e) => e.name === "TracingStartedInBrowser");
  const pid = started?.args.data?.frames?.find((f) => f.url.includes(host))?.processId;
  const thread = events.find((e) => e.name === "thread_name" && e.args.name === "CrRendererMain" && (!pid || e.pid === pid));
  const mine = events.filter((e) => e.pid === thread?.pid && e.tid === thread.tid && e.dur !== undefined);
  // The outer one of the two, which counts the microtasks behind the task too.
  const name = mine.some((e) => e.name === "RunTask") ? "RunTask" : "ThreadControllerImpl::RunTask";
  const top = mine.filter((e) => e.name === name).sort((a, b) => b.dur! - a.dur!);
  // Wall time counts what other processes take from a shared machine; CPU time is ours alone.
  const wall = top.map((e) => e.dur! / 1000);
  const cpu = top.map((e) => (e.tdur ?? e.dur!) / 1000);
  const longest = top[0]!;
  const inside = mine
    .filter((e) => e !== longest && e.ts >= longest.ts && e.ts + e.dur! <= longest.ts + longest.dur!)
    .sort((a, b) => b.dur! - a.dur!)
    .slice(0, 8)
    .map((e) => `${e.name}${e.args.data?.functionName ? ` ${e.args.data.functionName}` : e.args.data?.type ? ` ${e.args.data.type}` : ""} ${round(e.dur! / 1000)} ms`);
  // What the long ones are: a key with its preview, a frame, or both in one, which
  // happens when a key comes while a frame is due.
  const kinds: Record<string, { n: number; ms: number; cpu: number }> = {};
  for (const task of top) {
    const within = mine.filter((e) => e.ts >= task.ts && e.ts < task.ts + task.dur!);
    const key = within.some((e) => e.args.data?.type === "keypress");
    const frame = within.some((e) => e.name === "Commit");
    const all = (kinds[key ? (frame ? "both" : "key") : frame ? "frame" : "other"] ??= { n: 0, ms: 0, cpu: 0 });
    all.n++;
    all.ms += task.dur! / 1000;
    all.cpu += (task.tdur ?? task.dur!) / 1000;
  }
  for (const all of Object.values(kinds)) [all.ms, all.cpu] = [round(all.ms / all.n), round(all.cpu / all.n)];
  return { kinds, longest: round(Math.max(...wall)), longestCPU: round(Math.max(...cpu)), over16: wall.filter((t) => t > 16).length, over50: wall.filter((t) => t > 50).length, tasks: wall.length, inside };
}

/// First visits in fresh profiles, then second ones with what the first left.
async function starts(browser: Browser, server: Server): Promise<unknown> {
  const first: number[] = [];
  const editor: number[] = [];
  const second: number[] = [];
  for (let i = 0; i < (quick ? 2 : 5); i++) {
    const { page, context } = await open(browser, server.url, false);
    await ready(page);
    first.push(await marked(page, "apercu:ready"));
    editor.push(await page.evaluate(() => (globalThis as unknown as { editorAt: number }).editorAt));
    await until("the service worker", () => page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state === "activated"), 60_000);
    await pause(1500);
    await page.close();
    const again = await context.newPage();
    await pause(1500); // as open() does, for the same reason
    await again.goto(server.url);
    await ready(again);
    second.push(await marked(again, "apercu:ready"));
    await context.close();
  }
  return { first: median(first), editor: median(editor), second: median(second), all: { first, editor, second } };
}

/// Bytes on the wire of a first visit, file by file.
async function bytes(browser: Browser, server: Server): Promise<unknown> {
  const context = await browser.newContext({ locale: "fr-FR", serviceWorkers: "block" });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  const urls = new Map<string, string>();
  const files: Record<string, number> = {};
  cdp.on("Network.requestWillBeSent", (e) => urls.set(e.requestId, e.request.url));
  cdp.on("Network.loadingFinished", (e) => {
    const url = urls.get(e.requestId);
    if (url?.startsWith(server.url)) files[new URL(url).pathname.slice(1) || "index.html"] = e.encodedDataLength;
  });
  await page.goto(server.url);
  await ready(page);
  await pause(2000);
  await context.close();
  const total = Object.values(files).reduce((a, b) => a + b, 0);
  const wasm = Object.entries(files).find(([name]) => name.endsWith(".wasm"))?.[1] ?? 0;
  return { total, wasm, files };
}

/// Memory while 2,000 keys are typed in a 50 KB page.
async function memory(browser: Browser, server: Server): Promise<unknown> {
  const { page, context, cdp } = await open(browser, server.url);
  await ready(page);
  await load(page, pageOf(50), "apercu:patch");
  await caretToMiddle(page);
  await cdp.send("Performance.enable");
  const samples: { edits: number; heap: number; worker: number; page: number }[] = [];
  const sample = async (edits: number): Promise<void> => {
    await pause(800);
    await cdp.send("HeapProfiler.collectGarbage");
    const { metrics } = await cdp.send("Performance.getMetrics");
    const heap = metrics.find((m) => m.name === "JSHeapUsedSize")!.value;
    const worker = await page.workers()[0]!.evaluate(() => (globalThis as unknown as { apercuMemory: WebAssembly.Memory }).apercuMemory.buffer.byteLength);
    const own = await page.evaluate(() => (globalThis as unknown as { memories: WebAssembly.Memory[] }).memories.reduce((sum, m) => sum + m.buffer.byteLength, 0));
    samples.push({ edits, heap, worker, page: own });
    say(`${edits} edits: JavaScript ${(heap / 1e6).toFixed(1)} MB, WebAssembly ${(worker / 1e6).toFixed(0)} + ${(own / 1e6).toFixed(0)} MB`);
  };
  const [edits, step] = quick ? [400, 100] : [2000, 250];
  await sample(0);
  for (let i = 1; i <= edits; i++) {
    const key = keys[i % keys.length]!;
    await page.keyboard.press(i % 97 === 0 ? "Enter" : i % 5 === 4 ? "Backspace" : key === " " ? "Space" : key);
    if (i % step === 0) await sample(i);
  }
  await context.close();
  return { edits, samples };
}

// ── all together ──────────────────────────────────────────────────────────

const measurements: Record<string, (browser: Browser, server: Server) => Promise<unknown>> = { bytes, starts, typing, tasks, memory };
const results: Record<string, unknown> = fs.existsSync(target) && only ? (JSON.parse(fs.readFileSync(target, "utf8")) as Record<string, unknown>) : {};
const server = await serve();
for (const [name, measure] of Object.entries(measurements)) {
  if (only && !only.includes(name)) continue;
  say(name);
  const browser = await launch();
  results["browser"] = `Chromium ${browser.version()}`;
  try {
    results[name] = await measure(browser, server);
  } catch (error) {
    say(`${name}: ${String(error)}`);
    results[name] = { error: String(error) };
  }
  await browser.close();
  fs.writeFileSync(target, JSON.stringify(results, null, 2));
}
await server.stop();
