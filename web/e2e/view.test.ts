// The review page of a link: what arrives whole, what does not, and that drafts
// of this browser are never touched.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test, type TestContext } from "node:test";
import type { BrowserContextOptions } from "playwright-core";
import { binary, browser, openPage, server, stage, until, type Watched } from "./harness";

stage();

const page = `---
layout: layouts/post.njk
title: "Un parcours à relire"
description: "Trois modules."
date: 2026-03-16
---
## Premier module

Le texte du **premier** module, avec [un lien](https://www.example.org/).

${Array.from({ length: 30 }, (_, i) => `Paragraphe numéro ${i + 1}, qui parle de sujet ${i * 7919 % 101} et de rien d’autre.`).join("\n\n")}
`;

/// The fragment of a link, as the command line makes it.
function link(text: string, ...args: string[]): string {
  return execFileSync(binary, ["link", "--path", "content/parcours.md", ...args, "-"], { input: text }).toString().trim().split("#")[1]!;
}

async function view(t: TestContext, address: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const app = await openPage(t, browser, server, `view${address}`, { serviceWorkers: "block", viewport: { width: 1280, height: 800 }, ...options });
  app.ignore = /service worker|net::ERR_FAILED|Failed to load resource/i;
  return app;
}

const says = (app: Watched, text: string | RegExp) => app.page.locator(".view-bar").filter({ hasText: text }).waitFor();

test("a link opens read-only with its title, note, author and state", async (t) => {
  const app = await view(t, `#${link(page, "--note", "Relire la fin", "--author", "Camille")}`);
  await app.shows("Premier module", 30_000);
  await app.page.getByRole("heading", { level: 1, name: "Un parcours à relire" }).waitFor();
  await says(app, "Page non publiée");
  await says(app, "Relire la fin");
  await says(app, "Camille");
  assert.equal(await app.page.getByRole("textbox", { name: "Source de la page" }).count(), 0, "nothing to write in");
  const spent = await app.page.evaluate(() => performance.getEntriesByName("apercu:ready")[0]!.startTime);
  t.diagnostic(`link shown after ${Math.round(spent)} ms`);
});

test("the source is there on demand", async (t) => {
  const app = await view(t, `#${link(page)}`);
  await app.shows("Premier module", 30_000);
  await app.page.getByRole("button", { name: "Texte source", exact: true }).click();
  await until("the source", async () => (await app.page.locator(".view-text").textContent()) === page);
  await app.page.getByRole("button", { name: "Page", exact: true }).click();
  await app.shows("Premier module");
});

test("damage that mail does is repaired without a word", async (t) => {
  const fragment = link(page);
  for (const address of [`%23${fragment}`, `%2523${fragment}`, `#${fragment}.`, `#${fragment.slice(0, 40)}%20${fragment.slice(40)}`, `#${fragment}%3E)`, `/#${fragment}`]) {
    const app = await view(t, address);
    await app.shows("Premier module", 30_000);
    assert.equal(await app.page.locator(".view-bar .remark").count(), 0, address.slice(0, 30));
    await app.context.close();
  }
});

test("a cut link shows the beginning and says how much arrived", async (t) => {
  const fragment = link(page);
  const app = await view(t, `#${fragment.slice(0, Math.floor(fragment.length * 0.6))}`);
  await says(app, /Ce lien est incomplet\s: \d+ caractères reçus sur \d+/);
  await app.shows("Premier module", 30_000);
});

test("a damaged link shows nothing but why", async (t) => {
  const fragment = link(page);
  const middle = Math.floor(fragment.length / 2);
  const app = await view(t, `#${fragment.slice(0, middle)}${fragment[middle] === "A" ? "B" : "A"}${fragment.slice(middle + 1)}`);
  await says(app, "Ce lien est abîmé");
  assert.equal((await app.preview.evaluate(() => document.body.textContent!.trim())), "");
});

test("a newer link and no link at all are told apart", async (t) => {
  const app = await view(t, "#9z1a.AAAA.0000000");
  await says(app, "version plus récente");
  await app.page.evaluate(() => (location.hash = ""));
  await says(app, "ne contient pas d’aperçu");
  const fragment = link(page);
  await app.page.evaluate((f) => (location.hash = f), fragment);
  await app.shows("Premier module", 30_000);
});

test("a copy to edit is a document of its own; drafts are untouched", async (t) => {
  const app = await openPage(t, browser, server, "", { serviceWorkers: "block" });
  app.ignore = /service worker/i;
  await app.ready();
  await app.write("# Mon brouillon\n\nRien que moi.\n");
  await app.page.getByRole("status").filter({ hasText: "Enregistré" }).first().waitFor();
  const draft = () => app.page.evaluate(async () => {
    const all = await new Promise<{ text: string; revision: number }[]>((resolve, reject) => {
      const open = indexedDB.open("apercu:/");
      open.onerror = () => reject(open.error);
      open.onsuccess = () => {
        const get = open.result.transaction("documents").objectStore("documents").getAll();
        get.onsuccess = () => (open.result.close(), resolve(get.result));
      };
    });
    return all.map(({ text, revision }) => ({ text, revision }));
  });
  await until("the draft to be stored", async () => (await draft()).some((d) => d.text.includes("Rien que moi")));
  const before = await draft();
  await app.page.goto(`${server.url}view#${link(page)}`);
  await app.shows("Premier module", 30_000);
  assert.deepEqual(await draft(), before, "opening a link writes nothing");
  await app.page.getByRole("button", { name: "Modifier une copie" }).click();
  await app.page.locator(".cm-content").waitFor();
  await app.shows("Premier module", 30_000);
  const now = await draft();
  assert.equal(now.length, before.length + 1);
  for (const old of before) assert.ok(now.some((d) => d.text === old.text), "the draft is still there");
  assert.ok(now.some((d) => d.text === page), "the copy is the page, byte for byte");
});

test("nothing overflows at 390 px, and the page has no accessibility error", async (t) => {
  const app = await view(t, `#${link(page, "--note", "Relire la fin")}`, { viewport: { width: 390, height: 800 }, bypassCSP: true });
  await app.shows("Premier module", 30_000);
  const wide = await app.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `page ${wide} px wide`);
  const frame = await app.page.locator("#preview").boundingBox();
  assert.ok(frame!.height > 450 && frame!.width > 380, `frame ${JSON.stringify(frame)}`);
  await app.page.addScriptTag({ path: new URL("../../node_modules/axe-core/axe.min.js", import.meta.url).pathname });
  const violations = await app.page.evaluate(async () => {
    const result = await (window as unknown as { axe: { run(root: unknown, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run({ exclude: [["iframe"]] }, {});
    return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`);
  });
  assert.deepEqual(violations, []);
});
