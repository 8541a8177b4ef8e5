// What the open site offers to the one who writes: layouts, tags, shortcodes,
// components and filters, in the form and in completion.
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch, serve, until, type Server } from "./harness";
import { desk, type Desk } from "./ui-kit";

let browser: Browser;
let server: Server;
let plain: Server;
let site: string;

const files: Record<string, string> = {
  "apercu.yaml": "name: Essai\nlang: en\npeertubeHosts: [videos.exemple.fr]\n",
  "_includes/layouts/fiche.njk": "---\nlayout: layouts/base.njk\n---\n<main>{{ content | safe }}</main>",
  "_includes/layouts/base.njk": "<!doctype html><html><body>{{ content | safe }}</body></html>",
  "_includes/shortcodes/chiffre.njk": "---\ndescription: Chiffre clé\nparams: [valeur, legende]\n---\n<p>{{ valeur }}</p>",
  "_includes/components/frise.njk": "{#- frise: dates, titres -#}\n<p></p>",
  "content/a.md": "---\ntitle: A\ntags: [Agenda, \"Guide : débuter\"]\n---\n",
  "content/b.md": "---\ntitle: B\ntags: [Agenda]\n---\n",
};

before(async () => {
  site = fs.mkdtempSync(path.join(os.tmpdir(), "apercu-site-"));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(site, name)), { recursive: true });
    fs.writeFileSync(path.join(site, name), text);
  }
  [browser, server, plain] = await Promise.all([launch(), serve("--site", site), serve()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await plain?.stop();
  fs.rmSync(site, { recursive: true, force: true });
});

async function form(d: Desk) {
  const form = d.page.getByRole("form", { name: "Informations de la page" });
  if ((await form.count()) === 0) await d.button("Informations").click();
  await form.waitFor();
  return form;
}

const options = (d: Desk, id: string) => d.page.locator(`#${id} option`).evaluateAll((all) => all.map((o) => (o as HTMLOptionElement).value));

/// Types, and gives the labels that completion then offers; at least those wanted.
async function offered(d: Desk, typed: string, wanted: string[]): Promise<string[]> {
  await d.page.keyboard.type(typed);
  let labels: string[] = [];
  let asked = Date.now();
  await until(`${wanted.join()} after ${typed}`, async () => {
    labels = await d.page.locator(".cm-tooltip-autocomplete .cm-completionLabel").allTextContents();
    // Asked too often, a list begins anew before it is there.
    if (!labels.length && Date.now() - asked > 2000) {
      await d.page.keyboard.press("Control+Space");
      asked = Date.now();
    }
    return wanted.every((label) => labels.includes(label));
  }).catch((error: Error) => assert.fail(`${error.message}, got ${labels.join()}`));
  return labels;
}

test("a site: its layouts and tags in the form, the most used first, one press adds one", async (t) => {
  const d = await desk(t, browser, server);
  await d.write("---\ntitle: Essai\n---\n\nTexte|");
  const details = await form(d);
  await until("the site's layouts", async () => (await options(d, "layouts")).includes("layouts/fiche.njk"));
  assert.deepEqual((await options(d, "layouts")).filter((name) => /shortcodes|components/.test(name)), [], "no part of a page is a layout");
  assert.deepEqual(await options(d, "known-tags"), ["Agenda", "Guide : débuter"]);
  const group = details.getByRole("group", { name: "Étiquettes du site" });
  await group.getByRole("button", { name: "Ajouter l’étiquette Guide : débuter" }).click();
  await until("a quoted tag", async () => /^---\ntitle: Essai\ntags:\n {2}- ["']Guide : débuter["']\n---\n\nTexte$/.test(await d.text()));
  assert.equal(await d.page.evaluate(() => document.activeElement?.id), "field-tags");
  await until("what the page has is not suggested", async () => (await group.getByRole("button").count()) === 1);
  await d.undo();
  await d.textIs("---\ntitle: Essai\n---\n\nTexte");
});

test("a site: completion knows its shortcodes, components, filters, layouts and tags", async (t) => {
  const d = await desk(t, browser, server);
  await d.write("|");
  // The site has answered once its own shortcode is known.
  await until("the site's names", async () => {
    await d.write("|");
    await d.page.keyboard.type("{% chif");
    return d.page.locator(".cm-tooltip-autocomplete li", { hasText: "chiffre" }).first().waitFor({ timeout: 2000 }).then(() => true, () => false);
  });
  assert.match((await d.page.locator(".cm-tooltip-autocomplete li", { hasText: "chiffre" }).textContent())!, /valeur, legende/);
  await d.page.locator(".cm-tooltip-autocomplete li", { hasText: "chiffre" }).click();
  await d.textIs('{% chiffre "valeur" %}');
  await d.write("|");
  await offered(d, '{{ component("', ["frise", "card"]);
  await d.write("|");
  await offered(d, '{{ title | slu', ["slugify", "slug"]);
  await d.write("---\nlayout: |\n---\n");
  await offered(d, "lay", ["layouts/fiche.njk"]);
  await d.write("---\ntags:\n  - |\n---\n");
  await offered(d, "Gui", ["Guide : débuter"]);
  // The list does not take a press in its first moment, lest it be meant for the text.
  await until("the tag in quotes", async () => {
    await d.page.locator(".cm-tooltip-autocomplete li").first().click({ timeout: 1000 }).catch(() => undefined);
    return (await d.text()) === '---\ntags:\n  - "Guide : débuter"\n---\n';
  });
});

test("a site: its PeerTube instances are recognised, subtitles are in its language", async (t) => {
  const d = await desk(t, browser, server);
  await form(d); // the site has answered once its tags are there
  await until("the site", async () => (await options(d, "known-tags")).includes("Agenda"));
  await d.write("|");
  await d.tool("Vidéo").click();
  const video = d.dialog("Vidéo");
  await video.getByLabel("Adresse, identifiant ou code d’intégration").fill("https://videos.exemple.fr/w/9c9de5e8-0a1e-484a-b099-e80766180a6d");
  await video.getByText("Vidéo PeerTube reconnue").waitFor();
  await d.page.keyboard.press("Escape");
  await until("closed", async () => (await d.page.locator("dialog[open]").count()) === 0);
  await d.tool("Transcription").click();
  const dialog = d.dialog("Transcription");
  await d.page.locator("#choose-subtitles").setInputFiles({ name: "a.vtt", mimeType: "text/vtt", buffer: Buffer.from("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Laura>Is it open? Yes: today!\n") });
  // French would put a no-break space before the sign.
  await until("the words", async () => /Is it open\? Yes: today!/.test(await dialog.getByLabel("Texte intégral").inputValue()));
});

test("without a site: the built-in layouts, and the tags of the author's other pages", async (t) => {
  const d = await desk(t, browser, plain);
  const saved = () => until("saved", async () => /Enregistré/.test((await d.page.locator("#save-state").textContent())!));
  await d.run("newPage");
  await until("a new page", async () => /tags: \[\]/.test(await d.text()));
  await d.write("---\ntitle: Une\ntags: [Réseaux, Vidéo]\n---\n\nUn.");
  await saved();
  await d.run("newPage");
  await until("another page", async () => /tags: \[\]/.test(await d.text()));
  const details = await form(d);
  await until("their tags", async () => (await options(d, "known-tags")).includes("Réseaux"));
  await details.getByRole("group", { name: "Étiquettes de vos autres pages" }).waitFor();
  assert.ok((await options(d, "layouts")).includes("layouts/post.njk"));
  await d.write("---\ntags: [|]\n---\n");
  await offered(d, "Rés", ["Réseaux"]);
});
