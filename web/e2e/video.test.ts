// The video of the built-in theme and its transcription.

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, openPage, server, stage, until } from "./harness";

stage();

const page = `---
title: Une vidéo
layout: layouts/post.njk
date: 2024-01-05
---

## La vidéo

{% dailymotion "x9fznfq" %}

{% transcription "Transcription de la vidéo" %}
**Une voix** : bonjour à toutes et à tous.

Le texte continue.
{% endtranscription %}

Après la vidéo
`;

test("a video is a placeholder; a click loads the player in its place, and nothing before", async (t) => {
  const app = await openPage(t, browser, server);
  await app.context.route(/dailymotion\.com/, (route) => route.fulfill({ contentType: "text/html", body: "<title>player</title>" }));
  await app.ready();
  await app.write(page);
  await app.shows("Après la vidéo");
  const box = app.preview.locator("[data-apercu-embed]");
  assert.equal(await box.count(), 1);
  assert.equal(await app.preview.locator("iframe").count(), 0);
  assert.deepEqual(app.foreign, []);
  const title = await box.getAttribute("data-apercu-title");
  assert.ok(title);
  await box.locator("button").first().click();
  const frame = app.preview.locator("iframe");
  await frame.waitFor();
  assert.equal(await frame.getAttribute("title"), title);
  assert.equal(await frame.getAttribute("referrerpolicy"), "strict-origin-when-cross-origin");
  assert.match((await frame.getAttribute("src"))!, /^https:\/\/[a-z]+\.dailymotion\.com\/.*x9fznfq/);
  assert.equal(await frame.evaluate((e) => document.activeElement === e), true);
  await until("the player's request", async () => app.foreign.length > 0);
  assert.ok(app.foreign.splice(0).every((r) => /^GET https:\/\/[a-z]+\.dailymotion\.com\//.test(r)));
  // It plays on while the page is written.
  await frame.evaluate((e) => ((e as HTMLElement & { kept?: boolean }).kept = true));
  await app.caretAfter("Après la vidéo");
  await app.page.keyboard.type(" encore");
  await app.shows("Après la vidéo encore");
  assert.equal(await frame.evaluate((e) => (e as HTMLElement & { kept?: boolean }).kept), true);
});

test("the transcription opens, enlarges into a dialog, and closes", async (t) => {
  const app = await openPage(t, browser, server);
  await app.ready();
  await app.write(page);
  await app.shows("Après la vidéo");
  const button = app.preview.locator(".fr-transcription__btn");
  await button.click();
  await until("the transcription to open", async () => (await button.getAttribute("aria-expanded")) === "true");
  await app.preview.locator(".fr-transcription__actions-group button").first().click();
  const dialog = app.preview.locator("dialog.fr-modal--opened, .fr-modal--opened");
  await dialog.waitFor();
  const place = (await dialog.boundingBox())!;
  const frame = (await app.page.locator("#preview").boundingBox())!;
  assert.ok(place.height > frame.height * 0.8, `the dialog covers the frame: ${place.height} of ${frame.height}`);
  await dialog.locator("button", { hasText: "Fermer" }).first().click();
  await until("the dialog to close", async () => (await app.preview.locator(".fr-modal--opened").count()) === 0);
});
