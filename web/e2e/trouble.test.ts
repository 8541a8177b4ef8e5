// Trouble: a full disk, a browser that keeps nothing, a store cleared under our
// feet, a renderer that dies, a clock set back. Each is said, and no word is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, server, stage, Watched } from "./harness";
import { desk, Desk } from "./ui-kit";

stage();

const state = async (d: Desk) => (await d.page.locator("#save-state").textContent()) ?? "";
const saved = (d: Desk) => d.app.until("saved", async () => /Enregistré/.test(await state(d)));
const banner = (d: Desk) => d.page.getByRole("alert").getByText("Ce navigateur n’enregistre rien");

test("quota full: said for as long as it lasts, and stored by itself when there is room", { timeout: 120_000 }, async (t) => {
  const context = await browser.newContext({ locale: "fr-FR", serviceWorkers: "block", viewport: { width: 1440, height: 860 } });
  t.after(() => context.close());
  const page = await context.newPage();
  const d = new Desk(new Watched(page, context, new URL(server.url).host));
  const origin = new URL(server.url).origin;
  // Before the store is opened: the browser remembers for a while how much room there was.
  await page.goto(`${server.url}manifest.webmanifest`);
  const client = await context.newCDPSession(page);
  await client.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1000 });
  await page.goto(server.url);
  await page.getByRole("toolbar").first().waitFor();
  await d.write("Plus de place.\n");
  await banner(d).waitFor();
  assert.doesNotMatch(await state(d), /Enregistré/);
  const [download] = await Promise.all([d.page.waitForEvent("download"), d.page.locator("#strip").getByRole("button", { name: "Télécharger une copie" }).click()]);
  assert.match(download.suggestedFilename(), /\.md$/);
  // Words that are nowhere else make no way for another page.
  await d.write("Plus du tout de place.\n");
  await d.button("Nouvelle page").click();
  await d.page.getByText("Votre texte n’est pas enregistré : il reste ouvert").waitFor();
  await d.textIs("Plus du tout de place.\n");
  await d.write("Plus de place.\n");
  await client.send("Storage.overrideQuotaForOrigin", { origin });
  await d.app.until("stored by itself", async () => /Enregistré/.test(await state(d)));
  await banner(d).waitFor({ state: "detached" });
  await page.reload();
  await d.textIs("Plus de place.\n");
});

test("a browser without IndexedDB: a banner that stays, everything else works", async (t) => {
  const d = await desk(t, browser, server, {});
  await d.app.context.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", { value: undefined });
  });
  await d.page.reload();
  await d.page.getByRole("toolbar").first().waitFor();
  await banner(d).waitFor();
  await d.app.ready();
  await d.write("## Sans mémoire\n");
  await d.app.shows("Sans mémoire");
  assert.match(await state(d), /n’enregistre rien/);
  assert.equal((await d.save()).toString(), "## Sans mémoire\n");
});

test("a browser that refuses to open the store: the same", async (t) => {
  const d = await desk(t, browser, server);
  await d.app.context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("A mutation operation was attempted on a database that did not allow mutations.", "InvalidStateError");
    };
  });
  await d.page.reload();
  await d.page.getByRole("toolbar").first().waitFor();
  await banner(d).waitFor();
});

test("a store that says yes and keeps nothing: found by reading back", async (t) => {
  const d = await desk(t, browser, server);
  await saved(d);
  await d.page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value: { text?: string }, key?: IDBValidKey) {
      return this.name === "documents" ? put.call(this, { ...value, text: value.text!.slice(0, 3) }) : put.call(this, value, key);
    };
  });
  await d.write("Tout ceci devrait rester.\n");
  await banner(d).waitFor();
});

test("the store deleted by another page, in the middle of the work: the text comes back into a new one", async (t) => {
  const d = await desk(t, browser, server);
  await d.write("Avant.\n");
  await saved(d);
  const other = await d.app.context.newPage();
  await other.goto(server.url + "manifest.webmanifest");
  await other.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((done) => {
        const request = indexedDB.deleteDatabase(name!);
        request.onsuccess = request.onerror = done;
      });
    }
  });
  await other.close();
  await d.app.caretAfter("Avant.");
  await d.page.keyboard.type(" Après.");
  await saved(d);
  await d.page.reload();
  await d.textIs("Avant. Après.\n");
});

test("the site's data cleared by the browser: the text comes back into a new store", async (t) => {
  const d = await desk(t, browser, server);
  await d.write("Avant.\n");
  await saved(d);
  const client = await d.app.context.newCDPSession(d.page);
  await client.send("Storage.clearDataForOrigin", { origin: new URL(server.url).origin, storageTypes: "indexeddb" });
  await d.app.caretAfter("Avant.");
  await d.page.keyboard.type(" Après.");
  await d.app.until("stored again", async () => (await d.page.evaluate(() => indexedDB.databases())).length > 0);
  await saved(d);
  await d.page.reload();
  await d.textIs("Avant. Après.\n");
});

test("the renderer dies: the text is untouched and the preview comes back", async (t) => {
  const d = await desk(t, browser, server);
  await d.app.ready();
  await d.write("## Avant\n");
  await d.app.shows("Avant");
  const worker = d.page.workers().find((w) => /worker/.test(w.url()))!;
  await worker.evaluate(() => void setTimeout(() => { throw new Error("killed by the test"); })).catch(() => undefined);
  d.app.ignore = /killed by the test|service worker/i;
  await d.app.caretAfter("Avant");
  await d.page.keyboard.type(" et après");
  await d.app.shows("Avant et après", 30_000);
  await saved(d);
});

test("a clock set back by ten years: nothing is hidden or lost", async (t) => {
  const d = await desk(t, browser, server);
  await d.page.clock.install({ time: new Date("2026-05-01T10:00:00") });
  await d.page.reload();
  await d.page.getByRole("toolbar").first().waitFor();
  await d.write("Le matin.\n");
  await d.page.clock.fastForward(3000);
  await saved(d);
  await d.page.clock.setSystemTime(new Date("2016-05-01T10:00:00"));
  await d.app.caretAfter("Le matin.");
  await d.page.keyboard.type(" Le soir.");
  for (let i = 0; i < 5; i++) await d.page.clock.fastForward(1000);
  await saved(d);
  await d.page.reload();
  await d.textIs("Le matin. Le soir.\n");
  await d.page.locator(".doc-open").click();
  assert.equal(await d.dialog("Mes pages").locator(".row").first().locator(".badge").textContent(), "ouverte");
});
