// A site's pack: what `apercu pack` makes of the folder of cmd/eleventydiff, whose
// pages are held against the real Eleventy, is what the editor then shows: the
// site's own layout, components, shortcodes and data, those of JavaScript too.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { binary, launch, openPage, root, serve, until, type Server, type Watched } from "./harness";

let browser: Browser;
let server: Server;
let plain: Server;
let folder: string;
let pack: Buffer;

/// A picture of one pixel.
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const page = "---\ntitle: Vue\n---\n\n![Carré](./img/carre.png)\n\n![Lourde](./img/lourde.png)\n\n![Absente](./img/absente.png)\n\nFin de la vue.\n";

/// What the preview shows for each image of `page`: the site's own, or a box.
async function images(app: Watched): Promise<void> {
  const wanted = JSON.stringify({ Carré: "1×1", Lourde: "heavy", Absente: "missing" });
  let seen = {};
  await until("the images of the page", async () => {
    seen = await app.preview.evaluate(() =>
      Object.fromEntries([...document.images].map((image) => [image.alt, image.dataset.apercuImage ?? (image.src.startsWith("blob:") && image.complete ? `${image.naturalWidth}×${image.naturalHeight}` : "")])),
    );
    return JSON.stringify(seen) === wanted;
  }, 20_000).catch(() => assert.equal(JSON.stringify(seen), wanted));
}

/// Writes the files of a txtar archive.
function extract(archive: string, into: string): void {
  const parts = fs.readFileSync(archive, "utf8").split(/^-- (.+) --\n/m).slice(1);
  for (let i = 0; i < parts.length; i += 2) {
    const file = path.join(into, parts[i]!);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, parts[i + 1]!);
  }
}

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "apercu-pack-"));
  const site = path.join(folder, "site");
  extract(path.join(root, "cmd/eleventydiff/testdata/site.txtar"), site);
  const zip = path.join(folder, "site.zip");
  fs.mkdirSync(path.join(site, "content/blog/img"), { recursive: true });
  fs.writeFileSync(path.join(site, "content/blog/img/carre.png"), Buffer.from(pixel, "base64"));
  fs.writeFileSync(path.join(site, "content/blog/img/lourde.png"), Buffer.alloc((1 << 20) + 1));
  fs.writeFileSync(path.join(site, "content/blog/vue.md"), page);
  execFileSync(binary, ["pack", "--site", site, "-o", zip], { stdio: "pipe" });
  pack = fs.readFileSync(zip);
  [browser, server, plain] = await Promise.all([launch(), serve("--site", site), serve()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await plain?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

test("a pack shows the site's own layout, components, shortcodes and computed data", async (t) => {
  // The pack is chosen as a file in an editor that was served without a site.
  const app = await openPage(t, browser, plain);
  await app.ready();
  await app.page.locator("#file-open").setInputFiles({ name: "site.zip", mimeType: "application/zip", buffer: pack });
  await app.page.getByText("Le site de « site.zip » est ouvert").waitFor();

  await app.write(
    [
      "---",
      "title: Essai du paquet",
      "layout: layouts/post.njk",
      "date: 2024-03-05",
      "tags: [mer]",
      "---",
      '{% from "components/component.njk" import component with context %}',
      "",
      'Lire {% livre "Le Port", "A. Mer" %}, {{ calcul.total }} fois, à la {{ metadata.title }}.',
      "",
      '{{ component("carte", { titre: "Une carte", url: "/c/" }) }}',
      "",
      '{% encadre "Noter", "vif" %}',
      "Un mot **gras**.",
      "{% endencadre %}",
      "",
    ].join("\n"),
  );
  await app.shows("Essai du paquet");
  await app.shows("Le Port (A. Mer)");
  const seen = await app.preview.evaluate(() => ({
    layout: document.querySelector("article > h1")?.textContent,
    date: document.querySelector("article time")?.textContent,
    tags: [...document.querySelectorAll(".fr-tags-group a")].map((a) => a.textContent).join(" "),
    shortcode: document.querySelector("cite.livre")?.parentElement?.textContent?.replace(/\s+/g, " ").trim(),
    component: document.querySelector(".fr-card h3 a")?.textContent,
    paired: document.querySelector(".encadre.vif p")?.textContent,
    footer: [...document.querySelectorAll("footer")].at(-1)?.textContent?.trim(),
  }));
  assert.deepEqual(seen, {
    layout: "Essai du paquet",
    date: "05 mars 2024",
    tags: "site mer", // the folder's and the page's
    shortcode: "Lire Le Port (A. Mer) , 15 fois, à la Médiathèque du Port.",
    component: "Une carte",
    paired: "Noter",
    footer: "L’équipe · mediatheque 1.4.0",
  });
});

test("a filter that the site has in JavaScript only is named, and its value passes", async (t) => {
  const app = await openPage(t, browser, server);
  await app.ready();
  await app.write('---\ntitle: Filtre\n---\nAvant {{ "abc" | motsSecrets }} après.\n');
  await app.shows("Avant abc après.");
  const problems = app.page.getByRole("region", { name: "Problèmes" });
  await app.until("the warning that names the filter", async () => (await problems.textContent())?.includes("motsSecrets"));
});

test("images of a pack: shown, or said to be too heavy or absent; the pack and its pages are there again after a reload", async (t) => {
  const app = await openPage(t, browser, plain, "", { serviceWorkers: "block", viewport: { width: 1440, height: 860 } });
  await app.ready();
  await app.page.locator("#file-open").setInputFiles({ name: "site.zip", mimeType: "application/zip", buffer: pack });
  await app.page.getByText("Le site de « site.zip » est ouvert").waitFor();
  await app.page.locator(".doc-open").click();
  const dialog = app.page.getByRole("dialog", { name: "Mes pages" });
  await dialog.getByRole("list", { name: "Pages du dossier" }).getByRole("button", { name: "content/blog/vue.md" }).click();
  await app.shows("Fin de la vue.");
  await images(app);
  await until("stored", async () => /Enregistré/.test((await app.page.locator("#save-state").textContent()) ?? ""));
  await app.page.reload();
  await app.shows("Fin de la vue.", 30_000);
  await images(app);

  await app.page.locator("#file-open").setInputFiles({ name: "faux.zip", mimeType: "application/zip", buffer: Buffer.from("rien") });
  await app.page.getByText("« faux.zip » n’est pas le paquet d’un site.").waitFor();
  await images(app);
});

test("a served site: its images show, offline too; the review page has them", { timeout: 120_000 }, async (t) => {
  const own = await serve("--site", path.join(folder, "site"));
  const app = await openPage(t, browser, own, "", { serviceWorkers: "allow" });
  await app.ready();
  await app.page.locator("#file-open").setInputFiles({ name: "vue.md", mimeType: "text/markdown", buffer: Buffer.from(page.replaceAll("./img", "/blog/img")) });
  await app.shows("Fin de la vue.");
  await images(app);
  const link = execFileSync(binary, ["link", "-"], { input: page.replaceAll("./img", "/blog/img") }).toString().trim().split("#")[1]!;
  await until("the cache to be complete", () => app.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated"), 60_000);
  await own.stop();
  await app.page.reload();
  await app.shows("Fin de la vue.", 30_000);
  await images(app);
  await app.page.goto(`${own.url}view#${link}`);
  await app.shows("Fin de la vue.", 30_000);
  await images(app);
});
