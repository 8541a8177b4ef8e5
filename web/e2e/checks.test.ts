// The problem list as someone who prepares a publication uses it: what stands in
// the way, where, one click to mend it; what is set aside comes back as such.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { browser, server, stage, until } from "./harness";
import { desk, type Desk } from "./ui-kit";

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

stage();

/// A page with the mistakes that editors make: the transcription names someone
/// else than the text, a player pasted as HTML, typed apostrophes and quotes.
const page = `---
layout: layouts/post.njk
title: "Le guichet numérique des associations"
description: "Un an après son ouverture, le guichet numérique des associations fait le point avec celles et ceux qui l’utilisent."
date: 2025-11-18
---

## Entretien

Claire Delmas, directrice du guichet, répond à nos questions. L'équipe qu'elle dirige s'est installée à Rennes.

{% dailymotion "x8abcde", "Entretien avec Claire Delmas" %}

{% transcription "Hugo Marchand" %}
**Claire Delmas :** Bonjour à toutes et à tous. Le guichet a ouvert ses portes il y a un an et reçoit chaque semaine plusieurs centaines de demandes.

**Claire Delmas :** Nous allons maintenant ouvrir le service à d’autres régions.
{% endtranscription %}

## Suite

Lisez le dossier : [cliquez ici](/documents/dossier.pdf). Que dit-on "ailleurs" ?

<iframe src="https://www.dailymotion.com/embed/video/x8fghij" width="560" height="315"></iframe>

<p style="color:#bbb">Un texte trop pâle pour être lu.</p>
`;

const region = (d: Desk) => d.page.getByRole("region", { name: "Problèmes" });
const item = (d: Desk, text: string | RegExp) => region(d).locator(".problem", { hasText: text }).first();
const score = (d: Desk) => region(d).locator("#problems-title").textContent();

async function opened(t: Parameters<typeof desk>[0], options: Parameters<typeof desk>[3] = {}): Promise<Desk> {
  const d = await desk(t, browser, server, options);
  await d.write(page);
  await listed(d, /transcription/i);
  return d;
}

async function listed(d: Desk, text: string | RegExp): Promise<void> {
  await until(`the problem ${text}`, async () => (await item(d, text).count()) > 0);
}

async function gone(d: Desk, text: string | RegExp): Promise<void> {
  await until(`no problem ${text}`, async () => (await item(d, text).count()) === 0);
}

test("what stops the publication comes first, and its line is one click away", async (t) => {
  const d = await opened(t);
  assert.match((await score(d))!, /^\d+ points? bloquants? avant publication$/);
  const blocking = Number(/\d+/.exec((await score(d))!)![0]);
  assert.equal(await d.page.locator("[data-command=check] .count [aria-hidden]").first().textContent(), String(blocking));
  const kinds = await region(d).locator(".problems-list").first().locator("> li").evaluateAll((all) => all.map((li) => ["error", "warning", "info"].findIndex((k) => li.classList.contains(`problem-${k}`))));
  assert.deepEqual(kinds, [...kinds].sort(), "errors, then warnings, then advice");
  const speaker = item(d, /est cité nulle part/);
  assert.match((await speaker.textContent())!, /RGAA/);
  await speaker.getByRole("button", { name: /Aller à la ligne/ }).click();
  await until("the caret at the name", async () => /Ligne 14, colonne \d+ \(15 sélectionnés\)/.test((await d.page.locator("#status-position").textContent()) ?? ""));
  assert.ok(await d.page.evaluate(() => document.activeElement!.classList.contains("cm-content")));
  await until("the block marked in the preview", () => d.app.preview.evaluate(() => !document.getElementById("apercu-marker")!.hidden));
});

