// Nothing to lose: what is typed is there again after a reload, a killed tab, a
// closed window; versions bring older texts back; the trash gives pages back.

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { browser, server, stage, until, Watched } from "./harness";
import { desk, Desk } from "./ui-kit";

stage();

const saved = (d: Desk) => d.saved();

/// Another page of the same browser profile, without the harness's watching.
async function again(context: BrowserContext): Promise<Desk> {
  const page = await context.newPage();
  await page.goto(server.url);
  const d = new Desk(new Watched(page, context, new URL(server.url).host));
  await until("the document", async () => (await d.text().catch(() => "")).length > 0);
  await page.getByRole("toolbar").first().waitFor(); // the interface is the last to come
  return d;
}

/// The texts in a store of the browser's database.
function texts(d: Desk, store: "documents" | "versions"): Promise<string[]> {
  return d.page.evaluate(async (store) => {
    const [{ name }] = (await indexedDB.databases()) as [{ name: string }];
    const db = await new Promise<IDBDatabase>((done) => (indexedDB.open(name).onsuccess = (e) => done((e.target as IDBOpenDBRequest).result)));
    const all = await new Promise<{ text: string }[]>((done) => (db.transaction(store).objectStore(store).getAll().onsuccess = (e) => done((e.target as IDBRequest).result)));
    db.close();
    return all.map(({ text }) => text);
  }, store);
}

async function menu(d: Desk, name: string): Promise<void> {
  await d.page.getByRole("button", { name: "Autres actions" }).first().click();
  await d.page.getByRole("menuitem", { name }).click();
}

test("documents: found, renamed, duplicated, deleted, brought back", async (t) => {
  const d = await desk(t, browser, server);
  await d.write("---\ntitle: Rapport annuel\n---\n\nUn.\n");
  await saved(d);
  await d.button("Nouvelle page").click();
  await d.app.until("a new page", async () => (await d.text()).includes('title: ""'));
  await d.write("---\ntitle: Guide de rédaction\n---\n\nDeux.\n");
  await saved(d);

  await d.page.locator(".doc-open").click();
  const dialog = d.dialog("Mes pages");
  const row = (name: string) => dialog.locator(".row-title", { hasText: name });
  await row("Rapport annuel").waitFor();
  await dialog.getByText("Vos textes restent dans ce navigateur").waitFor();
  await dialog.getByLabel("Chercher une page").fill("guide");
  await row("Rapport annuel").waitFor({ state: "detached" });
  await dialog.getByLabel("Chercher une page").fill("");

  await dialog.getByRole("button", { name: "Renommer : Rapport annuel" }).click();
  await dialog.getByLabel("Nom du fichier").fill("rapport-2026.md");
  await d.page.keyboard.press("Enter");
  await dialog.getByText(/^rapport-2026\.md/).waitFor();

  await dialog.getByRole("button", { name: "Dupliquer : Rapport annuel" }).click();
  await dialog.getByText(/^rapport-2026 \(copie\)\.md/).waitFor();

  await dialog.getByRole("button", { name: "Supprimer : Guide de rédaction" }).click();
  await dialog.getByText("« Guide de rédaction » est dans la corbeille.").waitFor();
  assert.match(await d.text(), /Rapport annuel/, "another page is open");
  await dialog.getByRole("button", { name: "Annuler la suppression" }).click();
  await dialog.getByRole("button", { name: "Supprimer : Guide de rédaction" }).waitFor();

  await dialog.locator(".row-open", { hasText: "Guide de rédaction" }).click();
  await d.textIs("---\ntitle: Guide de rédaction\n---\n\nDeux.\n");
});

test("first edit: what stays in this browser is said once, with the browser's own answer", async (t) => {
  const d = await desk(t, browser, server);
  assert.equal(await d.page.getByText("Vos textes restent dans ce navigateur").count(), 0, "nothing before a real edit");
  await d.page.locator(".cm-content").focus();
  await d.page.keyboard.type("x");
  const notice = d.page.locator(".notice", { hasText: "Vos textes restent dans ce navigateur" });
  await notice.waitFor();
  assert.match((await notice.textContent())!, /s’est(?: pas)? engagé/);
  await notice.getByRole("button", { name: "J’ai compris" }).click();
  await saved(d);
  await d.page.reload();
  await d.page.getByRole("toolbar").first().waitFor();
  await d.page.locator(".cm-content").focus();
  await d.page.keyboard.type("y");
  await saved(d);
  assert.equal(await notice.count(), 0);
});

