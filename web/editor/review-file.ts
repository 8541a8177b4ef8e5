// This file writes and reads the review file: one .html that opens offline with
// the page as it looked, its source and its comments. Nothing in it can run: its
// own policy forbids every script and every request, and its preview went
// through the sanitiser twice.
import DOMPurify from "dompurify";
import type { SharedDocument } from "./ask";
import { hostOf } from "./remote";
import { lang, type Lang } from "./strings";

/// How a review file begins; the number is the version of its format.
const mark = "<!-- apercu-review 1 -->";
const sourceId = "apercu-source";
/// Pictures travel in the file at most this wide, in pixels.
const widest = 1200;

const words = {
  fr: {
    kind: "Fichier de relecture",
    notPublished: "Page non publiée. Ce fichier s’ouvre sans connexion ; il montre le contenu sans la mise en forme du site.",
    again: "Pour commenter ou modifier, ouvrez ce fichier dans Aperçu (bouton Ouvrir).",
    by: "Proposé par",
    comments: "Remarques",
    detached: "Passage :",
    source: "Texte source",
    frame: "Contenu d’un autre site :",
    image: "Image :",
  },
  en: {
    kind: "Review file",
    notPublished: "Page not published. This file opens without a connection; it shows the content without the site’s look.",
    again: "To comment or edit, open this file in Aperçu (Open button).",
    by: "Sent by",
    comments: "Comments",
    detached: "Passage:",
    source: "Source text",
    frame: "Content of another site:",
    image: "Image:",
  },
} satisfies Record<Lang, Record<string, string>>;

const style = `:root{color-scheme:light dark}body{max-width:46rem;margin:0 auto;padding:1.5rem;font:17px/1.6 system-ui,sans-serif}header,aside,details{margin:0 0 2rem;padding:1rem;border:1px solid #8a9792;border-radius:8px}header p,aside p{margin:.4rem 0}blockquote{margin:1rem 0;padding-left:1rem;border-left:4px solid #8a9792}table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border:1px solid #8a9792;padding:.4rem .6rem;text-align:left}img{max-width:100%;height:auto}pre{overflow-x:auto;white-space:pre-wrap;font-size:14px}.box{display:inline-block;padding:1rem;border:1px dashed #8a9792}button{display:none}`;

/// The file's text. `frame` shows the page as it is now.
export function writeReview(doc: SharedDocument, title: string, frame: HTMLIFrameElement): string {
  const w = words[lang()];
  const e = escape;
  const preview = stillOf(frame);
  const comments = doc.comments
    .map((c) => `<li>${c.quote ? `<blockquote>${e(c.quote)}</blockquote>` : ""}<p>${e(c.text)}</p>${c.author ? `<p><small>${e(c.author)}</small></p>` : ""}</li>`)
    .join("\n");
  return `<!doctype html>
${mark}
<html lang="${frame.contentDocument?.documentElement.lang === "en" ? "en" : "fr"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${e(title || w.kind)} – ${e(w.kind)}</title>
<style>${style}</style>
</head>
<body>
<header>
<p><strong>${e(w.kind)}</strong> · ${new Date(doc.created ? doc.created * 60_000 : Date.now()).toLocaleDateString(lang())}</p>
<p>${e(w.notPublished)} ${e(w.again)}</p>
${doc.author ? `<p>${e(w.by)} ${e(doc.author)}</p>` : ""}${doc.note ? `<blockquote>${e(doc.note)}</blockquote>` : ""}
</header>
<main>
${preview}
</main>
${comments ? `<aside>\n<h2>${e(w.comments)}</h2>\n<ol>\n${comments}\n</ol>\n</aside>` : ""}
<details>
<summary>${e(w.source)}</summary>
<pre>${e(doc.text)}</pre>
</details>
<script type="application/json" id="${sourceId}">${json(doc)}</script>
</body>
</html>
`;
}

