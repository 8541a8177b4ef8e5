// The form of the page details: it changes the bytes of one value and no other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { shared } from "./ui-kit";

const page = shared();

const front = `---
# fiche du parcours
layout: layouts/post.njk   # hérité
title: 'Un titre'
description: "Une description"
date: 2026-03-16
tags:
    - 'Vidéo'   # première
    - Formation
image:
    path: ./a.svg
    alt: ""
eleventyNavigation: { key: parcours, order: 3 }
---
Texte.
`;

async function form() {
  const d = await page.take();
  const form = d.page.getByRole("form", { name: "Informations de la page" });
  if ((await form.count()) === 0) await d.button("Informations").click();
  await form.waitFor();
  return { d, form };
}

/// The text after a change of one line only.
const replaced = (from: string, to: string) => {
  assert.ok(front.includes(from));
  return front.replace(from, to);
};

test("each field changes its own value: comments, order, quotes, indentation stay", async () => {
  const { d, form } = await form_(front);
  const title = form.getByLabel("Titre", { exact: true });
  await d.app.until("the title in the form", async () => (await title.inputValue()) === "Un titre");
  await title.fill("L’été : à Paris");
  await d.textIs(replaced("title: 'Un titre'", "title: 'L’été : à Paris'"));
  await title.blur();
  await d.undo();
  await d.textIs(front);
  await form.getByLabel("Description").fill("Autre");
  await d.textIs(replaced('"Une description"', '"Autre"'));
  await d.undo();
  await form.getByLabel("Date de publication").fill("2026-04-01");
  await d.textIs(replaced("2026-03-16", "2026-04-01"));
  await d.undo();
  await d.textIs(front);
});

async function form_(text: string) {
  const f = await form();
  await f.d.write(text);
  await f.d.textIs(text);
  return f;
}

test("tags are added and removed one line at a time", async () => {
  const { d, form } = await form_(front);
  await form.getByRole("button", { name: "Retirer l’étiquette Formation" }).click();
  await d.textIs(replaced("    - Formation\n", ""));
  await form.getByLabel("Étiquettes").fill("Accessibilité");
  await d.page.keyboard.press("Enter");
  await d.app.until("the new tag", async () => /- 'Vidéo'   # première\n    - '?Accessibilité'?\n/.test(await d.text()));
});

test("an image is described or decorative", async () => {
  const { d, form } = await form_(front);
  const decorative = form.getByLabel(/Image décorative/);
  await d.app.until("decorative", () => decorative.isChecked());
  await decorative.uncheck();
  await form.getByLabel(/Texte alternatif/).fill("Le logo du parcours");
  await d.textIs(replaced('alt: ""', 'alt: "Le logo du parcours"'));
});

test("unknown keys are listed and kept, one click from their line", async () => {
  const { d, form } = await form_(front);
  await form.getByText("eleventyNavigation", { exact: true }).waitFor();
  await form.getByRole("button", { name: /eleventyNavigation\s: aller à la ligne 13/ }).click();
  await d.app.until("the caret on line 13", async () => (await d.page.locator("#status-position").textContent())!.startsWith("Ligne 13"));
});

test("front matter that cannot be read: the line, the cause, the fix; nothing is lost", async () => {
  const broken = "---\ntitle: Épisode 2 : les enjeux\ndate: 2026-03-16\n---\nTexte.\n";
  const { d, form } = await form_(broken);
  await form.getByText(/^Ligne 2/).waitFor();
  assert.equal(await form.getByLabel("Titre", { exact: true }).count(), 0, "no field can be changed");
  await form.getByRole("button").filter({ hasNotText: "Aller" }).first().click();
  await d.app.until("a title in quotes", async () => /title: ["']Épisode 2 : les enjeux["']\n/.test(await d.text()));
  await d.app.until("the form is back", async () => (await form.getByLabel("Titre", { exact: true }).inputValue().catch(() => "")) === "Épisode 2 : les enjeux");
});

test("the counter says when a title is too long for search engines", async () => {
  const { form } = await form_(front);
  await form.getByLabel("Titre", { exact: true }).fill("x".repeat(71));
  await form.getByText("71 / 70").waitFor();
  await form.getByText("les moteurs de recherche coupent").waitFor();
});
