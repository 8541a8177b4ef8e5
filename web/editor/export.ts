// This file gives the page away: as a zip with its images, as an HTML page of its
// content alone, on paper. The HTML has neither the State's mark nor its look nor
// its fonts, whose licence is for State sites only: publishing is the site's work.

import type { PreviewHost } from "./bridge";
import { toBytes } from "./files";
import { zip, type ZipEntry } from "./fsaccess";
import type { PageImage } from "./images";
import { lang, t } from "./strings";

/// The page and the images that it uses, at the places that its addresses name.
export async function zipOf(path: string, text: string, images: PageImage[]): Promise<ArrayBuffer> {
  const entries: ZipEntry[] = [{ path, bytes: toBytes(text) }];
  const folder = path.split("/").slice(0, -1);
  for (const image of images) {
    const parts = image.path.startsWith("/") ? [] : [...folder];
    for (const part of image.path.split("/")) {
      if (part === "..") parts.pop();
      else if (part !== "." && part !== "") parts.push(part);
    }
    entries.push({ path: parts.join("/"), bytes: new Uint8Array(await image.blob.arrayBuffer()) });
  }
  return zip(entries);
}

const style = `:root{color-scheme:light dark}body{max-width:46rem;margin:0 auto;padding:1.5rem;font:17px/1.6 system-ui,sans-serif}.note{padding:.8rem 1rem;border:1px solid #8a9792;border-radius:8px;font-size:15px}blockquote{margin:1rem 0;padding-left:1rem;border-left:4px solid #8a9792}table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border:1px solid #8a9792;padding:.4rem .6rem;text-align:left}img{max-width:100%;height:auto}pre{overflow-x:auto;white-space:pre-wrap}button,iframe,form{display:none}`;

/// The content that the preview shows, as one file that needs nothing else; null
/// when it shows nothing yet. What the frame shows went through its sanitiser,
/// and the file's own policy forbids scripts and requests. blobOf gives the images.
export async function htmlOf(frame: HTMLIFrameElement, title: string, blobOf: (url: string) => Blob | undefined): Promise<string | null> {
  const shown = frame.contentDocument?.querySelector("main") ?? frame.contentDocument?.body;
  if (!shown?.textContent?.trim() && !shown?.querySelector("img")) return null;
  const content = shown.cloneNode(true) as HTMLElement;
  await Promise.all([...content.querySelectorAll("img")].map((image) => embed(image, blobOf)));
  for (const element of content.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) {
      if (/^(class|id|data-|on|style|contenteditable|srcset|is$)/.test(name) && !(name === "id" && !/^(fr|dsfr|apercu)-/.test(element.id))) element.removeAttribute(name);
    }
  }
  const language = frame.contentDocument!.documentElement.lang || "fr";
  return `<!doctype html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
<p class="note" lang="${lang()}">${escape(t("exportNote"))}</p>
<main>${content.innerHTML}</main>
</body>
</html>
`;
}

async function embed(image: HTMLImageElement, blobOf: (url: string) => Blob | undefined): Promise<void> {
  const source = image.getAttribute("src") ?? "";
  if (source.startsWith("data:")) return;
  const blob = blobOf(source);
  if (!blob) {
    image.removeAttribute("src");
    return;
  }
  image.src = await new Promise<string>((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result as string);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });
}

/// Prints the preview. Its frame may not open dialogs, which printing is: the
/// page is shown again in a frame that may, under the same policy.
export async function printPreview(preview: PreviewHost, base: string): Promise<boolean> {
  const whole = preview.whole();
  if (!whole) return false;
  document.getElementById("print-frame")?.remove();
  const frame = document.createElement("iframe");
  frame.id = "print-frame";
  frame.title = t("previewFrame");
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-modals");
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.className = "print-frame";
  frame.src = `${base}preview.html`;
  document.body.append(frame);
  const receive = await shownIn(frame);
  if (!receive) return false;
  for (const message of whole) receive(message);
  await new Promise((resolve) => setTimeout(resolve, 400)); // fonts and images
  frame.contentWindow!.print();
  return true;
}

type Receive = (message: unknown) => void;

async function shownIn(frame: HTMLIFrameElement): Promise<Receive | undefined> {
  for (let i = 0; i < 100; i++) {
    const receive = (frame.contentWindow as (Window & { apercuReceive?: Receive }) | null)?.apercuReceive;
    if (receive) return receive;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
