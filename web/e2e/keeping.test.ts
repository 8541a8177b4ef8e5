// What keeps the work, for everyone: pages, versions, exports, conflicts and what
// is said of the browser's store have no defect that axe finds in either theme, and
// pages and versions are there for the keyboard alone.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import { browser, root, server, stage } from "./harness";
import { desk, type Desk } from "./ui-kit";

stage();

const saved = (d: Desk) => d.app.until("saved", async () => /Enregistré/.test((await d.page.locator("#save-state").textContent()) ?? ""));
const axeSource = fs.readFileSync(path.join(root, "web/node_modules/axe-core/axe.min.js"), "utf8");

async function axe(d: Desk, where: string): Promise<void> {
  // What fades in is measured once it is there.
  await d.page.evaluate(() => Promise.allSettled(document.getAnimations().filter((a) => a.effect?.getTiming().iterations !== Infinity).map((a) => a.finished)));
  await d.page.evaluate(axeSource);
  const found = await d.page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(context: object, options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } };
    const result = await axe.run({ exclude: [["iframe"]] }, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], iframes: false });
    return result.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => `${node.html.slice(0, 160)} — ${node.failureSummary.split("\n")[1]}`).join(" | ")}`);
  });
  assert.deepEqual(found, [], where);
}

async function menu(d: Desk, name: string | RegExp): Promise<void> {
  await d.button("Autres actions").first().click();
  await d.page.getByRole("menuitem", { name }).click();
}

/// Closes the open dialog, and waits until it is gone.
async function close(d: Desk): Promise<void> {
  await d.page.keyboard.press("Escape");
  await d.app.until("no dialog", async () => (await d.page.locator("dialog[open]").count()) === 0);
}

for (const theme of ["Thème clair", "Thème sombre"]) {
  test(`axe finds nothing in what keeps the work, ${theme}`, { timeout: 180_000 }, async (t) => {
    const d = await desk(t, browser, server);
    await d.app.ready();
    await d.button("Autres actions").first().click();
    await d.page.getByRole("menuitemradio", { name: theme }).click();
    await d.write("---\ntitle: À jeter\n---\n\nUn.\n");
    await d.page.locator(".notice", { hasText: "Vos textes restent dans ce navigateur" }).waitFor();
    await axe(d, "first edit");
    await saved(d);
    await d.button("Nouvelle page").click();
    await d.app.until("a new page", async () => (await d.text()).includes('title: ""'));
    await d.write("---\ntitle: Gardée\n---\n\nPremier texte.\n");
    await saved(d);

    const pages = d.dialog("Mes pages");
    await d.page.locator(".doc-open").click();
    await pages.getByRole("button", { name: "Supprimer : À jeter" }).click();
    await pages.getByText("« À jeter » est dans la corbeille.").waitFor();
    await pages.getByText("Corbeille (1)").click();
    await pages.getByRole("button", { name: "Supprimer pour toujours : À jeter" }).waitFor();
    await axe(d, "pages and trash");
    await pages.getByRole("button", { name: "Renommer : Gardée" }).click();
    await pages.getByLabel("Nom du fichier").waitFor();
    await axe(d, "renaming");
    await d.page.keyboard.press("Escape");
    await pages.getByLabel("Nom du fichier").waitFor({ state: "detached" });
    await close(d);

    const versions = d.dialog("Versions");
    await menu(d, "Versions");
    await versions.getByLabel("Garder le texte actuel sous un nom").fill("Avant");
    await versions.getByRole("button", { name: "Garder cette version" }).click();
    await versions.getByText("Avant", { exact: true }).waitFor();
    await close(d);
    await d.write("---\ntitle: Gardée\n---\n\nSecond texte, plus long.\n");
    await saved(d);
    await menu(d, "Versions");
    await versions.locator(".row-open", { hasText: "Avant" }).click();
    await versions.locator("#version-source .cm-content").waitFor();
    await axe(d, "versions");
    await close(d);

    await menu(d, "Exporter…");
    await d.dialog("Exporter").waitFor();
    await axe(d, "export");
    await close(d);

    // A file of the browser's own disk, changed by someone else meanwhile.
    await d.page.evaluate(async () => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle("lettre.md", { create: true });
      const put = async (text: string) => {
        const stream = await handle.createWritable();
        await stream.write(text);
        await stream.close();
      };
      await put("Un\n");
      Object.assign(window, { showOpenFilePicker: async () => [handle], meanwhile: () => put("Autre\n") });
    });
    await d.button("Ouvrir").click();
    await d.textIs("Un\n");
    await d.app.caretAfter("Un");
    await d.page.keyboard.type(" ici");
    await d.page.evaluate(() => (window as unknown as { meanwhile(): Promise<void> }).meanwhile());
    await d.page.keyboard.press("Control+s");
    await d.dialog("Le fichier a changé sur le disque").waitFor();
    await axe(d, "conflict");
    await close(d);
    await saved(d);
    await d.page.reload();
    await d.page.locator("#strip").getByText(/Brouillon du/).waitFor();
    await axe(d, "a draft that is not the file");

    const other = await d.app.context.newPage();
    await other.goto(server.url);
    await other.locator("#strip").getByText("Déjà ouvert dans un autre onglet").waitFor();
    await other.close();
    // From here on nothing is kept.
    await d.page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await d.app.caretAfter("Un");
    await d.page.keyboard.type(" !");
    await d.page.getByRole("alert").getByText("Ce navigateur n’enregistre rien").waitFor();
    await axe(d, "nothing is kept");
  });
}

test("from the keyboard alone: find a page, rename it, delete and undo; name a version, compare, restore", { timeout: 120_000 }, async (t) => {
  const d = await desk(t, browser, server);
  const { keyboard } = d.page;
  const focused = () => d.page.evaluate(() => {
      const element = document.activeElement!;
      return element.getAttribute("aria-label") || (element.matches("button") && element.textContent!.trim()) || element.id || element.localName;
    });
  /// Tab until the element with that name has the focus, as someone does who sees the screen.
  const tabTo = async (name: string, key = "Tab") => {
    const passed: string[] = [];
    for (let i = 0; i < 60; i++) {
      const now = await focused();
      if (now.startsWith(name)) return;
      passed.push(now.slice(0, 30));
      await keyboard.press(key);
    }
    assert.fail(`no way to ${name} by ${key}: ${passed.join(" → ")}`);
  };
  const dialogOpen = (name: string) => d.dialog(name).waitFor();
  const text = "---\ntitle: Rapport\n---\n\nPremier texte.\n";
  await d.app.ready();
  await d.write(text);
  await saved(d);

  // Pages: the search field has the focus at once.
  await d.page.locator(".doc-open").focus();
  await keyboard.press("Enter");
  await dialogOpen("Mes pages");
  await d.app.until("the search field", () => d.page.evaluate(() => document.activeElement?.id === "d-search"));
  await keyboard.type("rapp");
  await tabTo("Renommer : Rapport");
  await keyboard.press("Enter");
  await d.app.until("the field of the name", () => d.page.evaluate(() => document.activeElement?.id === "d-name"));
  await keyboard.press("Control+a");
  await keyboard.type("rapport-2026.md");
  await keyboard.press("Enter");
  await d.dialog("Mes pages").getByText(/^rapport-2026\.md/).waitFor();
  assert.ok(await d.page.evaluate(() => document.activeElement?.closest("dialog") !== null), "the focus is still in the dialog");
  await tabTo("Supprimer : Rapport");
  await keyboard.press("Enter");
  await d.dialog("Mes pages").getByText("« Rapport » est dans la corbeille.").waitFor();
  assert.ok(await d.page.evaluate(() => document.activeElement?.closest("dialog") !== null), "the focus is still in the dialog");
  await tabTo("Annuler la suppression");
  await keyboard.press("Enter");
  await d.dialog("Mes pages").getByRole("button", { name: "Supprimer : Rapport" }).waitFor();
  await tabTo("Rapport");
  await keyboard.press("Enter");
  await d.textIs(text);
  await d.app.until("the caret in the text", () => d.page.evaluate(() => document.activeElement?.closest(".cm-editor") !== null));

  // Versions, from the menu.
  const versions = async () => {
    await d.button("Autres actions").first().focus();
    await keyboard.press("Enter");
    await d.page.getByRole("menuitem", { name: "Versions" }).waitFor();
    await tabTo("Versions", "ArrowDown");
    await keyboard.press("Enter");
    await dialogOpen("Versions");
  };
  await versions();
  await d.app.until("the focus in the dialog", () => d.page.evaluate(() => document.activeElement?.closest("dialog") !== null));
  for (let i = 0; i < 30 && !(await d.page.evaluate(() => document.activeElement?.matches("input"))); i++) await keyboard.press("Tab");
  await keyboard.type("Avant relecture");
  await tabTo("Garder cette version");
  await keyboard.press("Enter");
  await d.dialog("Versions").getByText("Avant relecture").waitFor();
  await close(d);
  await d.app.until("the focus back", () => d.page.evaluate(() => document.activeElement !== document.body));
  await d.write("---\ntitle: Rapport\n---\n\nSecond texte.\n");
  await saved(d);
  await versions();
  await tabTo("Avant relecture");
  await keyboard.press("Enter");
  await d.dialog("Versions").locator("#version-source .cm-content").waitFor();
  await tabTo("Restaurer cette version");
  await keyboard.press("Enter");
  await d.textIs(text);
  await keyboard.press("Control+z");
  await d.textIs("---\ntitle: Rapport\n---\n\nSecond texte.\n");
});