test("a fix is one step: applied, gone from the list, undone", async (t) => {
  const d = await opened(t);
  const before = await d.text();
  const raw = region(d).locator(".problem", { hasText: /iframe|lecteur|Dailymotion/i }).filter({ has: d.page.locator("[data-command=applyFix]") }).first();
  const message = await raw.locator(".problem-message").textContent();
  await raw.locator("[data-command=applyFix]").first().click();
  await until("the text changed", async () => (await d.text()) !== before);
  assert.doesNotMatch(await d.text(), /<iframe src="https:\/\/www\.dailymotion\.com\/embed\/video\/x8fghij" width="560" height="315"><\/iframe>/, message!);
  await d.undo();
  await d.textIs(before);
});

test("all of the typography is shown first, then mended in one step", async (t) => {
  const d = await opened(t);
  const before = await d.text();
  const typography = item(d, /apostrophe/i);
  assert.equal(await region(d).locator(".problem", { hasText: /apostrophe/i }).count(), 1, "one line for the rule");
  await typography.locator("[data-command=fixes]").click();
  const dialog = d.dialog("Tout corriger");
  await dialog.waitFor();
  await until("the places", async () => (await dialog.locator(".excerpts li").count()) >= 3);
  assert.equal(await dialog.locator(".excerpts ins").first().textContent(), "’");
  assert.equal(await d.text(), before, "nothing changed yet");
  await dialog.getByRole("button", { name: /^Corriger \d+ endroits/ }).click();
  await until("the apostrophes", async () => (await d.text()).includes("L’équipe qu’elle dirige s’est"));
  await gone(d, /apostrophe/i);
  await region(d).getByRole("button", { name: /^Corriger les \d+ certains/ }).click();
  await until("one part a rule", async () => (await d.dialog("Tout corriger").locator("h3").count()) > 1);
  await d.dialog("Tout corriger").getByRole("button", { name: /^Corriger \d+/ }).click();
  await until("the quotes", async () => /«\u00a0ailleurs\u00a0»/.test(await d.text()));
  await d.undo();
  assert.match(await d.text(), /"ailleurs"/);
  await d.undo();
  await d.textIs(before);
});

