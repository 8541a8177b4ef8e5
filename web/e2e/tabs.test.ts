// Two tabs: one writes, the other reads and may take over; other documents are
// free; without Web Locks a stale tab stops instead of overwriting.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { BrowserContext } from "playwright-core";
import { browser, server, stage, until, Watched } from "./harness";
import { desk, Desk } from "./ui-kit";

stage();

const saved = (d: Desk) => d.saved();

async function tab(context: BrowserContext): Promise<Desk> {
  const page = await context.newPage();
  await page.goto(server.url);
  const d = new Desk(new Watched(page, context, new URL(server.url).host));
  await page.getByRole("toolbar").first().waitFor();
  await until("the document", async () => (await d.text().catch(() => "")).length > 0);
  return d;
}

const strip = (d: Desk) => d.page.locator("#strip");

test("the second tab reads, follows, takes over; the first then reads", { timeout: 120_000 }, async (t) => {
  const one = await desk(t, browser, server);
  await one.write("Un texte.\n");
  await saved(one);
  const two = await tab(one.app.context);
  await strip(two).getByText("Déjà ouvert dans un autre onglet").waitFor();
  await two.textIs("Un texte.\n");
  await two.page.locator(".cm-content").focus();
  await two.page.keyboard.type("perdu ?");
  await two.textIs("Un texte.\n");

  // Buttons and the details of the page write nothing either, and say why.
  await two.run("select", { from: 0, to: 2 });
  await two.tool("Gras").click();
  await two.page.getByText("Rien n’a changé : un autre onglet écrit cette page.").first().waitFor();
  await two.textIs("Un texte.\n");
  await two.run("details");
  await two.app.until("a form that only reads", () => two.page.locator("#field-title").isDisabled());
  await two.run("details");

  await one.app.caretAfter("Un texte.");
  await one.page.keyboard.type(" Suite.");
  await saved(one);
  await two.textIs("Un texte. Suite.\n");

  await strip(two).getByRole("button", { name: "Lecture seule" }).click();
  await strip(two).getByText("Lecture seule : un autre onglet écrit dans cette page.").waitFor();

  // Typed just before: not a word is lost by the change of hands.
  await one.page.keyboard.type(" Fin.");
  await strip(two).getByRole("button", { name: "Prendre la main" }).click();
  await two.textIs("Un texte. Suite. Fin.\n");
  await strip(one).getByText("Déjà ouvert dans un autre onglet").waitFor();
  await two.app.caretAfter("Fin.");
  await two.page.keyboard.type(" Deux.");
  await saved(two);
  await one.textIs("Un texte. Suite. Fin. Deux.\n");
});

test("different documents in two tabs are independent, and come back each to its own", { timeout: 120_000 }, async (t) => {
  const one = await desk(t, browser, server);
  await one.write("Premier.\n");
  await saved(one);
  const two = await tab(one.app.context);
  await strip(two).getByText("Déjà ouvert").waitFor();
  await two.button("Nouvelle page").click();
  await until("a new page", async () => (await two.text()).includes("layout:"));
  await strip(two).getByText("Déjà ouvert").waitFor({ state: "detached" });
  await two.write("Second.\n");
  await saved(two);
  await one.write("Premier, plus loin.\n");
  await saved(one);
  await one.page.reload();
  await one.textIs("Premier, plus loin.\n");
  assert.equal(await strip(one).getByText("Déjà ouvert").count(), 0);
  await two.page.reload();
  await two.textIs("Second.\n");
});

test("a writer that goes away frees its document", async (t) => {
  const one = await desk(t, browser, server);
  await one.write("Libre.\n");
  await saved(one);
  const context = one.app.context;
  const two = await tab(context);
  await strip(two).getByText("Déjà ouvert").waitFor();
  await one.page.close();
  await strip(two).getByText("Déjà ouvert").waitFor({ state: "detached" });
  await two.app.caretAfter("Libre.");
  await two.page.keyboard.type(" Oui.");
  await two.textIs("Libre. Oui.\n");
  await saved(two);
});

test("what is typed while the hands change is refused or kept, never taken back", { timeout: 120_000 }, async (t) => {
  const one = await desk(t, browser, server);
  await one.write("Début\n");
  await saved(one);
  let [reader, writer] = [await tab(one.app.context), one];
  await strip(reader).getByText("Déjà ouvert").waitFor();
  for (let turn = 0; turn < 8; turn++) {
    await strip(reader).getByRole("button", { name: "Prendre la main" }).click();
    await reader.page.locator(".cm-content").focus();
    let longest = 0;
    for (const letter of "abcdefghijkl") {
      await reader.page.keyboard.type(letter);
      const now = (await reader.text()).length;
      assert.ok(now >= longest, `the text shrank from ${longest} to ${now} characters`);
      longest = now;
    }
    await strip(reader).getByText("Déjà ouvert").waitFor({ state: "detached" });
    await saved(reader);
    await strip(writer).getByText("Déjà ouvert").waitFor();
    await writer.textIs(await reader.text());
    [reader, writer] = [writer, reader];
  }
});

test("Web Locks that are refused: the page opens and is stored", async (t) => {
  const d = await desk(t, browser, server);
  await d.app.context.addInitScript(() => {
    LockManager.prototype.request = () => Promise.reject(new DOMException("Access to the Locks API is denied in this context.", "SecurityError"));
  });
  await d.page.reload();
  await d.page.getByRole("toolbar").first().waitFor();
  await until("a page", async () => (await d.text()).length > 0);
  await d.write("Sans verrou.\n");
  await saved(d);
});

test("without Web Locks: the stale tab stops, keeps its text as a copy", { timeout: 120_000 }, async (t) => {
  const first = await desk(t, browser, server);
  const context = first.app.context;
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { value: undefined }));
  await first.page.reload();
  await first.page.getByRole("toolbar").first().waitFor();
  await first.write("Commun.\n");
  await saved(first);
  const two = await tab(context);
  await two.textIs("Commun.\n");
  await two.app.caretAfter("Commun.");
  await two.page.keyboard.type(" Deux.");
  await saved(two);
  await first.app.caretAfter("Commun.");
  await first.page.keyboard.type(" Un.");
  await strip(first).getByText("Un autre onglet a modifié cette page").waitFor();
  await strip(first).getByRole("button", { name: "Enregistrer une copie" }).click();
  await saved(first);
  await first.textIs("Commun. Un.\n");
  await two.page.reload();
  await until("the document", async () => (await two.text().catch(() => "")).length > 0);
  await two.page.getByRole("toolbar").first().waitFor();
  await two.page.locator(".doc-open").click();
  await two.dialog("Mes pages").locator(".row-title", { hasText: "(copie).md" }).waitFor();
});
