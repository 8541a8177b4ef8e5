// The page's side of the render worker: starts it, sends it what changed,
// measures, and starts it again with the whole document when it dies. Editing
// goes on whatever happens here.

import type { Ask, Change, Engine, EngineEvent, EngineState, FromWorker, Patch, ToWorker, Version } from "./bridge";
import { Near } from "./near";

/// Deaths in a row, without a patch between them, after which the renderer
/// stays stopped until the next edit.
const deathsInARow = 2;
/// An edit is rendered within its key unless the key has taken so long already, in
/// milliseconds: then in a task of its own, in the frame that shows it at the latest
/// (traced, of 80 keys in 100 KB, 6 were tasks over 16 ms without this, and 3 are).
const late = 6;
/// An edit that comes so long after a key was not made by it.
const longAgo = 200;

export class WorkerEngine implements Engine {
  version: Version = 0;
  state: EngineState = "loading";

  private worker: Worker | undefined;
  private module: WebAssembly.Module | undefined;
  private deaths = 0;
  private path = "";
  private text: (() => string) | undefined;
  private site: ArrayBuffer | null = null;
  private shown: Version = 0;
  /// When the last key went down.
  private keyAt = -Infinity;
  /// An edit that the page's renderer knows and the worker does not yet.
  private waiting: Change[] | undefined;
  private frame = 0;
  /// A message to itself is a task, sooner than a timer's.
  private readonly next = new MessageChannel();
  private asked = 0;
  private readonly asks = new Map<number, { message: Ask; resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  private readonly sent = new Map<Version, number>();
  private readonly listeners = new Set<(event: EngineEvent) => void>();
  readonly near = new Near(
    () => {
      const { text, path, version, state } = this;
      return text && state === "ready" && this.shown === version ? { path, version, text } : undefined;
    },
    () => this.worker?.postMessage({ type: "body" } satisfies ToWorker),
  );

  constructor(
    private readonly workerURL: string,
    private readonly base: string,
  ) {
    addEventListener("keydown", () => (this.keyAt = performance.now()), { capture: true, passive: true });
    this.next.port2.onmessage = () => this.flush();
  }

  on(listener: (event: EngineEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /// The WebAssembly has arrived: the worker starts, and with it the preview.
  start(module: WebAssembly.Module): void {
    this.module = module;
    this.spawn();
  }

  /// The WebAssembly could not be had.
  fail(message: string): void {
    this.rejectAsks(message);
    this.become("failed", message);
  }

  progress(loaded: number, total: number): void {
    this.emit({ type: "progress", loaded, total });
  }

  open(path: string, text: string): void {
    this.flush();
    this.path = path;
    this.text = () => text;
    this.version++;
    this.near.forget();
    this.sendDocument(text);
  }

  edit(changes: Change[], text: () => string): void {
    this.flush();
    this.text = text;
    const since = this.version++;
    if (this.state === "failed" && this.module) this.spawn();
    else if (this.worker) this.share(changes, since);
    // Without a worker the whole text is sent when there is one.
  }

  /// The page renders the edit, if it shows what that was made from, or the worker.
  private share(changes: Change[], since: Version): void {
    if (!this.near.change(changes, since, this.version, this.shown === since)) {
      this.post({ type: "edit", version: this.version, changes });
      return;
    }
    this.waiting = changes;
    const taken = performance.now() - this.keyAt;
    if (taken < late || taken > longAgo || document.hidden) this.flush();
    else {
      this.next.port1.postMessage(null);
      this.frame = requestAnimationFrame(() => this.flush());
    }
  }

  /// Renders in the page what waits for that, or has the worker do it. This may run
  /// within the editor's own update: what fails here must not fail that.
  private flush(): void {
    const changes = this.waiting;
    if (!changes) return;
    this.waiting = undefined;
    cancelAnimationFrame(this.frame);
    const start = performance.now();
    const patch = this.near.render(this.version);
    if (!patch) {
      this.post({ type: "edit", version: this.version, changes });
      return;
    }
    this.worker!.postMessage({ type: "edit", version: this.version, changes, shown: true } satisfies ToWorker);
    this.shown = patch.version;
    performance.measure("apercu:render", { start, detail: { version: this.shown } });
    try {
      this.emit(patch);
    } catch (error) {
      reportError(error);
    }
  }

  setSite(pack: ArrayBuffer | null): void {
    this.flush();
    this.site = pack;
    this.version++;
    this.near.forget();
    if (this.worker) this.post({ type: "site", pack });
    this.emit({ type: "site" });
  }

  ask(name: string, args: unknown): Promise<unknown> {
    this.flush();
    const message: Ask = { type: "ask", id: ++this.asked, name, args };
    return new Promise((resolve, reject) => {
      this.asks.set(message.id, { message, resolve, reject });
      if (this.worker) this.worker.postMessage(message);
      else if (this.state === "failed") this.rejectAsks("the renderer is stopped");
    });
  }

  private rejectAsks(message: string): void {
    for (const { reject } of this.asks.values()) reject(new Error(message));
    this.asks.clear();
  }

  private spawn(): void {
    this.worker?.terminate();
    const worker = new Worker(this.workerURL, { name: "apercu-render" });
    this.worker = worker;
    worker.onmessage = (event: MessageEvent<FromWorker>) => this.receive(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.worker) this.died(event.message);
    };
    worker.postMessage({ type: "start", module: this.module!, base: this.base } satisfies ToWorker);
    if (this.site) this.post({ type: "site", pack: this.site });
    if (this.text) this.sendDocument(this.text());
    for (const { message } of this.asks.values()) worker.postMessage(message);
  }

  private sendDocument(text: string): void {
    if (this.worker) this.post({ type: "open", version: this.version, path: this.path, text });
  }

  private post(message: ToWorker): void {
    this.sent.set(this.version, performance.now());
    this.worker!.postMessage(message);
  }

  private died(message: string): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.waiting = undefined; // it is in the text
    this.sent.clear();
    this.rejectAsks(message);
    if (++this.deaths > deathsInARow) {
      this.become("failed", message);
      return;
    }
    this.become("restarting", message);
    this.spawn();
  }

  private receive(message: FromWorker): void {
    switch (message.type) {
      case "ready":
        this.become("ready");
        break;
      case "patch":
        this.deaths = 0;
        this.measure(message);
        this.emit(message);
        break;
      case "summary":
        this.emit(message);
        break;
      case "body":
        this.near.take(message.version, message.body);
        break;
      case "answer": {
        const ask = this.asks.get(message.id);
        this.asks.delete(message.id);
        if (message.error !== undefined) ask?.reject(new Error(message.error));
        else ask?.resolve(message.result);
        break;
      }
      case "failed":
        console.error("renderer:", message.message);
        this.emit({ type: "state", state: this.state, message: message.message });
        break;
    }
  }

  /// `apercu:render` runs from the oldest edit that this patch answers to its
  /// arrival here.
  private measure(patch: Patch): void {
    let start = Infinity;
    for (const [version, at] of this.sent) {
      if (version <= patch.version) {
        start = Math.min(start, at);
        this.sent.delete(version);
      }
    }
    this.shown = patch.version;
    if (start < Infinity) performance.measure("apercu:render", { start, detail: { version: this.shown } });
  }

  private become(state: EngineState, message?: string): void {
    this.state = state;
    this.emit(message === undefined ? { type: "state", state } : { type: "state", state, message });
  }

  private emit(event: EngineEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}
