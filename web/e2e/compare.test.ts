// Two versions of a page, and what reviewers say of one.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test, type TestContext } from "node:test";
import { binary, browser, openPage, server, stage, until, type Watched } from "./harness";

stage();

const old = `---
layout: layouts/post.njk
title: "Prêt de vélos"
date: 2026-03-16
---
## Où emprunter

À la mairie, sans rendez-vous, tous les jours de la semaine.

Cette phrase ne reste pas dans la page publiée.

- casque
- antivol
`;
const fresh = old.replace("Prêt de vélos", "Prêt de vélos et de trottinettes").replace("sans rendez-vous", "sur rendez-vous").replace("Cette phrase ne reste pas dans la page publiée.\n\n", "").replace("- antivol\n", "- antivol\n- gilet\n").concat("\nUne phrase nouvelle à la fin.\n");

const link = (text: string) => execFileSync(binary, ["link", "--path", "content/velos.md", "-"], { input: text }).toString().trim().split("#")[1]!;

async function view(t: TestContext, address: string, routes: Record<string, string | null> = {}): Promise<Watched> {
  const app = await openPage(t, browser, server, "about-blank-first", { serviceWorkers: "block", permissions: ["clipboard-read", "clipboard-write"], viewport: { width: 1280, height: 800 } });
  app.ignore = /service worker|Failed to load resource|net::ERR|CORS/i;
  for (const [url, body] of Object.entries(routes)) {
    await app.context.route(url, (route) => (body === null ? route.abort() : route.fulfill({ body, contentType: "text/plain; charset=utf-8", headers: { "access-control-allow-origin": "*" } })));
  }
  await app.page.goto(`${server.url}view${address}`);
  return app;
}

const drop = (app: Watched, name: string, text: string) => app.page.setInputFiles("#file-view", { name, mimeType: "text/plain", buffer: Buffer.from(text) });

async function differences(app: Watched): Promise<void> {
  await app.page.getByRole("heading", { name: "Différences (5)" }).waitFor();
  const list = (await app.page.locator(".change-name").allTextContents()).join(" · ").replaceAll("\u00a0", " ");
  assert.equal(list, "Titre modifié · Paragraphe modifié · Paragraphe supprimé · Liste : 1 élément ajouté · Paragraphe ajouté");
  await until("the marks", () => app.preview.evaluate(() => document.querySelectorAll(".apercu-diff").length === 4));
  const marks = await app.preview.evaluate(() => ({
    ins: [...document.querySelectorAll("ins")].map((e) => e.textContent),
    del: [...document.querySelectorAll("del")].map((e) => e.textContent),
    labels: [...document.querySelectorAll(".apercu-diff-label")].map((e) => e.textContent),
    lines: [...document.querySelectorAll("ins,del")].map((e) => getComputedStyle(e).textDecorationLine),
    signs: [...document.querySelectorAll("ins,del")].map((e) => getComputedStyle(e, "::before").content),
  }));
  assert.ok(marks.ins.some((text) => /\[ajout\s: sur\s* fin\]/.test(text!)), marks.ins.join("|"));
  assert.ok(marks.del.some((text) => /\[suppression\s: sans\s* fin\]/.test(text!)), marks.del.join("|"));
  assert.deepEqual(marks.labels, ["Modifié", "Supprimé", "Modifié", "Ajouté"]);
  for (const line of marks.lines) assert.match(line, /underline|line-through/);
  for (const sign of marks.signs) assert.match(sign, /[+−]/);
}

test("a file dropped on a link shows what changed, in words and in the page", async (t) => {
  const app = await view(t, `#${link(fresh)}`);
  await app.shows("sur rendez-vous", 30_000);
  await drop(app, "publiee.md", old);
  await differences(app);
  const now = app.page.locator("#change-now");
  await app.page.getByRole("button", { name: "Suivante" }).click();
  await until("the first", async () => (await now.textContent())!.startsWith("Différence 1 sur 5\u00a0: Titre modifié"));
  await app.page.keyboard.press("Alt+ArrowDown");
  await app.page.keyboard.press("Alt+ArrowDown");
  await until("the third", async () => (await now.textContent())!.startsWith("Différence 3 sur 5"));
  await app.preview.locator("body").press("Alt+ArrowUp");
  await until("back to the second, from the frame", async () => (await now.textContent())!.startsWith("Différence 2 sur 5"));
  await app.page.getByRole("button", { name: "Différences du texte source" }).click();
  await app.page.locator(".cm-deletedChunk").first().waitFor();
  await app.page.getByRole("button", { name: "Page", exact: true }).click();
  await until("the page without marks", () => app.preview.evaluate(() => document.querySelectorAll(".apercu-diff").length === 0 && document.body.textContent!.includes("gilet")));
});

