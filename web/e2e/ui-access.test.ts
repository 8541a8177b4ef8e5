// The tool itself: names and roles that people and screen readers rely on, no
// defect that axe finds, everything from the keyboard, narrow screens and zoom.
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import { root } from "./harness";
import { shared, type Desk } from "./ui-kit";

const page = shared();

const axeSource = fs.readFileSync(path.join(root, "web/node_modules/axe-core/axe.min.js"), "utf8");

/// What axe finds in the page, the preview (which is the writer's page) aside.
async function axe(d: Desk, where: string): Promise<void> {
  await d.page.evaluate(axeSource);
  const found = await d.page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(context: object, options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } };
    const result = await axe.run({ exclude: [["iframe"]] }, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], iframes: false });
    return result.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => `${node.html.slice(0, 160)} — ${node.failureSummary.split("\n")[1]}`).join(" | ")}`);
  });
  assert.deepEqual(found, [], where);
}

test("roles and names, in French and in English", async () => {
  const d = await page.take();
  const names = async (en: boolean) => {
    const n = (fr: string, english: string) => (en ? english : fr);
    await d.page.getByRole("textbox", { name: n("Source de la page", "Page source") }).waitFor();
    await d.page.locator(`iframe[title="${n("Aperçu de la page", "Page preview")}"]`).waitFor();
    await d.page.getByRole("toolbar", { name: n("Mise en forme", "Formatting") }).waitFor();
    for (const name of en ? ["Open", "Save", "Share", "New page"] : ["Ouvrir", "Enregistrer", "Partager", "Nouvelle page"]) {
      assert.equal(await d.page.getByRole("button", { name, exact: true }).count(), 1, name);
    }
    const problems = d.page.getByRole("region", { name: n("Problèmes", "Problems") });
    const check = d.page.getByRole("banner").getByRole("button", { name: n("Vérifier", "Check") });
    // With its count the first summary is there: nothing opens by itself any more.
    await d.app.until("a count", async () => /\d/.test((await check.textContent())!));
    if ((await check.getAttribute("aria-pressed")) !== "true") await check.click();
    await problems.waitFor();
    await d.page.getByRole("button", { name: n("Informations", "Details") }).first().click();
    await d.page.getByRole("form", { name: n("Informations de la page", "Page details") }).waitFor();
    await d.page.getByRole("button", { name: n("Informations", "Details") }).first().click();
    await d.app.until("saved", async () => (await d.page.locator("#save-state").textContent())!.includes(n("Enregistré", "Saved")));
  };
  await names(false);
  await d.button("Autres actions").click();
  await d.page.getByRole("menuitemradio", { name: "English" }).click();
  await names(true);
  assert.equal(await d.page.evaluate(() => document.documentElement.lang), "en");
  await d.button("More actions").click();
  await d.page.getByRole("menuitemradio", { name: "Français" }).click();
});

for (const theme of ["Thème clair", "Thème sombre"]) {
  test(`axe finds nothing: editor, panels, menus and dialogs, ${theme}`, async () => {
    const d = await page.take();
    await d.button("Autres actions").click();
    await d.page.getByRole("menuitemradio", { name: theme }).click();
    await d.write("---\ntitle: Essai\nseries: a\ntags: [un, deux]\nimage:\n  path: ./a.png\n---\n\n## Titre\n\n{% dailymotion \"x9fznfq\" %}\n\n[ici](a.pdf)\n\n#### Saut\n");
    await d.app.until("checks", async () => (await d.page.locator(".problem").count()) > 0);
    await axe(d, "editor");
    await d.button("Informations").click();
    await d.page.getByRole("form").waitFor();
    await axe(d, "page details");
    await d.write("---\ntitle: a : b\n---\n");
    await d.page.getByText(/^Ligne 2/).waitFor();
    await axe(d, "broken front matter");
    await d.button("Informations").click();
    await d.write("## Titre\n\n|");
    for (const menu of ["Titre", "Encadré"]) {
      await d.tool(menu).click();
      await axe(d, `menu ${menu}`);
      await d.page.keyboard.press("Escape");
    }
    for (const tool of ["Lien", "Image", "Document", "Tableau", "Vidéo", "Transcription"]) {
      await d.tool(tool).click();
      await d.page.locator("dialog[open]").waitFor();
      await d.page.waitForTimeout(200);
      await axe(d, `dialog ${tool}`);
      await d.page.keyboard.press("Escape");
      await d.page.locator("dialog[open]").waitFor({ state: "detached" }).catch(() => undefined);
    }
    for (const item of ["Raccourcis clavier", "Accessibilité de l’outil", "À propos"]) {
      await d.button("Autres actions").click();
      await d.page.getByRole("menuitem", { name: item }).click();
      await d.dialog(item === "À propos" ? "À propos d’Aperçu" : item).waitFor();
      await d.page.waitForTimeout(200);
      await axe(d, item);
      await d.page.keyboard.press("Escape");
    }
    await d.page.keyboard.press("Control+f");
    await d.page.getByPlaceholder("Rechercher").waitFor();
    await axe(d, "search");
    await d.page.keyboard.press("Escape");
  });
}

test("from the keyboard alone: correct a title, add a video and its transcription, save", async (t) => {
  const d = await page.open(t);
  const { keyboard } = d.page;
  const focused = () => d.page.evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.getAttribute("aria-label") || document.activeElement?.id || "");
  await d.page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
  });
  // The skip link comes first, and leads to the text.
  await keyboard.press("Tab");
  assert.equal(await focused(), "Aller au texte");
  await keyboard.press("Enter");
  await d.app.until("the caret in the text", () => d.page.evaluate(() => document.activeElement!.closest(".cm-editor") !== null));
  // Out of the text with Tab: no trap.
  await keyboard.press("Tab");
  assert.equal(await d.page.evaluate(() => document.activeElement!.closest(".cm-content")), null);
  // Page details: from the top bar.
  await d.button("Informations").focus();
  await keyboard.press("Enter");
  await d.page.getByRole("form").waitFor();
  await d.page.getByRole("textbox", { name: "Titre", exact: true }).focus();
  await keyboard.press("Control+a");
  await keyboard.type("Titre corrigé");
  await d.app.until("the title", async () => (await d.text()).includes('title: "Titre corrigé"'));
  // F6 goes from pane to pane; in the toolbar arrows move and one Tab stop stays.
  await keyboard.press("F6");
  await d.app.until("the text", () => d.page.evaluate(() => document.activeElement!.closest(".cm-editor") !== null));
  await keyboard.press("Control+End");
  await d.tool("Titre").focus();
  for (let i = 0; i < 20 && (await focused()) !== "Vidéo"; i++) await keyboard.press("ArrowRight");
  assert.equal(await focused(), "Vidéo");
  assert.equal(await d.page.locator("[role=toolbar] > button[tabindex='0']").count(), 1);
  await keyboard.press("Enter");
  await d.dialog("Vidéo").waitFor();
  await keyboard.type("https://dai.ly/x8abcde");
  await d.page.getByText("Vidéo Dailymotion reconnue").waitFor();
  await keyboard.press("Tab");
  await keyboard.type("Deuxième vidéo");
  await keyboard.press("Tab");
  await keyboard.press("Space");
  await keyboard.press("Enter");
  await d.dialog("Transcription").waitFor();
  await d.app.until("the field", () => d.page.evaluate(() => document.activeElement!.id === "d-content"));
  await keyboard.type("Bonjour à toutes et à tous.");
  for (let i = 0; i < 6 && (await focused()) !== "Insérer la transcription"; i++) await keyboard.press("Tab");
  await keyboard.press("Enter");
  await d.app.until("both", async () => /\{% dailymotion "x8abcde", "Deuxième vidéo" %\}\n\n\{% transcription( ".*")? %\}\nBonjour à toutes et à tous\.\n\{% endtranscription %\}/.test(await d.text()));
  const saved = (await d.save()).toString();
  assert.ok(saved.includes("Titre corrigé") && saved.includes("x8abcde"));
});

test("the divider moves by keyboard and tells its value", async () => {
  const d = await page.take();
  const divider = d.page.getByRole("separator", { name: "Largeur du texte" });
  const value = async () => Number(await divider.getAttribute("aria-valuenow"));
  await divider.focus();
  const start = await value();
  await d.page.keyboard.press("ArrowRight");
  assert.equal(await value(), start + 2);
  await d.page.keyboard.press("Home");
  assert.equal(await value(), 20);
  const width = (await d.page.locator("#source").boundingBox())!.width;
  assert.ok(width < 320, `${width}`);
  await d.page.keyboard.press("Enter");
  assert.equal(await value(), 49);
});

test("on a phone one pane shows, targets are 44 px high, and nothing overflows at 320 px", async (t) => {
  const d = await page.open(t, { viewport: { width: 320, height: 640 }, hasTouch: true });
  const overflow = () => d.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok((await overflow()) <= 0, "no horizontal scroll");
  await d.page.locator("#source .cm-content").waitFor();
  assert.equal(await d.page.locator("#preview-pane").isVisible(), false);
  const small = await d.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, [role=button]")]
      .filter((button) => button.getClientRects().length && !button.closest(".cm-editor") && button.getBoundingClientRect().height < 44)
      .map((button) => `${button.textContent} ${button.getBoundingClientRect().height}`),
  );
  assert.deepEqual(small, []);
  await d.button("Aperçu").click();
  assert.equal(await d.page.locator("#preview-pane").isVisible(), true);
  assert.equal(await d.page.locator("#editor").isVisible(), false);
  const shown = await d.page.locator("#preview").boundingBox();
  assert.ok(shown!.height > 450, `the preview fills the screen: ${shown!.height} px of 640`);
  await d.button(/^Problèmes/).click();
  await d.page.getByRole("region", { name: "Problèmes" }).waitFor();
  await axe(d, "phone");
  await d.button("Autres actions").click();
  await d.page.getByRole("menuitem", { name: "Informations de la page" }).click();
  await d.page.getByRole("form").waitFor();
  assert.ok((await overflow()) <= 0);
});

test("at twice the size everything is still there", async (t) => {
  // 1280 × 800 at 200 % is a window of 640 × 400 CSS pixels.
  const d = await page.open(t, { viewport: { width: 640, height: 400 } });
  assert.ok((await d.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
  assert.ok((await d.page.locator("#editor").boundingBox())!.height > 120);
  await d.button("Autres actions").click();
  await d.page.getByRole("menuitem", { name: "À propos" }).click();
  await d.dialog("À propos d’Aperçu").waitFor();
  await d.page.getByRole("dialog").getByRole("button", { name: "Fermer" }).last().click();
});

test("the preview follows the caret, and a click in it puts the caret there", async () => {
  const d = await page.take();
  const body = Array.from({ length: 60 }, (_, i) => `## Partie ${i + 1}\n\nParagraphe numéro ${i + 1}.\n`).join("\n");
  await d.write(`${body}|`);
  await d.app.shows("Paragraphe numéro 60.");
  await d.app.preview.getByText("Paragraphe numéro 3.").click();
  await d.app.until("the caret", async () => /^Ligne 1[01],/.test((await d.page.locator("#status-position").textContent())!));
  await d.page.keyboard.press("Control+End");
  await d.app.until("the end of the preview", () => d.app.preview.evaluate(() => scrollY > 500));
});
