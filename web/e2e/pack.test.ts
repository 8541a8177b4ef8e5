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
import { binary, launch, root, serve, Watched, type Server } from "./harness";

let browser: Browser;
let server: Server;
let plain: Server;
let folder: string;
let pack: Buffer;

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
  const context = await browser.newContext({ locale: "fr-FR", serviceWorkers: "block" });
  const app = new Watched(await context.newPage(), context, new URL(plain.url).host);
  t.after(async () => {
    await context.close();
    app.assertClean();
  });
  // The pack is chosen as a file in an editor that was served without a site.
  await app.page.goto(plain.url);
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
  const context = await browser.newContext({ locale: "fr-FR", serviceWorkers: "block" });
  const app = new Watched(await context.newPage(), context, new URL(server.url).host);
  t.after(async () => {
    await context.close();
    app.assertClean();
  });
  await app.page.goto(server.url);
  await app.ready();
  await app.write('---\ntitle: Filtre\n---\nAvant {{ "abc" | motsSecrets }} après.\n');
  await app.shows("Avant abc après.");
  const problems = app.page.getByRole("region", { name: "Problèmes" });
  await app.until("the warning that names the filter", async () => (await problems.textContent())?.includes("motsSecrets"));
});