test("twenty minutes without a file: a reminder, taken away by saving", async (t) => {
  const d = await desk(t, browser, server);
  await d.page.clock.install();
  await d.page.reload();
  await d.page.getByRole("toolbar").first().waitFor();
  await d.page.locator(".cm-content").focus();
  await d.page.keyboard.type("Un mot");
  await d.page.clock.fastForward("19:00");
  assert.equal(await d.page.getByText("Depuis 20 minutes").count(), 0);
  await d.page.clock.fastForward("02:00");
  await d.page.getByText("Depuis 20 minutes").waitFor();
});

test("versions: named, compared in words and in the source, restored as one undo step", async (t) => {
  const d = await desk(t, browser, server);
  await d.app.ready();
  await d.write("---\ntitle: Un\n---\n\nPremier texte.\n");
  await saved(d);
  await menu(d, "Versions");
  const dialog = d.dialog("Versions");
  await dialog.getByLabel("Garder le texte actuel sous un nom").fill("Avant relecture");
  await dialog.getByRole("button", { name: "Garder cette version" }).click();
  await dialog.getByText("Avant relecture").waitFor();
  await d.page.keyboard.press("Escape");
  await d.write("---\ntitle: Deux\n---\n\nSecond texte.\n");
  await saved(d);
  await menu(d, "Versions");
  await dialog.locator(".row-open", { hasText: "Avant relecture" }).click();
  await dialog.getByRole("list", { name: /différences/ }).waitFor();
  assert.match((await dialog.locator(".changes").textContent())!, /Titre modifié/);
  await dialog.locator("#version-source .cm-content").waitFor();
  assert.match((await dialog.locator("#version-source").textContent())!, /Premier texte/);
  await dialog.getByRole("button", { name: "Restaurer cette version" }).click();
  await d.textIs("---\ntitle: Un\n---\n\nPremier texte.\n");
  await d.undo();
  await d.textIs("---\ntitle: Deux\n---\n\nSecond texte.\n");
  await menu(d, "Versions");
  await dialog.getByText("Avant une restauration").waitFor();
});

test("automatic versions while typing, thinned by the rules of app/storage", async (t) => {
  const d = await desk(t, browser, server);
  await d.app.ready();
  await d.write("Départ\n");
  await saved(d);
  const count = async () => (await texts(d, "versions")).length;
  await d.page.evaluate(async () => {
    // Forty automatic versions of the past day, a minute apart.
    const [{ name }] = (await indexedDB.databases()) as [{ name: string }];
    const db = await new Promise<IDBDatabase>((done) => (indexedDB.open(name).onsuccess = (e) => done((e.target as IDBOpenDBRequest).result)));
    const tx = db.transaction(["versions", "settings"], "readwrite");
    const document = await new Promise<string>((done) => (tx.objectStore("settings").get("last-document").onsuccess = (e) => done((e.target as IDBRequest).result)));
    for (let i = 0; i < 40; i++) tx.objectStore("versions").add({ document, at: Date.now() - 7_200_000 + i * 60_000, kind: "auto", name: "", text: `Version ${i}` });
    await new Promise((done) => (tx.oncomplete = done));
    db.close();
  });
  assert.ok((await count()) >= 40);
  // Opening another page keeps a version of this one, and thins.
  await d.button("Nouvelle page").click();
  await until("fewer versions", async () => (await count()) < 15);
  assert.ok((await count()) >= 5, "one for each ten minutes stays");
});

