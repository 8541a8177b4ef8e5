// The page's side of the preview frame: hands it patches as soon as they are
// there, in the same task, and passes on what the reader does in it. Keeps what
// is needed to show the page again when the frame is reloaded.

import type { Block, FromPreview, Layout, Patch, PreviewHost, SetImages, SetView, ShowQuotes, ToPreview } from "./bridge";

/// What the frame's script defines on its window: a call, not a message, since
/// every task between a patch and its DOM is time on screen.
type FrameWindow = Window & { apercuReceive?: (message: ToPreview) => void };

const fromPreview: ReadonlySet<string> = new Set<FromPreview["type"]>([
  "preview-ready",
  "preview-click",
  "preview-scroll",
  "preview-gesture",
  "preview-images",
  "preview-remote-images",
  "preview-key",
  "preview-selection",
  "preview-quotes",
]);

export class FrameHost implements PreviewHost {
  private readonly listeners = new Set<(message: FromPreview) => void>();
  private readonly page = new ShownPage();
  private view: SetView = { type: "view" };
  private images: SetImages = { type: "images", images: {} };
  private quotes: ShowQuotes | undefined;
  private remote = false;
  private readonly localURL: string;
  private firstShown = false;

  constructor(
    readonly frame: HTMLIFrameElement,
    private readonly remoteURL: string,
  ) {
    this.localURL = frame.src;
    addEventListener("message", (event: MessageEvent<unknown>) => {
      if (event.source !== frame.contentWindow || event.origin !== location.origin) return;
      const message = event.data as FromPreview;
      if (fromPreview.has(message?.type)) this.receive(message);
    });
    // The frame may have been ready before this script: then nobody heard it.
    if (this.target()) this.replay();
  }

  on(listener: (message: FromPreview) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  whole(): ToPreview[] | undefined {
    const patch = this.page.whole();
    return patch && [this.view, this.images, patch];
  }

  send(message: ToPreview): void {
    switch (message.type) {
      case "patch":
        this.page.apply(message);
        this.patch(message);
        return;
      case "view":
        this.view = { ...this.view, ...message };
        break;
      case "images":
        Object.assign(this.images.images, message.images);
        break;
      case "quotes":
        this.quotes = message;
        break;
    }
    this.target()?.(message);
  }

  /// Another document: what the reader agreed to was for the one before.
  forget(): void {
    this.images = { type: "images", images: {} };
    this.target()?.({ ...this.images, forget: true });
    this.quotes = undefined;
    if (!this.remote) return;
    this.remote = false;
    this.page.clear();
    this.frame.src = this.localURL;
  }

  private target(): ((message: ToPreview) => void) | undefined {
    return (this.frame.contentWindow as FrameWindow | null)?.apercuReceive;
  }

  /// `apercu:patch` runs from the blocks' arrival to the changed DOM.
  private patch(message: Patch): void {
    const receive = this.target();
    if (!receive) return; // replayed when the frame is ready
    const start = performance.now();
    receive(message);
    performance.measure("apercu:patch", { start, detail: { version: message.version } });
    if (!this.firstShown) {
      this.firstShown = true;
      performance.mark("apercu:ready");
    }
  }

  private receive(message: FromPreview): void {
    if (message.type === "preview-ready") this.replay();
    if (message.type === "preview-remote-images" && !this.remote) {
      this.remote = true;
      this.frame.src = this.remoteURL;
    }
    for (const listener of this.listeners) listener(message);
  }

  private replay(): void {
    this.target()?.(this.view);
    this.target()?.(this.images);
    const patch = this.page.whole();
    if (patch) this.patch(patch);
    if (this.quotes) this.target()?.(this.quotes);
  }
}

/// What the frame shows, to show it again.
class ShownPage {
  private blocks: Block[] = [];
  private layout: Layout | undefined;
  private lines: Int32Array = new Int32Array();
  private version = 0;

  apply(patch: Patch): void {
    if (patch.reset) this.blocks = [];
    if (patch.layout) this.layout = patch.layout;
    if (patch.lines) this.lines = patch.lines;
    for (const splice of patch.splices) this.blocks.splice(splice.at, splice.remove, ...splice.blocks);
    this.version = patch.version;
  }

  clear(): void {
    this.layout = undefined;
  }

  whole(): Patch | undefined {
    if (!this.layout) return undefined;
    return {
      type: "patch",
      version: this.version,
      since: this.version,
      reset: true,
      layout: this.layout,
      splices: [{ at: 0, remove: 0, blocks: this.blocks }],
      lines: this.lines,
    };
  }
}
