// The render worker: starts the WebAssembly it is posted and passes edits to
// it. It renders once for all the edits that are waiting, so that a slow page
// never lags behind the typist, and runs the rules when typing pauses.

import "wasm_exec";
import type { Ask, Change, EditDocument, FromWorker, ToWorker, Version } from "./bridge";

/// What wasm/worker.go defines.
interface Render {
  open(path: string, text: string, version: Version): void;
  change(from: number, to: number, text: string, version: Version): void;
  update(): [string] | [string, Uint8Array | null];
  settle(): string;
  /// Takes the garbage away, when there is much.
  collect(): void;
  /// null when the page's own renderer can do nothing there.
  body(): [version: Version, config: string, output: string | null, places: Uint8Array | null, bytes: number, limit: number] | null;
  /// Runs rules for that many milliseconds; "" when they need more time.
  check(ms: number): string;
  site(pack: Uint8Array | null): string;
  /// JSON in, JSON out: {"result": …} or {"error": "…"}. Binary arguments come apart.
  ask(name: string, args: string, bytes: Uint8Array | null): string;
}

declare const self: DedicatedWorkerGlobalScope & {
  apercuRender: Render;
  apercuReady: () => void;
  /// For the benchmark: how much the renderer holds.
  apercuMemory: WebAssembly.Memory;
};
declare class Go {
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
}

/// What could wait runs when typing pauses for so long, in milliseconds: the
/// layout, then the rules, these in slices so that a key typed meanwhile waits
/// for one slice at most.
const settlePause = 120;
const rulesPause = 280;
const rulesSlice = 8;

let render: Render | undefined;
const waiting: ToWorker[] = [];
let dirty = false;
/// The page has shown edits that are not rendered here.
let ahead = false;
let restTimer: ReturnType<typeof setTimeout> | undefined;

// A message to oneself runs after the edits that are already queued. A page that
// took less than this, in milliseconds, does not wait for it (0.35 ms).
const quick = 8;
let spent = Infinity;
const turn = new MessageChannel();
turn.port1.onmessage = () => {
  if (dirty) update();
};

// Between two slices of the rules, messages that wait are taken first.
const slice = new MessageChannel();
let examined = 0;
slice.port1.onmessage = (event: MessageEvent<number>) => {
  if (event.data === examined) examine();
};

self.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.type === "start") void start(message.module);
  else if (!render) waiting.push(message);
  else take(message);
};

async function start(module: WebAssembly.Module): Promise<void> {
  const go = new Go();
  const ready = new Promise<void>((resolve) => (self.apercuReady = resolve));
  const instance = await WebAssembly.instantiate(module, go.importObject);
  self.apercuMemory = instance.exports["mem"] as WebAssembly.Memory;
  void go.run(instance).then(() => {
    // A Go program that ends here has died: an error event makes the page start another.
    setTimeout(() => {
      throw new Error("the renderer stopped");
    });
  });
  await ready;
  render = self.apercuRender;
  send({ type: "ready" });
  for (const message of waiting.splice(0)) take(message);
}

function take(message: ToWorker): void {
  switch (message.type) {
    case "open":
      render!.open(message.path, message.text, message.version);
      break;
    case "edit":
      if (message.shown) return follow(message);
      catchUp();
      apply(message.changes, message.version);
      break;
    case "ask":
      catchUp();
      answer(message);
      return;
    case "body":
      if (!dirty) sendBody();
      return;
    case "site": {
      const problem = render!.site(message.pack && new Uint8Array(message.pack));
      if (problem) send({ type: "failed", version: 0, message: problem, restarted: true });
      break;
    }
  }
  if (dirty) return;
  dirty = true;
  if (message.type === "edit" && spent < quick) update();
  else turn.port2.postMessage(0);
}

/// A file among the arguments crosses as bytes, not as JSON.
function answer({ id, name, args }: Ask): void {
  let bytes: Uint8Array | null = null;
  const json = JSON.stringify(args, (_, value: unknown) => {
    if (!(value instanceof ArrayBuffer)) return value;
    bytes = new Uint8Array(value);
    return undefined;
  });
  send({ type: "answer", id, ...(JSON.parse(render!.ask(name, json ?? "null", bytes)) as object) } as FromWorker);
}

/// From the last to the first, so that the offsets of those before still hold.
function apply(changes: Change[], version: Version): void {
  for (let i = changes.length - 1; i >= 0; i--) {
    const change = changes[i]!;
    render!.change(change.from, change.to, change.text, version);
  }
}

function update(): void {
  dirty = ahead = false;
  const start = performance.now();
  const [json, lines] = render!.update();
  const message = JSON.parse(json) as FromWorker;
  if (message.type === "patch" && lines) {
    message.lines = new Int32Array(lines.buffer);
    self.postMessage(message, [lines.buffer]);
  } else {
    send(message);
  }
  spent = performance.now() - start;
  restLater();
}

function restLater(): void {
  examined++;
  clearTimeout(restTimer);
  restTimer = setTimeout(rest, settlePause);
}

/// An edit that the page has rendered itself: its blocks are shown, and the same
/// are made here when somebody asks for more.
function follow(message: EditDocument): void {
  apply(message.changes, message.version);
  ahead = true;
  restLater();
}

function sendBody(): void {
  catchUp();
  const body = render!.body();
  if (!body) return;
  const [version, config, output, places, bytes, limit] = body;
  self.postMessage({ type: "body", version, body: { config, output, places, bytes, limit } } satisfies FromWorker, places ? [places.buffer] : []);
}

/// Renders what the page shows already, so that the next patch starts from there.
/// Not where an update is due: that one renders it too, and what it gives is sent.
function catchUp(): void {
  if (!ahead || dirty) return;
  ahead = false;
  render!.update();
}

/// Typing pauses: the layout, and the rules if it goes on pausing.
function rest(): void {
  if (dirty) return;
  catchUp();
  const patch = render!.settle();
  if (patch) send(JSON.parse(patch) as FromWorker);
  render!.collect();
  restTimer = setTimeout(examine, rulesPause);
}

/// One slice of the rules; an edit that came meanwhile ends them.
function examine(): void {
  if (dirty) return;
  const summary = render!.check(rulesSlice);
  if (summary) send(JSON.parse(summary) as FromWorker);
  else slice.port2.postMessage(examined);
}

function send(message: FromWorker): void {
  self.postMessage(message);
}