test("#c compares two public files, #u shows one", async (t) => {
  const routes = { "https://exemple.invalid/old.md": old, "https://exemple.invalid/new.md": fresh };
  const app = await view(t, "#chttps://exemple.invalid/old.md…https://exemple.invalid/new.md", routes);
  await differences(app);
  app.foreign.length = 0;
  const one = await view(t, "#uhttps://exemple.invalid/new.md", routes);
  await one.shows("sur rendez-vous", 30_000);
  await one.page.getByText("fichier public de exemple.invalid").waitFor();
  one.foreign.length = 0;
});

test("a public file that cannot be read: why, and the way out", async (t) => {
  const app = await view(t, "#uhttps://exemple.invalid/new.md", { "https://exemple.invalid/**": null });
  await app.page.getByText("interdit aux autres pages de le lire").waitFor();
  assert.equal(await app.page.getByRole("link", { name: "ouvrir dans un autre onglet" }).getAttribute("href"), "https://exemple.invalid/new.md");
  await drop(app, "new.md", fresh);
  await app.shows("sur rendez-vous");
  app.foreign.length = 0;
  const big = await view(t, "#uhttps://exemple.invalid/big.md", { "https://exemple.invalid/**": "x".repeat(2 * 1024 * 1024 + 1) });
  await big.page.getByText("dépasse 2 Mio").waitFor();
  big.foreign.length = 0;
  const plain = await view(t, "#uhttp://exemple.invalid/new.md", { "http://exemple.invalid/**": fresh });
  await plain.page.getByText("ne contient pas d’aperçu").waitFor();
});

/// Selects words in the preview as a reader does.
async function select(app: Watched, words: string): Promise<void> {
  await app.preview.evaluate((text) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text; node; node = walker.nextNode() as Text) {
      const at = node.data.indexOf(text);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + text.length);
      getSelection()!.removeAllRanges();
      getSelection()!.addRange(range);
      return;
    }
    throw new Error(`no ${text}`);
  }, words);
  await app.page.locator("#comment-on").filter({ hasText: words }).waitFor();
}

test("comments go back in a link, find their place, or are kept detached", async (t) => {
  const app = await view(t, `#${link(fresh)}`);
  await app.shows("sur rendez-vous", 30_000);
  await select(app, "sur rendez-vous");
  await app.page.getByLabel("Votre nom (facultatif)").fill("Idris");
  await app.page.getByLabel("Votre remarque").fill("Dire comment le prendre <b>ici</b>");
  await app.page.getByRole("button", { name: "Ajouter la remarque" }).click();
  await app.page.getByRole("heading", { name: "Remarques (1)" }).waitFor();
  assert.equal(await app.page.getByLabel("Votre remarque").inputValue(), "");
  await select(app, "Une phrase nouvelle");
  await app.page.getByLabel("Votre remarque").fill("À supprimer");
  await app.page.getByRole("button", { name: "Ajouter la remarque" }).click();
  await app.page.getByRole("heading", { name: "Remarques (2)" }).waitFor();
  await app.page.getByRole("button", { name: "Faire le lien à renvoyer" }).click();
  const back = app.page.getByLabel("Lien avec vos remarques");
  await until("the link", async () => (await back.inputValue()).includes("/view#"));
  const sent = await back.inputValue();
  await app.page.getByRole("button", { name: "Copier le résumé et le lien" }).click();
  await app.page.getByText("Copié.").waitFor();
  const digest = await app.page.evaluate(() => navigator.clipboard.readText());
  assert.match(digest, /^Relecture de «\sPrêt de vélos et de trottinettes\s»\s: 2 remarques\n\n1\. «\ssur rendez-vous\s» \(ligne 8\)\n {3}Dire comment le prendre <b>ici<\/b> — Idris\n\n2\. «\sUne phrase nouvelle\s»/);

  const author = await view(t, sent.slice(server.url.length + "view".length));
  await author.page.getByRole("heading", { name: "Remarques (2)" }).waitFor();
  await author.page.getByText("Dire comment le prendre <b>ici</b>").waitFor();
  assert.equal(await author.page.locator(".comment .badge").count(), 0, "both places are found");
  await until("the underlining", () => author.preview.evaluate(() => CSS.highlights.get("apercu-quote")?.size === 2));

  // The author keeps a copy: the comments come along, and one loses its passage.
  await author.page.getByRole("button", { name: "Modifier une copie" }).click();
  await author.page.locator(".cm-content").waitFor();
  await author.page.getByRole("heading", { name: "Remarques (2)" }).waitFor();
  await author.write(fresh.replace("\nUne phrase nouvelle à la fin.\n", ""));
  await author.page.locator(".comment", { hasText: "À supprimer" }).getByText("détaché").waitFor();
  await author.page.locator(".comment", { hasText: "« Une phrase nouvelle »" }).or(author.page.locator(".comment-quote", { hasText: "Une phrase nouvelle" })).first().waitFor();
});
