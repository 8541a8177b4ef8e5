// The heart of it: what is typed is seen, and what the reader did to the preview
// stays when something else changes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, openPage, server, stage } from "./harness";

stage();

test("the source can be written before the renderer is there, and then shows", async (t) => {
  const app = await openPage(t, browser, server);
  await app.page.locator(".cm-content").waitFor();
  await app.write("## Écrit avant\n\nLe rendu n’était pas là.\n");
  await app.ready();
  await app.shows("Écrit avant");
  assert.equal(await app.preview.locator("h2", { hasText: "Écrit avant" }).count(), 1);
});

test("typing changes the preview and marks the measures", async (t) => {
  const app = await openPage(t, browser, server);
  await app.ready();
  await app.write("## Titre\n\nUn paragraphe\n");
  await app.shows("Un paragraphe");
  await app.caretAfter("Un paragraphe");
  await app.page.keyboard.type(" qui **grandit**");
  await app.shows("Un paragraphe qui grandit");
  assert.equal(await app.preview.locator("p strong", { hasText: "grandit" }).count(), 1);
  const measures = await app.page.evaluate(() => [performance.getEntriesByName("apercu:render").length, performance.getEntriesByName("apercu:patch").length]);
  assert.ok(measures[0]! > 1 && measures[1]! > 1, `measures: ${measures}`);
});