test("one press mends all that is certain, what the fixes uncover too", async (t) => {
  const d = await opened(t);
  // The level that is missing shows once the heading is one.
  await d.write(page + "\n####L'annexe\n\nFin.\n");
  await listed(d, /espace ordinaire/);
  await region(d).getByRole("button", { name: /^Corriger les \d+ certains/ }).click();
  const dialog = d.dialog("Tout corriger");
  await dialog.getByRole("button", { name: /^Corriger \d+ endroits/ }).click();
  await until("the heading, at its level", async () => /\n### L’annexe\n/.test(await d.text()));
  await until("nothing certain left to fix", async () => (await region(d).locator("[data-command=fixes]").count()) === 0);
  assert.match(await d.text(), /\[cliquez ici\]\(\/documents\/dossier\.pdf\)/, "what needs a word waits for its author");
  await d.undo();
  await d.textIs(page + "\n####L'annexe\n\nFin.\n");
});

test("what is set aside with a reason stays so after a reload, and comes back", async (t) => {
  const d = await opened(t);
  const blocking = await score(d);
  await item(d, /est cité nulle part/).getByRole("button", { name: /^Ignorer/ }).click();
  const dialog = d.dialog("Ignorer ce problème");
  await dialog.getByLabel("Pourquoi ?").fill("Claire Delmas est interrogée hors champ");
  await dialog.getByRole("button", { name: "Ignorer", exact: true }).click();
  await gone(d, /est cité nulle part/);
  assert.notEqual(await score(d), blocking);
  await until("the page kept", async () => (await d.page.locator("#save-state").textContent())!.startsWith("Enregistré"));
  assert.equal(await d.text(), page, "nothing goes into the file");
  await d.page.reload();
  await listed(d, /apostrophe/i);
  assert.equal(await item(d, /est cité nulle part/).count(), 0);
  const aside = region(d).locator("details.problems-ignored");
  await aside.locator("summary").click();
  assert.match((await aside.textContent())!, /Ignorés \(1\).*interrogée hors champ/s);
  await aside.getByRole("button", { name: /^Rétablir/ }).click();
  await listed(d, /est cité nulle part/);
});

test("what is set aside stays so in another version of the page", async (t) => {
  const d = await opened(t);
  await item(d, /est cité nulle part/).getByRole("button", { name: /^Ignorer/ }).click();
  await d.dialog("Ignorer ce problème").getByLabel("Pourquoi ?").fill("Hors champ");
  await d.dialog("Ignorer ce problème").getByRole("button", { name: "Ignorer", exact: true }).click();
  await gone(d, /est cité nulle part/);
  await until("kept", async () => (await d.page.locator("#save-state").textContent())!.startsWith("Enregistré"));
  await d.run("versions");
  const dialog = d.dialog("Versions");
  await dialog.getByLabel("Garder le texte actuel sous un nom").fill("Relue");
  await dialog.getByRole("button", { name: "Garder cette version" }).click();
  await dialog.getByText("Relue").waitFor();
  await d.page.keyboard.press("Escape");
  await until("closed", async () => (await d.page.locator("dialog[open]").count()) === 0);
  await d.write("## Autre texte\n\nL'eau.\n");
  await gone(d, /cliquez ici/);
  await d.run("versions");
  await dialog.locator(".row-open", { hasText: "Relue" }).click();
  await dialog.getByRole("button", { name: "Restaurer cette version" }).click();
  await d.textIs(page);
  await listed(d, /cliquez ici/);
  assert.equal(await item(d, /est cité nulle part/).count(), 0);
  assert.match((await region(d).locator("details.problems-ignored").textContent())!, /Hors champ/);
});

test("the counts are announced once the typing pauses, not at each key", async (t) => {
  const d = await opened(t);
  await d.page.evaluate(() => {
    const status = document.querySelector("#problems > [role=status]")!;
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => said.push(status.textContent!)).observe(status, { childList: true, characterData: true, subtree: true });
  });
  const said = () => d.page.evaluate(() => (window as unknown as { said: string[] }).said);
  await d.page.locator(".cm-content").press("ControlOrMeta+End");
  // Each of these links is one problem more.
  const keys = "\n\n[](/a/) [](/b/) [](/c/) [](/d/)\n";
  await d.page.keyboard.type(keys);
  await until("the counts said", async () => (await said()).length > 0 && (await said()).at(-1) === (await score(d)) && /^([6-9]|\d\d) points/.test((await said()).at(-1)!));
  assert.ok((await said()).length < keys.length / 3, (await said()).join(" | "));
});

test("the list is filtered by severity and by words", async (t) => {
  const d = await opened(t);
  const shown = () => region(d).locator(".problem").count();
  const all = await shown();
  await region(d).getByRole("button", { name: /Bloquants/ }).click();
  await until("fewer", async () => (await shown()) < all);
  assert.equal(await region(d).locator(".problem:not(.problem-error)").count(), 0);
  await region(d).getByRole("button", { name: /Bloquants/ }).click();
  await until("all again", async () => (await shown()) === all);
  await region(d).getByRole("searchbox").fill("apostrophe");
  await until("one", async () => (await shown()) === 1);
  await region(d).getByRole("searchbox").fill("introuvable ici");
  await until("nothing", async () => /Aucun problème ne correspond/.test((await region(d).textContent())!));
});

test("what no check can decide stands apart and is not counted", async (t) => {
  const d = await opened(t);
  await d.write(page + "\n![](./photo.jpg)\n\n[Vidéo](https://tube.example.fr/w/abc)\n\n![Photo de groupe](./photo.jpg)\n");
  await until("something to check", async () => (await region(d).locator(".problem-unsure").count()) > 0);
  assert.match((await region(d).textContent())!, /À vérifier par vous/);
  const counts = await region(d).locator(".chip-count").allTextContents();
  const blocking = Number(/\d+/.exec((await score(d))!)![0]);
  assert.equal(Number(counts[0]), blocking);
  assert.ok(Number(counts[3]) > 0);
});

