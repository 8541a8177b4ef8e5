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
  private ofSite = new Map<string, { url: string; blob: Blob }>();

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

  /// What a blob: address of the preview stands for; it cannot be fetched (the
  /// policy of this page).
  blobOf(url: string): Blob | undefined {
    return [...this.held.values(), ...this.ofSite.values()].find((image) => image.url === url)?.blob;
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
      const url = this.held.get(address)?.url ?? this.ofSite.get(address)?.url;
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
    this.ofSite.set(address, { url, blob });
    return url;
  }

  private forgetSite(): void {
    for (const { url } of this.ofSite.values()) URL.revokeObjectURL(url);
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

/// A lighter copy of an image.
export interface Lighter {
  blob: Blob;
  width: number;
  height: number;
}

/// Wider than this an image is also made smaller: twice the column of a page.
const widest = 1600;
/// A canvas of more pixels than this is not tried.
const mostPixels = 48_000_000;
/// Up to this many bytes a drawing or a screen capture is kept exact.
const exactBytes = 200_000;

/// The image in WebP, when that is lighter; null when it is not, when the format
/// is left alone (GIF and WebP may move, SVG is drawn) or when this browser does
/// not write WebP.
export async function lighter(file: Blob): Promise<Lighter | null> {
  if (!/^image\/(png|jpeg|bmp)$/.test(file.type) || (await moves(file))) return null;
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return null;
  try {
    if (bitmap.width * bitmap.height > mostPixels) return null;
    const scale = Math.min(1, widest / bitmap.width);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const draw = canvas.getContext("2d");
    if (!draw) return null;
    draw.imageSmoothingQuality = "high";
    draw.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    // Quality 1 keeps every pixel: right for words and lines, not for a photograph.
    let blob = file.type === "image/jpeg" ? null : await encoded(canvas, 1);
    if (!blob || blob.size > exactBytes || blob.size >= file.size) blob = await encoded(canvas, 0.82);
    return blob && blob.size < file.size ? { blob, width: canvas.width, height: canvas.height } : null;
  } finally {
    bitmap.close();
  }
}

async function encoded(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/webp", quality));
  return blob?.type === "image/webp" ? blob : null; // a browser without WebP gives a PNG
}

/// True for a PNG that moves: its acTL chunk stands before the first picture.
async function moves(file: Blob): Promise<boolean> {
  if (file.type !== "image/png") return false;
  const head = new TextDecoder("latin1").decode(await file.slice(0, 4096).arrayBuffer());
  const control = head.indexOf("acTL");
  return control >= 0 && (control < head.indexOf("IDAT") || !head.includes("IDAT"));
}