test("a text that is not what the file holds: said at the start, compared, taken back", async (t) => {
  const d = await desk(t, browser, server);
  await d.open("lettre.md", "Bonjour\n\nAu revoir\n");
  await d.textIs("Bonjour\n\nAu revoir\n");
  await saved(d);
  await d.page.reload();
  await d.page.getByRole("toolbar").first().waitFor();
  await d.textIs("Bonjour\n\nAu revoir\n");
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(await d.page.locator("#strip").getByText("Brouillon").count(), 0, "nothing is offered when nothing changed");
  await d.app.caretAfter("Bonjour");
  await d.page.keyboard.type(" à tous");
  await saved(d);
  await d.page.reload();
  await d.page.locator("#strip").getByText(/Brouillon du .*, 1 modification non enregistrée dans le fichier/).waitFor();
  await d.page.locator("#strip").getByRole("button", { name: "Comparer" }).click();
  await d.dialog("Versions").getByText("De cette version à votre texte").waitFor();
  await d.page.keyboard.press("Escape");
  await d.page.locator("#strip").getByRole("button", { name: "Revenir au fichier" }).click();
  await d.textIs("Bonjour\n\nAu revoir\n");
  await d.undo();
  await d.textIs("Bonjour à tous\n\nAu revoir\n");
  assert.ok((await texts(d, "versions")).includes("Bonjour à tous\n\nAu revoir\n"), "the draft is among the versions");
});

test("typed while the page makes way for another: kept", async (t) => {
  const d = await desk(t, browser, server);
  await d.write("Un\n");
  await saved(d);
  // A slow disk: the version that is kept on leaving waits until it is let go.
  await d.page.evaluate(() => {
    const state = window as unknown as { held: boolean; go: boolean };
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (this: IDBObjectStore, ...args: Parameters<typeof add>) {
      const request = add.apply(this, args);
      const more = (): void => {
        if (!state.go) this.count().onsuccess = more;
      };
      if (this.name === "versions") {
        state.held = true;
        more();
      }
      return request;
    };
  });
  await d.app.caretAfter("Un");
  await d.page.keyboard.type(" deux");
  await d.page.evaluate(() => Object.assign(window, { held: false }));
  await d.run("newPage");
  await d.app.until("the version", () => d.page.evaluate(() => (window as unknown as { held: boolean }).held));
  await d.page.keyboard.insertText(" trois");
  assert.equal(await d.text(), "Un deux trois\n", "the page is still open when the words are typed");
  await d.page.evaluate(() => Object.assign(window, { go: true }));
  await d.app.until("a new page", async () => (await d.text()).includes("layout:"));
  await d.app.until("the words in the store", async () => (await texts(d, "documents")).includes("Un deux trois\n"));
});

test("words typed over a draft are among the versions when one goes back to the file", async (t) => {
  const d = await desk(t, browser, server);
  await d.open("lettre.md", "Bonjour\n");
  await d.textIs("Bonjour\n");
  await d.app.caretAfter("Bonjour");
  await d.page.keyboard.type(" à tous");
  await saved(d);
  await d.page.reload();
  const back = d.page.locator("#strip").getByRole("button", { name: "Revenir au fichier" });
  await back.waitFor();
  await d.app.caretAfter("à tous");
  await d.page.keyboard.type(" et à toutes");
  await back.click();
  await d.textIs("Bonjour\n");
  assert.ok((await texts(d, "versions")).includes("Bonjour à tous et à toutes\n"));
});

/// Types random words and kills the page at a random moment. Gives what was typed
/// at least a second before, and what the next page shows.
async function killed(context: BrowserContext, seed: number, how: "crash" | "close"): Promise<{ due: string; typed: string; found: string }> {
  const d = await again(context);
  await d.page.locator(".cm-content").focus();
  await d.page.keyboard.press("ControlOrMeta+End");
  const start = await d.text();
  const keys: { at: number; length: number }[] = [];
  let typed = "";
  const wait = 100 + ((seed * 7919) % 1500);
  const end = Date.now() + wait;
  for (let i = 0; Date.now() < end; i++) {
    const key = "abcdefghij"[(seed + i) % 10]!;
    await d.page.keyboard.insertText(key);
    typed += key;
    keys.push({ at: Date.now(), length: typed.length });
    await new Promise((resolve) => setTimeout(resolve, (seed * 31 + i * 17) % 90));
  }
  const now = Date.now();
  const due = start + typed.slice(0, keys.filter((key) => now - key.at >= 1000).at(-1)?.length ?? 0);
  await kill(context, d.page, how);
  const next = await again(context);
  const found = await next.text();
  await next.page.close();
  return { due, typed: start + typed, found };
}

