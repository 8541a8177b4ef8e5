// This file holds the images that the page uses and the site does not have yet:
// pasted, dropped or chosen. They show in the preview at once and go with the
// export. They are kept by the document's store when there is one.
import type { PreviewHost } from "./bridge";

/// Where images are kept between visits (store.ts).
export interface ImageKeeper {
  images(): Promise<{ path: string; type: string; bytes: ArrayBuffer }[]>;
  keep(path: string, blob: Blob): Promise<void>;
}

/// An image of the page, its address as the page writes it.
export interface PageImage {
  path: string;
  blob: Blob;
  url: string;
}

export class Images {
  private held = new Map<string, PageImage>();
  private keeper: ImageKeeper | null = null;

  constructor(private preview: PreviewHost) {
    preview.on((message) => {
      if (message.type === "preview-ready") this.send();
      if (message.type === "preview-images") this.answer(message.addresses);
    });
  }

  /// Another document: its images, from its keeper.
  async open(keeper: ImageKeeper | null): Promise<void> {
    for (const image of this.held.values()) URL.revokeObjectURL(image.url);
    this.held.clear();
    this.keeper = keeper;
    for (const image of (await keeper?.images().catch(() => [])) ?? []) this.hold(image.path, new Blob([image.bytes], { type: image.type }));
    this.send();
  }

  /// Adds an image; false when the browser did not keep it (it still shows).
  async add(path: string, blob: Blob): Promise<boolean> {
    this.hold(path, blob);
    this.send();
    try {
      await this.keeper?.keep(path, blob);
      return this.keeper !== null;
    } catch {
      return false;
    }
  }

  /// The images that this text still uses, to be put beside the page.
  usedBy(text: string): PageImage[] {
    return [...this.held.values()].filter((image) => text.includes(image.path));
  }

  private hold(path: string, blob: Blob): void {
    const old = this.held.get(path);
    if (old) URL.revokeObjectURL(old.url);
    this.held.set(path, { path, blob, url: URL.createObjectURL(blob) });
  }

  private send(): void {
    if (this.held.size) this.preview.send({ type: "images", images: Object.fromEntries([...this.held].map(([path, image]) => [path, image.url])) });
  }

  private answer(addresses: string[]): void {
    const images: Record<string, string | null> = {};
    for (const address of addresses) images[address] = this.held.get(address)?.url ?? null;
    this.preview.send({ type: "images", images });
  }
}

/// A file name that works everywhere: "Été à Paris.PNG" → "ete-a-paris.png".
export function safeName(name: string): string {
  const dot = name.lastIndexOf(".");
  const stem = dot > 0 ? name.slice(0, dot) : name;
  const ext = dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
  const plain = stem.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/[^a-zA-Z0-9]+/g, "-").replace(/^-|-$/g, "").toLowerCase();
  return (plain || "image") + (ext ? `.${ext}` : "");
}

/// Width and height in CSS pixels, for the dialog.
export async function imageSize(blob: Blob): Promise<{ width: number; height: number } | null> {
  try {
    const bitmap = await createImageBitmap(blob);
    const size = { width: bitmap.width, height: bitmap.height };
    bitmap.close();
    return size;
  } catch {
    return null;
  }
}