/// What a review file carries; null when the text is none. What it shows is not
/// read: only the source is, which is rendered anew.
export function readReview(html: string): SharedDocument | null {
  if (!html.slice(0, 200).includes(mark)) return null;
  const parsed = new DOMParser().parseFromString(html, "text/html");
  try {
    const d = JSON.parse(parsed.getElementById(sourceId)!.textContent!) as Record<string, unknown>;
    if (typeof d.text !== "string") return null;
    const text = (value: unknown) => (typeof value === "string" ? value : "");
    const number = (value: unknown) => (typeof value === "number" && Number.isFinite(value) && value > 0 ? Math.floor(value) : 0);
    const comments = (Array.isArray(d.comments) ? d.comments : []) as Record<string, unknown>[];
    return {
      path: text(d.path),
      author: text(d.author),
      note: text(d.note),
      site: text(d.site),
      created: number(d.created),
      text: d.text,
      comments: comments.slice(0, 1000).map((c) => ({ author: text(c?.author), text: text(c?.text), quote: text(c?.quote), line: number(c?.line) })),
    };
  } catch {
    return null;
  }
}

/// Whether a file's beginning is that of a review file.
export function isReview(text: string): boolean {
  return text.slice(0, 200).includes(mark);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/// JSON that cannot end its element: "<" never stands in it.
function json(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/// The page's content without what needs a network, a script or the site's look.
function stillOf(frame: HTMLIFrameElement): string {
  const w = words[lang()];
  const shown = frame.contentDocument?.querySelector("main") ?? frame.contentDocument?.body;
  if (!shown) return "";
  const copy = document.implementation.createHTMLDocument("").importNode(shown, true);
  const originals = shown.querySelectorAll("img");
  copy.querySelectorAll("img").forEach((image, i) => stillImage(image, originals[i]!, w.image));
  for (const box of copy.querySelectorAll("iframe,video,audio,[data-apercu-embed],.apercu-frame")) {
    const host = hostOf(box.getAttribute("data-apercu-embed") ?? box.getAttribute("data-apercu-src") ?? "");
    const p = copy.ownerDocument.createElement("p");
    p.className = "box";
    p.textContent = `${w.frame} ${host} ${box.getAttribute("data-apercu-title") ?? box.getAttribute("title") ?? ""}`.trim();
    box.replaceWith(p);
  }
  // A collapsed part is open in a file that cannot run the site's scripts.
  for (const details of copy.querySelectorAll("details")) details.open = true;
  // Its ids do not travel, nor do the pages around it.
  for (const link of copy.querySelectorAll("a[href]")) if (!/^(https?|mailto|tel):/i.test(link.getAttribute("href")!)) link.replaceWith(...link.childNodes);
  const holder = copy.querySelector("apercu-content");
  holder?.replaceWith(...holder.childNodes);
  return DOMPurify.sanitize(copy.innerHTML, {
    FORBID_TAGS: ["style", "form", "input", "select", "textarea", "button", "iframe", "svg", "math", "template", "noscript", "video", "audio", "picture", "source"],
    FORBID_ATTR: ["style", "id", "tabindex", "name", "target", "srcset", "action", "background"],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  });
}

function stillImage(image: HTMLImageElement, original: HTMLImageElement, word: string): void {
  const url = original.hasAttribute("data-apercu-image") ? "" : dataURL(original);
  if (url) {
    image.src = url;
    return;
  }
  const p = image.ownerDocument.createElement("span");
  p.className = "box";
  p.textContent = `[${word} ${image.alt || image.getAttribute("data-apercu-src") || ""}]`;
  image.replaceWith(p);
}

/// The picture as it is shown, through a canvas: a blob: address cannot be
/// fetched under the page's policy. "" when it belongs to another site.
function dataURL(image: HTMLImageElement): string {
  try {
    const shrink = Math.min(1, widest / Math.max(1, image.naturalWidth));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * shrink);
    canvas.height = Math.round(image.naturalHeight * shrink);
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const url = canvas.toDataURL("image/webp", 0.8);
    return url.startsWith("data:image/") ? url : "";
  } catch {
    return "";
  }
}