async function kill(context: BrowserContext, page: Page, how: "crash" | "close"): Promise<void> {
  if (how === "close") return page.close({ runBeforeUnload: false });
  const client = await context.newCDPSession(page);
  const gone = new Promise((resolve) => page.once("crash", resolve));
  void client.send("Page.crash").catch(() => undefined);
  await gone;
  await page.close().catch(() => undefined);
}

/// DURABILITY=50 for the count that `make test-durability` prints.
const rounds = Number(process.env.DURABILITY ?? 6);

test(`a page killed while typing, ${rounds} times: at most the last second is lost`, { timeout: 60_000 + rounds * 20_000 }, async (t: TestContext) => {
  const context = await browser.newContext({ locale: "fr-FR", serviceWorkers: "block" });
  t.after(() => context.close());
  const first = await again(context);
  await first.write("Début ");
  await saved(first);
  await first.page.close();
  let whole = 0;
  let lost = 0;
  for (let i = 0; i < rounds; i++) {
    const { due, typed, found } = await killed(context, i + 1, i % 3 === 2 ? "close" : "crash");
    assert.ok(found.startsWith(due), `round ${i}: ${JSON.stringify(due.slice(-40))} was due, ${JSON.stringify(found.slice(-40))} found`);
    assert.ok(typed.startsWith(found), `round ${i}: ${JSON.stringify(found.slice(-40))} was never typed`);
    if (found === typed) whole++;
    lost = Math.max(lost, typed.length - found.length);
  }
  const count = `durability: ${rounds} kills, ${whole} without any loss, at most ${lost} characters of the last second lost, 0 earlier`;
  t.diagnostic(count);
});

async function append(d: Desk, word: string): Promise<void> {
  await d.page.locator(".cm-content").focus();
  await d.page.keyboard.press("ControlOrMeta+End");
  await d.page.keyboard.type(` ${word}`);
}

/// Words typed and the page left at once, each in a page opened anew; answers how
/// many were lost. Nothing older may be.
async function leaveAtOnce(context: BrowserContext, words: string[]): Promise<number> {
  let kept: string | undefined;
  let lost = 0;
  for (const word of words) {
    const d = await again(context);
    kept ??= await d.text();
    await append(d, word);
    await until("the word on screen", async () => (await d.text()).endsWith(` ${word}`));
    await d.page.goto("about:blank"); // pagehide, nothing else has time
    const next = await again(context);
    const now = await next.text();
    assert.ok(now.startsWith(kept), now.slice(-60));
    if (!now.endsWith(` ${word}`)) lost++;
    kept = now;
    await next.page.close();
    await d.page.close();
  }
  return lost;
}

const words = ["premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième"];

test("typed, and the page left within a second: every word is kept, though the page has no time for it", { timeout: 120_000 }, async (t) => {
  const context = await browser.newContext({ locale: "fr-FR" });
  t.after(() => context.close());
  // What browsers do to about one write in four, here to each.
  await context.addInitScript(() =>
    addEventListener("pagehide", () => {
      IDBDatabase.prototype.transaction = () => {
        throw new DOMException("no time", "AbortError");
      };
    }),
  );
  const first = await again(context);
  await until("the service worker", () => first.page.evaluate(() => navigator.serviceWorker.controller !== null));
  await first.page.close();
  assert.equal(await leaveAtOnce(context, words), 0, "words lost");
  // Loaded anew at once, the page waits for nothing and still has the word, and goes on.
  const d = await again(context);
  for (const word of words.slice(0, 4)) {
    await append(d, word);
    await d.page.reload();
    await until("the document", async () => (await d.text().catch(() => "")).endsWith(` ${word}`));
    await d.page.getByRole("toolbar").first().waitFor();
  }
  await d.saved();
  assert.equal(await d.page.locator("#strip").getByText("Un autre onglet").count(), 0);
});

test("the same where no service worker may run: nothing older is lost, and most often not even that", async (t) => {
  const context = await browser.newContext({ locale: "fr-FR", serviceWorkers: "block" });
  t.after(() => context.close());
  const lost = await leaveAtOnce(context, words.slice(0, 4));
  t.diagnostic(`${lost} of 4 words of the last second lost`);
  assert.ok(lost <= 2, `${lost} of 4 words lost`);
});