test("the page of a rule opens from the list and from its address", async (t) => {
  const d = await opened(t);
  await item(d, "cliquez ici").getByRole("button", { name: /^En savoir plus/ }).click();
  const dialog = d.page.getByRole("dialog");
  await dialog.waitFor();
  assert.match((await dialog.textContent())!, /link-generic.*À éviter.*Préférer/s);
  // Each is asked for by its address in the moment in which the one before closes.
  for (const rule of ["table-caption", "link-generic", "emoji", "table-caption"]) {
    await d.page.evaluate((rule) => {
      document.querySelector<HTMLDialogElement>("dialog[open]")!.close();
      location.hash = `#regles/${rule}`;
    }, rule);
    await until(`the rule of the address, ${rule}`, async () => (await d.page.locator("dialog[open]", { hasText: rule }).count()) > 0);
  }
  await dialog.getByRole("button", { name: "Toutes les règles" }).click();
  await d.dialog("Règles de vérification").waitFor();
  assert.ok((await d.dialog("Règles de vérification").locator(".rule-list li").count()) > 90);
});

test("the complete check adds what axe-core sees, in French, with its line", async (t) => {
  const d = await opened(t);
  assert.ok(!d.app.asked.some((path) => path.includes("tools/")), "axe-core is not loaded before it is asked for");
  await region(d).getByRole("button", { name: "Vérification complète" }).click();
  await listed(d, /contraste/i);
  assert.ok(d.app.asked.some((path) => /tools\/audit-/.test(path)));
  const pale = item(d, /contraste/i);
  assert.match((await pale.locator(".where").textContent())!, /ligne 26 · RGAA\s3/);
  await pale.getByRole("button", { name: "Aller à la ligne 26" }).click();
  assert.match((await d.page.locator(".cm-activeLine").textContent())!, /trop pâle/);
  await d.write(page + "\nFin.\n");
  await until("told that it is old", async () => /relancez-la/.test((await region(d).textContent())!));
});

test("the complete check says that it must be loaded once, then works offline", async (t) => {
  const d = await opened(t, { serviceWorkers: "allow" });
  d.app.ignore = /service worker|ERR_INTERNET_DISCONNECTED|Failed to load resource|complete check|Failed to fetch/i;
  const complete = () => d.page.evaluate(async () => {
    const worker = (await navigator.serviceWorker.getRegistration())?.active;
    if (!worker || !navigator.serviceWorker.controller) return false;
    return new Promise<boolean>((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = (event) => resolve(event.data.complete);
      worker.postMessage({ type: "complete?" }, [channel.port2]);
    });
  });
  await until("the cache to be complete", complete);
  await d.app.context.setOffline(true);
  await region(d).getByRole("button", { name: "Vérification complète" }).click();
  await until("told why", async () => /une première fois en ligne/.test((await region(d).textContent())!));
  await d.app.context.setOffline(false);
  await region(d).getByRole("button", { name: "Vérification complète" }).click();
  await listed(d, /contraste/i);
  await until("kept", async () => (await d.page.locator("#save-state").textContent())!.startsWith("Enregistré"));
  await d.app.context.setOffline(true);
  await d.page.reload();
  await listed(d, /apostrophe/i);
  assert.equal(await item(d, /contraste/i).count(), 0);
  await region(d).getByRole("button", { name: "Vérification complète" }).click();
  await listed(d, /contraste/i);
  await d.app.context.setOffline(false);
});

