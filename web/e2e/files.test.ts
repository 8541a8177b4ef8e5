// Files: every recorded page through the real page unchanged; saved in place; a
// file changed on the disk; a site's folder; drops; exports that open again.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import type { Download } from "playwright-core";
import { browser, root, server, stage } from "./harness";
import { desk, Desk } from "./ui-kit";

stage();

const sha = (data: Uint8Array | string) => createHash("sha256").update(data).digest("hex");
const saved = (d: Desk) => d.saved();

/// Opens lettre.md of the disk, which then holds that text.
async function letter(d: Desk, text: string, shown = text): Promise<void> {
  await put(d, "lettre.md", text);
  await disk(d);
  await d.button("Ouvrir").click();
  await d.textIs(shown);
}

async function bytes(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function exported(d: Desk, name: string): Promise<Buffer> {
  await d.page.getByRole("button", { name: "Autres actions" }).first().click();
  await d.page.getByRole("menuitem", { name: "Exporter…" }).click();
  const [download] = await Promise.all([d.page.waitForEvent("download"), d.dialog("Exporter").getByRole("button", { name }).click()]);
  return bytes(download);
}

/// The choosers of File System Access give files of the browser's own private
/// disk: real handles, which only the person's click is missing from.
async function disk(d: Desk): Promise<void> {
  await d.page.evaluate(() => {
    Object.assign(window, {
      showOpenFilePicker: async () => [await (await navigator.storage.getDirectory()).getFileHandle("lettre.md")],
      showDirectoryPicker: async () => (await navigator.storage.getDirectory()).getDirectoryHandle("site"),
      showSaveFilePicker: async (options: { suggestedName: string }) => (await navigator.storage.getDirectory()).getFileHandle(`sous-${options.suggestedName}`, { create: true }),
    });
  });
}

const put = (d: Desk, name: string, text: string) =>
  d.page.evaluate(
    async ([name, text]) => {
      const parts = name!.split("/");
      let folder = await navigator.storage.getDirectory();
      for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
      const stream = await (await folder.getFileHandle(parts.at(-1)!, { create: true })).createWritable();
      await stream.write(text!.startsWith("base64:") ? Uint8Array.from(atob(text!.slice(7)), (c) => c.charCodeAt(0)) : text!);
      await stream.close();
    },
    [name, text],
  );
/// A file that is being written cannot be read: it is "".
const read = (d: Desk, name: string) => d.page.evaluate(async (name) => (await (await (await navigator.storage.getDirectory()).getFileHandle(name)).getFile()).text(), name).catch(() => "");

test("every recorded page, opened and saved by the real page: the same SHA-256", { timeout: 600_000 }, async (t) => {
  const records = path.join(root, "../shared/conformance/pages.jsonl");
  if (!fs.existsSync(records)) return t.skip("no ../shared/conformance beside the project");
  const d = await desk(t, browser, server);
  // Handlers that a real page has are refused in the preview, which says so.
  d.app.ignore = /service worker|inline event handler/i;
  const inputs = [...new Set(fs.readFileSync(records, "utf8").split("\n").filter(Boolean).map((line) => (JSON.parse(line) as { input?: string }).input ?? ""))].filter(Boolean);
  const quirks = ["\ufeffAvec BOM\n", "Un\r\nDeux\nTrois\r", "Sans fin", "\n\n\n", "---\r\ntitle: x\r\n---\r\n\r\nTexte\u00a0: fin \t\r\n"];
  const all = [...inputs, ...quirks];
  // In the page, one after the other: as the file chooser and Ctrl+S do, with the
  // downloads caught on their way.
  const bad = await d.page.evaluate(
    async ({ all, sums }) => {
      const input = document.getElementById("file-open") as HTMLInputElement;
      let given = undefined as Blob | undefined;
      URL.createObjectURL = new Proxy(URL.createObjectURL, { apply: (make, self, args: [Blob]) => ((given = args[0]), Reflect.apply(make, self, args)) });
      HTMLAnchorElement.prototype.click = () => undefined;
      const hex = async (data: ArrayBuffer) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", data))].map((b) => b.toString(16).padStart(2, "0")).join("");
      const { apercu } = window as unknown as { apercu: { run(name: string, args: string): string } };
      const bad: number[] = [];
      for (let i = 0; i < all.length; i++) {
        const files = new DataTransfer();
        files.items.add(new File([all[i]!], `page-${i}.md`));
        input.files = files.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
        const expected = all[i]!.replace(/^\ufeff/, "").replace(/\r\n|\r/g, "\n");
        for (let k = 0; k < 1000 && JSON.parse(apercu.run("text", "")) !== expected; k++) await new Promise((resolve) => setTimeout(resolve, 5));
        given = undefined;
        apercu.run("save", "");
        for (let k = 0; k < 400 && !given; k++) await new Promise((resolve) => setTimeout(resolve, 5));
        const out = given as Blob | undefined;
        if (!out || (await hex(await out.arrayBuffer())) !== sums[i]) bad.push(i);
      }
      return bad;
    },
    { all, sums: all.map(sha) },
  );
  assert.deepEqual(bad.map((i) => all[i]!.slice(0, 60)), []);
  t.diagnostic(`${all.length} pages unchanged`);
});

test("saved in place; recent files; a save under another name", async (t) => {
  const d = await desk(t, browser, server);
  await letter(d, "\ufeffBonjour\r\nà tous\n", "Bonjour\nà tous\n");
  await d.app.caretAfter("Bonjour");
  await d.page.keyboard.type(" Ève");
  await d.page.keyboard.press("Control+s");
  await d.page.getByText("« lettre.md » est enregistré.").waitFor();
  assert.equal(await d.page.evaluate(async () => [...new Uint8Array(await (await (await (await navigator.storage.getDirectory()).getFileHandle("lettre.md")).getFile()).arrayBuffer())].slice(0, 3).join()), "239,187,191", "the byte order mark stays");
  assert.equal((await read(d, "lettre.md")).replace("\ufeff", ""), "Bonjour Ève\r\nà tous\n");

  await d.button("Nouvelle page").click();
  await d.app.until("a new page", async () => (await d.text()).includes("layout:"));
  await d.page.locator(".doc-open").click();
  await d.dialog("Mes pages").locator("section .row-open", { hasText: "lettre.md" }).click();
  await d.textIs("Bonjour Ève\nà tous\n");

  await d.page.getByRole("button", { name: "Autres actions" }).first().click();
  await d.page.getByRole("menuitem", { name: "Exporter…" }).click();
  await d.dialog("Exporter").getByRole("button", { name: "Enregistrer sous…" }).click();
  await d.page.getByText("« sous-lettre.md » est enregistré.").waitFor();
  assert.equal((await read(d, "sous-lettre.md")).replace("\ufeff", ""), "Bonjour Ève\r\nà tous\n");
});

test("changed on the disk since it was opened: three ways, never silent", async (t) => {
  const d = await desk(t, browser, server);
  await letter(d, "Un\nDeux\n");
  await d.app.caretAfter("Un");
  await d.page.keyboard.type(" ici");
  await put(d, "lettre.md", "Un\nDeux ailleurs\n");
  await d.page.keyboard.press("Control+s");
  const dialog = d.dialog("Le fichier a changé sur le disque");
  await dialog.waitFor();
  assert.equal(await read(d, "lettre.md"), "Un\nDeux ailleurs\n", "nothing was written");
  await dialog.getByRole("button", { name: "Voir les différences" }).click();
  await d.dialog("Versions").locator("#version-source").getByText("Deux ailleurs").waitFor();
  await d.page.keyboard.press("Escape");

  await d.page.getByRole("textbox", { name: "Source de la page" }).focus();
  await d.page.keyboard.press("Control+s");
  await dialog.getByRole("button", { name: "Garder les deux" }).click();
  await d.app.until("the copy", async () => (await read(d, "sous-lettre (copie).md")) === "Un ici\nDeux\n");
  assert.equal(await read(d, "lettre.md"), "Un\nDeux ailleurs\n");

  await d.button("Ouvrir").click();
  await d.textIs("Un\nDeux ailleurs\n");
  await d.app.caretAfter("Un");
  await d.page.keyboard.type(" là");
  await put(d, "lettre.md", "Encore autre chose\n");
  await d.page.keyboard.press("Control+s");
  await dialog.getByRole("button", { name: "Remplacer le fichier" }).click();
  await d.app.until("replaced", async () => (await read(d, "lettre.md")) === "Un là\nDeux ailleurs\n");
  await d.page.getByRole("button", { name: "Autres actions" }).first().click();
  await d.page.getByRole("menuitem", { name: "Versions" }).click();
  await d.dialog("Versions").getByText("Contenu du fichier remplacé").waitFor();
});

test("changed on the disk again while one chooses: asked again, nothing lost", async (t) => {
  const d = await desk(t, browser, server);
  await letter(d, "Un\n");
  await d.app.caretAfter("Un");
  await d.page.keyboard.type(" ici");
  await put(d, "lettre.md", "Deux\n");
  await d.page.keyboard.press("Control+s");
  const dialog = d.dialog("Le fichier a changé sur le disque");
  await dialog.waitFor();
  await put(d, "lettre.md", "Trois\n");
  await dialog.getByRole("button", { name: "Remplacer le fichier" }).click();
  await dialog.waitFor();
  assert.equal(await read(d, "lettre.md"), "Trois\n");
  await dialog.getByRole("button", { name: "Remplacer le fichier" }).click();
  await d.app.until("replaced", async () => (await read(d, "lettre.md")) === "Un ici\n");
});

test("another page opened while the disk is slow: each file gets its own text", async (t) => {
  const d = await desk(t, browser, server);
  await d.write("Autre page\n");
  await saved(d);
  await letter(d, "Lettre\n");
  await saved(d);
  await d.page.evaluate(() => {
    const { createWritable } = FileSystemFileHandle.prototype;
    FileSystemFileHandle.prototype.createWritable = async function (...args) {
      await new Promise((resolve) => Object.assign(window, { slowDisk: resolve }));
      return createWritable.apply(this, args);
    };
  });
  await d.app.caretAfter("Lettre");
  await d.page.keyboard.type(" finie");
  await d.page.keyboard.press("Control+s");
  await d.app.until("the disk", () => d.page.evaluate(() => "slowDisk" in window));
  await d.page.locator(".doc-open").click();
  await d.dialog("Mes pages").locator(".row-open", { hasText: "parcours" }).click();
  await d.textIs("Autre page\n");
  await d.page.evaluate(() => (window as unknown as { slowDisk(): void }).slowDisk());
  await d.app.until("written", async () => (await read(d, "lettre.md")) === "Lettre finie\n");
  // The page that is open has no file of its own: it is downloaded.
  assert.equal((await d.save()).toString(), "Autre page\n");
  assert.equal(await read(d, "lettre.md"), "Lettre finie\n");
  // And the letter still knows its file, and that it holds this text.
  await d.page.locator(".doc-open").click();
  await d.dialog("Mes pages").locator("section .row-open", { hasText: "lettre.md" }).click();
  await d.textIs("Lettre finie\n");
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(await d.page.locator("#strip").getByText("Brouillon").count(), 0);
});

test("a file in an older encoding is saved in place at the first try", async (t) => {
  const d = await desk(t, browser, server);
  await put(d, "lettre.md", `base64:${Buffer.from("Été à Évian\n", "latin1").toString("base64")}`);
  await disk(d);
  await d.button("Ouvrir").click();
  await d.page.getByRole("dialog").getByRole("button", { name: /Windows/ }).click();
  await d.textIs("Été à Évian\n");
  await d.page.locator(".cm-content").focus();
  await d.page.keyboard.press("Control+s");
  await d.app.until("in UTF-8", async () => (await read(d, "lettre.md")) === "Été à Évian\n");
  assert.equal(await d.dialog("Le fichier a changé sur le disque").count(), 0);
});

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

test("a site's folder: its templates render, its images show, its pages open and save in place", async (t) => {
  const d = await desk(t, browser, server);
  await put(d, "site/content/blog/post.md", "---\ntitle: Un\n---\n\n![Carré](./carre.png)\n\n{% encart %}\n");
  await put(d, "site/_includes/shortcodes/encart.njk", "<p>Encart de {{ maison.nom }}</p>");
  await put(d, "site/_data/maison.json", '{"nom":"la maison"}');
  await put(d, "site/node_modules/x/y.md", "non");
  await put(d, "site/content/blog/carre.png", `base64:${pixel}`);
  await disk(d);
  await d.page.locator(".doc-open").click();
  await d.button("Ouvrir le dossier du site").click();
  const dialog = d.dialog("Mes pages");
  await dialog.getByText("Dossier du site : site").waitFor();
  assert.deepEqual(await dialog.getByRole("list", { name: "Pages du dossier" }).getByRole("button").allTextContents(), ["content/blog/post.md"]);
  await dialog.getByRole("button", { name: "content/blog/post.md" }).click();
  await d.app.shows("Encart de la maison");
  await d.app.until("the image", () => d.app.preview.evaluate(() => [...document.images].some((image) => image.alt === "Carré" && image.src.startsWith("blob:") && image.naturalWidth === 1)));
  await d.app.caretAfter("Carré");
  await d.page.keyboard.type(" fin");
  await d.page.keyboard.press("Control+s");
  await d.page.getByText("« post.md » est enregistré.").waitFor();
  // The next visit finds the folder again, without asking while the right lasts.
  await d.page.reload();
  await d.app.shows("Encart de la maison", 30_000);
});

test("a folder chosen where there is no File System Access", async (t) => {
  const folder = fs.mkdtempSync(path.join(process.env.TMPDIR ?? "/tmp", "apercu-site-"));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  fs.mkdirSync(path.join(folder, "content"));
  fs.mkdirSync(path.join(folder, "_includes/shortcodes"), { recursive: true });
  fs.writeFileSync(path.join(folder, "content/a.md"), "{% salut %}\n");
  fs.writeFileSync(path.join(folder, "_includes/shortcodes/salut.njk"), "<p>Salut du dossier</p>");
  const d = await desk(t, browser, server);
  await d.page.evaluate(() => Object.assign(window, { showDirectoryPicker: undefined }));
  await d.page.locator("#folder-open").setInputFiles(folder);
  await d.dialog("Mes pages").getByRole("button", { name: "content/a.md" }).click();
  await d.app.shows("Salut du dossier");
});

test("a page dropped on the text opens; what was open stays among the pages", async (t) => {
  const d = await desk(t, browser, server);
  await d.write("Ouvert avant.\n");
  await saved(d);
  await d.page.locator(".cm-content").evaluate((element) => {
    const data = new DataTransfer();
    data.items.add(new File(["# Déposé\n"], "depose.md", { type: "text/markdown" }));
    element.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await d.textIs("# Déposé\n");
  await d.page.locator(".doc-open").click();
  await d.dialog("Mes pages").locator(".row-open", { hasText: "parcours" }).click();
  await d.textIs("Ouvert avant.\n");
});

test("exports: .md, .zip and .html open again with the same content; the HTML has nothing of the State", async (t) => {
  const d = await desk(t, browser, server);
  await d.app.ready();
  const text = "---\ntitle: Export\n---\n\n## Une section\n\nDu texte <em>ici</em>.\n";
  await d.open("export.md", text);
  await d.app.shows("Une section");
  assert.equal((await exported(d, "Page Markdown (.md)")).toString(), text);

  const zip = await exported(d, "Page et images (.zip)");
  assert.equal(zip.readUInt32LE(0), 0x04034b50);
  const name = zip.subarray(30, 30 + zip.readUInt16LE(26)).toString();
  assert.equal(name, "export.md");
  assert.equal(zip.subarray(30 + name.length, 30 + name.length + zip.readUInt32LE(18)).toString(), text);

  const html = (await exported(d, "Contenu seul (.html)")).toString();
  assert.match(html, /<h2[^>]*>\s*Une section/);
  assert.match(html, /page non publiée/);
  assert.match(html, /default-src 'none'/);
  assert.doesNotMatch(html, /fr-logo|République|Marianne|<script|<link|https?:\/\//);
});

test("an export of the content alone holds its images", async (t) => {
  const d = await desk(t, browser, server);
  await d.app.ready();
  await put(d, "site/content/page.md", "![Carré](./carre.png)\n");
  await put(d, "site/content/carre.png", `base64:${pixel}`);
  await disk(d);
  await d.page.locator(".doc-open").click();
  await d.button("Ouvrir le dossier du site").click();
  await d.dialog("Mes pages").getByRole("button", { name: "content/page.md" }).click();
  await d.app.until("the image", () => d.app.preview.evaluate(() => [...document.images].some((image) => image.src.startsWith("blob:") && image.naturalWidth === 1)));
  const html = (await exported(d, "Contenu seul (.html)")).toString();
  assert.match(html, new RegExp(`<img[^>]*src="data:image/png;base64,${pixel.replace(/[+/]/g, "\\$&")}"`));
});

test("printing shows the page in a frame that may print", async (t) => {
  const d = await desk(t, browser, server);
  await d.app.ready();
  await d.write("## Sur papier\n");
  await d.app.shows("Sur papier");
  await d.app.context.addInitScript(() => (window.print = () => void (window.parent as unknown as { printed: string }).printed === undefined && Object.assign(window.parent, { printed: document.body.textContent })));
  await d.page.keyboard.press("Control+p");
  await d.app.until("the print", () => d.page.evaluate(() => ((window as unknown as { printed?: string }).printed ?? "").includes("Sur papier")));
});

test("not one byte goes through localStorage, and no request leaves before a person's act", async (t) => {
  const d = await desk(t, browser, server);
  await d.app.ready();
  await d.write("## Secret\n\n![x](https://ailleurs.example/x.png)\n\n{% dailymotion \"x8abcde\" %}\n");
  await d.app.shows("Secret");
  await saved(d);
  assert.doesNotMatch(await d.page.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })), /Secret/);
  d.app.assertClean(); // other hosts too
});
