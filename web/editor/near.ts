// The renderer in the page. Nearly every key changes a few words between tags,
// which costs less to render than to send away: done here, at once, the preview
// changes in the same frame as the text. The worker's answer to the same key
// comes behind that frame (10 KB page, from the key to the changed preview, p95:
// 21 ms, and 9 here), and a second frame is drawn for it.
//
// It is an aid that may always be absent. The worker holds the document, hears of
// every edit, and renders whatever is not done here; rules, layouts and questions
// are its own. So here is only done what has a bound: Go says which edits those
// are (render.Edit), and this file waits for a pause before it does more than that.

import type { Change, Patch, Version } from "./bridge";

/// What wasm/page.go defines.
interface NearRenderer {
  site(pack: Uint8Array | null): string;
  open(path: string, text: string, version: Version): void;
  change(from: number, to: number, text: string, version: Version): void;
  render(): string;
  edit(): [string, Uint8Array | null] | null;
  collect(): void;
}

declare const globalThis: { apercuNear?: NearRenderer };

/// Longer pages are for the worker alone, in UTF-16 code units: the longest of real
/// ones has 138,000.
const longest = 160_000;
/// What is inserted or removed by one edit done here, at most.
const small = 400;
/// After a pause of this length, in milliseconds, the page is read here again…
const pause = 350;
/// …a long one in pieces, of so many UTF-16 code units, each in a moment of its own.
const piece = 6_000;
/// Garbage is looked after behind the frame of every so many keys: left to itself,
/// the collector comes within a key (17 ms in a 100 KB page, where it takes 6 so).
const garbage = 8;
/// Keys are rendered here while they take no longer than this, in milliseconds. At
/// first they do: the browser runs the code as it found it (13 ms in a 100 KB page,
/// and 2 after some keys). Until then, and on slow machines, keys are the worker's,
/// and done again here behind their frame, to know.
const bearable = 6;
/// A page that took the worker longer than this is read in pieces, too.
const short = 8;

export interface Held {
  path: string;
  version: Version;
  text: () => string;
  site: ArrayBuffer | null;
}

export class Near {
  private renderer: NearRenderer | undefined;
  /// The document here is the one of this version, rendered.
  private level: Version | undefined;
  /// It is that document, not rendered yet.
  private behind: Version | undefined;
  private site: ArrayBuffer | null | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private broken = false;
  private edits = 0;
  /// What the last edit took here, in milliseconds.
  private cost = Infinity;
  /// Counts what makes a reading in pieces useless.
  private turn = 0;

  /// `held` is what the worker holds and shows; undefined while it does not show it.
  constructor(private readonly held: () => Held | undefined) {}

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

  /// The patch of an edit that was made from `since`; undefined: the worker's.
  edit(changes: Change[], since: Version, version: Version): Patch | undefined {
    this.soon();
    const known = this.level ?? this.behind;
    if (!this.renderer || known !== since) {
      this.level = this.behind = undefined;
      return undefined;
    }
    for (const { from, to, text } of [...changes].reverse()) this.renderer.change(from, to, text, version);
    const few = changes.length === 1 && changes[0]!.to - changes[0]!.from + changes[0]!.text.length <= small;
    const patch = this.level !== undefined && few && this.cost <= bearable ? this.render(version) : undefined;
    if (patch) return patch;
    if (this.level !== undefined && few) idle(() => this.behind === version && this.render(version));
    this.level = undefined;
    this.behind = version;
    return undefined;
  }

  /// Renders the edits that are waiting here; undefined when they cost more.
  private render(version: Version): Patch | undefined {
    const start = performance.now();
    const answer = this.renderer!.edit();
    if (!answer) return undefined;
    this.cost = performance.now() - start;
    this.level = version;
    this.behind = undefined;
    if (++this.edits % garbage === 0) idle(() => this.renderer?.collect());
    const [json, lines] = answer;
    const patch = JSON.parse(json) as Patch;
    if (lines) patch.lines = new Int32Array(lines.buffer);
    return patch;
  }

  /// What the worker took for its last patch, in milliseconds.
  spent = 0;

  /// Later, when nobody types: what is missing here is read.
  private soon(): void {
    this.turn++;
    if (this.broken || !this.renderer) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => idle(() => this.follow()), pause);
  }

  private follow(): void {
    const held = this.held();
    if (!held || document.hidden) return;
    if (this.level === held.version) return this.renderer!.collect();
    if (held.site !== this.site) {
      this.level = this.behind = undefined;
      if (this.renderer!.site(held.site && new Uint8Array(held.site))) return this.stop();
      this.site = held.site;
      return this.again();
    }
    if (this.behind === held.version && this.spent <= short) {
      if (this.renderer!.render()) return this.stop();
      this.level = held.version;
      return this.again();
    }
    const text = held.text();
    if (text.length <= longest) this.read(held, text, 0, this.turn);
  }

  /// Reads the text from `at` on, a piece at a time: an edit meanwhile ends it.
  private read(held: Held, text: string, at: number, turn: number): void {
    if (turn !== this.turn) return;
    const end = pieceEnd(text, at);
    if (at === 0) {
      this.level = this.behind = undefined;
      this.renderer!.open(held.path, text.slice(0, end), held.version);
    } else {
      this.renderer!.change(at, at, text.slice(at, end), held.version);
    }
    if (this.renderer!.render()) return this.stop();
    if (end < text.length) return idle(() => this.read(held, text, end, turn));
    this.level = held.version;
    this.again();
  }

  private again(): void {
    idle(() => this.follow());
  }

  /// A bug of ours: the worker has all edits from now on.
  private stop(): void {
    this.broken = true;
    this.renderer = undefined;
  }
}

/// Not inside of a character.
function pieceEnd(text: string, at: number): number {
  const end = Math.min(text.length, at + piece);
  return end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00 ? end - 1 : end;
}

function idle(does: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(does, { timeout: 2000 });
  else setTimeout(does);
}