test("with a site's folder: places in other pages, the same video elsewhere, the weight of images", async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "apercu-checks-"));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const put = (name: string, data: string | Buffer) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), data);
  };
  put("apercu.yaml", "glossary:\n  DGCL: direction générale des collectivités locales\n");
  put("content/aide.md", "---\ntitle: Aide\n---\n\n## Nous écrire\n\n{% dailymotion \"x8abcde\", \"Visite\" %}\n");
  put("content/img/lourde.png", Buffer.alloc(912_000));
  put("content/page.md", "---\ntitle: Page\ndescription: La page de l’essai.\n---\n\nVoir [comment écrire](/aide/#nous-ecrire) et [où aller](/aide/#nous-ecrir), dit la DGCL.\n\n![Plan du quartier](./img/lourde.png)\n\n{% dailymotion \"x8abcde\", \"Visite\" %}\n\n<p style=\"color:#bbb\">Un texte trop pâle.</p>\n");
  const d = await desk(t, browser, server);
  await d.page.evaluate(() => Object.assign(window, { showDirectoryPicker: undefined }));
  await d.page.locator("#folder-open").setInputFiles(folder);
  await d.dialog("Mes pages").getByRole("button", { name: "content/page.md" }).click();
  const anchor = item(d, /La page visée n’a pas d’ancre «\s#nous-ecrir\s»/);
  await until("the place that is not in the other page", async () => (await anchor.count()) > 0);
  assert.equal(await region(d).locator(".problem", { hasText: "page visée" }).count(), 1, "the other link is right");
  await listed(d, /aussi dans une autre page du site\s: content\/aide\.md/);
  await listed(d, /Sigle non développé\s: DGCL/);
  await anchor.getByRole("button", { name: /Viser «\s#nous-ecrire\s»/ }).click();
  await until("the right place", async () => (await d.text()).includes("[où aller](/aide/#nous-ecrire)"));
  await gone(d, /La page visée n’a pas d’ancre/);
  const weight = d.page.locator("#slot-status [data-command=weight]");
  await until("the image's own weight", async () => /9\d\d\sKo/.test((await weight.textContent()) ?? ""));
  await weight.click();
  assert.match((await d.dialog("Poids de la page").textContent())!, /912\sKo.*Réduire lourde\.png/s);
  await d.page.keyboard.press("Escape");
  await until("closed", async () => (await d.page.locator("dialog[open]").count()) === 0);
  await region(d).getByRole("button", { name: "Vérification complète" }).click();
  await listed(d, /contraste/i);
});

test("the page's weight counts its own images", async (t) => {
  const d = await opened(t);
  const weight = () => d.page.locator("#slot-status [data-command=weight]");
  await weight().waitFor();
  assert.match((await weight().textContent())!, /Poids de la page\s: \d+\sKo/);
  await weight().click();
  const dialog = d.dialog("Poids de la page");
  await dialog.waitFor();
  assert.match((await dialog.textContent())!, /Page HTML.*Total.*dailymotion\.com.*Ce qui allégerait le plus/s);
});

test("with the keyboard alone: through the list, mended, and back to the text", async (t) => {
  const d = await opened(t);
  await d.page.locator(".cm-content").focus();
  await d.page.keyboard.press("F6");
  await until("the focus in the list", () => d.page.evaluate(() => document.getElementById("problems")!.contains(document.activeElement)));
  for (let i = 0; i < 40 && !(await d.page.evaluate(() => !!document.activeElement!.closest(".problem"))); i++) await d.page.keyboard.press("Tab");
  const at = () => d.page.evaluate(() => [...document.querySelectorAll("#problems .problem")].indexOf(document.activeElement!.closest(".problem")!));
  await d.page.keyboard.press("Home");
  assert.equal(await at(), 0);
  await d.page.keyboard.press("ArrowDown");
  assert.equal(await at(), 1);
  await d.page.keyboard.press("ArrowUp");
  await d.page.keyboard.press("Enter");
  await until("the text has the focus", () => d.page.evaluate(() => document.activeElement!.classList.contains("cm-content")));
});

test("typing never waits for the rules: they are left for the next key", async (t) => {
  const d = await opened(t);
  await d.write(page.replace(/---\n$/, "") + "\n\nUn paragraphe de plus, avec l'apostrophe droite et un lien [ici](/a.pdf).".repeat(400));
  await until("the rules on the long page", async () => /40\d/.test((await item(d, /apostrophe/i).textContent()) ?? ""));
  // From here on the rules have begun and do not end: they are given one slice,
  // then none, until they are let go.
  const [worker] = d.page.workers();
  await worker!.evaluate(() => {
    const { apercuRender: render } = globalThis as unknown as { apercuRender: { check(ms: number): string } };
    const rules = { held: true, slices: [] as { ms: number; done: boolean }[] };
    Object.assign(globalThis, { rules });
    const check = render.check;
    render.check = (ms) => {
      if (rules.held && rules.slices.length > 0) return "";
      const summary = check(ms);
      rules.slices.push({ ms, done: summary !== "" });
      return summary;
    };
  });
  const slices = () => worker!.evaluate(() => (globalThis as unknown as { rules: { slices: { ms: number; done: boolean }[] } }).rules.slices);
  await d.page.locator(".cm-content").press("ControlOrMeta+End");
  await d.page.keyboard.type(" Avant.");
  await until("the rules under way", async () => (await slices()).length > 0);
  const [first] = await slices();
  assert.ok(first!.ms <= 8 && !first!.done, `a slice of the rules is not all of them: ${JSON.stringify(first)}`);
  await d.page.keyboard.type(" Pendant.");
  await d.app.shows("Avant. Pendant.");
  assert.equal((await slices()).length, 1, "the rules are still under way");
  await worker!.evaluate(() => void ((globalThis as unknown as { rules: { held: boolean } }).rules.held = false));
  await until("the rules at their end", async () => (await slices()).at(-1)!.done);
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing in the list and its dialogs, ${theme}`, async (t) => {
    const d = await opened(t);
    await d.run("prefs", { theme });
    await region(d).getByRole("button", { name: "Vérification complète" }).click();
    await listed(d, /contraste/i);
    await clean(d.page, "#problems");
    for (const [name, args] of [["fixes", { code: "" }], ["ignore", { key: "a-b", code: "link-generic", message: { fr: "Lien", en: "Link" } }], ["rule", { code: "link-generic" }], ["rule", { code: "" }], ["weight", {}]] as const) {
      await d.run(name, args);
      await d.page.locator("dialog[open]").waitFor();
      await clean(d.page, "dialog");
      await shot(d.page, `checks-${theme}-${name}${"code" in args && args.code ? "-one" : ""}`);
      await d.page.keyboard.press("Escape");
      await until("closed", async () => (await d.page.locator("dialog[open]").count()) === 0);
    }
    await shot(d.page, `checks-${theme}`);
  });
}

test("on a phone the list has a tab of its own", async (t) => {
  const d = await desk(t, browser, server, { viewport: { width: 390, height: 760 }, hasTouch: true });
  await d.write(page + "\n#### Plus bas\n\nFin.\n"); // its fixes have long names
  await d.page.getByRole("navigation").getByRole("button", { name: /Problèmes/ }).click();
  await region(d).waitFor();
  await listed(d, /manque un niveau/);
  const wide = await d.page.evaluate(() => document.documentElement.scrollWidth > innerWidth || [...document.querySelectorAll("#problems, #problems .problem")].some((e) => e.getBoundingClientRect().width > 0 && e.scrollWidth > e.clientWidth));
  assert.ok(!wide, "nothing overflows");
  const small = await region(d).locator("button:visible, input:visible").evaluateAll((all) => all.filter((e) => e.getBoundingClientRect().height < 43).map((e) => e.textContent));
  assert.deepEqual(small, [], "targets of 44 px");
  await clean(d.page, "#problems");
  await shot(d.page, "checks-phone");
  await item(d, /est cité nulle part/).getByRole("button", { name: /Aller à la ligne/ }).click();
  await until("the text pane", () => d.page.evaluate(() => document.body.dataset.pane === "text"));
});

async function clean(page: Page, within: string): Promise<void> {
  // What moves or fades in is not what is read.
  await page.evaluate(() => Promise.all(document.getAnimations().filter((a) => a.effect?.getTiming().iterations !== Infinity).map((a) => a.finished.catch(() => undefined))));
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (within) => {
    const { axe } = window as unknown as { axe: { run(context: unknown, options: unknown): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } };
    const results = await axe.run({ include: [[within]] }, { iframes: false });
    return results.violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html} ${n.failureSummary}`).join("\n")}`);
  }, within);
  assert.deepEqual(found, []);
}

/// Pictures for a person to look at, when asked for.
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.APERCU_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
