// This file holds the images that the page uses and the site does not have yet:
// pasted, dropped or chosen. They show in the preview at once and go with the
// export. They are kept by the document's store when there is one.
import type { PreviewHost } from "./bridge";
import { LeftOut, type SiteFolder } from "./fsaccess";

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
  private page = "";
  /// null: none; undefined: not known yet, nothing is said to be missing.
  private site: SiteFolder | null | undefined;
  private ofSite = new Map<string, string>();

  constructor(private preview: PreviewHost) {
    preview.on((message) => {
      if (message.type === "preview-ready") this.send();
      if (message.type === "preview-images") this.answer(message.addresses);
    });
  }

  /// Another document: its images, from its keeper.
  async open(keeper: ImageKeeper | null, page = ""): Promise<void> {
    for (const image of this.held.values()) URL.revokeObjectURL(image.url);
    this.held.clear();
    this.page = page;
    this.forgetSite();
    this.keeper = keeper;
    for (const image of (await keeper?.images().catch(() => [])) ?? []) this.hold(image.path, new Blob([image.bytes], { type: image.type }));
    this.send();
  }

  /// The same images go to another keeper from now on.
  rekeep(keeper: ImageKeeper | null): void {
    this.keeper = keeper;
  }

  /// Another folder of the site, whose images the page may show.
  setSite(site: SiteFolder | null): void {
    this.site = site;
    const asked = [...this.asked];
    this.forgetSite();
    this.answer(asked);
  }

  all(): PageImage[] {
    return [...this.held.values()];
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

  private readonly asked = new Set<string>();

  private answer(addresses: string[]): void {
    const images: Record<string, string | null> = {};
    const { site, page } = this;
    for (const address of addresses) {
      this.asked.add(address);
      const url = this.held.get(address)?.url ?? this.ofSite.get(address);
      const file = url ? undefined : site?.find(address, page)?.file();
      if (url || (!file && site !== undefined)) images[address] = url ?? null;
      // Read meanwhile: unless another site or page is there by then.
      const tell = (urlOf: () => string | null) => {
        if (this.site === site && this.page === page) this.preview.send({ type: "images", images: { [address]: urlOf() } });
      };
      void file?.then(
        (blob) => tell(() => this.urlOf(address, blob)),
        (error: unknown) => tell(() => (error instanceof LeftOut ? "" : null)),
      );
    }
    this.preview.send({ type: "images", images });
  }

  private urlOf(address: string, blob: Blob): string {
    const url = URL.createObjectURL(blob);
    this.ofSite.set(address, url);
    return url;
  }

  private forgetSite(): void {
    for (const url of this.ofSite.values()) URL.revokeObjectURL(url);
    this.ofSite.clear();
    this.asked.clear();
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
