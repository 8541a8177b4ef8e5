// The renderer in the page. Nearly every key changes a few words between tags,
// which costs less to render than to send away: done here, at once, the preview
// changes in the same frame as the text. The worker's answer to the same key
// comes behind that frame, and a second frame is drawn for it (10 KB page, from
// the key to the changed preview, p95: 21 ms there, 8 here).
//
// It is an aid that may always be absent. The worker holds the document, hears of
// every edit, and renders whatever is not done here: tags, front matter, layouts,
// rules. Here is only done what has a bound, and Go says which edits those are
// (app/session/near.go). What Go must know of the page, it gets from the worker in
// a pause: no site is opened here, and no tag is run.

import type { Body, Change, Patch, Version } from "./bridge";

/// What wasm/page.go defines.
interface NearRenderer {
  open(path: string, text: string, version: Version, config: string, output: string | null, places: Uint8Array | null, bytes: number, limit: number): void;
  /// 0: call it again, 1: done, 2: not for this renderer.
  step(): number;
  change(from: number, to: number, text: string, version: Version): void;
  edit(): [string, Uint8Array | null] | null;
  collect(): void;
}

declare const globalThis: { apercuNear?: NearRenderer };

/// Longer pages are for the worker alone, in UTF-16 code units: the longest of real
/// ones has 138,000.
const longest = 160_000;
/// What is inserted or removed by one edit done here, at most.
const small = 400;
/// After a pause of this length, in milliseconds, the page is read here: shorter than
/// between two words, longer than between two letters of a tag.
const pause = 150;
/// Garbage is looked after behind the frame of every so many keys: left to itself,
/// the collector comes within a key (17 ms in a 100 KB page, where it takes 6 so).
const garbage = 8;
/// Keys are rendered here while they take no longer than this, in milliseconds. At
/// first they do: the browser runs the code as it found it (13 ms in a 100 KB page,
/// and 2 after some keys). Until then, and on slow machines, keys are the worker's,
/// and done again here behind their frame, to know.
const bearable = 6;

/// The worker's document.
export interface Held {
  path: string;
  version: Version;
  text: () => string;
}

export class Near {
  private renderer: NearRenderer | undefined;
  /// The document here is the one of this version, rendered…
  private level: Version | undefined;
  /// …or not rendered yet.
  private behind: Version | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private edits = 0;
  /// What the last edit took here, in milliseconds.
  private cost = Infinity;
  /// Counts what makes a reading under way useless.
  private turn = 0;

  /// `held` is what the worker holds, undefined while it does not show that; `ask`
  /// has its body sent to `take`.
  constructor(
    private readonly held: () => Held | undefined,
    private readonly ask: () => void,
  ) {}

  /// The interface's WebAssembly runs. Nothing is read before somebody types.
  start(): void {
    this.renderer = globalThis.apercuNear;
  }

  /// The document or its site is another one.
  forget(): void {
    this.level = this.behind = undefined;
    this.turn++;
    clearTimeout(this.timer);
  }

  /// Takes over an edit that was made from `since`. True: `render` may show it, if
  /// that is `wanted`; false: it is the worker's.
  change(changes: Change[], since: Version, version: Version, wanted: boolean): boolean {
    this.later();
    if (!this.renderer || (this.level ?? this.behind) !== since || !few(changes)) {
      this.level = this.behind = undefined;
      return false;
    }
    const { from, to, text } = changes[0]!;
    if (this.guard((renderer) => renderer.change(from, to, text, version)) === "broken") return false;
    const ready = wanted && this.level !== undefined && this.cost <= bearable;
    this.level = undefined;
    this.behind = version;
    if (!ready) idle(() => this.behind === version && this.render(version));
    return ready;
  }

  /// Renders the edits that are waiting here; undefined when they cost too much: then
  /// they are the worker's.
  render(version: Version): Patch | undefined {
    const start = performance.now();
    const answer = this.guard((renderer) => renderer.edit());
    this.behind = undefined;
    if (!answer || answer === "broken") return undefined;
    this.cost = performance.now() - start;
    this.level = version;
    if (++this.edits % garbage === 0) idle(() => this.guard((renderer) => renderer.collect()));
    const [json, lines] = answer;
    const patch = JSON.parse(json) as Patch;
    if (lines) patch.lines = new Int32Array(lines.buffer);
    return patch;
  }

  /// When nobody types: what is missing here is asked for.
  private later(): void {
    this.turn++;
    clearTimeout(this.timer);
    if (this.renderer) this.timer = setTimeout(() => idle(() => this.follow()), pause);
  }

  private follow(): void {
    const held = this.held();
    if (!held || document.hidden) return;
    if (this.level === held.version) this.guard((renderer) => renderer.collect());
    else this.ask();
  }

  /// What the worker made of the text of `version`.
  take(version: Version, body: Body): void {
    const held = this.held();
    if (!this.renderer || held?.version !== version || this.level === version) return;
    const text = held.text();
    if (text.length > longest) return;
    this.level = this.behind = undefined;
    this.guard((renderer) => renderer.open(held.path, text, version, body.config, body.output, body.places, body.bytes, body.limit));
    this.read(version, this.turn);
  }

  /// A long page is read in moments of some milliseconds; a key in between ends it.
  private read(version: Version, turn: number): void {
    if (turn !== this.turn) return;
    const step = this.guard((renderer) => renderer.step());
    if (step === 0) idle(() => this.read(version, turn));
    if (step === 1) this.level = version;
  }

  /// The interface's program may have ended: then the worker has all edits.
  private guard<T>(does: (renderer: NearRenderer) => T): T | "broken" {
    try {
      if (this.renderer) return does(this.renderer);
    } catch (error) {
      console.error("near:", error);
      this.renderer = undefined;
    }
    return "broken";
  }
}

function few(changes: Change[]): boolean {
  const [change, other] = changes;
  return change !== undefined && !other && change.to - change.from + change.text.length <= small;
}

function idle(does: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(does, { timeout: 2000 });
  else setTimeout(does);
}
